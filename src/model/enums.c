/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/enums.h"

static const char *const protocols[RRM_N_PROTOCOLS] = { "imap", "pop3", "smtp" };
static const char *const securities[RRM_N_SECURITIES] = { "auto", "tls", "starttls", "none" };
static const char *const auths[RRM_N_AUTHS] = {
  "auto", "plain", "login", "cram-md5", "scram-sha-256", "ntlm", "none",
};
static const char *const outgoing_logins[RRM_N_OUTGOING_LOGINS] = {
  "same", "own", "after-incoming",
};
static const char *const step_names[RRM_N_STEP_NAMES] = {
  "resolve", "connect", "greeting",  "tls",     "capabilities", "starttls", "login",
  "mailbox", "sender",  "recipient", "deliver", "receive",      "logout",
};
static const char *const statuses[RRM_N_STATUSES] = {
  "waiting", "running", "passed", "warned", "failed", "skipped",
};
static const char *const stages[RRM_N_STAGES] = {
  "resolve", "connect", "greeting", "tls", "login", "envelope", "delivery",
};
static const char *const wheres[RRM_N_WHERES] = {
  "none", "settings", "password", "account", "computer", "network", "provider",
};
static const char *const severities[RRM_N_SEVERITIES] = { "error", "warning", "info" };
static const char *const verdicts[RRM_N_VERDICTS] = { "working", "not-working", "incomplete" };
static const char *const sources[RRM_N_SOURCES] = {
  "person", "map", "file", "autoconfig", "ispdb", "srv", "pacc", "mx", "autodiscover", "guess",
  "saved",
};

static gboolean
parse (const char *const *words,
       guint n_words,
       const char *text,
       guint *value)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i], text) == 0)
      {
        *value = i;
        return TRUE;
      }

  return FALSE;
}

/* The words are those of the command's contract; each pair of functions differs in type only. */
#define DEFINE_TO_STRING(Type, name, words)                                                        \
  const char *rrm_##name##_to_string (Type value)                                                  \
  {                                                                                                \
    g_return_val_if_fail ((guint) value < G_N_ELEMENTS (words), NULL);                             \
    return words[value];                                                                           \
  }
#define DEFINE_PARSE(Type, name, words)                                                            \
  gboolean rrm_##name##_parse (const char *text, Type *value)                                      \
  {                                                                                                \
    guint index;                                                                                   \
    if (!parse (words, G_N_ELEMENTS (words), text, &index))                                        \
      return FALSE;                                                                                \
    *value = (Type) index;                                                                         \
    return TRUE;                                                                                   \
  }

DEFINE_TO_STRING (RrmProtocol, protocol, protocols)
DEFINE_PARSE (RrmProtocol, protocol, protocols)
DEFINE_TO_STRING (RrmSecurity, security, securities)
DEFINE_PARSE (RrmSecurity, security, securities)
DEFINE_TO_STRING (RrmAuth, auth, auths)
DEFINE_PARSE (RrmAuth, auth, auths)
DEFINE_TO_STRING (RrmOutgoingLogin, outgoing_login, outgoing_logins)
DEFINE_PARSE (RrmOutgoingLogin, outgoing_login, outgoing_logins)
DEFINE_TO_STRING (RrmStepName, step_name, step_names)
DEFINE_PARSE (RrmStepName, step_name, step_names)
DEFINE_TO_STRING (RrmStatus, status, statuses)
DEFINE_TO_STRING (RrmStage, stage, stages)
DEFINE_PARSE (RrmStage, stage, stages)
DEFINE_TO_STRING (RrmWhere, where, wheres)
DEFINE_PARSE (RrmWhere, where, wheres)
DEFINE_TO_STRING (RrmSeverity, severity, severities)
DEFINE_TO_STRING (RrmVerdict, verdict, verdicts)
DEFINE_TO_STRING (RrmSource, source, sources)

/**
 * rrm_default_port:
 * @protocol: a protocol
 * @security: how it is protected
 *
 * The port that IANA gives to the pair (RFC 8314, section 3; RFC 6409 for 587). A looked-at port
 * is the one with TLS, except for submission, where the provider itself differs.
 *
 * Returns: a TCP port
 */
guint16
rrm_default_port (RrmProtocol protocol,
                  RrmSecurity security)
{
  static const guint16 with_tls[RRM_N_PROTOCOLS] = { 993, 995, 465 };
  static const guint16 without[RRM_N_PROTOCOLS] = { 143, 110, 587 };

  if (security == RRM_SECURITY_TLS)
    return with_tls[protocol];
  if (security == RRM_SECURITY_AUTO && protocol != RRM_PROTOCOL_SMTP)
    return with_tls[protocol];

  return without[protocol];
}
