/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/round.h"
#include "setup/saved.h"
#include "ui/about-page.h"
#include "ui/compare-page.h"
#include "ui/explain-page.h"
#include "ui/finding-row.h"
#include "ui/finish-page.h"
#include "ui/found-account-page.h"
#include "ui/found-page.h"
#include "ui/guide-page.h"
#include "ui/help-window.h"
#include "ui/holders-page.h"
#include "ui/leaving-page.h"
#include "ui/more-page.h"
#include "ui/offer-page.h"
#include "ui/old-page.h"
#include "ui/phone-page.h"
#include "ui/programs-page.h"
#include "ui/protocol-page.h"
#include "ui/round-box.h"
#include "ui/settings-page.h"
#include "ui/start-page.h"
#include "ui/test-page.h"
#include "ui/timing-chart.h"
#include "ui/travel-page.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

typedef GType (*GetType) (void);

static const struct
{
  const char *name;
  GetType get_type;
} pages[] = {
  { "start", rrm_start_page_get_type },       { "about", rrm_about_page_get_type },
  { "protocol", rrm_protocol_page_get_type }, { "settings", rrm_settings_page_get_type },
  { "more", rrm_more_page_get_type },
  { "test", rrm_test_page_get_type },         { "finish", rrm_finish_page_get_type },
  { "programs", rrm_programs_page_get_type }, { "offer", rrm_offer_page_get_type },
  { "explain", rrm_explain_page_get_type },
  { "guide", rrm_guide_page_get_type },       { "found", rrm_found_page_get_type },
  { "found-account", rrm_found_account_page_get_type },
  { "holders", rrm_holders_page_get_type },
  { "compare", rrm_compare_page_get_type },   { "phone", rrm_phone_page_get_type },
  { "leaving", rrm_leaving_page_get_type },   { "old", rrm_old_page_get_type },
  { "travel", rrm_travel_page_get_type },
};

static RrmFlowPage *
page_new (GType type,
          RrmSetup *setup)
{
  g_autoptr (GtkEntryBuffer) password = gtk_password_entry_buffer_new ();

  return g_object_ref_sink (g_object_new (type, "setup", setup, "password", password, NULL));
}

/* Nothing keeps a page alive once it is given up. */
static void
test_finalize (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  RrmFlowPage *page = page_new (pages[i].get_type (), setup);

  g_assert_cmpstr (rrm_flow_page_get_title (page), !=, "");
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_object_unref (page);
  g_assert_null (page);
}

static guint
count_invalid (GtkWidget *widget)
{
  guint n = GTK_IS_ACCESSIBLE (widget) &&
            gtk_test_accessible_has_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_invalid (child);

  return n;
}

/* A wrong entry is marked for those who do not see it, too; a right one is not. */
static void
test_invalid (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  g_autoptr (GtkWidget) window = g_object_ref_sink (gtk_window_new ());
  RrmFlowPage *page = page_new (RRM_TYPE_ABOUT_PAGE, setup);
  RrmField wrong = RRM_FIELD_NAME;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  g_object_unref (page);
  g_assert_cmpuint (count_invalid (GTK_WIDGET (page)), ==, 0);
  rrm_setup_begin (setup, RRM_INTENT_SET_UP);
  rrm_draft_set_text (rrm_setup_get_draft (setup), RRM_FIELD_ADDRESS, "pat");
  g_assert_false (rrm_setup_go_on (setup, &wrong));
  rrm_flow_page_show_wrong (page, wrong);
  g_assert_cmpuint (count_invalid (GTK_WIDGET (page)), >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A finding is read aloud as whose fault it is and what is wrong. */
static void
test_finding_row (void)
{
  g_autoptr (RrmFinding) finding = rrm_finding_new_for_service (
    RRM_FINDING_PASSWORD_REJECTED, RRM_PROTOCOL_IMAP, RRM_STEP_NAME_LOGIN);
  GtkWidget *row = g_object_ref_sink (rrm_finding_row_new (finding, 0, NULL));

  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_assert_true (
    gtk_test_accessible_has_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *) &row);
  g_object_unref (row);
  g_assert_null (row);
}

/* The chart says in words what it draws, and nothing of a server that was never reached. */
static void
test_timing_chart (void)
{
  g_autoptr (RrmServiceSettings) settings =
    rrm_service_settings_new (RRM_PROTOCOL_IMAP, "mail.twc.com", 993, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) other =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_STARTTLS);
  g_autoptr (RrmServiceReport) incoming = rrm_service_report_new (settings, RRM_STAGE_ENVELOPE);
  g_autoptr (RrmServiceReport) outgoing = rrm_service_report_new (other, RRM_STAGE_ENVELOPE);
  RrmStepReport *connect = rrm_service_report_get_step (incoming, RRM_STEP_NAME_CONNECT);
  RrmStepReport *tls = rrm_service_report_get_step (incoming, RRM_STEP_NAME_TLS);
  g_autofree char *text = NULL;
  GtkWidget *chart;

  rrm_step_report_begin (connect, 1000);
  rrm_step_report_end (connect, 41000, RRM_STATUS_PASSED, NULL);
  rrm_step_report_begin (tls, 41000);
  rrm_step_report_end (tls, 1541000, RRM_STATUS_FAILED, rrm_fault_new (RRM_FAULT_TIMED_OUT));
  text = rrm_timing_chart_describe (incoming, outgoing);
  g_assert_cmpstr (text, ==, "How long each step took. Receiving: Connect 40 ms, Encrypt 1.5 s.");

  chart = g_object_ref_sink (rrm_timing_chart_new (incoming, outgoing));
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  g_object_add_weak_pointer (G_OBJECT (chart), (gpointer *) &chart);
  g_object_unref (chart);
  g_assert_null (chart);
}

