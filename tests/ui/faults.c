/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"
#include "setup/setup.h"
#include "ui/window.h"

#include <adwaita.h>
#include <string.h>

/*
 * Every fault of practice in the real window: its sentence stands on the page, and "Fix it" is
 * pressed as long as it is offered. What is looked for is what a person sees: labels that are
 * shown, buttons that can be pressed.
 */

/* For one step, in seconds: what is silent here is silent for good. */
#define TIMEOUT "0.7"
/* No fault needs more changes than these. */
#define MAX_FIXES 4
/* The one that has none. */
#define NO_FAULT "works"
/* In microseconds; far more than any of them takes. */
#define PATIENCE (20 * G_USEC_PER_SEC)

static gboolean
is_shown (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
      return FALSE;

  return TRUE;
}

/* Returns: (nullable): a shown button of that label */
static GtkButton *
find_button (GtkWidget *widget,
             const char *label)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return is_shown (widget) && gtk_widget_is_sensitive (widget) ? GTK_BUTTON (widget) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkButton *button = find_button (child, label);

      if (button != NULL)
        return button;
    }

  return NULL;
}

static gboolean
has_text (GtkWidget *widget,
          const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return is_shown (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;

  return FALSE;
}

static gboolean
press (RrmWindow *window,
       const char *label)
{
  GtkButton *button = find_button (GTK_WIDGET (window), label);

  if (button == NULL)
    return FALSE;
  g_signal_emit_by_name (button, "clicked");

  return TRUE;
}

static void
settle (RrmWindow *window)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (rrm_setup_get_testing (rrm_window_get_setup (window)))
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time (), <, end);
    }
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

/* Where a computer is busy, what does not fit into one frame gets its place in the next ones. */
static void
expect_text (RrmWindow *window,
             const char *text)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!has_text (GTK_WIDGET (window), text) && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_true (has_text (GTK_WIDGET (window), text));
}

static void
expect_button (RrmWindow *window,
               const char *label)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (find_button (GTK_WIDGET (window), label) == NULL && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_nonnull (find_button (GTK_WIDGET (window), label));
}

/* What must be agreed to before something goes on. */
static void
agree (RrmWindow *window)
{
  if (press (window, "Send It") || press (window, "Send") ||
      press (window, "Use This Server"))
    settle (window);
}

static RrmFinding *
get_first (RrmWindow *window)
{
  return g_list_model_get_item (rrm_setup_get_findings (rrm_window_get_setup (window)), 0);
}

static gboolean
is_mendable (RrmWindow *window)
{
  g_autoptr (RrmFinding) first = get_first (window);

  return first != NULL && rrm_finding_get_change (first) != NULL;
}

/* A fault in the account itself is told where it was typed, before anything is sent. */
static gboolean
is_told_before (RrmWindow *window,
                const char *fault)
{
  if (rrm_setup_get_page (rrm_window_get_setup (window)) == RRM_PAGE_TEST)
    return FALSE;
  if (g_str_equal (fault, "address-typo"))
    {
      rrm_setup_show_page (rrm_window_get_setup (window), RRM_PAGE_ABOUT);
      rrm_window_show_wrong (window, RRM_FIELD_ADDRESS);
    }
  settle (window);
  expect_text (window, "looks mistyped");

  return TRUE;
}

/* Its sentence, whose fault it is, and one thing to do. */
static void
check_card (RrmWindow *window,
            const char *fault)
{
  g_autoptr (RrmFinding) finding = get_first (window);
  g_autoptr (RrmAccount) account =
    rrm_draft_to_account (rrm_setup_get_draft (rrm_window_get_setup (window)));
  g_autoptr (RrmExplanation) explanation = NULL;

  g_assert_nonnull (finding);
  g_assert_cmpstr (rrm_finding_code_to_string (rrm_finding_get_code (finding)), ==, fault);
  explanation = rrm_explain_finding (finding, account);
  expect_text (window, explanation->title);
  expect_text (window, explanation->explanation);
  expect_text (window, explanation->where);
  if (is_mendable (window))
    expect_button (window, "Fix it");
  else
    g_assert_null (find_button (GTK_WIDGET (window), "Fix it"));
}

static void
fix_all (RrmWindow *window)
{
  guint n_fixes = 0;

  while (n_fixes < MAX_FIXES && is_mendable (window))
    {
      expect_button (window, "Fix it");
      press (window, "Fix it");
      settle (window);
      agree (window);
      n_fixes++;
    }
  if (n_fixes == 0)
    return;
  /* What is offered for the one fault mends it, is said, and can be taken back. */
  g_assert_true (rrm_setup_is_working (rrm_window_get_setup (window)));
  expect_text (window, "Your account works");
  expect_text (window, "Changed: ");
  expect_button (window, "Undo");
  g_assert_true (press (window, "Undo"));
}

static void
test_fault (gconstpointer data)
{
  const char *fault = data;
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  RrmWindow *window = rrm_window_new (NULL, setup);
  g_autoptr (GError) error = NULL;

  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (rrm_setup_set_timeout (setup, TIMEOUT));
  g_assert_true (rrm_setup_start_practice (setup, fault, &error));
  g_assert_no_error (error);
  rrm_setup_show_page (setup, RRM_PAGE_SETTINGS);
  settle (window);
  g_assert_true (press (window, "Test Account Settings"));
  settle (window);
  agree (window);

  if (g_str_equal (fault, NO_FAULT))
    expect_text (window, "Your account works");
  else if (!is_told_before (window, fault))
    {
      g_autoptr (RrmFinding) first = get_first (window);

      /* Some show only when a message is sent. */
      if (first == NULL)
        {
          g_assert_true (press (window, "Send a message to myself"));
          settle (window);
          agree (window);
        }
      check_card (window, fault);
      fix_all (window);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  g_auto (GStrv) faults = NULL;

  gtk_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  faults = rrm_setup_list_faults ();
  g_assert_cmpuint (g_strv_length (faults), >=, 75);
  for (guint i = 0; faults[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/faults/", faults[i], NULL);

      g_test_add_data_func (path, faults[i], test_fault);
    }

  return g_test_run ();
}
