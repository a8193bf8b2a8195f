/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/alpine-server.h"
#include "clients/reader.h"
#include "clients/url-edit.h"

#include <string.h>

/* Changes of Alpine's settings: the incoming server stands in the name of every folder there, and
 * all of them are changed in the same way. */

typedef struct
{
  RrmDocument *document;
  RrmServiceSettings *settings;
  const char *field;
  const char *value;
  guint n_set;
} Mender;

static gboolean
refuse_own (Mender *mender,
            GError **error)
{
  return rrm_client_refuse (error, RRM_CLIENT_ERROR_OWN,
                            rrm_document_get_path (mender->document));
}

static gboolean
is_of_server (Mender *mender,
              const char *text)
{
  RrmProtocol protocol = rrm_service_settings_get_protocol (mender->settings);
  g_auto (RrmAlpineServer) server = { 0 };

  rrm_alpine_server_read (&server, text,
                          protocol == RRM_PROTOCOL_SMTP ? RRM_PROTOCOL_SMTP : RRM_PROTOCOL_IMAP);

  return server.is_mail && server.protocol == protocol &&
         g_ascii_strcasecmp (server.host, rrm_service_settings_get_host (mender->settings)) == 0 &&
         (server.username == NULL ||
          g_str_equal (server.username, rrm_service_settings_get_username (mender->settings)));
}

static gboolean
is_word (const char *text,
         gsize length,
         const char *word)
{
  return strlen (word) == length && g_ascii_strncasecmp (text, word, length) == 0;
}

/* The words without those for the security, of which the new one is put in the place of the first,
 * or before all others. */
static void
add_words (GString *made,
           const char *text,
           const char *word)
{
  static const char *const words[] = { "ssl", "tls", "notls" };
  gsize length = strlen (text);
  gsize end = strcspn (text, "/");
  gboolean added = FALSE;
  gsize first = made->len;

  while (end < length)
    {
      gsize equals;
      gsize slash = rrm_alpine_next_word (text, end, &end, &equals);
      gboolean is_security = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        is_security |= is_word (text + slash + 1, end - slash - 1, words[i]);
      if (!is_security)
        g_string_append_len (made, text + slash, (gssize) (end - slash));
      else if (!added)
        g_string_append_printf (made, "/%s", word);
      added |= is_security;
    }
  if (!added)
    {
      g_string_insert (made, (gssize) first, word);
      g_string_insert_c (made, (gssize) first, '/');
    }
}

static void
add_username (GString *made,
              const char *text,
              const char *value)
{
  gsize length = strlen (text);
  gsize end = strcspn (text, "/");
  gboolean added = FALSE;

  while (end < length)
    {
      gsize equals;
      gsize slash = rrm_alpine_next_word (text, end, &end, &equals);
      gboolean quoted = equals + 1 < end && text[equals + 1] == '"';

      if (equals < end && is_word (text + slash + 1, equals - slash - 1, "user"))
        {
          g_string_append_len (made, text + slash, (gssize) (equals + 1 - slash));
          g_string_append_printf (made, "%s%s%s", quoted ? "\"" : "", value, quoted ? "\"" : "");
          added = TRUE;
        }
      else
        g_string_append_len (made, text + slash, (gssize) (end - slash));
    }
  if (!added)
    g_string_append_printf (made, "/user=%s", value);
}

/* The same server with another value in one field. */
static char *
rewrite (Mender *mender,
         const char *text)
{
  gsize end = strcspn (text, "/");
  gsize colon = rrm_url_edit_find_port (text, end);
  GString *made = g_string_new (NULL);

  if (g_str_equal (mender->field, "host"))
    g_string_append_printf (made, "%s%s", mender->value, text + colon);
  else if (g_str_equal (mender->field, "port"))
    g_string_append_printf (made, "%.*s:%s%s", (int) colon, text, mender->value, text + end);
  else
    {
      g_string_append_len (made, text, (gssize) end);
      if (g_str_equal (mender->field, "username"))
        add_username (made, text, mender->value);
      else
        add_words (made, text, g_str_equal (mender->value, "tls") ? "ssl" : "tls");
    }

  return g_string_free (made, FALSE);
}

