/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/account-merge.h"

#include "model/address.h"
#include "store/key-lines.h"

#include <string.h>

/* What was changed here goes into a file that others write too: only the keys of what was changed
 * are touched. */

#define ACCOUNT_GROUP "account "
#define GOOD_GROUP "worked "

/* What belongs together is taken over together: half of one result and half of another is none. */
static const char *const results[] = { "tested", "verdict", "until", "finding", "service", NULL };
static const char *const incoming[] = { "incoming.protocol", "incoming.host", "incoming.port",
                                        "incoming.security", "incoming.username",
                                        "incoming.auth",     NULL };
static const char *const outgoing[] = { "outgoing.protocol", "outgoing.host", "outgoing.port",
                                        "outgoing.security", "outgoing.username",
                                        "outgoing.auth",     NULL };
static const char *const good[] = { "date",
                                    "incoming.protocol",
                                    "incoming.host",
                                    "incoming.port",
                                    "incoming.security",
                                    "incoming.username",
                                    "incoming.auth",
                                    "incoming.used-security",
                                    "incoming.peer",
                                    "incoming.certificate",
                                    "incoming.issuer",
                                    "incoming.capabilities",
                                    "outgoing.protocol",
                                    "outgoing.host",
                                    "outgoing.port",
                                    "outgoing.security",
                                    "outgoing.username",
                                    "outgoing.auth",
                                    "outgoing.used-security",
                                    "outgoing.peer",
                                    "outgoing.certificate",
                                    "outgoing.issuer",
                                    "outgoing.capabilities",
                                    NULL };

/* One account on its way into the file. */
typedef struct
{
  GKeyFile *before;
  GKeyFile *now;
  RrmKeyLines *lines;
  const char *address;
  /* How the file spells the address. */
  const char *spelled;
  /* Whether all of it is written, changed or not. */
  gboolean whole;
} Merge;

static gboolean
has_changed (const Merge *merge,
             const char *prefix,
             const char *const *keys)
{
  g_autofree char *group = g_strconcat (prefix, merge->address, NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *before = g_key_file_get_value (merge->before, group, keys[i], NULL);
      g_autofree char *now = g_key_file_get_value (merge->now, group, keys[i], NULL);

      if (g_strcmp0 (before, now) != 0)
        return TRUE;
    }

  return FALSE;
}

static void
take_over (const Merge *merge,
           const char *prefix,
           const char *const *keys)
{
  g_autofree char *group = g_strconcat (prefix, merge->address, NULL);
  g_autofree char *spelled = g_strconcat (prefix, merge->spelled, NULL);

  if (!merge->whole && !has_changed (merge, prefix, keys))
    return;
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (merge->now, group, keys[i], NULL);

      if (value != NULL)
        rrm_key_lines_set (merge->lines, spelled, keys[i], value);
      else
        rrm_key_lines_remove (merge->lines, spelled, keys[i]);
    }
}

/* The keys of the account that stand for themselves, all of them always written. */
static char **
list_settings (const Merge *merge)
{
  g_autofree char *group = g_strconcat (ACCOUNT_GROUP, merge->address, NULL);
  g_auto (GStrv) keys = g_key_file_get_keys (merge->now, group, NULL, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!g_strv_contains (results, keys[i]) && !g_strv_contains (incoming, keys[i]) &&
        !g_strv_contains (outgoing, keys[i]))
      g_strv_builder_add (builder, keys[i]);

  return g_strv_builder_end (builder);
}

static void
merge_account (Merge *merge)
{
  g_auto (GStrv) settings = list_settings (merge);

  for (guint i = 0; settings[i] != NULL; i++)
    {
      const char *const one[] = { settings[i], NULL };

      take_over (merge, ACCOUNT_GROUP, one);
    }
  take_over (merge, ACCOUNT_GROUP, incoming);
  take_over (merge, ACCOUNT_GROUP, outgoing);
  take_over (merge, ACCOUNT_GROUP, results);
  take_over (merge, GOOD_GROUP, good);
}

