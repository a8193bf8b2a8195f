/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/more-page.h"

#include "ui/button-bar.h"
#include "ui/field-binding.h"
#include "ui/flag-row.h"

#include <glib/gi18n.h>

/**
 * RrmMorePage:
 *
 * More Settings: what few people need, in the groups that mail programs have for it. What belongs
 * to the other kind of account is not shown.
 */
struct _RrmMorePage
{
  RrmFlowPage parent_instance;

  RrmFlagRow *ipv4_row;
  AdwComboRow *timeout_row;
  GtkWidget *pop3_group;
  RrmFlagRow *leave_row;
  RrmFlagRow *remove_after_row;
  RrmEntryRow *days_row;
  RrmHintRow *days_hint;
  RrmFlagRow *remove_deleted_row;
  GtkWidget *imap_group;
  RrmEntryRow *root_row;
  RrmHintRow *root_hint;
  RrmEntryRow *sent_row;
  RrmHintRow *sent_hint;
  RrmEntryRow *drafts_row;
  RrmHintRow *drafts_hint;
  RrmEntryRow *trash_row;
  RrmHintRow *trash_hint;
  RrmEntryRow *junk_row;
  RrmHintRow *junk_hint;
  GtkWidget *done_button;

  /* (element-type RrmFieldBinding) */
  GPtrArray *bindings;
};

G_DEFINE_FINAL_TYPE (RrmMorePage, rrm_more_page, RRM_TYPE_FLOW_PAGE)

/* In seconds; the first is that nobody has chosen. */
static const guint timeouts[] = { 0, 30, 60, 120, 180, 300, 600 };

static RrmDraft *
get_draft (RrmMorePage *self)
{
  return rrm_setup_get_draft (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
}

static char *
describe_timeout (guint seconds)
{
  if (seconds == 0)
    return g_strdup (_ ("Usual"));
  if (seconds < 60)
    return g_strdup_printf (ngettext ("%u second", "%u seconds", seconds), seconds);

  return g_strdup_printf (ngettext ("%u minute", "%u minutes", seconds / 60), seconds / 60);
}

static void
list_timeouts (RrmMorePage *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (timeouts); i++)
    gtk_string_list_take (list, describe_timeout (timeouts[i]));
  adw_combo_row_set_model (self->timeout_row, G_LIST_MODEL (list));
}

/* A time that is not in the list is shown as the next longer one. */
static void
fill_timeout (RrmMorePage *self)
{
  guint seconds = rrm_draft_get_timeout (get_draft (self));
  g_autofree char *value = NULL;
  guint i = 0;

  while (i < G_N_ELEMENTS (timeouts) - 1 && timeouts[i] < seconds)
    i++;
  if (adw_combo_row_get_selected (self->timeout_row) != i)
    adw_combo_row_set_selected (self->timeout_row, i);
  value = describe_timeout (timeouts[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->timeout_row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, value, -1);
}

static void
on_timeout_selected (AdwComboRow *row,
                     GParamSpec *pspec,
                     RrmMorePage *self)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected < G_N_ELEMENTS (timeouts))
    rrm_draft_set_timeout (get_draft (self), timeouts[selected]);
}

/* Only what means something as things stand. */
static void
update (RrmMorePage *self)
{
  RrmDraft *draft = get_draft (self);
  gboolean pop3 = rrm_draft_get_protocol (draft) == RRM_PROTOCOL_POP3;
  gboolean stays = rrm_draft_get_flag (draft, RRM_FIELD_LEAVE_ON_SERVER);

  gtk_widget_set_visible (self->pop3_group, pop3);
  gtk_widget_set_visible (self->imap_group, !pop3);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_after_row), stays);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_deleted_row), stays);
  gtk_widget_set_visible (GTK_WIDGET (self->days_row),
                          stays && rrm_draft_get_flag (draft, RRM_FIELD_REMOVE_AFTER));
}

static void
on_draft_changed (RrmDraft *draft,
                  guint field,
                  RrmMorePage *self)
{
  update (self);
  if (field == RRM_FIELD_TIMEOUT)
    fill_timeout (self);
}

