/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bus.h"
#include "clients/add-job.h"
#include "clients/add.h"
#include "clients/bus.h"
#include "clients/copies.h"
#include "export/error.h"
#include "home.h"

#include <string.h>

/* An account goes to the service of GNOME Online Accounts, played here as the real one was seen to
 * answer (3.46); the suite "clients" has the real one. */

#define NAME "org.gnome.OnlineAccounts"
#define KEYRING "org.freedesktop.secrets"
#define OBJECT "/org/gnome/OnlineAccounts/Accounts/account_1_0"
#define FAILED "org.freedesktop.Goa.Error.Failed"
#define UNKNOWN "org.freedesktop.DBus.Error.UnknownMethod"
#define SECRET "goa-secret-$'`4711"

typedef struct
{
  char *home;
  char *folder;
  RrmClientRoots *roots;
  RrmAccount *account;
  Service *service;
  Service *keyring;

  /* What the service holds, and how it behaves. */
  GMutex lock;
  GHashTable *mail;
  GVariant *credentials;
  gboolean locked;
  gboolean refuses;
  gboolean waits;
} Fixture;

static void
set_mail (Fixture *fixture,
          GVariant *details)
{
  GVariantIter iter;
  const char *key;
  const char *value;

  g_clear_pointer (&fixture->mail, g_hash_table_unref);
  fixture->mail = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_variant_iter_init (&iter, details);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &value))
    g_hash_table_insert (fixture->mail, g_strdup (key), g_strdup (value));
}

static GVariant *
get_mail (Fixture *fixture)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (fixture->mail != NULL)
    {
      g_hash_table_iter_init (&iter, fixture->mail);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_variant_builder_add (&builder, "{sv}", key,
                               strstr (key, "Use") != NULL
                                 ? g_variant_new_boolean (g_str_equal (value, "true"))
                                 : g_variant_new_string (value));
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
get_objects (Fixture *fixture)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{oa{sa{sv}}}"));
  if (fixture->mail != NULL)
    {
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("{oa{sa{sv}}}"));
      g_variant_builder_add (&builder, "o", OBJECT);
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("a{sa{sv}}"));
      g_variant_builder_add (&builder, "{s@a{sv}}", NAME ".Mail", get_mail (fixture));
      g_variant_builder_close (&builder);
      g_variant_builder_close (&builder);
    }

  return g_variant_new ("(@a{oa{sa{sv}}})", g_variant_builder_end (&builder));
}

static GVariant *
add_account (Fixture *fixture,
             GVariant *parameters,
             const char **error)
{
  g_autoptr (GVariant) details = g_variant_get_child_value (parameters, 4);

  if (fixture->refuses)
    {
      *error = FAILED;
      return NULL;
    }
  set_mail (fixture, details);
  if (!fixture->locked)
    fixture->credentials = g_variant_get_child_value (parameters, 3);

  return fixture->waits ? NULL : g_variant_new ("(o)", OBJECT);
}

/* The real one drops the account even where it says that it could not. */
static GVariant *
remove_account (Fixture *fixture,
                const char **error)
{
  g_clear_pointer (&fixture->mail, g_hash_table_unref);
  g_clear_pointer (&fixture->credentials, g_variant_unref);
  if (fixture->locked)
    {
      *error = FAILED;
      return NULL;
    }

  return g_variant_new ("()");
}

static GVariant *
get_password (Fixture *fixture,
              GVariant *parameters,
              const char **error)
{
  const char *key;
  const char *password;

  g_variant_get (parameters, "(&s)", &key);
  if (fixture->credentials != NULL &&
      g_variant_lookup (fixture->credentials, key, "&s", &password))
    return g_variant_new ("(s)", password);
  *error = FAILED;

  return NULL;
}

static GVariant *
answer_locked (Fixture *fixture,
               const char *path,
               const char *method,
               GVariant *parameters,
               const char **error)
{
  if (g_str_has_suffix (method, ".GetManagedObjects"))
    return get_objects (fixture);
  if (g_str_has_suffix (method, ".AddAccount"))
    return add_account (fixture, parameters, error);
  if (g_strcmp0 (path, OBJECT) == 0 && fixture->mail != NULL)
    {
      if (g_str_has_suffix (method, ".GetAll"))
        return g_variant_new ("(@a{sv})", get_mail (fixture));
      if (g_str_has_suffix (method, ".GetPassword"))
        return get_password (fixture, parameters, error);
      if (g_str_has_suffix (method, ".Remove"))
        return remove_account (fixture, error);
    }
  *error = UNKNOWN;

  return NULL;
}