/* Alpine puts the environment's variables into every value. */
static gboolean
set_at (Mender *mender,
        gsize start,
        gsize end,
        GError **error)
{
  gsize length;
  const char *text = rrm_document_get_text (mender->document, &length);
  g_autofree char *server = g_strndup (text + start, end - start);
  g_autofree char *made = NULL;

  if (!is_of_server (mender, server))
    return TRUE;
  if (strpbrk (server, "$\r\n") != NULL)
    return refuse_own (mender, error);
  made = rewrite (mender, server);
  mender->n_set++;

  return g_str_equal (made, server) ||
         rrm_document_splice (mender->document, start, end, made, error);
}

/* Each server in braces, the last one first: a change moves what stands behind it. */
static gboolean
set_folders (Mender *mender,
             gsize start,
             gsize end,
             GError **error)
{
  for (gsize i = end; i > start; i--)
    {
      gsize length;
      const char *text = rrm_document_get_text (mender->document, &length);
      const char *close = text[i - 1] == '{' ? rrm_alpine_find_brace (text + i) : NULL;

      if (close != NULL && (gsize) (close - text) < end &&
          !set_at (mender, i, (gsize) (close - text), error))
        return FALSE;
    }

  return TRUE;
}

/* The first of the list is the one that is used. */
static gboolean
set_first (Mender *mender,
           const RrmSetting *setting,
           GError **error)
{
  gsize length;
  const char *text = rrm_document_get_text (mender->document, &length);
  gsize start = setting->start;
  gsize end = start + strcspn (text + start, ",\r\n");

  while (start < end && strchr (" \t\"", text[start]) != NULL)
    start++;
  while (end > start && strchr (" \t", text[end - 1]) != NULL)
    end--;
  /* Quotes around the whole; those of a name are a pair. */
  if (end > start && setting->start < start && text[start - 1] == '"' && text[end - 1] == '"')
    end--;

  return set_at (mender, start, end, error);
}

static gboolean
set_all (Mender *mender,
         GError **error)
{
  gboolean outgoing =
    rrm_service_settings_get_protocol (mender->settings) == RRM_PROTOCOL_SMTP;

  for (guint i = rrm_document_get_settings (mender->document)->len; i > 0; i--)
    {
      const RrmSetting *setting =
        g_ptr_array_index (rrm_document_get_settings (mender->document), i - 1);
      gboolean is_smtp = g_str_equal (setting->key, "smtp-server");

      if (outgoing != is_smtp)
        continue;
      if (!(is_smtp ? set_first (mender, setting, error)
                    : set_folders (mender, setting->start, setting->end, error)))
        return FALSE;
    }

  return mender->n_set > 0 || refuse_own (mender, error);
}

/* Alpine has no way to write these in the name of a server. */
static gboolean
can_say (const char *field,
         const char *value)
{
  static const char *const fields[] = { "host", "port", "username", "security", NULL };

  return g_strv_contains (fields, field) && strpbrk (value, "\"\\$}{/,= \t\r\n") == NULL &&
         g_str_is_ascii (value) && value[0] != '\0' &&
         !(g_str_equal (field, "security") && g_str_equal (value, "none"));
}

/**
 * rrm_alpine_set:
 * @profile: a profile of Alpine
 * @account: its account
 * @key: a key of the command's contract
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether the account's document was changed so
 */
gboolean
rrm_alpine_set (RrmClientProfile *profile,
                RrmClientAccount *account,
                const char *key,
                const char *value,
                GError **error)
{
  RrmClientEntry *entry =
    account->entry != NULL ? rrm_client_profile_find_entry (profile, account->entry) : NULL;
  gboolean outgoing = g_str_has_prefix (key, "outgoing.");
  const char *dot = strchr (key, '.');
  Mender mender = { account->place.document,
                    outgoing ? (entry != NULL ? entry->settings : NULL)
                             : rrm_account_get_incoming (account->account),
                    dot != NULL ? dot + 1 : "", value, 0 };

  if (mender.settings == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  /* Who gives a name signs in; how is Alpine's matter. */
  if (g_str_equal (mender.field, "auth") &&
      (g_str_equal (value, "plain") || g_str_equal (value, "login")))
    return TRUE;
  if (!can_say (mender.field, value))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  if (!set_all (&mender, error))
    return FALSE;
  if (g_str_equal (mender.field, "host"))
    rrm_service_settings_set_host (mender.settings, value);
  else if (g_str_equal (mender.field, "username"))
    rrm_service_settings_set_username (mender.settings, value);

  return TRUE;
}
