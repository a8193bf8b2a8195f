/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/aerc-set.h"

#include "clients/reader.h"
#include "clients/url-edit.h"
#include "clients/url.h"

#include <string.h>

/**
 * rrm_aerc_find_value:
 * @value: what stands behind an equals sign
 * @from: (out): where the value itself begins
 * @to: (out): where it ends
 *
 * A value may stand in quotes of two kinds; else a comment may stand behind it.
 */
void
rrm_aerc_find_value (const char *value,
                     gsize *from,
                     gsize *to)
{
  gsize length = strlen (value);
  const char *comment;

  if (length >= 2 && (value[0] == '`' || value[0] == '"') && value[length - 1] == value[0])
    {
      *from = 1;
      *to = length - 1;
      return;
    }
  comment = strstr (value, " #");
  if (comment == NULL)
    comment = strstr (value, " ;");
  *from = 0;
  *to = comment != NULL ? (gsize) (comment - value) : length;
  while (*to > 0 && g_ascii_isspace (value[*to - 1]))
    (*to)--;
}

static gboolean
set_part (const RrmClientPlace *place,
          const char *key,
          RrmUrlPart part,
          const char *value,
          GError **error)
{
  const RrmSetting *setting = rrm_document_find (place->document, place->section, key);
  gsize from;
  gsize to;

  /* "%(name)s" is another setting. */
  if (setting == NULL || strstr (setting->value, "%(") != NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_OWN,
                              rrm_document_get_path (place->document));
  rrm_aerc_find_value (setting->value, &from, &to);

  return rrm_url_edit_set (place->document, setting, from, to, part, value, error);
}

/* What a scheme is made of, without the ways to sign in and the word for no protection. */
static char *
make_scheme (const char *scheme,
             const char *security,
             gboolean keep_auth)
{
  static const char *const auths[] = { "none", "plain", "login", "xoauth2", "oauthbearer", NULL };
  g_auto (GStrv) words = g_strsplit (scheme, "+", 8);
  gboolean tls = security != NULL ? g_str_equal (security, "tls") : words[0][4] == 's';
  GString *made = g_string_new_len (words[0], 4);

  g_string_append (made, tls ? "s" : "");
  for (guint i = 1; words[0][0] != '\0' && words[i] != NULL; i++)
    if ((keep_auth || !g_strv_contains (auths, words[i])) &&
        (security == NULL || !g_str_equal (words[i], "insecure")))
      g_string_append_printf (made, "+%s", words[i]);

  return g_string_free (made, FALSE);
}

static gboolean
set_scheme (const RrmClientPlace *place,
            const char *key,
            const char *security,
            GError **error)
{
  const char *value = rrm_reader_text (place->document, place->section, key);
  g_autofree char *inner = NULL;
  g_autofree char *scheme = NULL;
  g_autoptr (RrmReaderUrl) url = NULL;
  gsize from;
  gsize to;

  rrm_aerc_find_value (value, &from, &to);
  inner = g_strndup (value + from, to - from);
  url = rrm_reader_url_parse (inner);
  explicit_bzero (inner, strlen (inner));
  if (url == NULL || strcspn (url->scheme, "+") < 4)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_OWN,
                              rrm_document_get_path (place->document));
  scheme = make_scheme (url->scheme, security, security != NULL);

  return set_part (place, key, RRM_URL_SCHEME, scheme, error);
}

/* Version 0.14 takes STARTTLS only with this switch; later ones pass over it. */
static gboolean
set_security (const RrmClientPlace *place,
              const char *key,
              const char *value,
              GError **error)
{
  static const char name[] = "smtp-starttls";
  gboolean starttls = g_str_equal (value, "starttls");

  if (g_str_equal (value, "none"))
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  if (!set_scheme (place, key, value, error))
    return FALSE;
  if (!starttls || !g_str_equal (key, "outgoing") ||
      rrm_reader_is_on (place->document, place->section, name))
    return TRUE;

  return rrm_document_set (place->document, place->section, name, "yes", TRUE, error);
}

static gboolean
set_address (RrmClientAccount *account,
             const char *value,
             GError **error)
{
  const RrmClientPlace *place = &account->place;
  const RrmSetting *setting = rrm_document_find (place->document, place->section, "from");
  const char *old = rrm_account_get_address (account->account);
  const char *found = setting != NULL && old[0] != '\0' ? strstr (setting->value, old) : NULL;
  gsize from;

  if (found == NULL)
    return rrm_client_refuse (error, RRM_CLIENT_ERROR_OWN,
                              rrm_document_get_path (place->document));
  from = (gsize) (found - setting->value);

  return rrm_document_replace (place->document, setting, from, from + strlen (old), value, error);
}

static gboolean
set_field (const RrmClientPlace *place,
           const char *key,
           const char *field,
           const char *value,
           GError **error)
{
  if (g_str_equal (field, "host"))
    return set_part (place, key, RRM_URL_HOST, value, error);
  if (g_str_equal (field, "port"))
    return set_part (place, key, RRM_URL_PORT, value, error);
  if (g_str_equal (field, "username"))
    return set_part (place, key, RRM_URL_USERNAME, value, error);
  if (g_str_equal (field, "security"))
    return set_security (place, key, value, error);
  /* Without a word for it aerc sends the password as it is. */
  if (g_str_equal (field, "auth") && (g_str_equal (value, "plain") || g_str_equal (value, "login")))
    return set_scheme (place, key, NULL, error);

  return rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
}

/**
 * rrm_aerc_set:
 * @profile: a profile of aerc
 * @account: one of its accounts
 * @key: a key of the command's contract
 * @value: what it shall be
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: whether the account's document was changed so
 */
gboolean
rrm_aerc_set (RrmClientProfile *profile,
              RrmClientAccount *account,
              const char *key,
              const char *value,
              GError **error)
{
  const char *dot = strchr (key, '.');
  gboolean right;

  rrm_document_recall (account->place.document);
  if (g_str_equal (key, "address"))
    right = set_address (account, value, error);
  else if (dot == NULL)
    right = rrm_client_refuse (error, RRM_CLIENT_ERROR_CANNOT_SAY, value);
  else
    right = set_field (&account->place, g_str_has_prefix (key, "outgoing.") ? "outgoing" : "source",
                       dot + 1, value, error);
  rrm_aerc_forget (account->place.document);

  return right;
}

/**
 * rrm_aerc_forget:
 * @document: a file of aerc
 *
 * Wipes the passwords in what was read of it.
 */
void
rrm_aerc_forget (RrmDocument *document)
{
  rrm_reader_url_forget (document, "source");
  rrm_reader_url_forget (document, "outgoing");
}