static gboolean
has_new_settings (const Merge *merge)
{
  g_auto (GStrv) settings = list_settings (merge);

  return has_changed (merge, ACCOUNT_GROUP, incoming) ||
         has_changed (merge, ACCOUNT_GROUP, outgoing) ||
         has_changed (merge, ACCOUNT_GROUP, (const char *const *) settings);
}

/* How the file spells an address that is written one way only here. */
static GHashTable *
list_spellings (const char *text,
                GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  GHashTable *spellings;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, error))
    return NULL;

  spellings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      const char *spelled = groups[i] + strlen (ACCOUNT_GROUP);
      g_autoptr (RrmAddress) address = NULL;
      char *folded;

      if (!g_str_has_prefix (groups[i], ACCOUNT_GROUP) ||
          (address = rrm_address_parse (spelled, NULL)) == NULL)
        continue;
      /* Of two with the same address the first one is the one that is seen. */
      folded = g_ascii_strdown (rrm_address_get_text (address), -1);
      if (g_hash_table_contains (spellings, folded))
        g_free (folded);
      else
        g_hash_table_insert (spellings, folded, g_strdup (spelled));
    }

  return spellings;
}

static const char *
find_spelling (GHashTable *spellings,
               const char *address)
{
  g_autofree char *folded = g_ascii_strdown (address, -1);

  return g_hash_table_lookup (spellings, folded);
}

static void
remove_account (RrmKeyLines *lines,
                const char *spelled)
{
  g_autofree char *account = g_strconcat (ACCOUNT_GROUP, spelled, NULL);
  g_autofree char *worked = g_strconcat (GOOD_GROUP, spelled, NULL);

  rrm_key_lines_remove_group (lines, account);
  rrm_key_lines_remove_group (lines, worked);
}

static void
remove_forgotten (GKeyFile *before,
                  GKeyFile *now,
                  RrmKeyLines *lines,
                  GHashTable *spellings)
{
  g_auto (GStrv) groups = g_key_file_get_groups (before, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], ACCOUNT_GROUP) && !g_key_file_has_group (now, groups[i]))
      {
        const char *spelled = find_spelling (spellings, groups[i] + strlen (ACCOUNT_GROUP));

        if (spelled != NULL)
          remove_account (lines, spelled);
      }
}

/**
 * rrm_accounts_merge:
 * @before: the accounts as they were when the file was read or written last
 * @now: the accounts as they are to be kept
 * @text: the file as it is by now
 * @error: return location for an error of %G_KEY_FILE_ERROR
 *
 * Brings what was changed between @before and @now into a file that others may have changed
 * meanwhile. All else stays as it is, comments, unknown keys and accounts that make no sense among
 * it; so does an account forgotten elsewhere, unless its settings were changed here.
 *
 * Returns: (transfer full) (nullable): the new text of the file; %NULL where @text is no key file
 */
char *
rrm_accounts_merge (GKeyFile *before,
                    GKeyFile *now,
                    const char *text,
                    GError **error)
{
  g_autoptr (GHashTable) spellings = list_spellings (text, error);
  g_autoptr (RrmKeyLines) lines = NULL;
  g_auto (GStrv) groups = g_key_file_get_groups (now, NULL);

  if (spellings == NULL)
    return NULL;

  lines = rrm_key_lines_new (text);
  remove_forgotten (before, now, lines, spellings);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      const char *address = groups[i] + strlen (ACCOUNT_GROUP);
      Merge merge = { before, now, lines, address, NULL, FALSE };
      const char *spelled;

      if (!g_str_has_prefix (groups[i], ACCOUNT_GROUP))
        continue;
      spelled = find_spelling (spellings, address);
      merge.spelled = spelled != NULL ? spelled : address;
      merge.whole = spelled == NULL || !g_key_file_has_group (before, groups[i]);
      if (spelled == NULL && g_key_file_has_group (before, groups[i]) &&
          !has_new_settings (&merge))
        continue;
      merge_account (&merge);
    }

  return rrm_key_lines_to_text (lines);
}
