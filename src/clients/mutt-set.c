/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/mutt-files.h"
#include "clients/mutt-variables.h"
#include "clients/reader.h"
#include "clients/url-edit.h"
#include "clients/url.h"

#include <string.h>

/* Changes of mutt's settings: a server stands in several places as a URL, and all of those that an
 * account uses are changed in the same way. What a variable or a command makes stays. */

/* What mutt calls the settings of each protocol. */
typedef struct
{
  /* The first that is set counts. */
  const char *urls[2];
  const char *user;
  const char *auth;
  /* The plain password, in mutt's words. */
  const char *plain;
  const char *scheme;
} Names;

static const Names names[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_IMAP] = { { "folder", "spoolfile" }, "imapuser", "imapauthenticators",
                          "plain:login", "imap" },
  [RRM_PROTOCOL_POP3] = { { "pophost", NULL }, "popuser", "popauthenticators", "user", "pop" },
  [RRM_PROTOCOL_SMTP] = { { "smtpurl", NULL }, NULL, "smtpauthenticators", "plain", "smtp" },
};

/* One account while a server of it is changed. */
typedef struct
{
  RrmClientProfile *profile;
  RrmClientAccount *account;
  RrmServiceSettings *settings;
  const Names *names;
} Mender;

static gboolean
refuse_own (Mender *mender,
            GError **error)
{
  return rrm_client_refuse (error, RRM_CLIENT_ERROR_OWN,
                            rrm_document_get_path (mender->account->place.document));
}

/* As they are now: what was looked at before a change is not valid after it. */
static RrmMuttFiles *
look (Mender *mender)
{
  RrmDocument *first = g_ptr_array_index (mender->profile->documents, 0);
  RrmMuttFiles *files = rrm_mutt_files_new (mender->profile);

  rrm_mutt_files_add (files, first);
  if (mender->account->place.document != first)
    rrm_mutt_files_add (files, mender->account->place.document);

  return files;
}

/* The host of POP3 may stand there alone. */
static gboolean
is_of_server (Mender *mender,
              const RrmSetting *setting,
              gboolean *has_username)
{
  g_autofree char *whole = NULL;

  if (g_str_equal (setting->key, "pophost") && strstr (setting->value, "://") == NULL)
    whole = g_strconcat ("pop://", setting->value, NULL);

  return rrm_url_edit_is_of (whole != NULL ? whole : setting->value, mender->settings,
                             has_username);
}

/* The setting that names the server; lists of folders and hooks name it, too. */
static const RrmMuttPlace *
find_url (Mender *mender,
          const RrmMuttFiles *files)
{
  gboolean has_username;

  for (guint i = 0; i < G_N_ELEMENTS (mender->names->urls); i++)
    {
      const RrmMuttPlace *place =
        mender->names->urls[i] != NULL ? rrm_mutt_files_find (files, mender->names->urls[i]) : NULL;

      if (place != NULL && is_of_server (mender, place->setting, &has_username))
        return place;
    }

  return NULL;
}

/* Of a variable that is set several times the last one counts; lists go on. */
static gboolean
counts (const RrmMuttFiles *files,
        const RrmMuttPlace *place)
{
  static const char *const lists[] = { "url", "pattern", NULL };
  static const char *const never[] = { "source", "hook", "my_hdr", NULL };

  if (g_strv_contains (lists, place->setting->key))
    return TRUE;

  return !place->setting->is_word && !g_strv_contains (never, place->setting->key) &&
         rrm_mutt_files_find (files, place->setting->key)->setting == place->setting;
}

/* Whether a part is to be changed there: a name is put in nowhere but where the server is named,
 * and a hook waits for a folder as mutt calls it, which is without the usual port. */
static gboolean
has_part (const RrmSetting *setting,
          RrmUrlPart part,
          gboolean has_username)
{
  g_autoptr (RrmReaderUrl) url = rrm_reader_url_parse (setting->value);

  switch (part)
    {
    case RRM_URL_USERNAME:
      return has_username;
    case RRM_URL_SCHEME:
      return url != NULL;
    case RRM_URL_PORT:
      return !g_str_equal (setting->key, "pattern") || (url != NULL && url->port != NULL);
    case RRM_URL_HOST:
    default:
      return TRUE;
    }
}

static char *
make_scheme (Mender *mender,
             const char *security)
{
  return g_strconcat (mender->names->scheme, g_str_equal (security, "tls") ? "s" : "", NULL);
}

/* Where it stands, or where the variable is set that makes it. */
static gboolean
set_part (Mender *mender,
          const RrmMuttPlace *place,
          RrmUrlPart part,
          const char *value,
          GError **error)
{
  gsize length = strlen (place->setting->value);
  g_autofree char *encoded = NULL;
  GError *local = NULL;
  gsize from;
  gsize to;

  if (rrm_url_edit_set (place->document, place->setting, 0, length, part, value, &local))
    return TRUE;
  if (!g_error_matches (local, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_OWN))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_error_free (local);
  rrm_url_edit_find (place->setting->value, part, value, &from, &to, &encoded);

  return rrm_mutt_variable_replace (mender->profile, place, from, to, encoded, error);
}

