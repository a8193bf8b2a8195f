/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/offer.h"
#include "setup/setup-found.h"
#include "ui/about-page.h"
#include "ui/compare-page.h"
#include "ui/entry-row.h"
#include "ui/explain-page.h"
#include "ui/finish-page.h"
#include "ui/found-account-page.h"
#include "ui/found-page.h"
#include "ui/guide-page.h"
#include "ui/hint-row.h"
#include "ui/holders-page.h"
#include "ui/leaving-page.h"
#include "ui/more-page.h"
#include "ui/offer-page.h"
#include "ui/old-page.h"
#include "ui/phone-page.h"
#include "ui/programs-page.h"
#include "ui/protocol-page.h"
#include "ui/settings-page.h"
#include "ui/start-page.h"
#include "ui/station-line.h"
#include "ui/test-page.h"
#include "ui/travel-page.h"
#include "ui/window.h"

#include <adwaita.h>
#include <glib/gstdio.h>

/* The narrowest window, without its border. */
#define NARROW 350

static RrmSetup *
make_tested (const char *fault)
{
  g_autoptr (GError) error = NULL;
  RrmSetup *setup = rrm_setup_new ();
  RrmField wrong;

  rrm_setup_start_practice (setup, fault, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  while (rrm_setup_get_testing (setup))
    g_main_context_iteration (NULL, TRUE);

  return setup;
}

static int
measure (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* Names what makes a page too wide, from the outside in. */
static void
tell (GtkWidget *widget)
{
  g_test_message ("%s: %d", G_OBJECT_TYPE_NAME (widget), measure (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && measure (child) > NARROW)
      tell (child);
}

static void
assert_narrow (GtkWidget *widget)
{
  if (measure (widget) > NARROW)
    tell (widget);
  g_assert_cmpint (measure (widget), <=, NARROW);
}

/* Each page fits into 360 pixels, whatever it shows. */
static void
test_narrow (gconstpointer data)
{
  const char *fault = data;
  g_autoptr (RrmSetup) setup = make_tested (fault);
  const GType types[] = {
    RRM_TYPE_START_PAGE,    RRM_TYPE_ABOUT_PAGE, RRM_TYPE_PROTOCOL_PAGE,
    RRM_TYPE_SETTINGS_PAGE, RRM_TYPE_TEST_PAGE,  RRM_TYPE_FINISH_PAGE,
    RRM_TYPE_PROGRAMS_PAGE, RRM_TYPE_OFFER_PAGE, RRM_TYPE_GUIDE_PAGE,
    RRM_TYPE_EXPLAIN_PAGE,  RRM_TYPE_MORE_PAGE,
    RRM_TYPE_HOLDERS_PAGE, RRM_TYPE_LEAVING_PAGE, RRM_TYPE_OLD_PAGE, RRM_TYPE_TRAVEL_PAGE,
  };

  g_assert_true (rrm_setup_open_offer (setup, "android-code"));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GtkEntryBuffer) password = gtk_password_entry_buffer_new ();
      GtkWidget *window = gtk_window_new ();
      GtkWidget *page = g_object_new (types[i], "setup", setup, "password", password, NULL);

      gtk_window_set_child (GTK_WINDOW (window), page);
      if (types[i] == RRM_TYPE_GUIDE_PAGE)
        g_assert_true (rrm_setup_open_offer (setup, "type-outlook"));
      rrm_flow_page_shown (RRM_FLOW_PAGE (page));
      assert_narrow (page);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* An account with a long name in a mail program, and all that can be wrong with it. */
static void
open_found (RrmSetup *setup,
            const char *home)
{
  static const char prefs[] =
    "user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"
    "user_pref(\"mail.account.account1.server\", \"server1\");\n"
    "user_pref(\"mail.account.account1.identities\", \"id1\");\n"
    "user_pref(\"mail.identity.id1.useremail\", "
    "\"a.very.long.name.of.a.person.with.a.mailbox@southeast.rr.com\");\n"
    "user_pref(\"mail.identity.id1.smtpServer\", \"smtp1\");\n"
    "user_pref(\"mail.server.server1.type\", \"pop3\");\n"
    "user_pref(\"mail.server.server1.hostname\", \"pop-server.southeast.rr.com\");\n"
    "user_pref(\"mail.server.server1.userName\", \"a.very.long.name.of.a.person\");\n"
    "user_pref(\"mail.smtpservers\", \"smtp1,smtp2\");\n"
    "user_pref(\"mail.smtpserver.smtp1.hostname\", \"smtp-server.southeast.rr.com\");\n"
    "user_pref(\"mail.smtpserver.smtp1.authMethod\", 1);\n"
    "user_pref(\"mail.smtpserver.smtp1.username\", \"another.long.name@rr.com\");\n"
    "user_pref(\"mail.smtpserver.smtp2.hostname\", \"smtp-server.southeast.rr.com\");\n";
  g_autofree char *path = g_build_filename (home, "prefs.js", NULL);
  g_autoptr (RrmFound) found = rrm_found_new (home, home);
  g_autoptr (RrmFoundAccount) account = NULL;

  g_assert_true (g_file_set_contents (path, prefs, -1, NULL));
  rrm_setup_set_computer (setup, found);
  rrm_setup_read_found (setup, path);
  while (rrm_found_get_reading (found))
    g_main_context_iteration (NULL, TRUE);
  account = g_list_model_get_item (rrm_found_get_accounts (found), 0);
  g_assert_nonnull (account);
  g_assert_cmpuint (rrm_found_account_get_findings (account)->len, >=, 4);
  rrm_setup_open_found (setup, account);
  g_unlink (path);
}

/* So does what is set up on this computer. */
static void
test_narrow_found (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  g_autofree char *home = g_dir_make_tmp ("rrmail-sizes-XXXXXX", NULL);
  const GType types[] = {
    RRM_TYPE_FOUND_PAGE,
    RRM_TYPE_FOUND_ACCOUNT_PAGE,
    RRM_TYPE_COMPARE_PAGE,
    RRM_TYPE_PHONE_PAGE,
  };

  open_found (setup, home);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GtkEntryBuffer) password = gtk_password_entry_buffer_new ();
      GtkWidget *window = gtk_window_new ();
      GtkWidget *page = g_object_new (types[i], "setup", setup, "password", password, NULL);

      gtk_window_set_child (GTK_WINDOW (window), page);
      rrm_flow_page_shown (RRM_FLOW_PAGE (page));
      assert_narrow (page);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  g_assert_cmpint (g_rmdir (home), ==, 0);
}

static int
measure_height (GtkWidget *widget,
                int width)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* Wide, narrow, and with large text: beside each other, or under each other. */
static void
test_station_line (void)
{
  g_autoptr (RrmSetup) setup = make_tested ("tls-mode-mismatch");
  GtkWidget *window = gtk_window_new ();
  GtkWidget *line = g_object_new (RRM_TYPE_STATION_LINE, NULL);
  int wide, narrow, large;

  rrm_station_line_set_service (RRM_STATION_LINE (line), rrm_setup_get_service (setup, TRUE));
  gtk_window_set_child (GTK_WINDOW (window), line);
  gtk_test_accessible_assert_role (line, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (line, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Sending, step 3 of 5, Encrypt, Failed");

  wide = measure_height (line, 700);
  narrow = measure_height (line, 300);
  g_assert_cmpint (narrow, <=, wide);

  g_object_set (gtk_widget_get_settings (line), "gtk-xft-dpi", 96 * 1024 * 2, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  large = measure_height (line, 300);
  g_assert_cmpint (large, >, 3 * narrow);
  g_assert_cmpint (measure (line), <=, 300);
  g_object_set (gtk_widget_get_settings (line), "gtk-xft-dpi", 96 * 1024, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
run_for (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

/* A busy computer takes longer for a frame. */
static gboolean
comes_true (gboolean (*condition) (GtkWidget *),
            GtkWidget *widget)
{
  for (guint i = 0; i < 50 && !condition (widget); i++)
    run_for (100);

  return condition (widget);
}

static void
set_text_scale (int scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", scale * 96 * 1024, NULL);
}

static GtkWidget *
present (GType type,
         RrmSetup *setup,
         int width,
         int height)
{
  g_autoptr (GtkEntryBuffer) password = gtk_password_entry_buffer_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = g_object_new (type, "setup", setup, "password", password, NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  run_for (300);

  return page;
}

static gboolean
is_card_first (GtkWidget *page)
{
  GObject *content = gtk_widget_get_template_child (page, RRM_TYPE_TEST_PAGE, "content");
  GObject *lines = gtk_widget_get_template_child (page, RRM_TYPE_TEST_PAGE, "lines");

  return gtk_widget_get_first_child (GTK_WIDGET (content)) != GTK_WIDGET (lines);
}

static gboolean
is_card_after_lines (GtkWidget *page)
{
  return !is_card_first (page);
}

/* Where the lines take the room, the card comes before them: in a narrow window, and with large
 * text in a wider one. */
static void
test_card_first (void)
{
  static const struct
  {
    int scale;
    int width;
    gboolean card_first;
  } cases[] = { { 1, 600, FALSE }, { 1, 400, TRUE }, { 2, 600, TRUE } };
  g_autoptr (RrmSetup) setup = make_tested ("tls-mode-mismatch");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *page;

      set_text_scale (cases[i].scale);
      page = present (RRM_TYPE_TEST_PAGE, setup, cases[i].width, 900);
      g_assert_true (
        comes_true (cases[i].card_first ? is_card_first : is_card_after_lines, page));
      gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (page)));
    }
  set_text_scale (1);
}

static GtkWidget *
find_hint (GtkWidget *widget)
{
  if (RRM_IS_HINT_ROW (widget))
    return gtk_widget_get_visible (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *hint = find_hint (child);

      if (hint != NULL)
        return hint;
    }

  return NULL;
}

static gboolean
is_in_view (GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, scroller, &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (scroller);
}

/* What is said under a wrong field is seen, however low the window is. */
static void
test_hint_in_view (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();

  for (int height = 300; height <= 700; height += 100)
    {
      GtkWidget *page, *hint;

      rrm_setup_begin_with (setup, RRM_INTENT_SET_UP, "pat@nc,rr.com");
      page = present (RRM_TYPE_ABOUT_PAGE, setup, 400, height);
      rrm_flow_page_show_wrong (RRM_FLOW_PAGE (page), RRM_FIELD_ADDRESS);
      /* It is scrolled to, which takes a moment, and stays there. */
      run_for (400);
      hint = find_hint (page);
      g_assert_true (comes_true (is_in_view, hint));
      run_for (400);
      g_assert_true (is_in_view (hint));
      gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (page)));
    }
}

static void
assert_not_cut (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    {
      PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (widget));

      if (pango_layout_is_ellipsized (layout))
        g_test_message ("cut off: %s", gtk_label_get_text (GTK_LABEL (widget)));
      g_assert_false (pango_layout_is_ellipsized (layout));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_not_cut (child);
}

/* Nor is it, where large text meets a narrow window. */
static void
test_not_cut (void)
{
  static const RrmPage pages[] = { RRM_PAGE_ABOUT, RRM_PAGE_PROTOCOL, RRM_PAGE_SETTINGS,
                                   RRM_PAGE_EXPLAIN, RRM_PAGE_HOLDERS };
  g_autoptr (RrmSetup) setup = make_tested ("tls-mode-mismatch");
  RrmWindow *window = rrm_window_new (NULL, setup);

  set_text_scale (2);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 900);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      rrm_setup_show_page (setup, pages[i]);
      run_for (500);
      assert_not_cut (GTK_WIDGET (window));
    }
  gtk_window_destroy (GTK_WINDOW (window));
  set_text_scale (1);
}

/* An address stands at the side of its label, whichever way the window goes. */
static void
test_entry_side (void)
{
  GtkWidget *row = g_object_ref_sink (g_object_new (RRM_TYPE_ENTRY_ROW, NULL));
  GtkEditable *entry = GTK_EDITABLE (rrm_entry_row_get_entry (RRM_ENTRY_ROW (row)));

  gtk_editable_set_text (entry, "pat@nc.rr.com");
  g_assert_cmpfloat (gtk_editable_get_alignment (entry), ==, 0);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_editable_set_text (entry, "kim@nc.rr.com");
  g_assert_cmpfloat (gtk_editable_get_alignment (entry), ==, 1);
  gtk_editable_set_text (entry, "\u0643\u064a\u0645");
  g_assert_cmpfloat (gtk_editable_get_alignment (entry), ==, 0);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_object_unref (row);
}

/* What the application loads by itself. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/org/rrmail/Setup/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  load_style ();

  g_test_add_data_func ("/sizes/narrow/works", NULL, test_narrow);
  g_test_add_data_func ("/sizes/narrow/fault", "tls-mode-mismatch", test_narrow);
  g_test_add_data_func ("/sizes/narrow/long-words", "certificate-wrong-name", test_narrow);
  g_test_add_func ("/sizes/narrow/found", test_narrow_found);
  g_test_add_func ("/sizes/station-line", test_station_line);
  g_test_add_func ("/sizes/card-first", test_card_first);
  g_test_add_func ("/sizes/hint-in-view", test_hint_in_view);
  g_test_add_func ("/sizes/not-cut", test_not_cut);
  g_test_add_func ("/sizes/entry-side", test_entry_side);

  return g_test_run ();
}
