/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft-private.h"

#include "base/text.h"
#include "model/address.h"
#include "model/provider-map.h"

#include <string.h>

/* Longer than anybody's, short enough for every protocol; in bytes. */
#define MAX_NAME 250
#define MAX_PASSWORD 1000
#define MAX_USERNAME 320
#define MAX_DAYS 999

static RrmProblem *
suggest (RrmProblemCode code,
         gboolean blocking,
         const char *suggestion)
{
  RrmProblem *problem = rrm_problem_new (code, blocking);

  problem->suggestion = g_strdup (suggestion);

  return problem;
}

static RrmProblem *
check_name (const char *text)
{
  if (rrm_text_has_controls (text))
    return rrm_problem_new (RRM_PROBLEM_NAME_CONTROL, TRUE);
  if (strlen (text) > MAX_NAME)
    return rrm_problem_new (RRM_PROBLEM_NAME_TOO_LONG, TRUE);

  return NULL;
}

static RrmProblemCode
get_address_code (RrmAddressError error)
{
  switch (error)
    {
    case RRM_ADDRESS_ERROR_EMPTY:
      return RRM_PROBLEM_ADDRESS_EMPTY;
    case RRM_ADDRESS_ERROR_NO_AT:
      return RRM_PROBLEM_ADDRESS_NO_AT;
    case RRM_ADDRESS_ERROR_SEVERAL_AT:
      return RRM_PROBLEM_ADDRESS_SEVERAL_AT;
    case RRM_ADDRESS_ERROR_SPACE:
      return RRM_PROBLEM_ADDRESS_SPACE;
    case RRM_ADDRESS_ERROR_COMMA:
      return RRM_PROBLEM_ADDRESS_COMMA;
    case RRM_ADDRESS_ERROR_NO_LOCAL_PART:
      return RRM_PROBLEM_ADDRESS_NO_LOCAL_PART;
    case RRM_ADDRESS_ERROR_NO_DOMAIN:
      return RRM_PROBLEM_ADDRESS_NO_DOMAIN;
    case RRM_ADDRESS_ERROR_BAD_DOMAIN:
      return RRM_PROBLEM_ADDRESS_BAD_DOMAIN;
    case RRM_ADDRESS_ERROR_TOO_LONG:
      return RRM_PROBLEM_ADDRESS_TOO_LONG;
    case RRM_ADDRESS_ERROR_CHARACTER:
    case RRM_ADDRESS_ERROR_CONTROL:
    default:
      return RRM_PROBLEM_ADDRESS_CHARACTER;
    }
}

static RrmProblem *
check_address (const char *text)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmAddress) address = rrm_address_parse (text, &error);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *meant = rrm_provider_map_suggest_address (map, stripped);
  g_autofree char *likelier = NULL;
  const char *domain;

  if (address == NULL)
    return suggest (get_address_code ((RrmAddressError) error->code), TRUE, meant);
  if (meant != NULL)
    return suggest (RRM_PROBLEM_ADDRESS_TYPO, TRUE, meant);

  domain = rrm_provider_map_get_likelier_domain (map, rrm_address_get_domain (address));
  if (domain == NULL)
    return NULL;
  likelier = g_strdup_printf ("%s@%s", rrm_address_get_local_part (address), domain);

  return suggest (RRM_PROBLEM_ADDRESS_UNLIKELY, FALSE, likelier);
}

static RrmProblem *
check_password (RrmSecret *password)
{
  const char *bytes;
  gsize length;

  if (password == NULL || rrm_secret_get_length (password) == 0)
    return rrm_problem_new (RRM_PROBLEM_PASSWORD_EMPTY, TRUE);
  if (rrm_secret_is_blank (password))
    return rrm_problem_new (RRM_PROBLEM_PASSWORD_BLANK, TRUE);

  bytes = rrm_secret_peek (password, &length);
  if (length > MAX_PASSWORD)
    return rrm_problem_new (RRM_PROBLEM_PASSWORD_TOO_LONG, TRUE);
  if (memchr (bytes, '\0', length) != NULL || strpbrk (bytes, "\r\n") != NULL)
    return rrm_problem_new (RRM_PROBLEM_PASSWORD_CONTROL, TRUE);
  if (rrm_secret_has_edge_blanks (password))
    return rrm_problem_new (RRM_PROBLEM_PASSWORD_EDGE_BLANKS, FALSE);

  return NULL;
}