/* Every place of the server, one after the other: each change moves what stands behind it. */
static gboolean
set_urls (Mender *mender,
          RrmUrlPart part,
          const char *value,
          GError **error)
{
  g_autoptr (RrmMuttFiles) files = look (mender);
  guint n_set = 0;

  for (guint i = 0; i < rrm_mutt_files_get_n (files); i++)
    {
      const RrmMuttPlace *place = rrm_mutt_files_get_nth (files, i);
      gboolean has_username;

      if (!is_of_server (mender, place->setting, &has_username) || !counts (files, place) ||
          !has_part (place->setting, part, has_username))
        continue;
      if (!set_part (mender, place, part, value, error))
        return FALSE;
      n_set++;
      /* Another file may be made of this one. */
      if (mender->profile->documents->len > 1)
        rrm_mutt_recall (mender->profile);
      rrm_mutt_files_free (files);
      files = look (mender);
    }

  return n_set > 0 || refuse_own (mender, error);
}

/* A variable as a whole, unless something else makes it. */
static gboolean
set_variable (Mender *mender,
              const char *key,
              const char *value,
              gboolean literal,
              GError **error)
{
  g_autoptr (RrmMuttFiles) files = look (mender);
  const RrmMuttPlace *place = rrm_mutt_files_find (files, key);
  RrmDocument *document = place != NULL ? place->document : mender->account->place.document;
  gsize length;
  const char *text = rrm_document_get_text (document, &length);

  if (place != NULL && place->setting->is_word)
    return refuse_own (mender, error);
  for (gsize i = place != NULL ? place->setting->start : length;
       i < length && i < place->setting->end; i++)
    if (text[i] == '$' || text[i] == '`')
      return rrm_url_edit_is_plain (value)
               ? rrm_mutt_variable_replace (mender->profile, place, 0,
                                            strlen (place->setting->value), value, error)
               : refuse_own (mender, error);

  return rrm_document_set (document, "", key, value, literal, error);
}

/* "set a", "set noa" and "set a=yes" are three ways to say what can be said in two. */
static gboolean
set_switch (Mender *mender,
            const char *key,
            gboolean on,
            GError **error)
{
  g_autoptr (RrmMuttFiles) files = look (mender);
  const RrmMuttPlace *place = rrm_mutt_files_find (files, key);
  const RrmSetting *setting = place != NULL ? place->setting : NULL;
  gsize length;
  const char *text;
  g_autofree char *word = NULL;

  if (setting == NULL || !setting->is_word)
    return set_variable (mender, key, on ? "yes" : "no", TRUE, error);
  text = rrm_document_get_text (place->document, &length) + setting->start;
  /* "unset a" */
  if (on && !g_str_has_prefix (text, "no"))
    return refuse_own (mender, error);
  word = g_strconcat (on ? "" : "no", setting->name, NULL);

  return rrm_document_splice (place->document, setting->start, setting->end, word, error);
}

/* A host that stands alone gets a scheme where it needs one. */
static gboolean
set_scheme (Mender *mender,
            const char *security,
            GError **error)
{
  g_autofree char *scheme = make_scheme (mender, security);
  g_autofree char *prefix = g_strconcat (scheme, "://", NULL);
  g_autoptr (RrmMuttFiles) files = look (mender);
  const RrmMuttPlace *place = find_url (mender, files);

  if (place == NULL)
    return refuse_own (mender, error);
  if (strstr (place->setting->value, "://") != NULL)
    return set_urls (mender, RRM_URL_SCHEME, scheme, error);

  return g_str_equal (security, "starttls") ||
         rrm_document_replace (place->document, place->setting, 0, 0, prefix, error);
}

static gboolean
set_security (Mender *mender,
              const char *value,
              GError **error)
{
  g_autoptr (RrmMuttFiles) files = look (mender);
  gboolean is_off = rrm_mutt_files_is (files, "sslstarttls", "no");

  if (g_str_equal (value, "none"))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  if (!set_scheme (mender, value, error))
    return FALSE;

  return g_str_equal (value, "tls") || !is_off ||
         set_switch (mender, "sslstarttls", TRUE, error);
}

static gboolean
set_username (Mender *mender,
              const char *value,
              GError **error)
{
  g_autoptr (RrmMuttFiles) files = look (mender);
  const RrmMuttPlace *place = find_url (mender, files);
  gboolean has_username = FALSE;

  if (place == NULL)
    return refuse_own (mender, error);
  is_of_server (mender, place->setting, &has_username);
  if (has_username)
    return set_urls (mender, RRM_URL_USERNAME, value, error);
  if (mender->names->user != NULL)
    return set_variable (mender, mender->names->user, value, FALSE, error);
  /* NeoMutt has one for this server, too. */
  if (rrm_mutt_files_find (files, "smtpuser") != NULL)
    return set_variable (mender, "smtpuser", value, FALSE, error);

  return set_part (mender, place, RRM_URL_USERNAME, value, error);
}

