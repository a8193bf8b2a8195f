/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/start-page.h"

#include "setup/draft-file.h"
#include "setup/saved.h"
#include "ui/button-bar.h"
#include "ui/round-box.h"
#include "ui/start-row.h"

#include <glib/gi18n.h>

/* How many accounts the list shows by itself, and how many more at a time. */
#define ACCOUNTS_AT_ONCE 20

/**
 * RrmStartPage:
 *
 * The first page: what the person came for, in their words, and the saved accounts with how they
 * stand. Of very many accounts it shows some, those that fail first, and a search finds the others.
 */
struct _RrmStartPage
{
  RrmFlowPage parent_instance;

  GtkWidget *draft_box;
  GtkLabel *draft_label;
  GtkWidget *draft_button;
  GtkWidget *set_up_row;
  GtkWidget *accounts_group;
  GtkEditable *search;
  GtkLabel *accounts_note;
  GtkBox *accounts;
  GtkWidget *more_button;
  RrmRoundBox *round_box;
  GtkWidget *undo_box;
  GtkLabel *undo_label;
  GtkWidget *undo_button;

  /* How many accounts may stand in the list. */
  guint limit;
};

G_DEFINE_FINAL_TYPE (RrmStartPage, rrm_start_page, RRM_TYPE_FLOW_PAGE)

/* Beside the row, so that it is a button of its own. */
static GtkWidget *
make_button (const char *icon,
             const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_end (button, 6);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);

  return button;
}

static GtkWidget *
make_rename_button (const RrmSavedSummary *summary)
{
  g_autofree char *name = g_strdup_printf (_ ("Rename %s"), summary->label);
  GtkWidget *button = make_button ("document-edit-symbolic", name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.rename-account");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", summary->address);

  return button;
}

static GtkWidget *
make_forget_button (const char *address)
{
  g_autofree char *name = g_strdup_printf (_ ("Forget %s"), address);
  GtkWidget *button = make_button ("user-trash-symbolic", name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.forget-account");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", address);

  return button;
}

static GtkWidget *
make_account (const RrmSavedSummary *summary)
{
  static const char *const classes[] = {
    [RRM_SAVED_UNTESTED] = NULL,
    [RRM_SAVED_WORKS] = "success",
    [RRM_SAVED_FAILS] = "error",
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *row =
    rrm_start_row_new (summary->label, summary->tested, "avatar-default-symbolic");

  rrm_start_row_set_word (RRM_START_ROW (row), summary->word, classes[summary->state]);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-account");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", summary->address);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), make_rename_button (summary));
  gtk_box_append (GTK_BOX (box), make_forget_button (summary->address));

  return box;
}

/* What is left out is told, and how to come to it. */
static void
describe_list (RrmStartPage *self,
               guint n_shown,
               guint n_found)
{
  g_autofree char *text = NULL;

  if (n_found == 0)
    text = g_strdup (_ ("No account has this in its address or name."));
  else if (n_shown < n_found)
    /* Translators: how many accounts of how many */
    text = g_strdup_printf (_ ("%u of %u are shown here. Those that fail come first."), n_shown,
                            n_found);
  gtk_label_set_text (self->accounts_note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->accounts_note), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->accounts), n_shown > 0);
  gtk_widget_set_visible (self->more_button, n_shown < n_found);
}

/* What is in the list and has the focus, or stands for what had it. */
static GtkActionable *
find_in_list (RrmStartPage *self,
              const char *action,
              const char *address)
{
  for (GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (self->accounts)); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      {
        GtkActionable *button = GTK_ACTIONABLE (child);
        GVariant *target = gtk_actionable_get_action_target_value (button);

        if (action == NULL ? gtk_widget_is_focus (child)
                           : g_str_equal (gtk_actionable_get_action_name (button), action) &&
                               g_str_equal (g_variant_get_string (target, NULL), address))
          return button;
      }

  return NULL;
}

static void
clear_list (RrmStartPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->accounts))) != NULL)
    gtk_box_remove (self->accounts, child);
}

