/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bus.h"
#include "clients/add.h"
#include "clients/copies.h"
#include "export/error.h"
#include "home.h"

#include <glib/gstdio.h>
#include <string.h>

/* An account goes to the registry of evolution-data-server, played here as the real one was seen to
 * answer (3.46); the suite "clients" has the real one. */

/* Not the number that there is today. */
#define NAME "org.gnome.evolution.dataserver.Sources7"
#define SOURCE "org.gnome.evolution.dataserver.Source"
#define UNKNOWN "org.freedesktop.DBus.Error.UnknownMethod"
#define IN_USE "org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code2"

typedef struct
{
  char *home;
  char *folder;
  RrmClientRoots *roots;
  RrmAccount *account;
  Service *service;

  GMutex lock;
  /* What stands in each source, by its identifier. */
  GHashTable *sources;
  /* An identifier with this ending is taken, though nobody sees it; NULL: none is. */
  const char *taken;
  /* In the order in which they went. */
  GString *removed;
} Fixture;

static char *
make_path (const char *uid)
{
  char *path = g_strconcat ("/source/", uid, NULL);

  return g_strdelimit (path, "-", '_');
}

static GVariant *
get_objects (Fixture *fixture)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer uid;
  gpointer data;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{oa{sa{sv}}}"));
  g_hash_table_iter_init (&iter, fixture->sources);
  while (g_hash_table_iter_next (&iter, &uid, &data))
    {
      g_autofree char *path = make_path (uid);

      g_variant_builder_open (&builder, G_VARIANT_TYPE ("{oa{sa{sv}}}"));
      g_variant_builder_add (&builder, "o", path);
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("a{sa{sv}}"));
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("{sa{sv}}"));
      g_variant_builder_add (&builder, "s", SOURCE);
      g_variant_builder_open (&builder, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&builder, "{sv}", "UID", g_variant_new_string (uid));
      g_variant_builder_add (&builder, "{sv}", "Data", g_variant_new_string (data));
      for (guint i = 0; i < 4; i++)
        g_variant_builder_close (&builder);
    }

  return g_variant_new ("(@a{oa{sa{sv}}})", g_variant_builder_end (&builder));
}

/* One after the other, and what came before the one that cannot be stays. */
static GVariant *
create (Fixture *fixture,
        GVariant *parameters,
        const char **error)
{
  g_autoptr (GVariant) list = g_variant_get_child_value (parameters, 0);
  GVariantIter iter;
  const char *uid;
  const char *data;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "{&s&s}", &uid, &data))
    {
      if (fixture->taken != NULL && g_str_has_suffix (uid, fixture->taken))
        {
          *error = IN_USE;
          return NULL;
        }
      g_hash_table_insert (fixture->sources, g_strdup (uid), g_strdup (data));
    }

  return g_variant_new ("()");
}

static GVariant *
remove_source (Fixture *fixture,
               const char *path,
               const char **error)
{
  GHashTableIter iter;
  gpointer uid;

  g_hash_table_iter_init (&iter, fixture->sources);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    {
      g_autofree char *own = make_path (uid);

      if (!g_str_equal (own, path))
        continue;
      g_string_append_printf (fixture->removed, "%s;", (char *) uid);
      g_hash_table_iter_remove (&iter);
      return g_variant_new ("()");
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
  GVariant *reply = NULL;

  g_mutex_lock (&fixture->lock);
  if (g_str_has_suffix (method, ".GetManagedObjects"))
    reply = get_objects (fixture);
  else if (g_str_has_suffix (method, ".CreateSources"))
    reply = create (fixture, parameters, error);
  else if (g_str_has_suffix (method, ".Remove"))
    reply = remove_source (fixture, path, error);
  else
    *error = UNKNOWN;
  g_mutex_unlock (&fixture->lock);

  return reply;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->home = home_new ();
  fixture->folder = home_path (fixture->home, "copies");
  fixture->roots = rrm_client_roots_new (fixture->home);
  fixture->account = bus_make_account (RRM_PROTOCOL_IMAP, "eds-secret-8212");
  g_mutex_init (&fixture->lock);
  fixture->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fixture->removed = g_string_new (NULL);
  fixture->service = service_new (NAME, answer, fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  service_free (fixture->service);
  g_hash_table_unref (fixture->sources);
  g_string_free (fixture->removed, TRUE);
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
  return rrm_client_add_account ("evolution", fixture->roots, fixture->account, fixture->folder,
                                 error);
}

static gboolean
any_source_says (Fixture *fixture,
                 const char *words)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, fixture->sources);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    if (strstr (data, words) != NULL)
      return TRUE;

  return FALSE;
}

