/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/settings-page.h"

#include "ui/button-bar.h"
#include "ui/field-binding.h"
#include "ui/full-text.h"
#include "ui/plain-layout.h"
#include "ui/server-group.h"

#include <glib/gi18n.h>

/**
 * RrmSettingsPage:
 *
 * All settings of the account in three groups, each of them open to change.
 */
struct _RrmSettingsPage
{
  RrmFlowPage parent_instance;

  RrmEntryRow *name_row;
  RrmHintRow *name_hint;
  RrmEntryRow *address_row;
  RrmHintRow *address_hint;
  RrmEntryRow *organization_row;
  RrmHintRow *organization_hint;
  RrmEntryRow *reply_row;
  RrmHintRow *reply_hint;
  GtkBox *content;
  /* Incoming and outgoing, owned; NULL until it is made. */
  RrmServerGroup *servers[2];
  GtkCheckButton *automatic_check;
  GtkWidget *more_button;
  GtkWidget *continue_button;

  /* Whether More Settings are shown, or were just before this page. */
  gboolean in_more;

  /* (element-type RrmFieldBinding) */
  GPtrArray *bindings;

  /* Makes the next one, while there is one. */
  guint making;
};

G_DEFINE_FINAL_TYPE (RrmSettingsPage, rrm_settings_page, RRM_TYPE_FLOW_PAGE)

static void
on_automatic_toggled (GtkCheckButton *check,
                      RrmSettingsPage *self)
{
  rrm_setup_set_test_on_continue (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)),
                                  gtk_check_button_get_active (check));
}

/* A server has half of what is on the page, and takes as long to make, and to be put there.
 *
 * Returns: whether there is more to do */
static gboolean
make_server (RrmSettingsPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  GtkEntryBuffer *password = rrm_flow_page_get_password (RRM_FLOW_PAGE (self));
  guint i = self->servers[FALSE] != NULL &&
            gtk_widget_get_parent (GTK_WIDGET (self->servers[FALSE])) != NULL;
  RrmServerGroup **server = &self->servers[i];

  if (*server == NULL)
    {
      *server = g_object_ref_sink (g_object_new (
        RRM_TYPE_SERVER_GROUP, "outgoing", i == 1, "title",
        i == 1 ? _ ("Outgoing mail") : _ ("Incoming mail"), NULL));
      rrm_server_group_set_setup (*server, setup, password);
      rrm_full_text_show (GTK_WIDGET (*server));
      rrm_plain_layout_ease (GTK_WIDGET (*server));
      return TRUE;
    }
  if (gtk_widget_get_parent (GTK_WIDGET (*server)) == NULL)
    gtk_box_insert_child_after (self->content, GTK_WIDGET (*server),
                                gtk_widget_get_prev_sibling (self->more_button));

  return i == 0;
}

static gboolean
on_making (gpointer data)
{
  RrmSettingsPage *self = data;

  if (make_server (self))
    return G_SOURCE_CONTINUE;
  self->making = 0;

  return G_SOURCE_REMOVE;
}

/* For what cannot wait. */
static void
make_servers (RrmSettingsPage *self)
{
  g_clear_handle_id (&self->making, g_source_remove);
  while (make_server (self))
    ;
}

static void
rrm_settings_page_shown (RrmFlowPage *page)
{
  RrmSettingsPage *self = RRM_SETTINGS_PAGE (page);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    make_servers (self);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->continue_button);
  gtk_widget_grab_focus (self->in_more ? self->more_button : self->continue_button);
}

static void
on_page (RrmSetup *setup,
         GParamSpec *pspec,
         RrmSettingsPage *self)
{
  RrmPage page = rrm_setup_get_page (setup);

  if (page != RRM_PAGE_SETTINGS)
    self->in_more = page == RRM_PAGE_MORE;
}

static gboolean
show_field (RrmSettingsPage *self,
            RrmField field)
{
  for (guint i = 0; i < self->bindings->len; i++)
    {
      RrmFieldBinding *binding = g_ptr_array_index (self->bindings, i);

      if (rrm_field_binding_get_field (binding) != field)
        continue;
      rrm_field_binding_focus (binding);
      return TRUE;
    }
  make_servers (self);

  return rrm_server_group_show_field (self->servers[FALSE], field) ||
         rrm_server_group_show_field (self->servers[TRUE], field);
}

/**
 * rrm_settings_page_show_field:
 * @self: a page
 * @field: a field
 *
 * Puts the focus there.
 */
void
rrm_settings_page_show_field (RrmSettingsPage *self,
                              RrmField field)
{
  show_field (self, field);
}

static void
rrm_settings_page_show_wrong (RrmFlowPage *page,
                              RrmField field)
{
  RrmSettingsPage *self = RRM_SETTINGS_PAGE (page);

  for (guint i = 0; i < self->bindings->len; i++)
    rrm_field_binding_show_problem (g_ptr_array_index (self->bindings, i));
  make_servers (self);
  rrm_server_group_show_problems (self->servers[FALSE]);
  rrm_server_group_show_problems (self->servers[TRUE]);
  show_field (self, field);
}

static void
bind (RrmSettingsPage *self,
      RrmField field,
      RrmEntryRow *row,
      RrmHintRow *hint)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));

  g_ptr_array_add (self->bindings,
                   rrm_field_binding_new (rrm_setup_get_draft (setup), field, row, hint, NULL));
}

static void
rrm_settings_page_constructed (GObject *object)
{
  RrmSettingsPage *self = RRM_SETTINGS_PAGE (object);
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));

  G_OBJECT_CLASS (rrm_settings_page_parent_class)->constructed (object);

  bind (self, RRM_FIELD_NAME, self->name_row, self->name_hint);
  bind (self, RRM_FIELD_ADDRESS, self->address_row, self->address_hint);
  bind (self, RRM_FIELD_ORGANIZATION, self->organization_row, self->organization_hint);
  bind (self, RRM_FIELD_REPLY_ADDRESS, self->reply_row, self->reply_hint);
  self->making = g_idle_add (on_making, self);
  g_signal_connect_object (setup, "notify::page", G_CALLBACK (on_page), self, 0);
  gtk_check_button_set_active (self->automatic_check, rrm_setup_get_test_on_continue (setup));
}

static void
rrm_settings_page_dispose (GObject *object)
{
  RrmSettingsPage *self = RRM_SETTINGS_PAGE (object);

  g_clear_handle_id (&self->making, g_source_remove);
  g_clear_object (&self->servers[FALSE]);
  g_clear_object (&self->servers[TRUE]);
  g_clear_pointer (&self->bindings, g_ptr_array_unref);

  G_OBJECT_CLASS (rrm_settings_page_parent_class)->dispose (object);
}

static void
rrm_settings_page_class_init (RrmSettingsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RrmFlowPageClass *page_class = RRM_FLOW_PAGE_CLASS (klass);

  object_class->constructed = rrm_settings_page_constructed;
  object_class->dispose = rrm_settings_page_dispose;
  page_class->shown = rrm_settings_page_shown;
  page_class->show_wrong = rrm_settings_page_show_wrong;

  g_type_ensure (RRM_TYPE_ENTRY_ROW);
  g_type_ensure (RRM_TYPE_HINT_ROW);
  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, name_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, address_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, organization_row);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, organization_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, reply_row);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, reply_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, content);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, automatic_check);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, RrmSettingsPage, continue_button);
  gtk_widget_class_bind_template_callback (widget_class, on_automatic_toggled);
}

static void
rrm_settings_page_init (RrmSettingsPage *self)
{
  self->bindings = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