static GVariant *
answer (const char *path,
        const char *method,
        GVariant *parameters,
        gpointer data,
        const char **error)
{
  Fixture *fixture = data;
  GVariant *reply;

  g_mutex_lock (&fixture->lock);
  reply = answer_locked (fixture, path, method, parameters, error);
  g_mutex_unlock (&fixture->lock);

  return reply;
}

static GVariant *
answer_keyring (const char *path,
                const char *method,
                GVariant *parameters,
                gpointer data,
                const char **error)
{
  return g_variant_new ("()");
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->home = home_new ();
  fixture->folder = home_path (fixture->home, "copies");
  fixture->roots = rrm_client_roots_new (fixture->home);
  fixture->account = bus_make_account (RRM_PROTOCOL_IMAP, SECRET);
  g_mutex_init (&fixture->lock);
  fixture->service = service_new (NAME, answer, fixture);
  fixture->keyring = service_new (KEYRING, answer_keyring, NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->service, service_free);
  g_clear_pointer (&fixture->keyring, service_free);
  g_clear_pointer (&fixture->mail, g_hash_table_unref);
  g_clear_pointer (&fixture->credentials, g_variant_unref);
  g_mutex_clear (&fixture->lock);
  g_object_unref (fixture->account);
  rrm_client_roots_free (fixture->roots);
  g_free (fixture->folder);
  home_free (fixture->home);
}

static char *
add (Fixture *fixture,
     GError **error)
{
  return rrm_client_add_account ("goa", fixture->roots, fixture->account, fixture->folder, error);
}

static const char *
get (Fixture *fixture,
     const char *key)
{
  return g_hash_table_lookup (fixture->mail, key);
}

/* Every field arrives, the password where it belongs, and it is written nowhere. */
static void
test_add (Fixture *fixture,
          gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = add (fixture, &error);
  g_autofree char *list = NULL;
  g_autofree char *text = NULL;
  const char *password;

  g_assert_no_error (error);
  g_assert_true (rrm_client_can_add ("goa", fixture->roots));
  g_assert_true (rrm_client_keeps_password ("goa"));
  g_assert_false (rrm_client_keeps_password ("thunderbird"));
  g_assert_cmpstr (get (fixture, "EmailAddress"), ==, "pat@nc.rr.com");
  g_assert_cmpstr (get (fixture, "Name"), ==, "Pat Doe");
  g_assert_cmpstr (get (fixture, "ImapHost"), ==, "mail.twc.com:993");
  g_assert_cmpstr (get (fixture, "ImapUseSsl"), ==, "true");
  g_assert_cmpstr (get (fixture, "ImapUseTls"), ==, "false");
  g_assert_cmpstr (get (fixture, "ImapAcceptSslErrors"), ==, "false");
  g_assert_cmpstr (get (fixture, "SmtpHost"), ==, "mail.twc.com:587");
  g_assert_cmpstr (get (fixture, "SmtpUseSsl"), ==, "false");
  g_assert_cmpstr (get (fixture, "SmtpUseTls"), ==, "true");
  g_assert_cmpstr (get (fixture, "SmtpAcceptSslErrors"), ==, "false");
  g_assert_null (get (fixture, "Provider"));
  g_assert_true (g_variant_lookup (fixture->credentials, "imap-password", "&s", &password));
  g_assert_cmpstr (password, ==, SECRET);
  g_assert_true (g_variant_lookup (fixture->credentials, "smtp-password", "&s", &password));
  g_assert_cmpstr (password, ==, SECRET);

  list = g_build_filename (copy, "copy.ini", NULL);
  g_assert_true (g_file_get_contents (list, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, OBJECT));
  g_assert_null (strstr (text, "goa-secret"));

  g_assert_true (rrm_client_undo (fixture->folder, copy, files, &error));
  g_assert_no_error (error);
  g_assert_null (fixture->mail);
  g_assert_null (rrm_client_find_copy (fixture->folder, NULL));
}

