/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/adders.h"
#include "clients/copies.h"
#include "clients/replace.h"
#include "export/format.h"

#include <glib/gstdio.h>

/* An account for Geary is a folder of its own, which Geary reads when it starts. */

#define FILE_NAME "geary.ini"
#define PRIVATE_FOLDER 0700
#define PRIVATE_FILE 0600
/* Geary counts with two digits; more accounts than that has nobody. */
#define MAX_ACCOUNTS 99

/* Where it keeps its settings and its mail, and what shows that it does so here. */
typedef struct
{
  const char *settings;
  const char *mail;
  const char *trace;
} Home;

static const Home homes[] = {
  { ".config/geary", ".local/share/geary", NULL },
  { ".var/app/org.gnome.Geary/config/geary", ".var/app/org.gnome.Geary/data/geary",
    ".var/app/org.gnome.Geary" },
  { "snap/geary/current/.config/geary", "snap/geary/current/.local/share/geary",
    "snap/geary/current" },
};

static const char *const fact_keys[] = {
  "Incoming", "host",  "Incoming", "port", "Incoming", "transport_security",
  "Incoming", "login", "Outgoing", "host", "Outgoing", "port",
  "Outgoing", "transport_security", NULL,
};

static char *
make_path (const RrmClientRoots *roots,
           const char *name)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  rrm_client_roots_add (roots, paths, name);

  return g_ptr_array_index (paths, 0);
}

static gboolean
is_there (const RrmClientRoots *roots,
          const char *name)
{
  g_autofree char *path = make_path (roots, name);

  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* The one where it has accounts already, else where it would make its first. */
static const Home *
find_home (const RrmClientRoots *roots)
{
  g_autofree char *program = g_find_program_in_path ("geary");

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    if (is_there (roots, homes[i].settings))
      return &homes[i];
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    if (homes[i].trace != NULL ? is_there (roots, homes[i].trace) : program != NULL)
      return &homes[i];

  return NULL;
}

/**
 * rrm_geary_can_add:
 * @roots: where to look
 *
 * Returns: whether Geary is here, now or once it is closed
 */
gboolean
rrm_geary_can_add (const RrmClientRoots *roots)
{
  return find_home (roots) != NULL;
}

static gboolean
is_new (RrmClientProfile *profile,
        RrmAccount *account,
        GError **error)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account);

  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *there = g_ptr_array_index (profile->accounts, i);
      RrmServiceSettings *settings = rrm_account_get_incoming (there->account);

      if (g_strcmp0 (rrm_service_settings_get_host (settings),
                     rrm_service_settings_get_host (incoming)) == 0 &&
          g_strcmp0 (rrm_service_settings_get_username (settings),
                     rrm_service_settings_get_username (incoming)) == 0)
        return rrm_export_refuse (error, RRM_EXPORT_ERROR_EXISTS, NULL);
    }

  return TRUE;
}

/* What cannot be read is not written beside, either. */
static gboolean
may_add (const char *path,
         RrmAccount *account,
         GError **error)
{
  const RrmClient *client = rrm_client_find ("geary");
  g_autoptr (RrmClientProfile) profile = rrm_client_profile_new (client, path);

  if (client->is_running (path))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_RUNNING, path);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  return client->read (profile, error) && is_new (profile, account, error);
}

/* The first number that no account has, and of which no mail is left. */
static char *
make_account_folder (const char *settings,
                     const char *mail,
                     GError **error)
{
  if (g_mkdir_with_parents (settings, PRIVATE_FOLDER) == 0)
    for (guint i = 1; i <= MAX_ACCOUNTS; i++)
      {
        g_autofree char *name = g_strdup_printf ("account_%02u", i);
        g_autofree char *left = g_build_filename (mail, name, NULL);
        char *path = g_build_filename (settings, name, NULL);

        if (!g_file_test (left, G_FILE_TEST_EXISTS) && g_mkdir (path, PRIVATE_FOLDER) == 0)
          return path;
        g_free (path);
      }
  rrm_client_refuse (error, RRM_CLIENT_ERROR_UNWRITABLE, settings);

  return NULL;
}

static char **
read_facts (const char *path,
            GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_GONE, path);
      return NULL;
    }
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_UNREADABLE, path);
      return NULL;
    }

  return rrm_client_note_facts (file, fact_keys);
}

static gboolean
write_account (GPtrArray *files,
               const char *folder,
               RrmClientNote *note,
               GError **error)
{
  const RrmExportFile *file = g_ptr_array_index (files, 0);

  note->object = g_build_filename (folder, FILE_NAME, NULL);
  if (!rrm_file_replace (note->object, file->contents, PRIVATE_FILE, error))
    {
      g_rmdir (folder);
      return FALSE;
    }
  note->facts = read_facts (note->object, error);

  return note->facts != NULL;
}

/**
 * rrm_geary_add:
 * @roots: where to look
 * @account: an account; its password is not used
 * @note: where to say what was made
 * @error: return location for an error of %RRM_CLIENT_ERROR or %RRM_EXPORT_ERROR
 *
 * Makes the folder of a new account. Refused while Geary is open.
 *
 * Returns: whether it is there
 */
gboolean
rrm_geary_add (const RrmClientRoots *roots,
               RrmAccount *account,
               RrmClientNote *note,
               GError **error)
{
  const Home *home = find_home (roots);
  g_autoptr (GPtrArray) files =
    rrm_format_export (rrm_format_find ("geary"), account, NULL, error);
  g_autofree char *mail = NULL;
  g_autofree char *folder = NULL;

  if (files == NULL)
    return FALSE;
  if (home == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_UNKNOWN, "geary");
  note->profile = make_path (roots, home->settings);
  mail = make_path (roots, home->mail);
  if (!may_add (note->profile, account, error))
    return FALSE;
  folder = make_account_folder (note->profile, mail, error);

  return folder != NULL && write_account (files, folder, note, error);
}

/**
 * rrm_geary_take_out:
 * @note: an account that was added
 * @folder: where the copies are
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether its file went, after a copy; refused while Geary is open, and where it is not
 *   the same account any more
 */
gboolean
rrm_geary_take_out (const RrmClientNote *note,
                    const char *folder,
                    GError **error)
{
  const RrmClient *client = rrm_client_find ("geary");
  g_auto (GStrv) facts = read_facts (note->object, error);
  g_autofree char *own = g_path_get_dirname (note->object);

  if (facts == NULL || !rrm_client_note_holds (note, facts, error))
    return FALSE;
  if (client->is_running (note->profile))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_RUNNING, note->profile);
  if (!rrm_client_remove_file (folder, note, note->object, error))
    return FALSE;
  /* What else has come to be there stays. */
  g_rmdir (own);

  return TRUE;
}
