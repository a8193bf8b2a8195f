/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/batch-key.h"

#include <string.h>
#include <sys/stat.h>

/* A report answers what was asked. A row that was tested up to the greeting has not been tested up
 * to the login, and one whose password was changed since is not known at all. So the key that a
 * report is found by holds the row, all options that a verdict may hang on, and when the password
 * file was last written. Nothing of the password itself goes in, not even its length or a digest:
 * from either it could be guessed. A key that differs for no good reason costs a test; one that is
 * the same for no good reason would hide a fault. */

/* When a file was last written; 0 where there is none. */
static void
append_age (GString *text,
            const char *path)
{
  struct stat info = { 0 };

  if (path != NULL && stat (path, &info) != 0)
    memset (&info, 0, sizeof info);
  g_string_append_printf (text, "%" G_GINT64_FORMAT ".%09ld\n", (gint64) info.st_mtim.tv_sec,
                          info.st_mtim.tv_nsec);
}

/**
 * rrm_batch_key_describe:
 * @options: how the accounts are tested
 * @reach: the same, as it was typed
 * @allow_cleartext: whether they may ask for no encryption
 *
 * Returns: (transfer full): a text that differs where a verdict may
 */
char *
rrm_batch_key_describe (const RrmCheckOptions *options,
                        const RrmCliReach *reach,
                        gboolean allow_cleartext)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d %d %d %d %d %d %u %u\n", (int) options->until,
                          options->incoming, options->outgoing, (int) options->family,
                          options->probes, allow_cleartext, options->timeout, options->wait);
  for (guint i = 0; reach->connect_to != NULL && reach->connect_to[i] != NULL; i++)
    g_string_append_printf (text, "%s\n", reach->connect_to[i]);
  g_string_append_printf (text, "%s\n", reach->ca_file != NULL ? reach->ca_file : "");
  append_age (text, reach->ca_file);

  return g_string_free (text, FALSE);
}

/**
 * rrm_batch_key_extend:
 * @row: a row
 * @asked: what [func@batch_key_describe] gave
 * @options: how it is tested
 *
 * Makes the key of a row that of the row and of what is asked about it.
 */
void
rrm_batch_key_extend (RrmAccountRow *row,
                      const char *asked,
                      const RrmCheckOptions *options)
{
  g_autoptr (GString) text = g_string_new (row->key);
  g_autofree char *digest = NULL;

  g_string_append_printf (text, "\n%s", asked);
  /* Before the login no password is read. */
  if (options->until >= RRM_STAGE_LOGIN)
    append_age (text, row->password_file);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
  digest[strlen (row->key)] = '\0';
  g_free (row->key);
  row->key = g_steal_pointer (&digest);
}
