/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/add.h"

#include "clients/copies.h"
#include "clients/mend.h"
#include "export/format.h"

/* A new account in a mail program, beside those that are there: through a service that keeps them,
 * in a file of its own, or in the files of a program that is closed. What is written is what the
 * program's exporter makes of its own file. */

/* Those whose whole file an exporter writes; the formats have the same names. */
static const char *const programs[] = { "thunderbird", "claws-mail", "sylpheed", NULL };

/* The profile that the program opens by itself, else the first one. */
static RrmClientProfile *
read_profile (const char *program,
              const RrmClientRoots *roots)
{
  const RrmClient *client = rrm_client_find (program);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  RrmClientProfile *found = NULL;

  if (client == NULL || !g_strv_contains (programs, program))
    return NULL;

  client->find (roots, paths);
  for (guint i = 0; i < paths->len && (found == NULL || !found->is_default); i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      RrmClientProfile *profile;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      profile = rrm_client_profile_new (client, path);
      client->read (profile, &profile->error);
      if (found != NULL && (profile->error != NULL || !profile->is_default))
        {
          rrm_client_profile_free (profile);
          continue;
        }
      g_clear_pointer (&found, rrm_client_profile_free);
      found = profile;
    }

  return found;
}

static gboolean
add_to (RrmClientProfile *profile,
        RrmAccount *account,
        GError **error)
{
  const RrmFormat *format = rrm_format_find (profile->client->id);
  gboolean thunderbird = g_str_equal (profile->client->id, "thunderbird");
  RrmDocument *document = rrm_client_profile_find_document (profile, thunderbird ? "prefs.js"
                                                                                 : "accountrc");
  RrmExportOptions options = { FALSE, NULL, NULL };
  g_autoptr (GPtrArray) files = NULL;
  const RrmExportFile *file;
  g_autofree char *text = NULL;

  if (document == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_UNREADABLE, profile->path);
  options.existing = rrm_document_get_original (document);
  files = rrm_format_export (format, account, &options, error);
  if (files == NULL)
    return FALSE;

  file = g_ptr_array_index (files, 0);
  text = g_strndup (g_bytes_get_data (file->contents, NULL), g_bytes_get_size (file->contents));
  rrm_document_restore (document, text);

  return TRUE;
}

/**
 * rrm_client_can_add:
 * @program: the word for a mail program
 * @roots: where to look
 *
 * Returns: whether it has settings here that an account can be added to, now or once it is closed
 */
gboolean
rrm_client_can_add (const char *program,
                    const RrmClientRoots *roots)
{
  const RrmClient *client = rrm_client_find (program);
  RrmClientProfile *profile;
  gboolean can;

  if (client != NULL && client->can_add != NULL)
    return client->can_add (roots);

  profile = read_profile (program, roots);
  can = profile != NULL && profile->error == NULL &&
                 !rrm_client_profile_is_damaged (profile);

  g_clear_pointer (&profile, rrm_client_profile_free);

  return can;
}

/**
 * rrm_client_adds_beside:
 * @program: the word for a mail program
 *
 * Returns: whether an account is added without changing a file that is there
 */
gboolean
rrm_client_adds_beside (const char *program)
{
  const RrmClient *client = rrm_client_find (program);

  return client != NULL && client->add != NULL;
}

/**
 * rrm_client_keeps_password:
 * @program: the word for a mail program
 *
 * Returns: whether an account goes there with its password
 */
gboolean
rrm_client_keeps_password (const char *program)
{
  const RrmClient *client = rrm_client_find (program);

  return client != NULL && client->keeps_password;
}

/* Nothing is left behind that nobody could take out again. */
static char *
add_with_note (const RrmClient *client,
               const RrmClientRoots *roots,
               RrmAccount *account,
               const char *folder,
               GError **error)
{
  g_autoptr (RrmClientNote) note = rrm_client_note_new ();
  char *copy;

  note->program = g_strdup (client->id);
  if (!client->add (roots, account, note, error))
    return NULL;
  copy = rrm_client_keep_note (folder, note, error);
  if (copy == NULL)
    client->take_out (note, folder, NULL);

  return copy;
}

/**
 * rrm_client_add_account:
 * @program: the word for a mail program
 * @roots: where to look
 * @account: an account that was tested; its password is not written, but for programs that have a
 *   keyring keep it
 * @folder: where the copies are
 * @error: return location for an error of %RRM_CLIENT_ERROR or %RRM_EXPORT_ERROR
 *
 * Adds an account to what the program has, after a copy. Refused while the program is open, where
 * it has the account already, and where it cannot hold it. Waits for services of the desktop, so it
 * belongs into a thread of its own.
 *
 * Returns: (transfer full) (nullable) (type filename): the copy, for [func@client_undo]
 */
char *
rrm_client_add_account (const char *program,
                        const RrmClientRoots *roots,
                        RrmAccount *account,
                        const char *folder,
                        GError **error)
{
  const RrmClient *client = rrm_client_find (program);
  RrmClientProfile *profile;
  char *copy = NULL;

  if (client != NULL && client->add != NULL)
    return add_with_note (client, roots, account, folder, error);

  profile = read_profile (program, roots);
  if (profile == NULL)
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_UNKNOWN, program);
      return NULL;
    }
  if (rrm_client_can_mend (profile, error) && add_to (profile, account, error))
    copy = rrm_client_save (profile, folder, error);
  rrm_client_profile_free (profile);

  return copy;
}
