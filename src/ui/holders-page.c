/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/holders-page.h"

#include "explain/held.h"
#include "setup/holders.h"
#include "ui/button-bar.h"
#include "ui/field-binding.h"
#include "ui/guide-list.h"
#include "ui/note-list.h"
#include "ui/start-row.h"

#include <glib/gi18n.h>

/**
 * RrmHoldersPage:
 *
 * Where a new password is to be told, too: the mail programs on this computer that keep one, and
 * how it is done in others.
 */
struct _RrmHoldersPage
{
  RrmFlowPage parent_instance;

  GtkLabel *headline;
  GtkLabel *introduction;
  GtkWidget *changed_group;
  AdwComboRow *changed_row;
  GtkWidget *here_group;
  GtkWidget *looking;
  GtkBox *here;
  GtkWidget *none;
  GtkWidget *others_group;
  GtkBox *others;
  GtkBox *notes;
  GtkWidget *continue_button;
};

G_DEFINE_FINAL_TYPE (RrmHoldersPage, rrm_holders_page, RRM_TYPE_FLOW_PAGE)

static GtkWidget *
make_row (const RrmHolder *holder)
{
  static const char *const classes[RRM_N_HELDS] = {
    [RRM_HELD_MAYBE] = "warning",
    [RRM_HELD_OLD] = "error",
  };
  GtkWidget *row = rrm_guide_list_new_row (RRM_GUIDE_TOPIC_PASSWORD, holder->program, holder->file,
                                           holder->name, holder->text, "computer-symbolic");

  rrm_start_row_set_word (RRM_START_ROW (row), rrm_explain_held (holder->held),
                          classes[holder->held]);

  return row;
}

static void
list_here (RrmHoldersPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  gboolean looking = rrm_setup_get_looking (setup);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GPtrArray) holders = rrm_setup_list_holders (setup, now);

  /* They stay as they were until there is news. */
  if (!looking)
    rrm_guide_list_clear (self->here);
  for (guint i = 0; !looking && i < holders->len; i++)
    gtk_box_append (self->here, make_row (g_ptr_array_index (holders, i)));
  gtk_widget_set_visible (self->looking, looking);
  gtk_widget_set_visible (GTK_WIDGET (self->here), !looking && holders->len > 0);
  gtk_widget_set_visible (self->none, !looking && holders->len == 0);
}

static void
list_others (RrmHoldersPage *self)
{
  static const struct
  {
    const char *program;
    const char *icon;
  } others[] = {
    { "iphone", "phone-symbolic" },         { "gmail-app", "phone-symbolic" },
    { "samsung-email", "phone-symbolic" },  { "outlook", "computer-symbolic" },
    { "apple-mail", "computer-symbolic" },
  };
  GtkWidget *row;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      row = rrm_guide_list_new_row (
        RRM_GUIDE_TOPIC_PASSWORD, others[i].program, NULL,
        rrm_guide_get_program_name (RRM_GUIDE_TOPIC_PASSWORD, others[i].program),
        _ ("Step by step"), others[i].icon);
      gtk_box_append (self->others, row);
    }
  row = rrm_guide_list_new_row (RRM_GUIDE_TOPIC_PASSWORD, "thunderbird", NULL,
                                _ ("Thunderbird on another computer"), _ ("Step by step"),
                                "computer-symbolic");
  gtk_box_append (self->others, row);
}

static void
on_looking (RrmSetup *setup,
            GParamSpec *pspec,
            RrmHoldersPage *self)
{
  list_here (self);
}

/* GTK 4.8 tells neither the name of such a row nor what is chosen there. */
static void
tell_changed (RrmHoldersPage *self)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (self->changed_row);

  rrm_accessible_set_name (GTK_WIDGET (self->changed_row), _ ("When did you change it?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->changed_row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_string_object_get_string (item), -1);
}

static void
on_changed_selected (AdwComboRow *row,
                     GParamSpec *pspec,
                     RrmHoldersPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  guint selected = adw_combo_row_get_selected (row);

  if (selected >= RRM_N_CHANGEDS || (RrmChanged) selected == rrm_setup_get_changed (setup))
    return;
  tell_changed (self);
  rrm_setup_set_changed (setup, (RrmChanged) selected);
  list_here (self);
}

static void
show_state (RrmHoldersPage *self)
{
  gboolean previous = rrm_setup_is_previous (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
  g_auto (GStrv) notes = rrm_explain_changed (previous);

  gtk_label_set_text (self->headline, previous
                                        ? _ ("The servers still take the previous password")
                                        : _ ("Now tell your mail programs"));
  gtk_label_set_text (self->introduction,
                      _ ("Your new password works. Each mail program has its own copy, and needs "
                         "the new one, too."));
  gtk_widget_set_visible (GTK_WIDGET (self->introduction), !previous);
  gtk_widget_set_visible (self->changed_group, !previous);
  gtk_widget_set_visible (self->here_group, !previous);
  gtk_widget_set_visible (self->others_group, !previous);
  rrm_note_list_fill (self->notes, notes, FALSE);
}

static void
rrm_holders_page_shown (RrmFlowPage *page)
{
  RrmHoldersPage *self = RRM_HOLDERS_PAGE (page);
  RrmSetup *setup = rrm_flow_page_get_setup (page);

  show_state (self);
  adw_combo_row_set_selected (self->changed_row, rrm_setup_get_changed (setup));
  tell_changed (self);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->continue_button);
  gtk_widget_grab_focus (self->continue_button);
  /* A program may have been told since. */
  rrm_setup_look_for_holders (setup);
}

static void
rrm_holders_page_constructed (GObject *object)
{
  RrmHoldersPage *self = RRM_HOLDERS_PAGE (object);

  G_OBJECT_CLASS (rrm_holders_page_parent_class)->constructed (object);

  list_others (self);
  g_signal_connect_object (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)), "notify::looking",
                           G_CALLBACK (on_looking), self, 0);
}

static void
rrm_holders_page_class_init (RrmHoldersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rrm_holders_page_constructed;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_holders_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/holders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, headline);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, introduction);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, changed_group);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, changed_row);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, here_group);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, looking);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, here);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, none);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, others_group);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, others);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, notes);
  gtk_widget_class_bind_template_child (widget_class, RrmHoldersPage, continue_button);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_selected);
}

static void
rrm_holders_page_init (RrmHoldersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