static RrmProblemCode
get_server_code (RrmHostError error)
{
  switch (error)
    {
    case RRM_HOST_ERROR_EMPTY:
      return RRM_PROBLEM_SERVER_EMPTY;
    case RRM_HOST_ERROR_SCHEME:
      return RRM_PROBLEM_SERVER_SCHEME;
    case RRM_HOST_ERROR_PORT:
      return RRM_PROBLEM_SERVER_PORT;
    case RRM_HOST_ERROR_PATH:
      return RRM_PROBLEM_SERVER_PATH;
    case RRM_HOST_ERROR_AT:
      return RRM_PROBLEM_SERVER_AT;
    case RRM_HOST_ERROR_SPACE:
      return RRM_PROBLEM_SERVER_SPACE;
    case RRM_HOST_ERROR_COMMA:
      return RRM_PROBLEM_SERVER_COMMA;
    case RRM_HOST_ERROR_TOO_LONG:
      return RRM_PROBLEM_SERVER_TOO_LONG;
    case RRM_HOST_ERROR_CHARACTER:
    default:
      return RRM_PROBLEM_SERVER_CHARACTER;
    }
}

/* What the map knows of the server is a hint: the person may know better; the test will tell. */
static RrmProblem *
check_known_server (const char *host,
                    const char *domain)
{
  const char *expected = NULL;

  switch (rrm_provider_map_classify_host (rrm_provider_map_get_default (), host, domain, &expected))
    {
    case RRM_HOST_RETIRED:
      return expected != NULL ? suggest (RRM_PROBLEM_SERVER_RETIRED, FALSE, expected) : NULL;
    case RRM_HOST_OTHER_ADDRESSES:
      return expected != NULL ? suggest (RRM_PROBLEM_SERVER_OTHER_ADDRESSES, FALSE, expected)
                              : NULL;
    case RRM_HOST_TYPO:
      return expected != NULL ? suggest (RRM_PROBLEM_SERVER_TYPO, FALSE, expected) : NULL;
    case RRM_HOST_UNKNOWN:
    case RRM_HOST_OWN:
    case RRM_HOST_SECOND:
    default:
      return NULL;
    }
}

/* Returns: (transfer full) (nullable): the server's name out of what was pasted around it */
static char *
find_host (const char *text)
{
  const char *scheme = strstr (text, "://");
  const char *begin = scheme != NULL ? scheme + strlen ("://") : text;
  g_autofree char *bare = g_strndup (begin, strcspn (begin, "/:?#"));

  return rrm_host_normalize (bare, NULL);
}

static RrmProblem *
check_server (const char *text,
              const char *address_text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *host = rrm_host_normalize (text, &error);
  g_autoptr (RrmAddress) address = rrm_address_parse (address_text, NULL);
  const char *domain = address != NULL ? rrm_address_get_domain (address) : NULL;
  g_autofree char *meant = NULL;

  if (host != NULL)
    return check_known_server (host, domain);

  meant = rrm_provider_map_suggest_host (rrm_provider_map_get_default (), text, domain);
  if (meant == NULL)
    meant = find_host (text);

  return suggest (get_server_code ((RrmHostError) error->code), TRUE, meant);
}

static RrmProblem *
check_port (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *digits = stripped[0] == '-' || stripped[0] == '+' ? stripped + 1 : stripped;
  guint64 port;

  if (stripped[0] == '\0')
    return rrm_problem_new (RRM_PROBLEM_PORT_EMPTY, TRUE);
  if (digits[0] == '\0' || digits[strspn (digits, "0123456789")] != '\0')
    return rrm_problem_new (RRM_PROBLEM_PORT_NOT_A_NUMBER, TRUE);
  if (!g_ascii_string_to_unsigned (stripped, 10, 1, G_MAXUINT16, &port, NULL))
    return rrm_problem_new (RRM_PROBLEM_PORT_RANGE, TRUE);

  return NULL;
}

static RrmProblem *
check_username (const char *text,
                const char *address_text)
{
  g_autoptr (RrmAddress) address = NULL;

  if (text[0] == '\0')
    return rrm_problem_new (RRM_PROBLEM_USERNAME_EMPTY, TRUE);
  if (rrm_text_has_controls (text))
    return rrm_problem_new (RRM_PROBLEM_USERNAME_CONTROL, TRUE);
  if (strlen (text) > MAX_USERNAME)
    return rrm_problem_new (RRM_PROBLEM_USERNAME_TOO_LONG, TRUE);

  /* It is sent as given all the same; other providers have such names. */
  address = rrm_address_parse (address_text, NULL);
  if (strchr (text, '@') == NULL && address != NULL &&
      rrm_provider_map_has_domain (rrm_provider_map_get_default (),
                                   rrm_address_get_domain (address)))
    return suggest (RRM_PROBLEM_USERNAME_NO_DOMAIN, FALSE, rrm_address_get_text (address));

  return NULL;
}

