/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/offer.h"
#include "setup/setup-found.h"
#include "ui/entry-row.h"
#include "ui/hint-row.h"
#include "ui/window.h"

#include <adwaita.h>
#include <glib/gstdio.h>

/*
 * On each page, all that can take the focus has a name for those who do not see it, and what is
 * wrong is told where it is typed.
 */

static gboolean
on_time (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, on_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* What GTK makes an entry or a menu's button of; the whole has the name. */
static gboolean
is_part (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return GTK_IS_TEXT (widget) || GTK_IS_MENU_BUTTON (parent) || GTK_IS_PASSWORD_ENTRY (parent);
}

static gboolean
is_shown (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget) &&
         gtk_widget_get_can_focus (widget);
}

/* Returns: how many things there are that can take the focus */
static guint
check_names (GtkWidget *widget)
{
  GtkWidget *whole = is_part (widget) ? gtk_widget_get_parent (widget) : widget;
  guint n = 0;

  if (!is_shown (widget))
    return 0;
  /* GTK's own, with names of its own. */
  if (GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_POPOVER (widget))
    return 0;
  if (gtk_widget_get_focusable (widget) && !GTK_IS_WINDOW (widget) &&
      !GTK_IS_SCROLLED_WINDOW (widget))
    {
      if (!has_name (whole))
        g_test_message ("without a name: %s in %s", G_OBJECT_TYPE_NAME (widget),
                        G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
      g_assert_true (has_name (whole));
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_names (child);

  return n;
}

static void
check_page (RrmWindow *window,
            RrmPage page)
{
  guint before, n = 0;

  rrm_setup_show_page (rrm_window_get_setup (window), page);
  /* It comes bit by bit. */
  do
    {
      before = n;
      run_for (150);
      n = check_names (GTK_WIDGET (rrm_window_get_shown_page (window)));
    }
  while (n != before);
  g_test_message ("page %u: %u things", (guint) page, n);
  g_assert_cmpuint (n, >, 0);
}

static void
open_found (RrmSetup *setup,
            const char *folder)
{
  static const char prefs[] =
    "user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"
    "user_pref(\"mail.account.account1.server\", \"server1\");\n"
    "user_pref(\"mail.account.account1.identities\", \"id1\");\n"
    "user_pref(\"mail.identity.id1.useremail\", \"pat@nc.rr.com\");\n"
    "user_pref(\"mail.server.server1.type\", \"pop3\");\n"
    "user_pref(\"mail.server.server1.hostname\", \"pop-server.nc.rr.com\");\n"
    "user_pref(\"mail.server.server1.userName\", \"pat\");\n";
  g_autofree char *path = g_build_filename (folder, "prefs.js", NULL);
  g_autoptr (RrmFound) found = rrm_found_new (folder, folder);
  g_autoptr (RrmFoundAccount) account = NULL;

  g_assert_true (g_file_set_contents (path, prefs, -1, NULL));
  rrm_setup_set_computer (setup, found);
  rrm_setup_read_found (setup, path);
  while (rrm_found_get_reading (found))
    g_main_context_iteration (NULL, TRUE);
  account = g_list_model_get_item (rrm_found_get_accounts (found), 0);
  g_assert_nonnull (account);
  rrm_setup_open_found (setup, account);
  g_unlink (path);
}

static void
test_names (gconstpointer data)
{
  const char *fault = data;
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  g_autofree char *folder = g_dir_make_tmp ("rrmail-names-XXXXXX", NULL);
  RrmWindow *window = rrm_window_new (NULL, setup);
  g_autoptr (GError) error = NULL;
  RrmField wrong;

  gtk_window_present (GTK_WINDOW (window));
  rrm_setup_start_practice (setup, fault, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  while (rrm_setup_get_testing (setup))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rrm_setup_open_offer (setup, "type-outlook"));
  open_found (setup, folder);
  for (RrmPage page = RRM_PAGE_START; page < RRM_N_PAGES; page++)
    check_page (window, page);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static RrmEntryRow *
find_row (GtkWidget *widget,
          const char *name)
{
  if (RRM_IS_ENTRY_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), name))
    return RRM_ENTRY_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      RrmEntryRow *row = find_row (child, name);

      if (row != NULL)
        return row;
    }

  return NULL;
}

/* Marked, and described by the sentence that stands under it. */
static void
check_wrong (RrmWindow *window,
             RrmPage page,
             RrmField field,
             const char *name,
             const char *text)
{
  RrmSetup *setup = rrm_window_get_setup (window);
  GtkWidget *entry;
  g_autofree char *wrong = NULL;

  rrm_setup_show_page (setup, page);
  run_for (200);
  rrm_draft_set_text (rrm_setup_get_draft (setup), field, text);
  rrm_window_show_wrong (window, field);
  run_for (200);
  entry = rrm_entry_row_get_entry (
    find_row (GTK_WIDGET (rrm_window_get_shown_page (window)), name));
  wrong = gtk_test_accessible_check_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                                           GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_cmpstr (wrong, ==, NULL);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (entry),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), entry));
}

static void
test_wrong (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  RrmWindow *window = rrm_window_new (NULL, setup);

  gtk_window_present (GTK_WINDOW (window));
  rrm_setup_begin (setup, RRM_INTENT_SET_UP);
  check_wrong (window, RRM_PAGE_ABOUT, RRM_FIELD_ADDRESS, "Email address", "pat");
  check_wrong (window, RRM_PAGE_SETTINGS, RRM_FIELD_REPLY_ADDRESS, "Reply address", "pat");
  check_wrong (window, RRM_PAGE_SETTINGS, RRM_FIELD_OUTGOING_SERVER, "Outgoing server", "a/b");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  g_test_add_data_func ("/names/works", NULL, test_names);
  g_test_add_data_func ("/names/fault", "tls-mode-mismatch", test_names);
  g_test_add_data_func ("/names/password", "password-rejected", test_names);
  g_test_add_func ("/names/wrong", test_wrong);

  return g_test_run ();
}