/* Three sources come, none with the password; Undo takes the account last. */
static void
test_add (Fixture *fixture,
          gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = add (fixture, &error);
  g_auto (GStrv) removed = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (fixture->sources), ==, 3);
  g_assert_true (any_source_says (fixture, "[Mail Account]"));
  g_assert_true (any_source_says (fixture, "[Mail Identity]"));
  g_assert_true (any_source_says (fixture, "[Mail Transport]"));
  g_assert_true (any_source_says (fixture, "Host=mail.twc.com"));
  g_assert_false (any_source_says (fixture, "eds-secret"));

  g_assert_true (rrm_client_undo (fixture->folder, copy, files, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (fixture->sources), ==, 0);
  removed = g_strsplit (fixture->removed->str, ";", -1);
  g_assert_cmpuint (g_strv_length (removed), ==, 4);
  g_assert_true (g_str_has_prefix (removed[0], removed[2]));
  g_assert_true (g_str_has_prefix (removed[1], removed[2]));
}

static void
test_twice (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = add (fixture, &error);

  g_assert_no_error (error);
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_EXPORT_ERROR, RRM_EXPORT_ERROR_EXISTS);
  g_assert_cmpuint (g_hash_table_size (fixture->sources), ==, 3);
}

/* Made by somebody else: by Evolution itself, or by GNOME Online Accounts. */
static void
test_another (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (fixture->sources, g_strdup ("theirs"),
                       g_strdup ("[Mail Account]\nBackendName=imapx\n[Authentication]\n"
                                 "Host=Mail.TWC.com\nUser=pat@nc.rr.com\n"));
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_EXPORT_ERROR, RRM_EXPORT_ERROR_EXISTS);
  g_assert_cmpuint (g_hash_table_size (fixture->sources), ==, 1);
}

/* Another person's account on the same server is none of it. */
static void
test_neighbour (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;

  g_hash_table_insert (fixture->sources, g_strdup ("theirs"),
                       g_strdup ("[Mail Account]\nBackendName=imapx\n[Authentication]\n"
                                 "Host=mail.twc.com\nUser=lee@nc.rr.com\n"));
  copy = add (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (fixture->sources), ==, 4);
}

/* What the registry remembers of an account that is gone keeps no new one out. */
static void
test_remembered (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = add (fixture, &error);
  g_autofree char *uid = NULL;
  g_autofree char *second = NULL;
  g_auto (GStrv) removed = NULL;

  g_assert_no_error (error);
  g_assert_true (rrm_client_undo (fixture->folder, first, files, &error));
  removed = g_strsplit (fixture->removed->str, ";", -1);
  uid = g_strdup (removed[2]);
  fixture->taken = removed[1];
  second = add (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (fixture->sources), ==, 3);
  g_assert_false (g_hash_table_contains (fixture->sources, uid));
  g_assert_false (any_source_says (fixture, uid));
  g_assert_true (rrm_client_undo (fixture->folder, second, files, &error));
  g_assert_cmpuint (g_hash_table_size (fixture->sources), ==, 0);
}

/* Nothing half is left. */
static void
test_half (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->taken = "-transport";
  g_assert_null (add (fixture, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_REFUSED);
  g_assert_cmpuint (g_hash_table_size (fixture->sources), ==, 0);
  g_assert_null (rrm_client_find_copy (fixture->folder, NULL));
}

static void
change (gpointer key,
        gpointer value,
        gpointer user_data)
{
  char *host = strstr (value, "Host=mail");

  if (host != NULL)
    memcpy (host, "Host=mine", strlen ("Host=mine"));
}

static void
test_altered (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = add (fixture, &error);

  g_assert_no_error (error);
  g_hash_table_foreach (fixture->sources, change, NULL);
  g_assert_false (rrm_client_undo (fixture->folder, copy, files, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_ALTERED);
  g_assert_cmpuint (g_hash_table_size (fixture->sources), ==, 3);
}

/* The registry alone, which other programs have too, is no Evolution. */
static void
test_can_add (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));
  g_autofree char *bin = home_path (fixture->home, "bin");
  g_autofree char *program = home_path (fixture->home, "bin/evolution");

  home_write (fixture->home, "bin/evolution", "#!/bin/sh\n");
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_setenv ("PATH", "/nowhere", TRUE);
  g_assert_false (rrm_client_can_add ("evolution", fixture->roots));
  g_setenv ("PATH", bin, TRUE);
  g_assert_true (rrm_client_can_add ("evolution", fixture->roots));
  g_setenv ("PATH", path, TRUE);
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
    { "/eds/add", test_add },         { "/eds/twice", test_twice },
    { "/eds/another", test_another }, { "/eds/neighbour", test_neighbour },
    { "/eds/remembered", test_remembered },
    { "/eds/half", test_half },       { "/eds/altered", test_altered },
    { "/eds/can-add", test_can_add },
  };

  g_test_init (&argc, &argv, NULL);
  bus_enter (argv, NAME);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