static RrmProblem *
check_days (const char *text)
{
  guint64 days;

  if (!rrm_draft_parse_number (text, &days) || days < 1 || days > MAX_DAYS)
    return rrm_problem_new (RRM_PROBLEM_DAYS, TRUE);

  return NULL;
}

static RrmProblem *
check_folder (const char *text)
{
  if (rrm_text_has_controls (text))
    return rrm_problem_new (RRM_PROBLEM_FOLDER_CONTROL, TRUE);
  if (strlen (text) > MAX_NAME)
    return rrm_problem_new (RRM_PROBLEM_FOLDER_TOO_LONG, TRUE);

  return NULL;
}

static gboolean
is_used (RrmDraft *self,
         RrmField field)
{
  switch ((int) field)
    {
    case RRM_FIELD_OUTGOING_USERNAME:
    case RRM_FIELD_OUTGOING_PASSWORD:
      return rrm_draft_has_own_login (self);
    case RRM_FIELD_REMOVE_DAYS:
      return rrm_draft_get_protocol (self) == RRM_PROTOCOL_POP3 &&
             rrm_draft_get_flag (self, RRM_FIELD_LEAVE_ON_SERVER) &&
             rrm_draft_get_flag (self, RRM_FIELD_REMOVE_AFTER);
    case RRM_FIELD_ROOT_FOLDER:
    case RRM_FIELD_SENT_FOLDER:
    case RRM_FIELD_DRAFTS_FOLDER:
    case RRM_FIELD_TRASH_FOLDER:
    case RRM_FIELD_JUNK_FOLDER:
      return rrm_draft_get_protocol (self) == RRM_PROTOCOL_IMAP;
    default:
      return TRUE;
    }
}

/**
 * rrm_draft_check:
 * @self: a draft
 * @field: a field
 *
 * Looks at what stands in a field. In one that is not used as things are chosen nothing is wrong.
 *
 * Returns: (transfer full) (nullable): what is wrong with it
 */
RrmProblem *
rrm_draft_check (RrmDraft *self,
                 RrmField field)
{
  gboolean outgoing = rrm_field_is_outgoing (field);
  const char *text = rrm_draft_get_text (self, field);
  const char *address = rrm_draft_get_text (self, RRM_FIELD_ADDRESS);

  if (!is_used (self, field))
    return NULL;

  switch ((int) rrm_field_incoming (field))
    {
    case RRM_FIELD_NAME:
    case RRM_FIELD_ORGANIZATION:
      return check_name (text);
    case RRM_FIELD_ADDRESS:
      return check_address (text);
    case RRM_FIELD_REPLY_ADDRESS:
      return text[0] != '\0' ? check_address (text) : NULL;
    case RRM_FIELD_PASSWORD:
      return check_password (rrm_draft_get_password (self));
    case RRM_FIELD_OUTGOING_PASSWORD:
      return check_password (rrm_draft_get_outgoing_password (self));
    case RRM_FIELD_REMOVE_DAYS:
      return check_days (text);
    case RRM_FIELD_ROOT_FOLDER:
    case RRM_FIELD_SENT_FOLDER:
    case RRM_FIELD_DRAFTS_FOLDER:
    case RRM_FIELD_TRASH_FOLDER:
    case RRM_FIELD_JUNK_FOLDER:
      return check_folder (text);
    case RRM_FIELD_INCOMING_SERVER:
      return check_server (text, address);
    case RRM_FIELD_INCOMING_PORT:
      return check_port (text);
    case RRM_FIELD_INCOMING_SECURITY:
      return rrm_draft_get_security (self, outgoing) == RRM_SECURITY_NONE
               ? rrm_problem_new (RRM_PROBLEM_SECURITY_NONE, FALSE)
               : NULL;
    case RRM_FIELD_INCOMING_USERNAME:
      return check_username (text, address);
    case RRM_FIELD_INCOMING_AUTH:
      return rrm_draft_get_auth (self, outgoing) == RRM_AUTH_NTLM
               ? rrm_problem_new (RRM_PROBLEM_AUTH_SPA, FALSE)
               : NULL;
    default:
      return NULL;
    }
}