/* Without a list mutt does what the server offers. */
static gboolean
set_auth (Mender *mender,
          const char *value,
          GError **error)
{
  g_autoptr (RrmMuttFiles) files = look (mender);

  if (!g_str_equal (value, "plain") && !g_str_equal (value, "login"))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  if (rrm_mutt_files_find (files, mender->names->auth) == NULL)
    return TRUE;

  return set_variable (mender, mender->names->auth, mender->names->plain, FALSE, error);
}

static gboolean
set_address (RrmClientProfile *profile,
             RrmClientAccount *account,
             const char *value,
             GError **error)
{
  Mender mender = { profile, account, NULL, NULL };
  g_autoptr (RrmMuttFiles) files = look (&mender);
  const RrmMuttPlace *place = rrm_mutt_files_find (files, "from");
  const char *old = rrm_account_get_address (account->account);
  const char *found = place != NULL ? strstr (place->setting->value, old) : NULL;
  gsize from;

  if (found == NULL || old[0] == '\0')
    return refuse_own (&mender, error);
  from = (gsize) (found - place->setting->value);

  return rrm_document_replace (place->document, place->setting, from, from + strlen (old), value,
                               error);
}

/* What a hook waits for: the letters before the first that means something in a pattern. */
static gboolean
hook_waits (const char *pattern,
            const char *folder)
{
  const char *start = pattern[0] == '^' ? pattern + 1 : pattern;
  g_autofree char *letters = g_strndup (start, strcspn (start, "\\.*+?[($|"));

  return strstr (letters, "://") != NULL && strstr (folder, letters) != NULL;
}

/* A hook that worked for the server must work for it afterwards. */
static gboolean
keeps_hooks (const RrmMuttFiles *files,
             const char *before,
             const char *after)
{
  for (guint i = 0; i < rrm_mutt_files_get_n (files); i++)
    {
      const RrmSetting *setting = rrm_mutt_files_get_nth (files, i)->setting;

      if (g_str_equal (setting->key, "pattern") && hook_waits (setting->value, before) &&
          !hook_waits (setting->value, after))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_field (Mender *mender,
           const char *field,
           const char *value,
           GError **error)
{
  if (g_str_equal (field, "security"))
    return set_security (mender, value, error);
  if (g_str_equal (field, "port"))
    return set_urls (mender, RRM_URL_PORT, value, error);
  if (g_str_equal (field, "auth"))
    return set_auth (mender, value, error);
  if (g_str_equal (field, "leave-on-server"))
    return set_switch (mender, "popdelete", !g_str_equal (value, "true"), error);
  if (g_str_equal (field, "host"))
    {
      if (!set_urls (mender, RRM_URL_HOST, value, error))
        return FALSE;
      rrm_service_settings_set_host (mender->settings, value);
      return TRUE;
    }
  if (g_str_equal (field, "username"))
    {
      if (!set_username (mender, value, error))
        return FALSE;
      rrm_service_settings_set_username (mender->settings, value);
      return TRUE;
    }

  return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
}

static gboolean
set_server (Mender *mender,
            const char *field,
            const char *value,
            GError **error)
{
  g_autoptr (RrmMuttFiles) before = look (mender);
  const RrmMuttPlace *place = find_url (mender, before);
  g_autofree char *old = place != NULL ? g_strdup (place->setting->value) : NULL;
  g_autoptr (RrmMuttFiles) after = NULL;
  gboolean right = place != NULL ? set_field (mender, field, value, error)
                                 : refuse_own (mender, error);

  if (right)
    {
      after = look (mender);
      place = find_url (mender, after);
      right = (place != NULL && keeps_hooks (after, old, place->setting->value)) ||
              refuse_own (mender, error);
    }
  if (old != NULL)
    explicit_bzero (old, strlen (old));

  return right;
}

/**
 * rrm_mutt_set:
 * @profile: a profile of mutt
 * @account: one of its accounts
 * @key: a key of the command's contract
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether the account's documents were changed so
 */
gboolean
rrm_mutt_set (RrmClientProfile *profile,
              RrmClientAccount *account,
              const char *key,
              const char *value,
              GError **error)
{
  RrmClientEntry *entry =
    account->entry != NULL ? rrm_client_profile_find_entry (profile, account->entry) : NULL;
  gboolean outgoing = g_str_has_prefix (key, "outgoing.");
  Mender mender = { profile, account,
                    outgoing ? (entry != NULL ? entry->settings : NULL)
                             : rrm_account_get_incoming (account->account),
                    NULL };
  const char *dot = strchr (key, '.');
  gboolean right;

  rrm_mutt_recall (profile);
  if (g_str_equal (key, "address"))
    right = set_address (profile, account, value, error);
  else if (dot == NULL || mender.settings == NULL)
    right = rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  else
    {
      mender.names = &names[rrm_service_settings_get_protocol (mender.settings)];
      right = set_server (&mender, dot + 1, value, error);
    }
  rrm_mutt_forget (profile);

  return right;
}
