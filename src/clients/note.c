/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/note.h"

#include "clients/error.h"

/* Stands in the list of a copy, in a group of its own. */
#define GROUP "added"

RrmClientNote *
rrm_client_note_new (void)
{
  return g_new0 (RrmClientNote, 1);
}

void
rrm_client_note_free (RrmClientNote *note)
{
  g_free (note->program);
  g_free (note->profile);
  g_free (note->object);
  g_strfreev (note->facts);
  g_free (note);
}

/**
 * rrm_client_note_read:
 * @list: the list of a copy
 *
 * Returns: (transfer full) (nullable): the account that was added, %NULL where the list is of files
 */
RrmClientNote *
rrm_client_note_read (GKeyFile *list)
{
  g_autoptr (RrmClientNote) note = rrm_client_note_new ();

  note->program = g_key_file_get_string (list, "copy", "program", NULL);
  note->profile = g_key_file_get_string (list, "copy", "profile", NULL);
  note->object = g_key_file_get_string (list, GROUP, "object", NULL);
  note->facts = g_key_file_get_string_list (list, GROUP, "facts", NULL, NULL);

  return note->program != NULL && note->profile != NULL && note->object != NULL &&
             note->facts != NULL
           ? g_steal_pointer (&note)
           : NULL;
}

/**
 * rrm_client_note_write:
 * @note: an account that was added
 * @list: where to write it, beside program and profile
 */
void
rrm_client_note_write (const RrmClientNote *note,
                       GKeyFile *list)
{
  g_key_file_set_string (list, GROUP, "object", note->object);
  g_key_file_set_string_list (list, GROUP, "facts", (const char *const *) note->facts,
                              g_strv_length (note->facts));
}

/**
 * rrm_client_note_facts:
 * @file: the account in the words of its program
 * @keys: (array zero-terminated=1): group, key, group, key…
 *
 * Returns: (transfer full) (array zero-terminated=1): those settings, as facts
 */
char **
rrm_client_note_facts (GKeyFile *file,
                       const char *const *keys)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; keys[i] != NULL; i += 2)
    {
      g_autofree char *value = g_key_file_get_string (file, keys[i], keys[i + 1], NULL);
      g_autofree char *fact =
        g_strdup_printf ("%s/%s=%s", keys[i], keys[i + 1], value != NULL ? value : "");

      g_strv_builder_add (builder, fact);
    }

  return g_strv_builder_end (builder);
}

/**
 * rrm_client_note_holds:
 * @note: an account that was added
 * @facts: (array zero-terminated=1): its settings as they are now
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether it is still the account that was made
 */
gboolean
rrm_client_note_holds (const RrmClientNote *note,
                       char **facts,
                       GError **error)
{
  if (!g_strv_equal ((const char *const *) note->facts, (const char *const *) facts))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_ALTERED, note->object);

  return TRUE;
}
