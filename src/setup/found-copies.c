/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/copies.h"
#include "setup/found-private.h"
#include "setup/found.h"

#include <glib/gi18n-lib.h>

/* The way back from a change in a mail program, on whatever day. */

static void
found_copy_free (gpointer data)
{
  RrmFoundCopy *copy = data;

  g_free (copy->path);
  g_free (copy->program);
  g_free (copy->when);
  g_free (copy);
}

static char *
describe_time (GDateTime *time,
               GDateTime *now)
{
  if (time == NULL)
    return g_strdup (_ ("Changed on another day"));
  if (g_date_time_get_year (time) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (now))
    /* Translators: as for strftime(); all that is not after a % is said as it stands */
    return g_date_time_format (time, _ ("Changed today at %-I:%M %p"));

  return g_date_time_format (time, _ ("Changed on %B %-d, %Y"));
}

/**
 * rrm_found_list_copies:
 * @self: what is found
 * @now: what time it is
 *
 * Returns: (transfer full) (element-type RrmFoundCopy): the changes that can be taken back, newest
 *   first
 */
GPtrArray *
rrm_found_list_copies (RrmFound *self,
                       GDateTime *now)
{
  g_autoptr (GPtrArray) copies = rrm_client_list_copies (rrm_found_get_copies (self));
  GPtrArray *list = g_ptr_array_new_with_free_func (found_copy_free);

  for (guint i = 0; i < copies->len; i++)
    {
      const RrmClientCopy *copy = g_ptr_array_index (copies, i);
      const RrmClient *client = copy->program != NULL ? rrm_client_find (copy->program) : NULL;
      RrmFoundCopy *found;

      if (client == NULL)
        continue;
      found = g_new0 (RrmFoundCopy, 1);
      found->path = g_strdup (copy->path);
      found->program = g_strdup (client->name);
      found->when = describe_time (copy->time, now);
      g_ptr_array_add (list, found);
    }

  return list;
}

/**
 * rrm_found_undo:
 * @self: what is found
 * @copy: (type filename): one of the copies
 * @later_too: whether what was changed in the files since then may go back, too
 * @error: return location for an error, whose message is a sentence for the person;
 *   %G_IO_ERROR_WRONG_ETAG where @later_too would be needed
 *
 * Brings the program's files back as they were, byte by byte; how they are now is copied before.
 *
 * Returns: whether they are
 */
gboolean
rrm_found_undo (RrmFound *self,
                const char *copy,
                gboolean later_too,
                GError **error)
{
  g_autoptr (RrmClientUndone) undone = rrm_client_undone_new ();
  g_autoptr (GError) cause = NULL;
  g_autofree char *refusal = NULL;
  gboolean changed;

  if (rrm_client_undo_full (rrm_found_get_copies (self), copy, later_too, undone, &cause))
    return TRUE;
  changed = g_error_matches (cause, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_CHANGED_SINCE);
  refusal = rrm_found_describe_error (cause, NULL);
  g_set_error_literal (error, G_IO_ERROR, changed ? G_IO_ERROR_WRONG_ETAG : G_IO_ERROR_FAILED,
                       refusal);

  return FALSE;
}
