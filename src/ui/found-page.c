/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/found-page.h"

#include "setup/setup-found.h"
#include "ui/note-list.h"
#include "ui/plain-layout.h"
#include "ui/start-row.h"

#include <glib/gi18n.h>

/**
 * RrmFoundPage:
 *
 * What the mail programs on this computer have set up, with how it stands; the way on where nothing
 * is found; and the changes that can be taken back.
 */
struct _RrmFoundPage
{
  RrmFlowPage parent_instance;

  GtkLabel *headline;
  GtkLabel *introduction;
  GtkWidget *reading_box;
  GtkSpinner *spinner;
  GtkBox *accounts;
  GtkBox *refusals;
  GtkLabel *other_heading;
  GtkWidget *by_hand_row;
  GtkWidget *set_up_row;
  GtkWidget *copies_group;
  GtkBox *copies;
};

G_DEFINE_FINAL_TYPE (RrmFoundPage, rrm_found_page, RRM_TYPE_FLOW_PAGE)

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
make_account (RrmFoundAccount *account,
              guint index)
{
  static const char *const classes[RRM_N_FOUND_STATES] = {
    [RRM_FOUND_SOUND] = NULL,      [RRM_FOUND_NOTED] = "warning", [RRM_FOUND_WRONG] = "error",
    [RRM_FOUND_WORKS] = "success", [RRM_FOUND_FAILS] = "error",   [RRM_FOUND_DAMAGED] = "error",
  };
  g_autofree char *servers = rrm_found_account_describe_servers (account);
  GtkWidget *row = rrm_start_row_new (rrm_found_account_get_address (account), servers,
                                      "mail-unread-symbolic");

  rrm_start_row_set_word (RRM_START_ROW (row), rrm_found_account_get_word (account),
                          classes[rrm_found_account_get_state (account)]);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-found");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", index);

  return row;
}

static void
list_accounts (RrmFoundPage *self,
               GListModel *accounts)
{
  guint n = g_list_model_get_n_items (accounts);

  clear (self->accounts);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RrmFoundAccount) account = g_list_model_get_item (accounts, i);

      gtk_box_append (self->accounts, make_account (account, i));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->accounts), n > 0);
}

static GtkWidget *
make_copy (const RrmFoundCopy *copy)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Undo"));
  g_autofree char *name = g_strdup_printf (_ ("Undo the change in %s"), copy->program);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), copy->program);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), copy->when);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.undo-copy");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", copy->path);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  rrm_plain_layout_ease (row);

  return row;
}

static void
list_copies (RrmFoundPage *self,
             RrmFound *found)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GPtrArray) copies = rrm_found_list_copies (found, now);
  GtkWidget *list = gtk_list_box_new ();

  clear (self->copies);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < copies->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_copy (g_ptr_array_index (copies, i)));
  gtk_box_append (self->copies, list);
  gtk_widget_set_visible (self->copies_group, copies->len > 0);
}

/* What was looked for, and what came of it. */
static void
say_what (RrmFoundPage *self,
          RrmFound *found,
          guint n)
{
  gboolean elsewhere = rrm_found_get_path (found) != NULL;

  gtk_label_set_text (self->headline, elsewhere ? _ ("From another computer")
                                                : _ ("On this computer"));
  if (n > 0)
    gtk_label_set_text (self->introduction,
                        ngettext ("This account was found. Choose it to check it.",
                                  "These accounts were found. Choose the one that does not work.",
                                  n));
  else
    gtk_label_set_text (self->introduction,
                        elsewhere
                          ? _ ("No Roadrunner or Spectrum address is set up there.")
                          : _ ("No mail program here has a Roadrunner or Spectrum address."));
  gtk_label_set_text (self->other_heading, n > 0 ? _ ("Not in the list?") : _ ("What now?"));
  gtk_widget_set_visible (self->set_up_row, n == 0);
}

static void
show_found (RrmFoundPage *self)
{
  RrmFound *found = rrm_setup_get_computer (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
  GListModel *accounts = rrm_found_get_accounts (found);
  gboolean reading = rrm_found_get_reading (found);
  const char *const *refusals = rrm_found_get_refusals (found);
  static const char *const none[] = { NULL };

  list_accounts (self, accounts);
  list_copies (self, found);
  rrm_note_list_fill (self->refusals, (char **) (refusals != NULL ? refusals : none), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->refusals),
                          !reading && refusals != NULL && refusals[0] != NULL);
  say_what (self, found, g_list_model_get_n_items (accounts));
  gtk_widget_set_visible (self->reading_box, reading);
  gtk_widget_set_visible (GTK_WIDGET (self->introduction), !reading);
  gtk_spinner_set_spinning (self->spinner, reading);
}

static void
focus (RrmFoundPage *self)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->accounts));

  gtk_widget_grab_focus (first != NULL ? first : self->by_hand_row);
}

static void
on_reading (RrmFound *found,
            GParamSpec *pspec,
            RrmFoundPage *self)
{
  show_found (self);
  if (!rrm_found_get_reading (found) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus (self);
}

static void
rrm_found_page_shown (RrmFlowPage *page)
{
  RrmFoundPage *self = RRM_FOUND_PAGE (page);

  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
  show_found (self);
  focus (self);
}

static void
rrm_found_page_constructed (GObject *object)
{
  RrmSetup *setup;

  G_OBJECT_CLASS (rrm_found_page_parent_class)->constructed (object);

  setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (object));
  g_signal_connect_object (rrm_setup_get_computer (setup), "notify::reading",
                           G_CALLBACK (on_reading), object, 0);
}

static void
rrm_found_page_class_init (RrmFoundPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rrm_found_page_constructed;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_found_page_shown;

  g_type_ensure (RRM_TYPE_START_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/found-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, headline);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, introduction);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, reading_box);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, accounts);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, refusals);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, other_heading);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, by_hand_row);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, set_up_row);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, copies_group);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundPage, copies);
}

static void
rrm_found_page_init (RrmFoundPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rrm_found_page_set_busy:
 * @self: a page
 * @busy: whether a change is being taken back
 *
 * Meanwhile nothing can be chosen here.
 */
void
rrm_found_page_set_busy (RrmFoundPage *self,
                         gboolean busy)
{
  RrmFound *found = rrm_setup_get_computer (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));

  gtk_widget_set_sensitive (GTK_WIDGET (self->accounts), !busy);
  gtk_widget_set_sensitive (self->copies_group, !busy);
  gtk_widget_set_visible (self->reading_box, busy || rrm_found_get_reading (found));
  gtk_spinner_set_spinning (self->spinner, busy || rrm_found_get_reading (found));
}