/* The folders that the test of this account has found. */
static void
offer_folders (RrmMorePage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  RrmServiceReport *service =
    rrm_setup_is_current (setup) ? rrm_setup_get_service (setup, FALSE) : NULL;

  for (guint i = 0; i < self->bindings->len; i++)
    {
      RrmFieldBinding *binding = g_ptr_array_index (self->bindings, i);
      RrmField field = rrm_field_binding_get_field (binding);
      const char *found = NULL;

      if (field < RRM_FIELD_SENT_FOLDER || field > RRM_FIELD_JUNK_FOLDER)
        continue;
      if (service != NULL)
        found = rrm_service_report_get_facts (service)->folders[field - RRM_FIELD_SENT_FOLDER];
      rrm_field_binding_set_found (binding, found);
    }
}

static void
rrm_more_page_shown (RrmFlowPage *page)
{
  RrmMorePage *self = RRM_MORE_PAGE (page);

  offer_folders (self);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->done_button);
  gtk_widget_grab_focus (self->done_button);
}

static void
rrm_more_page_show_wrong (RrmFlowPage *page,
                          RrmField field)
{
  RrmMorePage *self = RRM_MORE_PAGE (page);

  for (guint i = 0; i < self->bindings->len; i++)
    {
      RrmFieldBinding *binding = g_ptr_array_index (self->bindings, i);

      if (rrm_field_binding_get_field (binding) != field)
        continue;
      rrm_field_binding_show_problem (binding);
      rrm_field_binding_focus (binding);
    }
}

static void
bind (RrmMorePage *self,
      RrmField field,
      RrmEntryRow *row,
      RrmHintRow *hint)
{
  g_ptr_array_add (self->bindings,
                   rrm_field_binding_new (get_draft (self), field, row, hint, NULL));
}

static void
rrm_more_page_constructed (GObject *object)
{
  RrmMorePage *self = RRM_MORE_PAGE (object);
  RrmDraft *draft = get_draft (self);

  G_OBJECT_CLASS (rrm_more_page_parent_class)->constructed (object);

  rrm_flag_row_bind (self->ipv4_row, draft, RRM_FIELD_IPV4_ONLY);
  rrm_flag_row_bind (self->leave_row, draft, RRM_FIELD_LEAVE_ON_SERVER);
  rrm_flag_row_bind (self->remove_after_row, draft, RRM_FIELD_REMOVE_AFTER);
  rrm_flag_row_bind (self->remove_deleted_row, draft, RRM_FIELD_REMOVE_WHEN_DELETED);
  bind (self, RRM_FIELD_REMOVE_DAYS, self->days_row, self->days_hint);
  bind (self, RRM_FIELD_ROOT_FOLDER, self->root_row, self->root_hint);
  bind (self, RRM_FIELD_SENT_FOLDER, self->sent_row, self->sent_hint);
  bind (self, RRM_FIELD_DRAFTS_FOLDER, self->drafts_row, self->drafts_hint);
  bind (self, RRM_FIELD_TRASH_FOLDER, self->trash_row, self->trash_hint);
  bind (self, RRM_FIELD_JUNK_FOLDER, self->junk_row, self->junk_hint);
  rrm_accessible_set_name (GTK_WIDGET (self->timeout_row), _ ("Server timeout"));
  list_timeouts (self);
  fill_timeout (self);
  update (self);
  g_signal_connect_object (self->timeout_row, "notify::selected",
                           G_CALLBACK (on_timeout_selected), self, 0);
  g_signal_connect_object (draft, "changed", G_CALLBACK (on_draft_changed), self, 0);
}

static void
rrm_more_page_dispose (GObject *object)
{
  g_clear_pointer (&RRM_MORE_PAGE (object)->bindings, g_ptr_array_unref);

  G_OBJECT_CLASS (rrm_more_page_parent_class)->dispose (object);
}

static void
rrm_more_page_class_init (RrmMorePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RrmFlowPageClass *page_class = RRM_FLOW_PAGE_CLASS (klass);

  object_class->constructed = rrm_more_page_constructed;
  object_class->dispose = rrm_more_page_dispose;
  page_class->shown = rrm_more_page_shown;
  page_class->show_wrong = rrm_more_page_show_wrong;

  g_type_ensure (RRM_TYPE_ENTRY_ROW);
  g_type_ensure (RRM_TYPE_HINT_ROW);
  g_type_ensure (RRM_TYPE_FLAG_ROW);
  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/more-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, ipv4_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, timeout_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, pop3_group);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, leave_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, remove_after_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, days_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, days_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, remove_deleted_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, imap_group);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, root_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, root_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, sent_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, sent_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, drafts_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, drafts_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, trash_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, trash_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, junk_row);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, junk_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmMorePage, done_button);
}

static void
rrm_more_page_init (RrmMorePage *self)
{
  self->bindings = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
