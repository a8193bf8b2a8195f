/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/thunderbird.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* logins.json says in clear for which servers a password is kept: "imap://mail.twc.com". Name and
 * password are encrypted there, and nobody asks for them here. */

/* Deeper than this no such file is; what reads it would call itself as often. */
#define MAX_DEPTH 16

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
count_one (GHashTable *counts,
           char *origin)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, origin));

  g_hash_table_insert (counts, origin, GUINT_TO_POINTER (n + 1));
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
              GHashTable *counts)
{
  JsonArray *logins;
  JsonNode *node = json_object_get_member (root, "logins");

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  logins = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (logins); i++)
    {
      JsonNode *login = json_array_get_element (logins, i);
      const char *host = NULL;

      if (JSON_NODE_HOLDS_OBJECT (login))
        host = get_hostname (json_node_get_object (login));
      if (host != NULL)
        count_one (counts, g_ascii_strdown (host, -1));
    }
}

/* How many passwords are kept for each server; %NULL: nobody can tell. */
static GHashTable *
read_logins (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "logins.json", NULL);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (RrmDocument) document = NULL;
  const char *text;
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
  count_logins (json_node_get_object (root), counts);

  return g_steal_pointer (&counts);
}

static guint
count_kept (GHashTable *counts,
            const char *scheme,
            const char *host)
{
  g_autofree char *origin = g_strdup_printf ("%s://%s", scheme, host);
  g_autofree char *lower = g_ascii_strdown (origin, -1);

  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, lower));
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

      if (!account->is_alias &&
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
 * Tells for each server whether a password is kept.
 */
void
rrm_thunderbird_mark_stored (RrmClientProfile *profile,
                             const char *folder)
{
  g_autoptr (GHashTable) counts = read_logins (folder);

  if (counts == NULL)
    return;
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);
      RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
      const char *scheme =
        rrm_service_settings_get_protocol (incoming) == RRM_PROTOCOL_IMAP ? "imap" : "mailbox";

      account->stored =
        judge (count_kept (counts, scheme, rrm_service_settings_get_host (incoming)),
               count_accounts_at (profile, incoming));
    }
  for (guint i = 0; i < profile->entries->len; i++)
    {
      RrmClientEntry *entry = g_ptr_array_index (profile->entries, i);

      entry->stored = judge (count_kept (counts, "smtp",
                                         rrm_service_settings_get_host (entry->settings)),
                             count_entries_at (profile, entry->settings));
    }
}
