/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"

#include <glib/gi18n-lib.h>

/* The single words and labels. */

static const char *const wheres[RRM_N_WHERES] = {
  [RRM_WHERE_NONE] = N_("Nothing is wrong"),  [RRM_WHERE_SETTINGS] = N_("Your settings"),
  [RRM_WHERE_PASSWORD] = N_("Your password"), [RRM_WHERE_ACCOUNT] = N_("Your mailbox"),
  [RRM_WHERE_COMPUTER] = N_("This computer"), [RRM_WHERE_NETWORK] = N_("Your network"),
  [RRM_WHERE_PROVIDER] = N_("Spectrum"),
};

static const char *const steps[RRM_N_STEP_NAMES] = {
  [RRM_STEP_NAME_RESOLVE] = N_("Find server"),
  [RRM_STEP_NAME_CONNECT] = N_("Connect"),
  [RRM_STEP_NAME_GREETING] = N_("Greeting"),
  [RRM_STEP_NAME_TLS] = N_("Encrypt"),
  [RRM_STEP_NAME_CAPABILITIES] = N_("Ask what it can do"),
  [RRM_STEP_NAME_STARTTLS] = N_("Start encryption"),
  [RRM_STEP_NAME_LOGIN] = N_("Sign in"),
  [RRM_STEP_NAME_MAILBOX] = N_("Open Inbox"),
  [RRM_STEP_NAME_SENDER] = N_("Sender accepted"),
  [RRM_STEP_NAME_RECIPIENT] = N_("Recipient accepted"),
  [RRM_STEP_NAME_DELIVER] = N_("Send a message"),
  [RRM_STEP_NAME_RECEIVE] = N_("Message arrived"),
  [RRM_STEP_NAME_LOGOUT] = N_("Say goodbye"),
};

static const char *const statuses[RRM_N_STATUSES] = {
  [RRM_STATUS_WAITING] = N_("Waiting"), [RRM_STATUS_RUNNING] = N_("Running"),
  [RRM_STATUS_PASSED] = N_("Passed"),   [RRM_STATUS_WARNED] = N_("Warning"),
  [RRM_STATUS_FAILED] = N_("Failed"),   [RRM_STATUS_SKIPPED] = N_("Not tested"),
};

static const char *const securities[RRM_N_SECURITIES] = {
  [RRM_SECURITY_AUTO] = N_("Detect"),
  [RRM_SECURITY_TLS] = N_("SSL/TLS"),
  [RRM_SECURITY_STARTTLS] = N_("STARTTLS"),
  [RRM_SECURITY_NONE] = N_("None"),
};

static const char *const auths[RRM_N_AUTHS] = {
  [RRM_AUTH_AUTO] = N_("Detect"),
  [RRM_AUTH_PLAIN] = N_("Normal password"),
  [RRM_AUTH_LOGIN] = N_("Normal password (LOGIN)"),
  [RRM_AUTH_CRAM_MD5] = N_("Encrypted password (CRAM-MD5)"),
  [RRM_AUTH_SCRAM_SHA_256] = N_("SCRAM"),
  [RRM_AUTH_NTLM] = N_("Secure Password Authentication (NTLM)"),
  [RRM_AUTH_NONE] = N_("No authentication"),
};

static const char *const protocols[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_IMAP] = N_("IMAP"),
  [RRM_PROTOCOL_POP3] = N_("POP3"),
  [RRM_PROTOCOL_SMTP] = N_("SMTP"),
};

static const char *const severities[RRM_N_SEVERITIES] = {
  [RRM_SEVERITY_ERROR] = N_("Error"),
  [RRM_SEVERITY_WARNING] = N_("Warning"),
  [RRM_SEVERITY_INFO] = N_("Note"),
};

static const char *
translate (const char *const *words,
           guint n_words,
           guint index)
{
  g_return_val_if_fail (index < n_words, "");

  return g_dgettext (GETTEXT_PACKAGE, words[index]);
}

/**
 * rrm_explain_where:
 * @where: whose fault it is
 *
 * Returns: the word that the person reads first
 */
const char *
rrm_explain_where (RrmWhere where)
{
  return translate (wheres, RRM_N_WHERES, where);
}

/**
 * rrm_explain_step:
 * @step: a step of a test
 * @protocol: of which service
 *
 * Returns: what the step does, in two or three words
 */
const char *
rrm_explain_step (RrmStepName step,
                  RrmProtocol protocol)
{
  return translate (steps, RRM_N_STEP_NAMES, step);
}

const char *
rrm_explain_status (RrmStatus status)
{
  return translate (statuses, RRM_N_STATUSES, status);
}

/**
 * rrm_explain_sign:
 * @status: how a step stands
 *
 * Returns: a sign for it, where there are no pictures
 */
const char *
rrm_explain_sign (RrmStatus status)
{
  switch (status)
    {
    case RRM_STATUS_PASSED:
      return "✓";
    case RRM_STATUS_WARNED:
      return "!";
    case RRM_STATUS_FAILED:
      return "✗";
    case RRM_STATUS_WAITING:
    case RRM_STATUS_RUNNING:
    case RRM_STATUS_SKIPPED:
    default:
      return "–";
    }
}

/**
 * rrm_explain_security:
 * @security: how a connection is protected
 *
 * Returns: the label that mail programs give it
 */
const char *
rrm_explain_security (RrmSecurity security)
{
  return translate (securities, RRM_N_SECURITIES, security);
}

/**
 * rrm_explain_auth:
 * @auth: a way to sign in
 *
 * Returns: the label that mail programs give it
 */
const char *
rrm_explain_auth (RrmAuth auth)
{
  return translate (auths, RRM_N_AUTHS, auth);
}

const char *
rrm_explain_protocol (RrmProtocol protocol)
{
  return translate (protocols, RRM_N_PROTOCOLS, protocol);
}

const char *
rrm_explain_severity (RrmSeverity severity)
{
  return translate (severities, RRM_N_SEVERITIES, severity);
}

/**
 * rrm_explain_direction:
 * @protocol: of which service
 *
 * Returns: what the service is for: "Receiving" or "Sending"
 */
const char *
rrm_explain_direction (RrmProtocol protocol)
{
  return protocol == RRM_PROTOCOL_SMTP ? _("Sending") : _("Receiving");
}