static void
test_twice (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = add (fixture, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = add (fixture, &error);
  g_assert_null (again);
  g_assert_error (error, RRM_EXPORT_ERROR, RRM_EXPORT_ERROR_EXISTS);
  g_assert_nonnull (fixture->mail);
}

/* What the person made of it since is theirs. */
static void
test_altered (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = add (fixture, &error);

  g_assert_no_error (error);
  g_hash_table_insert (fixture->mail, g_strdup ("ImapHost"), g_strdup ("imap.example.org"));
  g_assert_false (rrm_client_undo (fixture->folder, copy, files, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_ALTERED);
  g_assert_nonnull (fixture->mail);
}

static void
test_gone (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = add (fixture, &error);

  g_assert_no_error (error);
  g_clear_pointer (&fixture->mail, g_hash_table_unref);
  g_assert_false (rrm_client_undo (fixture->folder, copy, files, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_GONE);
  g_assert_null (rrm_client_find_copy (fixture->folder, NULL));
}

/* The service says yes all the same; an account without its password is not left there. */
static void
test_locked (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->locked = TRUE;
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_KEYRING_REFUSED);
  g_assert_null (fixture->mail);
  g_assert_null (rrm_client_find_copy (fixture->folder, NULL));
}

static void
test_no_keyring (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->keyring, service_free);
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_NO_KEYRING);
  g_assert_null (fixture->mail);
}

static void
test_no_service (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->service, service_free);
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_NO_SERVICE);
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->refuses = TRUE;
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "words of the service");
}

/* Neither goes to the service. */
static void
test_unfit (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->service, service_free);
  rrm_account_set_password (fixture->account, NULL);
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_EXPORT_ERROR, RRM_EXPORT_ERROR_NO_PASSWORD);
  g_clear_error (&error);
  g_object_unref (fixture->account);
  fixture->account = bus_make_account (RRM_PROTOCOL_IMAP, "quote\"");
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_EXPORT_ERROR, RRM_EXPORT_ERROR_CHARACTER);
  g_assert_cmpstr (rrm_export_error_get_setting (error), ==, "password");
  g_clear_error (&error);
  g_object_unref (fixture->account);
  fixture->account = bus_make_account (RRM_PROTOCOL_POP3, SECRET);
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_EXPORT_ERROR, RRM_EXPORT_ERROR_PROTOCOL);
}

static void
on_done (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  GAsyncResult **done = user_data;

  *done = g_object_ref (result);
}

static gboolean
is_empty (Fixture *fixture)
{
  gboolean empty;

  g_mutex_lock (&fixture->lock);
  empty = fixture->mail == NULL;
  g_mutex_unlock (&fixture->lock);

  return empty;
}

static gboolean
has_copy (Fixture *fixture)
{
  g_autofree char *copy = rrm_client_find_copy (fixture->folder, NULL);

  return copy != NULL;
}

/* Stopped while the keyring asks the person: what the service does after that is taken back. */
static void
test_stopped (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  fixture->waits = TRUE;
  rrm_client_add_async ("goa", fixture->roots, fixture->account, fixture->folder, cancellable,
                        on_done, &done);
  while (!service_is_waiting (fixture->service))
    g_usleep (1000);
  g_assert_null (done);
  g_cancellable_cancel (cancellable);
  while (done == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (rrm_client_add_finish (done, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  service_answer_late (fixture->service, g_variant_new ("(o)", OBJECT));
  while (!is_empty (fixture))
    g_usleep (1000);
  /* So that the thread is over, too. */
  for (guint i = 0; has_copy (fixture) && i < 1000; i++)
    g_usleep (1000);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/goa/add", test_add },           { "/goa/twice", test_twice },
    { "/goa/altered", test_altered },   { "/goa/gone", test_gone },
    { "/goa/locked", test_locked },     { "/goa/no-keyring", test_no_keyring },
    { "/goa/no-service", test_no_service }, { "/goa/refused", test_refused },
    { "/goa/unfit", test_unfit },       { "/goa/stopped", test_stopped },
  };

  g_test_init (&argc, &argv, NULL);
  bus_enter (argv, NAME " " KEYRING);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
