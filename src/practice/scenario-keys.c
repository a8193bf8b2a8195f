/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/scenario-keys.h"
#include "practice/scenario.h"

#include <string.h>

/* A mistyped key would leave the server well-behaved, and a test of a fault would then test
 * nothing: so every key of an endpoint is checked against what the server reads. */
static const char *const ENDPOINT_KEYS[] = {
  "protocol", "host", "port", "address", "security", "inherit", "sequence", "both-wait",
  "greeting", "capabilities", "add", "remove", "auth", "users", "accept-password", "clear-login",
  "certificate", "names", "tls", "priority", "quota", "quota-messages", "deliver", "sender-check",
  "auth-required", "size", "clock", "inject-after-starttls", "inject-late", "scram-iterations",
  "scram", "status", "location", "body", "cut", "cut-how", "close-on", "close-after", "reset-on",
  "reset-after", "silent-on", "silent-after", "junk-folder", NULL,
};

static const char *const ENDPOINT_PREFIXES[] = {
  "reply.", "before.", "after.", "late.", "delay.", "certificate.", NULL,
};

static const char *const CERTIFICATE_KEYS[] = {
  "key", "signature", "usage", "from", "until", "san", "common-name", "issuer", "chain",
  "staple", "must-staple", NULL,
};

static const char *const ACCOUNT_KEYS[] = {
  "address", "password", "incoming", "outgoing", "username", "outgoing-username", "auth",
  "outgoing-auth", "outgoing-password", "host", "name", "messages",
  "leave-on-server", NULL,
};

static const char *const STATES[] = { "clear", "tls", "login", NULL };

/* Every command and stage that a reply, a delay or an end can be hung on. */
static const char *const STAGES[] = {
  "accept", "greeting", "tls", "byte", "way", "login", "accepted", "rejected", "challenge",
  "data-end", "line", "other",
  "CAPABILITY", "STARTTLS", "AUTHENTICATE", "LOGIN", "EXAMINE", "SELECT", "GETQUOTAROOT",
  "GETQUOTA", "LOGOUT", "NOOP", "ID", "SEARCH", "FETCH", "STORE", "EXPUNGE", "IDLE", "DONE",
  "LIST", "LSUB", "STATUS", "NAMESPACE", "ENABLE", "CLOSE", "UNSELECT", "CHECK", "UID",
  "CAPA", "STLS", "AUTH", "USER", "PASS", "APOP", "STAT", "UIDL", "TOP", "RETR", "DELE", "RSET",
  "QUIT", "EHLO", "HELO", "MAIL", "RCPT", "DATA", "VRFY", "EXPN", "HELP", "GET", NULL,
};

static gboolean
check_stage (const char *stage)
{
  const char *space = strchr (stage, ' ');
  g_autofree char *verb = space != NULL ? g_strndup (stage, space - stage) : g_strdup (stage);

  return g_strv_contains (STAGES, verb);
}

static gboolean
check_endpoint_key (const char *key)
{
  g_autofree char *plain = NULL;
  const char *begin = key;
  const char *at;

  /* "2:greeting" holds for the second connection only. */
  while (g_ascii_isdigit (*begin))
    begin++;
  begin = begin != key && *begin == ':' ? begin + 1 : key;

  /* "capabilities@clear" holds in that state only. */
  at = strrchr (begin, '@');
  if (at != NULL && !g_strv_contains (STATES, at + 1))
    return FALSE;
  plain = at != NULL ? g_strndup (begin, at - begin) : g_strdup (begin);

  if (g_strv_contains (ENDPOINT_KEYS, plain))
    return TRUE;
  for (guint i = 0; ENDPOINT_PREFIXES[i] != NULL; i++)
    {
      const char *rest = plain + strlen (ENDPOINT_PREFIXES[i]);

      if (!g_str_has_prefix (plain, ENDPOINT_PREFIXES[i]))
        continue;
      if (g_str_equal (ENDPOINT_PREFIXES[i], "certificate."))
        return g_strv_contains (CERTIFICATE_KEYS, rest);
      return check_stage (rest);
    }

  return FALSE;
}

/**
 * rrm_scenario_keys_check:
 * @section: the section's name
 * @key: a key in it
 * @error: where to say what is wrong
 *
 * Returns: whether something reads this key
 */
gboolean
rrm_scenario_keys_check (const char *section,
                         const char *key,
                         GError **error)
{
  gboolean known = TRUE;

  if (g_str_equal (section, "account"))
    known = g_strv_contains (ACCOUNT_KEYS, key);
  else if (!g_str_equal (section, "scenario") && !g_str_equal (section, "expect"))
    known = check_endpoint_key (key);

  if (!known)
    g_set_error (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_KEY, "[%s] has no key “%s”", section,
                 key);

  return known;
}