static void
list_accounts (RrmStartPage *self)
{
  GtkActionable *focused = find_in_list (self, NULL, NULL);
  g_autofree char *action =
    focused != NULL ? g_strdup (gtk_actionable_get_action_name (focused)) : NULL;
  g_autofree char *address =
    focused != NULL
      ? g_variant_dup_string (gtk_actionable_get_action_target_value (focused), NULL)
      : NULL;
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  guint n = rrm_setup_get_n_saved (setup);
  gboolean many = n > ACCOUNTS_AT_ONCE;
  g_autoptr (GArray) found =
    rrm_setup_list_saved (setup, many ? gtk_editable_get_text (self->search) : "", many);
  guint n_shown = MIN (found->len, self->limit);

  clear_list (self);
  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr (RrmSavedSummary) summary =
        rrm_setup_describe_saved (setup, g_array_index (found, guint, i), now);

      gtk_box_append (self->accounts, make_account (summary));
    }
  gtk_widget_set_visible (self->accounts_group, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->search), many);
  describe_list (self, n_shown, found->len);
  focused = action != NULL ? find_in_list (self, action, address) : NULL;
  if (focused != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (focused));
}

static void
on_search (RrmStartPage *self)
{
  self->limit = ACCOUNTS_AT_ONCE;
  list_accounts (self);
}

/* The work goes on with the first one of those that were not there. */
static void
on_more (RrmStartPage *self)
{
  guint before = self->limit;
  GtkWidget *child;

  self->limit += ACCOUNTS_AT_ONCE;
  list_accounts (self);
  child = gtk_widget_get_first_child (GTK_WIDGET (self->accounts));
  for (guint i = 0; i < before && child != NULL; i++)
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
}

/* What was typed before the program ended without being asked to. */
static gboolean
offer_draft (RrmStartPage *self)
{
  g_autofree char *left =
    rrm_setup_get_left_draft (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
  g_autofree char *text = NULL;

  if (left != NULL && left[0] != '\0')
    text = g_strdup_printf (_ ("You were typing in %s when the program ended. All of it is still "
                               "there but the password."),
                            left);
  gtk_label_set_text (self->draft_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->draft_box, text != NULL);

  return text != NULL;
}

static void
offer_undo (RrmStartPage *self)
{
  const char *address =
    rrm_setup_get_forgotten (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
  g_autofree char *text =
    address != NULL ? g_strdup_printf (_ ("%s was forgotten."), address) : NULL;

  gtk_widget_set_visible (self->undo_box, text != NULL);
  gtk_label_set_text (self->undo_label, text != NULL ? text : "");
}

static void
on_saved (RrmSetup *setup,
          GParamSpec *pspec,
          RrmStartPage *self)
{
  gboolean undone = gtk_widget_has_focus (self->undo_button);
  g_autofree char *before = g_strdup (gtk_label_get_text (self->undo_label));

  list_accounts (self);
  offer_undo (self);
  /* The focus stays where the work was, or comes back to where it begins. */
  if (g_str_equal (before, gtk_label_get_text (self->undo_label)))
    return;
  if (rrm_setup_get_forgotten (setup) != NULL)
    gtk_widget_grab_focus (self->undo_button);
  else if (undone)
    gtk_widget_grab_focus (self->set_up_row);
}

/* What was tested today may have been tested yesterday by now. */
static void
rrm_start_page_shown (RrmFlowPage *page)
{
  RrmStartPage *self = RRM_START_PAGE (page);

  list_accounts (self);
  offer_undo (self);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
  gtk_widget_grab_focus (offer_draft (self) ? self->draft_button : self->set_up_row);
}

static void
rrm_start_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (rrm_start_page_parent_class)->constructed (object);

  rrm_round_box_set_setup (RRM_START_PAGE (object)->round_box,
                           rrm_flow_page_get_setup (RRM_FLOW_PAGE (object)));
  g_signal_connect_object (rrm_flow_page_get_setup (RRM_FLOW_PAGE (object)), "notify::n-saved",
                           G_CALLBACK (on_saved), object, 0);
}

static void
rrm_start_page_class_init (RrmStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rrm_start_page_constructed;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_start_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  g_type_ensure (RRM_TYPE_ROUND_BOX);
  g_type_ensure (RRM_TYPE_START_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, draft_box);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, draft_label);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, draft_button);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, set_up_row);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, search);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, accounts_note);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, accounts);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, round_box);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, undo_box);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, undo_label);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}

static void
rrm_start_page_init (RrmStartPage *self)
{
  self->limit = ACCOUNTS_AT_ONCE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