static RrmSetup *
setup_with_accounts (const char *text)
{
  RrmSetup *setup = rrm_setup_new ();
  g_autofree char *folder = g_dir_make_tmp ("rrmail-pages-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "accounts.ini", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (rrm_setup_open_store (setup, path, NULL, &error));
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);

  return setup;
}

/* All accounts are tested where there are several; one is tested by opening it. */
static void
test_round_box (gconstpointer data)
{
  gboolean several = strstr (data, "b@rr.com") != NULL;
  g_autoptr (RrmSetup) setup = setup_with_accounts (data);
  GtkWidget *box = g_object_ref_sink (g_object_new (RRM_TYPE_ROUND_BOX, NULL));
  GtkWidget *state, *all;

  rrm_round_box_set_setup (RRM_ROUND_BOX (box), setup);
  g_assert_true (gtk_widget_get_visible (box) == several);
  gtk_test_accessible_assert_role (box, GTK_ACCESSIBLE_ROLE_GROUP);
  state = GTK_WIDGET (gtk_widget_get_template_child (box, RRM_TYPE_ROUND_BOX, "state"));
  gtk_test_accessible_assert_role (state, GTK_ACCESSIBLE_ROLE_STATUS);
  g_assert_false (gtk_widget_get_visible (state));
  all = GTK_WIDGET (gtk_widget_get_template_child (box, RRM_TYPE_ROUND_BOX, "all_button"));
  g_assert_true (gtk_widget_get_visible (all));

  /* Accounts without servers are left out, and that is told to all. */
  rrm_setup_test_all (setup);
  g_assert_false (rrm_setup_get_testing_all (setup));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (state)), "None was tested."));
  g_assert_true (gtk_widget_get_visible (state));
  gtk_test_accessible_assert_property (all, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       gtk_label_get_text (GTK_LABEL (state)));
  g_object_add_weak_pointer (G_OBJECT (box), (gpointer *) &box);
  g_object_unref (box);
  g_assert_null (box);
}

static guint
count_children (GtkWidget *box)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

static GtkWidget *
get_start_child (RrmFlowPage *page,
                 const char *name)
{
  return GTK_WIDGET (
    gtk_widget_get_template_child (GTK_WIDGET (page), RRM_TYPE_START_PAGE, name));
}

static const char *
get_first_address (RrmFlowPage *page)
{
  GtkWidget *box = gtk_widget_get_first_child (get_start_child (page, "accounts"));
  GtkWidget *row = gtk_widget_get_first_child (box);

  return g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (row)),
                               NULL);
}

static void
search_for (RrmFlowPage *page,
            const char *words)
{
  GtkWidget *search = get_start_child (page, "search");

  gtk_editable_set_text (GTK_EDITABLE (search), words);
  g_signal_emit_by_name (search, "search-changed");
}

static void
assert_focus (GtkWidget *window,
              const char *action,
              const char *address)
{
  GtkActionable *focus = GTK_ACTIONABLE (gtk_window_get_focus (GTK_WINDOW (window)));

  g_assert_true (gtk_widget_is_ancestor (GTK_WIDGET (focus), window));
  g_assert_cmpstr (gtk_actionable_get_action_name (focus), ==, action);
  g_assert_cmpstr (g_variant_get_string (gtk_actionable_get_action_target_value (focus), NULL),
                   ==, address);
}

