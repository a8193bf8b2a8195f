/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft-file.h"
#include "setup/setup-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* What was typed and is not saved: when it is kept, what comes back, and when it goes. */

typedef struct
{
  char *folder;
  char *path;
  RrmSetup *setup;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("rrmail-draft-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "draft.ini", NULL);
  fixture->setup = rrm_setup_new ();
  rrm_setup_keep_draft (fixture->setup, fixture->path);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->setup);
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static gboolean
on_timeout (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Longer than the pause after which the file is written. */
static void
pause_typing (void)
{
  gboolean over = FALSE;

  g_timeout_add (900, on_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_kept (Fixture *fixture)
{
  return g_file_test (fixture->path, G_FILE_TEST_EXISTS);
}

static void
type (RrmSetup *setup,
      const char *address)
{
  g_autoptr (RrmSecret) password = rrm_secret_new ("open sesame", -1);

  rrm_setup_begin (setup, RRM_INTENT_SET_UP);
  rrm_draft_set_text (setup->draft, RRM_FIELD_NAME, "Pat Doe");
  rrm_draft_set_text (setup->draft, RRM_FIELD_ADDRESS, address);
  rrm_draft_set_password (setup->draft, password);
}

/* A program that ends at once: nothing is given up properly. */
static RrmSetup *
run_again (Fixture *fixture)
{
  g_clear_object (&fixture->setup);
  fixture->setup = rrm_setup_new ();
  rrm_setup_keep_draft (fixture->setup, fixture->path);

  return fixture->setup;
}

static void
assert_left (RrmSetup *setup,
             const char *expected)
{
  g_autofree char *left = rrm_setup_get_left_draft (setup);

  g_assert_cmpstr (left, ==, expected);
}

static void
test_continue (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *text = NULL;
  RrmSetup *setup = fixture->setup;
  RrmField wrong;
  GStatBuf status;

  type (setup, "pat@cfl.rr.com");
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  rrm_draft_set_protocol (setup->draft, RRM_PROTOCOL_POP3);
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  rrm_draft_set_text (setup->draft, RRM_FIELD_OUTGOING_PORT, "fi ve");
  pause_typing ();
  g_assert_true (is_kept (fixture));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_null (strstr (text, "sesame"));

  setup = run_again (fixture);
  assert_left (setup, "pat@cfl.rr.com");
  g_assert_false (rrm_setup_is_unsaved (setup));
  rrm_setup_continue_draft (setup);
  assert_left (setup, NULL);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_SETTINGS);
  g_assert_cmpstr (rrm_draft_get_text (setup->draft, RRM_FIELD_NAME), ==, "Pat Doe");
  g_assert_cmpstr (rrm_draft_get_text (setup->draft, RRM_FIELD_INCOMING_SERVER), ==,
                   "mail.brighthouse.com");
  g_assert_cmpstr (rrm_draft_get_text (setup->draft, RRM_FIELD_OUTGOING_PORT), ==, "fi ve");
  g_assert_cmpint (rrm_draft_get_protocol (setup->draft), ==, RRM_PROTOCOL_POP3);
  g_assert_null (rrm_draft_get_password (setup->draft));
  g_assert_true (rrm_setup_is_unsaved (setup));
  /* There is no moment at which a crash would lose it. */
  g_assert_true (is_kept (fixture));
}

/* What is no address yet comes back letter by letter. */
static void
test_half_typed (Fixture *fixture,
                 gconstpointer data)
{
  RrmSetup *setup = fixture->setup;

  type (setup, "pat@@cfl");
  pause_typing ();
  setup = run_again (fixture);
  rrm_setup_continue_draft (setup);
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_ABOUT);
  g_assert_cmpstr (rrm_draft_get_text (setup->draft, RRM_FIELD_ADDRESS), ==, "pat@@cfl");
}

/* Given up on purpose it is gone; so it is when all was deleted again. */
static void
test_drop (Fixture *fixture,
           gconstpointer data)
{
  type (fixture->setup, "pat@cfl.rr.com");
  g_assert_true (rrm_setup_is_unsaved (fixture->setup));
  pause_typing ();
  g_assert_true (is_kept (fixture));
  rrm_setup_drop_draft (fixture->setup);
  g_assert_false (is_kept (fixture));
  g_assert_false (rrm_setup_is_unsaved (fixture->setup));

  type (fixture->setup, "pat@nc.rr.com");
  pause_typing ();
  rrm_draft_set_text (fixture->setup->draft, RRM_FIELD_NAME, "");
  rrm_draft_set_text (fixture->setup->draft, RRM_FIELD_ADDRESS, "");
  rrm_draft_set_password (fixture->setup->draft, NULL);
  g_assert_false (rrm_setup_is_unsaved (fixture->setup));
  pause_typing ();
  g_assert_false (is_kept (fixture));
}

/* What an earlier run has left stays until it is given up, or something else is typed. */
static void
test_left (Fixture *fixture,
           gconstpointer data)
{
  RrmSetup *setup = fixture->setup;

  type (setup, "pat@cfl.rr.com");
  pause_typing ();
  setup = run_again (fixture);
  rrm_setup_begin (setup, RRM_INTENT_SET_UP);
  pause_typing ();
  setup = run_again (fixture);
  assert_left (setup, "pat@cfl.rr.com");
  rrm_setup_drop_left_draft (setup);
  assert_left (setup, NULL);
  g_assert_false (is_kept (fixture));
}

/* Practice is no loss, and leaves nothing. */
static void
test_practice (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rrm_setup_start_practice (fixture->setup, NULL, &error));
  g_assert_no_error (error);
  rrm_draft_set_text (fixture->setup->draft, RRM_FIELD_NAME, "Somebody");
  g_assert_false (rrm_setup_is_unsaved (fixture->setup));
  pause_typing ();
  g_assert_false (is_kept (fixture));
  rrm_setup_end_practice (fixture->setup);
  g_assert_false (rrm_setup_is_unsaved (fixture->setup));
}

/* A file that makes no sense is as good as none. */
static void
test_broken (Fixture *fixture,
             gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->path, "[draft\npage=", -1, NULL));
  assert_left (run_again (fixture), NULL);
  g_assert_true (g_file_set_contents (fixture->path, "[draft]\npage=77\nintent=-9\nname=Pat\n", -1,
                                      NULL));
  assert_left (run_again (fixture), "Pat");
  rrm_setup_continue_draft (fixture->setup);
  g_assert_cmpint (rrm_setup_get_page (fixture->setup), ==, RRM_PAGE_SETTINGS);
  g_assert_cmpint (rrm_setup_get_intent (fixture->setup), ==, RRM_INTENT_SET_UP);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/draft-file/continue", Fixture, NULL, set_up, test_continue, tear_down);
  g_test_add ("/draft-file/half-typed", Fixture, NULL, set_up, test_half_typed, tear_down);
  g_test_add ("/draft-file/drop", Fixture, NULL, set_up, test_drop, tear_down);
  g_test_add ("/draft-file/left", Fixture, NULL, set_up, test_left, tear_down);
  g_test_add ("/draft-file/practice", Fixture, NULL, set_up, test_practice, tear_down);
  g_test_add ("/draft-file/broken", Fixture, NULL, set_up, test_broken, tear_down);

  return g_test_run ();
}
