/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/setup-private.h"

#include <string.h>

/* An address that is not in the built-in list: servers that were found wait for the person's word.
 * They are guessed here, for a guess needs nothing but somebody who answers. */

#define DOMAIN "some-domain.example"

typedef struct
{
  GSocketListener *listener;
  RrmSetup *setup;
} Fixture;

/* Without a look to the network: every way leads to this computer. */
static void
add_way (Fixture *fixture,
         const char *host,
         guint port,
         guint real_port)
{
  g_autofree char *way = g_strdup_printf ("%s:%u:127.0.0.1:%u", host, port, real_port);

  g_assert_true (rrm_setup_add_redirect (fixture->setup, way));
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  gboolean answering = GPOINTER_TO_INT (data);
  g_autoptr (RrmSecret) password = rrm_secret_new ("open sesame", -1);
  guint16 port;

  fixture->listener = g_socket_listener_new ();
  port = g_socket_listener_add_any_inet_port (fixture->listener, NULL, NULL);
  g_assert_cmpuint (port, !=, 0);
  fixture->setup = rrm_setup_new ();
  add_way (fixture, "imap." DOMAIN, 993, answering ? port : 1);
  add_way (fixture, "mail." DOMAIN, 465, answering ? port : 1);
  rrm_setup_begin (fixture->setup, RRM_INTENT_SET_UP);
  rrm_draft_set_text (rrm_setup_get_draft (fixture->setup), RRM_FIELD_ADDRESS, "pat@" DOMAIN);
  rrm_draft_set_password (rrm_setup_get_draft (fixture->setup), password);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  /* A search that was given up ends all the same, and lets go of everything. */
  while (G_OBJECT (fixture->setup)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (fixture->setup);
  g_object_unref (fixture->listener);
}

static void
search (Fixture *fixture)
{
  RrmField wrong;

  g_assert_true (rrm_setup_can_search (fixture->setup));
  g_assert_true (rrm_setup_search (fixture->setup, &wrong));
  g_assert_cmpint (rrm_setup_get_search (fixture->setup), ==, RRM_SEARCH_RUNNING);
  g_assert_false (rrm_setup_can_search (fixture->setup));
  while (rrm_setup_get_search (fixture->setup) == RRM_SEARCH_RUNNING)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_server (Fixture *fixture,
               RrmField field,
               const char *expected)
{
  g_assert_cmpstr (rrm_draft_get_text (rrm_setup_get_draft (fixture->setup), field), ==, expected);
}

static void
test_agreed (Fixture *fixture,
             gconstpointer data)
{
  RrmSetup *setup = fixture->setup;
  g_autofree char *text = NULL;
  RrmField wrong;

  search (fixture);
  g_assert_cmpint (rrm_setup_get_search (setup), ==, RRM_SEARCH_FOUND);
  text = rrm_setup_describe_found (setup);
  g_assert_nonnull (strstr (text, "guessed"));
  g_assert_null (strstr (text, "not part of"));
  /* Nothing is taken before the yes. */
  assert_server (fixture, RRM_FIELD_INCOMING_SERVER, "");
  g_assert_true (rrm_lookup_is_empty (rrm_setup_get_lookup (setup)));
  g_assert_cmpuint (g_hash_table_size (setup->confirmed_hosts), ==, 0);

  rrm_setup_use_found (setup);
  g_assert_cmpint (rrm_setup_get_search (setup), ==, RRM_SEARCH_NONE);
  g_assert_false (rrm_setup_can_search (setup));
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_PROTOCOL);
  assert_server (fixture, RRM_FIELD_INCOMING_SERVER, "imap." DOMAIN);
  assert_server (fixture, RRM_FIELD_OUTGOING_SERVER, "mail." DOMAIN);
  g_assert_cmpint (rrm_draft_get_source (rrm_setup_get_draft (setup), FALSE), ==,
                   RRM_SOURCE_GUESS);
  g_assert_true (g_hash_table_contains (setup->confirmed_hosts, "imap." DOMAIN));
}

/* The next Continue leads on, with servers to be typed in. */
static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  RrmSetup *setup = fixture->setup;
  RrmField wrong;

  search (fixture);
  rrm_setup_refuse_found (setup);
  g_assert_null (rrm_setup_get_found (setup));
  g_assert_false (rrm_setup_can_search (setup));
  g_assert_true (rrm_setup_go_on (setup, &wrong));
  g_assert_cmpint (rrm_setup_get_page (setup), ==, RRM_PAGE_SETTINGS);
  assert_server (fixture, RRM_FIELD_INCOMING_SERVER, "");
  assert_server (fixture, RRM_FIELD_OUTGOING_SERVER, "");
}

