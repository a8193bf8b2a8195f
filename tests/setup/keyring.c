/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft-file.h"
#include "setup/saved.h"
#include "setup/setup-private.h"
#include "tests/read-clients/bus.h"
#include "tests/read-clients/home.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Keyrings that do not do what they should, on a bus of this test's own: the account is saved all
 * the same, what became of the password is said in a sentence, and it comes to an end in time. */

#define SECRETS "org.freedesktop.secrets"
#define SERVICE "org.freedesktop.Secret.Service."
#define ITEM "/org/freedesktop/secrets/collection/login/1"
#define PROMPT "/org/freedesktop/secrets/prompt/1"
#define LOCKED "org.freedesktop.Secret.Error.IsLocked"
#define PASSWORD "open sesame"
/* In seconds; what comes late comes after that. */
#define PATIENCE 1

typedef enum
{
  OPEN,
  /* Locked: it asks the person, who types something, or closes that. */
  UNLOCKED,
  DISMISSED,
  UNASKABLE,
  REFUSES,
  SILENT,
  VANISHES,
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  /* What is said; NULL where the password is kept. */
  const char *sentence;
} Case;

static const Case cases[] = {
  { "open", OPEN, NULL },
  { "unlocked", UNLOCKED, NULL },
  { "dismissed", DISMISSED, "The keyring stayed locked." },
  { "unaskable", UNASKABLE, "The keyring stayed locked." },
  { "refuses", REFUSES, "The keyring did not take it." },
  { "silent", SILENT, "The keyring did not answer." },
  { "vanishes", VANISHES, "The keyring did not answer." },
};

typedef struct
{
  char *home;
  char *path;
  RrmSetup *setup;
  Service *service;
  /* What follows is set and read in both threads. */
  gint kind;
  gint locked;
  gint prompted;
  gint n_kept;
} Fixture;

static GVariant *
search (Fixture *fixture)
{
  const char *const none[] = { NULL };
  const char *const one[] = { ITEM, NULL };
  gboolean kept = g_atomic_int_get (&fixture->n_kept) > 0;
  gboolean locked = g_atomic_int_get (&fixture->locked);

  return g_variant_new ("(^ao^ao)", kept && !locked ? one : none, kept && locked ? one : none);
}

static GVariant *
keep (Fixture *fixture,
      const char **error)
{
  switch ((Kind) g_atomic_int_get (&fixture->kind))
    {
    case SILENT:
    case VANISHES:
      return NULL;
    case REFUSES:
      *error = "org.freedesktop.DBus.Error.Failed";
      return NULL;
    case OPEN:
    case UNLOCKED:
    case DISMISSED:
    case UNASKABLE:
    default:
      break;
    }
  if (g_atomic_int_get (&fixture->locked))
    {
      *error = LOCKED;
      return NULL;
    }
  g_atomic_int_inc (&fixture->n_kept);

  return g_variant_new ("(oo)", ITEM, "/");
}

static GVariant *
unlock (Fixture *fixture)
{
  const char *const none[] = { NULL };

  /* One that nobody can be asked about is simply not unlocked. */
  return g_variant_new ("(^aoo)", none,
                        g_atomic_int_get (&fixture->kind) == UNASKABLE ? "/" : PROMPT);
}

static GVariant *
on_call (const char *path,
         const char *method,
         GVariant *parameters,
         gpointer data,
         const char **error)
{
  Fixture *fixture = data;

  if (g_str_equal (method, SERVICE "OpenSession"))
    {
      const char *algorithm;

      g_variant_get (parameters, "(&sv)", &algorithm, NULL);
      if (g_str_equal (algorithm, "plain"))
        return g_variant_new ("(vo)", g_variant_new_string (""), "/session/1");
      *error = "org.freedesktop.DBus.Error.NotSupported";
      return NULL;
    }
  if (g_str_equal (method, SERVICE "SearchItems"))
    return search (fixture);
  if (g_str_has_suffix (method, ".CreateItem"))
    return keep (fixture, error);
  if (g_str_equal (method, SERVICE "Unlock"))
    return unlock (fixture);
  if (g_str_equal (method, "org.freedesktop.Secret.Prompt.Prompt"))
    {
      g_atomic_int_set (&fixture->prompted, TRUE);
      return g_variant_new ("()");
    }
  if (g_str_equal (method, SERVICE "ReadAlias"))
    return g_variant_new ("(o)", "/org/freedesktop/secrets/collection/login");
  if (g_str_has_suffix (method, ".GetAll"))
    return g_variant_new ("(a{sv})", NULL);
  *error = "org.freedesktop.DBus.Error.UnknownMethod";

  return NULL;
}

/* The person, who has seen the question of the keyring. */
static void
answer_prompt (Fixture *fixture)
{
  const char *const collections[] = { "/org/freedesktop/secrets/aliases/default", NULL };
  gboolean dismissed = g_atomic_int_get (&fixture->kind) == DISMISSED;

  if (!g_atomic_int_compare_and_exchange (&fixture->prompted, TRUE, FALSE))
    return;
  g_atomic_int_set (&fixture->locked, dismissed);
  service_emit (fixture->service, PROMPT, "org.freedesktop.Secret.Prompt", "Completed",
                g_variant_new ("(bv)", dismissed, g_variant_new ("^ao", collections)));
}

