/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/account-file.h"

#include "store/account-merge.h"
#include "store/file-lock.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* The file of the saved accounts, which others read and write too. */

/* How long another program may take to write the file, in milliseconds. */
#define PATIENCE 5000

/**
 * rrm_account_file_put_aside:
 * @path: the file of the saved accounts
 * @kept: (out) (optional): where it went
 * @error: return location for an error of %G_FILE_ERROR
 *
 * A file that cannot be understood is put aside, not overwritten.
 *
 * Returns: whether that was done
 */
gboolean
rrm_account_file_put_aside (const char *path,
                            char **kept,
                            GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.unreadable-%s", path, date);

  if (g_rename (path, aside) != 0)
    {
      int saved = errno;

      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (saved),
                           g_strerror (saved));
      return FALSE;
    }
  if (kept != NULL)
    *kept = g_steal_pointer (&aside);

  return TRUE;
}

static GKeyFile *
parse (const char *text)
{
  GKeyFile *file = g_key_file_new ();

  /* Nothing, or what was made here. */
  if (text != NULL)
    g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL);

  return file;
}

/* Where there is no file, or none that makes sense, it gets all accounts. */
static char *
merge (const char *path,
       const char *before,
       const char *text,
       GError **error)
{
  g_autoptr (GKeyFile) nothing = g_key_file_new ();
  g_autoptr (GKeyFile) known = parse (before);
  g_autoptr (GKeyFile) now = parse (text);
  g_autoptr (GError) local = NULL;
  g_autofree char *found = NULL;
  char *merged;

  if (g_file_get_contents (path, &found, NULL, &local))
    {
      if ((merged = rrm_accounts_merge (known, now, found, NULL)) != NULL)
        return merged;
      if (!rrm_account_file_put_aside (path, NULL, error))
        return NULL;
    }
  else if (!g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  return rrm_accounts_merge (nothing, now, "", error);
}

static gboolean
write_locked (const char *path,
              const char *before,
              const char *text,
              GError **error)
{
  g_autofree char *merged = merge (path, before, text, error);

  if (merged == NULL)
    return FALSE;

  return g_file_set_contents_full (path, merged, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * rrm_account_file_write:
 * @path: the file of the saved accounts
 * @before: (nullable): the accounts as they were when they were read; %NULL for none
 * @text: the accounts as they are
 * @error: return location for an error of %G_FILE_ERROR
 *
 * Writes what is different, into the file as it is by now, as a whole or not at all.
 *
 * Returns: whether that is on the disk
 */
gboolean
rrm_account_file_write (const char *path,
                        const char *before,
                        const char *text,
                        GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  gboolean written;
  int lock;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved = errno;

      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (saved),
                           g_strerror (saved));
      return FALSE;
    }
  lock = rrm_file_lock_take (lock_path, PATIENCE, error);
  if (lock < 0)
    return FALSE;

  written = write_locked (path, before, text, error);
  rrm_file_lock_release (lock);

  return written;
}
