/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "store/saved-account.h"

#include <string.h>

/* The file of saved accounts as somebody may have edited it: what is read, written and read again
 * is the same. */

#define GROUP "account "

static GKeyFile *
load (const char *text,
      gsize length)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  return g_key_file_load_from_data (file, text, length, G_KEY_FILE_KEEP_COMMENTS, NULL)
           ? g_steal_pointer (&file)
           : NULL;
}

static char *
write_down (RrmSavedAccount *saved)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  rrm_saved_account_save (saved, file);

  return g_key_file_to_data (file, NULL, NULL);
}

static void
check_account (RrmSavedAccount *saved)
{
  g_autofree char *once = write_down (saved);
  g_autoptr (GKeyFile) file = load (once, strlen (once));
  g_autoptr (RrmSavedAccount) again = NULL;
  g_autofree char *twice = NULL;

  g_assert_nonnull (file);
  again = rrm_saved_account_load (
    file, rrm_account_get_address (rrm_saved_account_get_account (saved)));
  g_assert_nonnull (again);
  twice = write_down (again);
  g_assert_cmpstr (once, ==, twice);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  g_autofree char *raw = rrm_fuzz_copy (bytes, length);
  g_autoptr (GKeyFile) file = load (raw, length);
  g_auto (GStrv) groups = file != NULL ? g_key_file_get_groups (file, NULL) : NULL;

  for (guint i = 0; groups != NULL && groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], GROUP))
      {
        g_autoptr (RrmSavedAccount) saved =
          rrm_saved_account_load (file, groups[i] + strlen (GROUP));

        if (saved != NULL)
          check_account (saved);
      }

  return 0;
}