/* What was found belongs to the address that it was found for. */
static void
test_another_address (Fixture *fixture,
                      gconstpointer data)
{
  RrmDraft *draft = rrm_setup_get_draft (fixture->setup);
  RrmField wrong;

  search (fixture);
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "kim@" DOMAIN);
  g_assert_null (rrm_setup_get_found (fixture->setup));
  g_assert_cmpint (rrm_setup_get_search (fixture->setup), ==, RRM_SEARCH_NONE);
  /* In the middle of it, too. */
  g_assert_true (rrm_setup_search (fixture->setup, &wrong));
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "kim@nc.rr.com");
  g_assert_cmpint (rrm_setup_get_search (fixture->setup), ==, RRM_SEARCH_NONE);
  g_assert_false (rrm_setup_can_search (fixture->setup));
}

static void
test_stopped (Fixture *fixture,
              gconstpointer data)
{
  RrmField wrong;

  g_assert_true (rrm_setup_search (fixture->setup, &wrong));
  rrm_setup_stop_search (fixture->setup);
  g_assert_cmpint (rrm_setup_get_search (fixture->setup), ==, RRM_SEARCH_NONE);
  /* Whoever has stopped it wants to type. */
  g_assert_false (rrm_setup_can_search (fixture->setup));
  while (G_OBJECT (fixture->setup)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (rrm_setup_get_found (fixture->setup));
}

static void
test_left (Fixture *fixture,
           gconstpointer data)
{
  RrmField wrong;

  g_assert_true (rrm_setup_search (fixture->setup, &wrong));
  rrm_setup_go_back (fixture->setup);
  g_assert_cmpint (rrm_setup_get_search (fixture->setup), ==, RRM_SEARCH_NONE);
  rrm_setup_begin (fixture->setup, RRM_INTENT_SET_UP);
  g_assert_true (rrm_setup_can_search (fixture->setup));
}

static void
test_nothing (Fixture *fixture,
              gconstpointer data)
{
  RrmField wrong;

  search (fixture);
  g_assert_cmpint (rrm_setup_get_search (fixture->setup), ==, RRM_SEARCH_EMPTY);
  g_assert_true (rrm_setup_go_on (fixture->setup, &wrong));
  g_assert_cmpint (rrm_setup_get_page (fixture->setup), ==, RRM_PAGE_SETTINGS);
}

/* For one of ours, for a slip, in practice, and before the page is filled in. */
static void
test_nobody_is_asked (Fixture *fixture,
                      gconstpointer data)
{
  RrmDraft *draft = rrm_setup_get_draft (fixture->setup);
  static const char *const addresses[] = { "", "pat", "pat@nc.rr.com", "pat@nc.rr.con" };
  RrmField wrong;

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, addresses[i]);
      g_assert_false (rrm_setup_can_search (fixture->setup));
    }
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "pat@" DOMAIN);
  rrm_draft_set_password (draft, NULL);
  g_assert_true (rrm_setup_can_search (fixture->setup));
  g_assert_false (rrm_setup_search (fixture->setup, &wrong));
  g_assert_cmpint (wrong, ==, RRM_FIELD_PASSWORD);
  g_assert_cmpint (rrm_setup_get_search (fixture->setup), ==, RRM_SEARCH_NONE);
  g_assert_true (rrm_setup_start_practice (fixture->setup, NULL, NULL));
  g_assert_false (rrm_setup_can_search (fixture->setup));
  rrm_setup_end_practice (fixture->setup);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    gboolean answering;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/search/agreed", TRUE, test_agreed },
    { "/search/refused", TRUE, test_refused },
    { "/search/another-address", TRUE, test_another_address },
    { "/search/stopped", TRUE, test_stopped },
    { "/search/left", TRUE, test_left },
    { "/search/nothing", FALSE, test_nothing },
    { "/search/nobody-is-asked", TRUE, test_nobody_is_asked },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].answering), set_up,
                tests[i].test, tear_down);

  return g_test_run ();
}
