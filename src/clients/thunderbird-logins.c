/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/thunderbird.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* logins.json says in clear for which servers a password is kept ("imap://mail.twc.com"), and when
 * it was changed last. Name and password are encrypted there, and nobody asks for them here. */

/* Deeper than this no such file is; what reads it would call itself as often. */
#define MAX_DEPTH 16

/* What is kept for one server. */
typedef struct
{
  guint n;
  /* When the newest of them was changed at the latest, in seconds since 1970. */
  gint64 newest;
} Kept;

static gboolean
is_shallow (const char *text,
            gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\\' && quoted)
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '[' || text[i] == '{') && ++depth > MAX_DEPTH)
        return FALSE;
      else if (!quoted && (text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }

  return TRUE;
}

static void
count_one (GHashTable *logins,
           const char *hostname,
           gint64 changed)
{
  char *origin = g_ascii_strdown (hostname, -1);
  Kept *kept = g_hash_table_lookup (logins, origin);

  if (kept == NULL)
    {
      kept = g_new0 (Kept, 1);
      kept->newest = changed;
      g_hash_table_insert (logins, g_strdup (origin), kept);
    }
  else
    {
      kept->newest = MAX (kept->newest, changed);
    }
  kept->n++;
  g_free (origin);
}

/* It stands there in milliseconds; else it was when the file was written, at the latest. */
static gint64
get_changed (JsonObject *login,
             gint64 written)
{
  JsonNode *node = json_object_get_member (login, "timePasswordChanged");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 &&
             json_node_get_int (node) > 0
           ? json_node_get_int (node) / 1000
           : written;
}

static const char *
get_hostname (JsonObject *login)
{
  JsonNode *node = json_object_get_member (login, "hostname");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static void
count_logins (JsonObject *root,
              gint64 written,
              GHashTable *counts)
{
  JsonNode *node = json_object_get_member (root, "logins");
  JsonArray *logins;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  logins = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (logins); i++)
    {
      JsonNode *node_of_login = json_array_get_element (logins, i);
      JsonObject *login =
        JSON_NODE_HOLDS_OBJECT (node_of_login) ? json_node_get_object (node_of_login) : NULL;
      const char *host = login != NULL ? get_hostname (login) : NULL;

      if (host != NULL)
        count_one (counts, host, get_changed (login, written));
    }
}

/* What is kept for each server; %NULL: nobody can tell. */
static GHashTable *
read_logins (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "logins.json", NULL);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (RrmDocument) document = NULL;
  const char *text;
  GStatBuf status;
  gsize length;
  JsonNode *root;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&counts);

  document = rrm_document_load (&rrm_dialect_ini, path, NULL);
  if (document == NULL)
    return NULL;
  text = rrm_document_get_text (document, &length);
  if (!is_shallow (text, length) || !json_parser_load_from_data (parser, text, (gssize) length,
                                                                  NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  count_logins (json_node_get_object (root), g_stat (path, &status) == 0 ? status.st_mtime : 0,
                counts);

  return g_steal_pointer (&counts);
}

static Kept
find_kept (GHashTable *logins,
           const char *scheme,
           const char *host)
{
  g_autofree char *origin = g_strdup_printf ("%s://%s", scheme, host);
  g_autofree char *lower = g_ascii_strdown (origin, -1);
  const Kept *kept = g_hash_table_lookup (logins, lower);

  return kept != NULL ? *kept : (Kept){ 0, 0 };
}

/* Whose password it is, is encrypted: only none, or enough for all, says something of one. */
static RrmClientStored
judge (guint kept,
       guint users)
{
  if (kept == 0)
    return RRM_CLIENT_STORED_NO;

  return kept >= users ? RRM_CLIENT_STORED_YES : RRM_CLIENT_STORED_UNKNOWN;
}

static guint
count_accounts_at (RrmClientProfile *profile,
                   RrmServiceSettings *settings)
{
  guint n = 0;

  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);
      RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);

      /* The kept ones are listed by protocol, too. */
      if (!account->is_alias &&
          rrm_service_settings_get_protocol (incoming) ==
            rrm_service_settings_get_protocol (settings) &&
          g_ascii_strcasecmp (rrm_service_settings_get_host (incoming),
                              rrm_service_settings_get_host (settings)) == 0)
        n++;
    }

  return n;
}

static guint
count_entries_at (RrmClientProfile *profile,
                  RrmServiceSettings *settings)
{
  guint n = 0;

  for (guint i = 0; i < profile->entries->len; i++)
    {
      const RrmClientEntry *entry = g_ptr_array_index (profile->entries, i);

      if (g_ascii_strcasecmp (rrm_service_settings_get_host (entry->settings),
                              rrm_service_settings_get_host (settings)) == 0)
        n++;
    }

  return n;
}

/**
 * rrm_thunderbird_mark_stored:
 * @profile: a profile that was read
 * @folder: its folder
 *
 * Tells for each server whether a password is kept, and since when.
 */
void
rrm_thunderbird_mark_stored (RrmClientProfile *profile,
                             const char *folder)
{
  g_autoptr (GHashTable) logins = read_logins (folder);

  if (logins == NULL)
    return;
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);
      RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
      const char *scheme =
        rrm_service_settings_get_protocol (incoming) == RRM_PROTOCOL_IMAP ? "imap" : "mailbox";
      Kept kept = find_kept (logins, scheme, rrm_service_settings_get_host (incoming));

      account->stored = judge (kept.n, count_accounts_at (profile, incoming));
      account->saved = kept.newest;
    }
  for (guint i = 0; i < profile->entries->len; i++)
    {
      RrmClientEntry *entry = g_ptr_array_index (profile->entries, i);
      Kept kept = find_kept (logins, "smtp", rrm_service_settings_get_host (entry->settings));

      entry->stored = judge (kept.n, count_entries_at (profile, entry->settings));
      entry->saved = kept.newest;
    }
}