/* A list that is made anew takes the focus from nobody. */
static void
test_list_focus (void)
{
  g_autoptr (RrmSetup) setup = setup_with_accounts (
    "[account a@rr.com]\nlabel=a@rr.com\n[account b@rr.com]\nlabel=b@rr.com\n");
  RrmFlowPage *page = page_new (RRM_TYPE_START_PAGE, setup);
  g_autoptr (GtkWidget) window = g_object_ref_sink (gtk_window_new ());
  const GActionEntry entries[] = { { .name = "open-account", .parameter_type = "s" },
                                   { .name = "forget-account", .parameter_type = "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *accounts;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  g_object_unref (page);
  rrm_flow_page_shown (page);
  accounts = get_start_child (page, "accounts");
  gtk_widget_grab_focus (gtk_widget_get_last_child (gtk_widget_get_last_child (accounts)));
  assert_focus (window, "win.forget-account", "b@rr.com");
  g_object_notify (G_OBJECT (setup), "n-saved");
  assert_focus (window, "win.forget-account", "b@rr.com");
  gtk_widget_grab_focus (gtk_widget_get_first_child (gtk_widget_get_first_child (accounts)));
  g_object_notify (G_OBJECT (setup), "n-saved");
  assert_focus (window, "win.open-account", "a@rr.com");
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
write_accounts (guint n,
                guint failing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "[account u%u@rr.com]\nlabel=Desk %u\n%s", i, i,
                            i == failing ? "tested=2026-01-01T00:00:00Z\nverdict=not-working\n"
                                           "finding=password-rejected\nservice=imap\n"
                                         : "");

  return g_string_free (text, FALSE);
}

/* Of very many accounts some rows are made, those that fail first; the others are found. */
static void
test_many_accounts (void)
{
  g_autofree char *text = write_accounts (1000, 777);
  g_autoptr (RrmSetup) setup = setup_with_accounts (text);
  RrmFlowPage *page = page_new (RRM_TYPE_START_PAGE, setup);
  g_autoptr (GtkWidget) window = g_object_ref_sink (gtk_window_new ());
  GtkWidget *accounts = get_start_child (page, "accounts");
  GtkWidget *note = get_start_child (page, "accounts_note");

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  g_object_unref (page);
  rrm_flow_page_shown (page);
  g_assert_cmpuint (count_children (accounts), ==, 20);
  g_assert_cmpstr (get_first_address (page), ==, "u777@rr.com");
  g_assert_true (gtk_widget_get_visible (get_start_child (page, "search")));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (note)), "20 of 1000 "));

  g_signal_emit_by_name (get_start_child (page, "more_button"), "clicked");
  g_assert_cmpuint (count_children (accounts), ==, 40);

  /* By the address and by the name, whatever the case. */
  search_for (page, " U42@RR.com ");
  g_assert_cmpuint (count_children (accounts), ==, 1);
  g_assert_cmpstr (get_first_address (page), ==, "u42@rr.com");
  g_assert_false (gtk_widget_get_visible (get_start_child (page, "more_button")));
  g_assert_false (gtk_widget_get_visible (note));
  search_for (page, "desk 99");
  g_assert_cmpuint (count_children (accounts), ==, 11);

  search_for (page, "nobody");
  g_assert_cmpuint (count_children (accounts), ==, 0);
  g_assert_true (gtk_widget_get_visible (note));
  search_for (page, "");
  g_assert_cmpuint (count_children (accounts), ==, 20);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Few accounts all stand there, in the order in which they were saved, without a search. */
static void
test_few_accounts (void)
{
  g_autofree char *text = write_accounts (20, 7);
  g_autoptr (RrmSetup) setup = setup_with_accounts (text);
  RrmFlowPage *page = page_new (RRM_TYPE_START_PAGE, setup);
  g_autoptr (GtkWidget) window = g_object_ref_sink (gtk_window_new ());

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  g_object_unref (page);
  rrm_flow_page_shown (page);
  g_assert_cmpuint (count_children (get_start_child (page, "accounts")), ==, 20);
  g_assert_cmpstr (get_first_address (page), ==, "u0@rr.com");
  g_assert_false (gtk_widget_get_visible (get_start_child (page, "search")));
  g_assert_false (gtk_widget_get_visible (get_start_child (page, "accounts_note")));
  g_assert_false (gtk_widget_get_visible (get_start_child (page, "more_button")));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_help_window (void)
{
  GtkWidget *window = rrm_help_window_new (NULL);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (window);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/finalize/", pages[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_finalize);
    }
  g_test_add_func ("/ui/invalid", test_invalid);
  g_test_add_func ("/ui/finding-row", test_finding_row);
  g_test_add_func ("/ui/timing-chart", test_timing_chart);
  g_test_add_data_func ("/ui/round-box/one", "[account a@rr.com]\n", test_round_box);
  g_test_add_data_func ("/ui/round-box/several", "[account a@rr.com]\n[account b@rr.com]\n",
                        test_round_box);
  g_test_add_func ("/ui/accounts/many", test_many_accounts);
  g_test_add_func ("/pages/list-focus", test_list_focus);
  g_test_add_func ("/ui/accounts/few", test_few_accounts);
  g_test_add_func ("/ui/help-window", test_help_window);

  return g_test_run ();
}