static gboolean
on_tick (gpointer data)
{
  Fixture *fixture = data;

  answer_prompt (fixture);
  if (g_atomic_int_get (&fixture->kind) == VANISHES && service_is_waiting (fixture->service))
    g_clear_pointer (&fixture->service, service_free);

  return fixture->service != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
fill_in (RrmSetup *setup)
{
  RrmDraft *draft = rrm_setup_get_draft (setup);
  g_autoptr (RrmAccount) account = bus_make_account (RRM_PROTOCOL_IMAP, PASSWORD);
  g_autoptr (RrmSecret) password = rrm_secret_new (PASSWORD, -1);

  rrm_draft_load_account (draft, account);
  rrm_draft_set_password (draft, password);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  const Case *example = data;

  fixture->home = home_new ();
  fixture->path = home_path (fixture->home, "accounts.ini");
  fixture->setup = rrm_setup_new ();
  g_assert_true (rrm_setup_open_store (fixture->setup, fixture->path, NULL, NULL));
  fixture->setup->keyring_patience = PATIENCE;
  fill_in (fixture->setup);
  g_atomic_int_set (&fixture->kind, (int) example->kind);
  g_atomic_int_set (&fixture->locked, example->kind >= UNLOCKED && example->kind <= UNASKABLE);
  fixture->service = service_new (SECRETS, on_call, fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->setup);
  g_clear_pointer (&fixture->service, service_free);
  g_free (fixture->path);
  home_free (fixture->home);
}

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
save (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  guint tick = g_timeout_add (10, on_tick, fixture);
  gboolean saved;

  rrm_setup_set_save_wanted (fixture->setup, TRUE);
  rrm_setup_save_account_async (fixture->setup, on_saved, &done);
  while (done == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (fixture->service != NULL)
    g_source_remove (tick);
  saved = rrm_setup_save_account_finish (fixture->setup, done, &error);

  return saved ? NULL : g_strdup (error->message);
}

static void
test_case (Fixture *fixture,
           gconstpointer data)
{
  const Case *example = data;
  g_autofree char *said = NULL;
  g_autofree char *text = NULL;
  gint64 begun;

  rrm_setup_look_for_keyring (fixture->setup);
  while (rrm_setup_get_keyring (fixture->setup) == RRM_KEYRING_ASKED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (rrm_setup_get_keyring (fixture->setup), ==, RRM_KEYRING_THERE);
  /* To look whether it is there asks the person for nothing. */
  g_assert_false (g_atomic_int_get (&fixture->prompted));
  rrm_setup_set_remember (fixture->setup, TRUE);

  begun = g_get_monotonic_time ();
  said = save (fixture);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, (PATIENCE + 5) * G_USEC_PER_SEC);
  if (example->sentence == NULL)
    g_assert_cmpstr (said, ==, NULL);
  else
    {
      g_autofree char *wanted =
        g_strconcat ("The account is saved, but not its password. ", example->sentence, NULL);

      g_assert_cmpstr (said, ==, wanted);
    }
  g_assert_cmpint (g_atomic_int_get (&fixture->n_kept), ==, example->sentence == NULL ? 2 : 0);

  /* Whatever the keyring does, the account is there, and nothing more is asked about it. */
  text = home_read (fixture->home, "accounts.ini");
  g_assert_nonnull (strstr (text, "[account pat@nc.rr.com]"));
  g_assert_null (strstr (text, PASSWORD));
  g_assert_false (rrm_setup_is_unsaved (fixture->setup));
}

/* One more, as it runs on a desktop. Returns: its process */
static GPid
start_bus (void)
{
  g_autofree char *option =
    g_strdup_printf ("--config-file=%s/bus.conf", g_getenv ("RRM_TEST_BUS"));
  const char *const arguments[] = { "dbus-daemon", "--nofork", "--print-address", option, NULL };
  char address[1000];
  GPid process;
  int output;
  gssize n;

  g_assert_true (g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH,
                                           NULL, NULL, &process, NULL, &output, NULL, NULL));
  n = read (output, address, sizeof address - 1);
  g_assert_cmpint (n, >, 0);
  address[n] = '\0';
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", g_strstrip (address), TRUE);

  return process;
}

static gboolean
on_time (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* The whole bus ends in mid-session, and the program goes on. */
static void
test_bus_ends (void)
{
  if (g_test_subprocess ())
    {
      Fixture fixture = { 0 };
      gboolean over = FALSE;
      g_autofree char *said = NULL;
      g_autofree char *text = NULL;
      GPid bus = start_bus ();

      set_up (&fixture, &cases[OPEN]);
      rrm_setup_look_for_keyring (fixture.setup);
      while (rrm_setup_get_keyring (fixture.setup) == RRM_KEYRING_ASKED)
        g_main_context_iteration (NULL, TRUE);
      rrm_setup_set_remember (fixture.setup, TRUE);
      kill (bus, SIGKILL);
      g_timeout_add (300, on_time, &over);
      while (!over)
        g_main_context_iteration (NULL, TRUE);
      said = save (&fixture);
      g_assert_true (g_str_has_prefix (said, "The account is saved, but not its password."));
      text = home_read (fixture.home, "accounts.ini");
      g_assert_nonnull (strstr (text, "[account pat@nc.rr.com]"));
      home_free (fixture.home);
      /* The folder of the other bus stays. */
      _exit (0);
    }
  g_test_trap_subprocess (NULL, 20 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc,
      char **argv)
{
  bus_enter (argv, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/keyring/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }

  g_test_add_func ("/keyring/bus-ends", test_bus_ends);

  return g_test_run ();
}
