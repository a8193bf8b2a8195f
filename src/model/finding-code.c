/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/finding-code.h"

/* The word of a code, whose fault it usually is, and how grave. What the comparison probes show can
 * change the second, and a login that passed all the same the third. */
static const struct
{
  const char *word;
  RrmWhere where;
  RrmSeverity severity;
} codes[RRM_N_FINDING_CODES] = {
  [RRM_FINDING_OFFLINE] = { "offline", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_DNS_UNAVAILABLE] = { "dns-unavailable", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_HOST_NOT_FOUND] = { "host-not-found", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_HOST_HAS_NO_ADDRESS] =
    { "host-has-no-address", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_HOST_TYPO] = { "host-typo", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_HOST_RETIRED] = { "host-retired", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_HOST_FOR_OTHER_ADDRESSES] =
    { "host-for-other-addresses", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_ADDRESS_TYPO] = { "address-typo", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_NOT_THIS_PROVIDER] = { "not-this-provider", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CONNECTION_REFUSED] =
    { "connection-refused", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CONNECTION_TIMED_OUT] =
    { "connection-timed-out", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_NETWORK_UNREACHABLE] =
    { "network-unreachable", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CONNECTION_RESET] = { "connection-reset", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_WRONG_PORT] = { "wrong-port", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_PORT_BLOCKED] = { "port-blocked", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_IPV6_BROKEN] = { "ipv6-broken", RRM_WHERE_NETWORK, RRM_SEVERITY_WARNING },
  [RRM_FINDING_CAPTIVE_PORTAL] = { "captive-portal", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_PROVIDER_OUTAGE] = { "provider-outage", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_SERVER_TOO_SLOW] = { "server-too-slow", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_SERVER_CLOSED_CONNECTION] =
    { "server-closed-connection", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_SERVER_BUSY] = { "server-busy", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_WRONG_PROTOCOL] = { "wrong-protocol", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_MALFORMED_REPLY] = { "malformed-reply", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_TLS_MODE_MISMATCH] = { "tls-mode-mismatch", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_STARTTLS_NOT_OFFERED] =
    { "starttls-not-offered", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_STARTTLS_REFUSED] = { "starttls-refused", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_STARTTLS_INJECTION] =
    { "starttls-injection", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_TLS_VERSION_TOO_OLD] =
    { "tls-version-too-old", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_TLS_NO_COMMON_CIPHER] =
    { "tls-no-common-cipher", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_TLS_RESET] = { "tls-reset", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_TLS_FAILED] = { "tls-failed", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CERTIFICATE_EXPIRED] =
    { "certificate-expired", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CERTIFICATE_NOT_YET_VALID] =
    { "certificate-not-yet-valid", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_COMPUTER_CLOCK_WRONG] =
    { "computer-clock-wrong", RRM_WHERE_COMPUTER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CERTIFICATE_WRONG_NAME] =
    { "certificate-wrong-name", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CERTIFICATE_SELF_SIGNED] =
    { "certificate-self-signed", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CERTIFICATE_UNKNOWN_ISSUER] =
    { "certificate-unknown-issuer", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CERTIFICATE_CHAIN_INCOMPLETE] =
    { "certificate-chain-incomplete", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CERTIFICATE_REVOKED] =
    { "certificate-revoked", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CERTIFICATE_WEAK] = { "certificate-weak", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CERTIFICATE_INVALID] =
    { "certificate-invalid", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_TLS_INTERCEPTED] = { "tls-intercepted", RRM_WHERE_COMPUTER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CLEARTEXT_CHOSEN] = { "cleartext-chosen", RRM_WHERE_SETTINGS, RRM_SEVERITY_WARNING },
  [RRM_FINDING_PASSWORD_REJECTED] = { "password-rejected", RRM_WHERE_PASSWORD, RRM_SEVERITY_ERROR },
  [RRM_FINDING_USERNAME_NEEDS_DOMAIN] =
    { "username-needs-domain", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_PASSWORD_HAS_STRAY_SPACE] =
    { "password-has-stray-space", RRM_WHERE_PASSWORD, RRM_SEVERITY_ERROR },
  [RRM_FINDING_PASSWORDS_DIFFER] = { "passwords-differ", RRM_WHERE_PASSWORD, RRM_SEVERITY_ERROR },
  [RRM_FINDING_WEB_PASSWORD_NOT_MAIL_PASSWORD] =
    { "web-password-not-mail-password", RRM_WHERE_ACCOUNT, RRM_SEVERITY_INFO },
  [RRM_FINDING_AUTH_MECHANISM_UNSUPPORTED] =
    { "auth-mechanism-unsupported", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_SPA_SELECTED] = { "spa-selected", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_LOGIN_DISABLED] = { "login-disabled", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_OAUTH_REQUIRED] = { "oauth-required", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_APP_PASSWORD_REQUIRED] =
    { "app-password-required", RRM_WHERE_PASSWORD, RRM_SEVERITY_ERROR },
  [RRM_FINDING_ACCOUNT_LOCKED] = { "account-locked", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_ACCOUNT_INACTIVE] = { "account-inactive", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_LOGIN_NOT_PERMITTED] =
    { "login-not-permitted", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_LOGIN_TEMPORARILY_UNAVAILABLE] =
    { "login-temporarily-unavailable", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_MAILBOX_BUSY] = { "mailbox-busy", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_SMTP_AUTH_OFF] = { "smtp-auth-off", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_SMTP_AUTH_NOT_OFFERED] =
    { "smtp-auth-not-offered", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_MAILBOX_FULL] = { "mailbox-full", RRM_WHERE_ACCOUNT, RRM_SEVERITY_WARNING },
  [RRM_FINDING_MAILBOX_NEARLY_FULL] =
    { "mailbox-nearly-full", RRM_WHERE_ACCOUNT, RRM_SEVERITY_WARNING },
  [RRM_FINDING_INBOX_MISSING] = { "inbox-missing", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_POP_REMOVES_MAIL] = { "pop-removes-mail", RRM_WHERE_SETTINGS, RRM_SEVERITY_WARNING },
  [RRM_FINDING_SENDER_NOT_LOGIN] = { "sender-not-login", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_SENDER_REJECTED] = { "sender-rejected", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_RECIPIENT_REJECTED] =
    { "recipient-rejected", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_RELAY_DENIED] = { "relay-denied", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_IP_NO_REVERSE_DNS] = { "ip-no-reverse-dns", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_IP_ON_BLOCKLIST] = { "ip-on-blocklist", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_IP_BLOCKED] = { "ip-blocked", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_IPV6_NOT_ACCEPTED] = { "ipv6-not-accepted", RRM_WHERE_NETWORK, RRM_SEVERITY_ERROR },
  [RRM_FINDING_TOO_MANY_CONNECTIONS] =
    { "too-many-connections", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_RATE_LIMITED] = { "rate-limited", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_ACCOUNT_SUSPENDED] = { "account-suspended", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_ACCOUNT_LIMITED] = { "account-limited", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_TRY_AGAIN_LATER] = { "try-again-later", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_MESSAGE_TOO_LARGE] = { "message-too-large", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_TOO_MANY_RECIPIENTS] =
    { "too-many-recipients", RRM_WHERE_ACCOUNT, RRM_SEVERITY_ERROR },
  [RRM_FINDING_DELIVERY_UNKNOWN] = { "delivery-unknown", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_DELIVERY_TO_JUNK] = { "delivery-to-junk", RRM_WHERE_ACCOUNT, RRM_SEVERITY_WARNING },
  [RRM_FINDING_DELIVERY_NOT_SEEN] = { "delivery-not-seen", RRM_WHERE_PROVIDER, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CLIENT_WRONG_SETTINGS] =
    { "client-wrong-settings", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CLIENT_SMTP_SHARED] =
    { "client-smtp-shared", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CLIENT_SMTP_AUTH_OFF] =
    { "client-smtp-auth-off", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CLIENT_SMTP_LEFTOVER] =
    { "client-smtp-leftover", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CLIENT_PASSWORD_MISSING] =
    { "client-password-missing", RRM_WHERE_PASSWORD, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CLIENT_PASSWORD_OLD] =
    { "client-password-old", RRM_WHERE_PASSWORD, RRM_SEVERITY_ERROR },
  [RRM_FINDING_CLIENT_ACCOUNTS_DIFFER] =
    { "client-accounts-differ", RRM_WHERE_SETTINGS, RRM_SEVERITY_ERROR },
};

/**
 * rrm_finding_code_to_string:
 * @code: a code
 *
 * Returns: its word in reports
 */
const char *
rrm_finding_code_to_string (RrmFindingCode code)
{
  g_return_val_if_fail ((guint) code < RRM_N_FINDING_CODES, NULL);

  return codes[code].word;
}

/**
 * rrm_finding_code_parse:
 * @text: a word
 * @code: (out): the code
 *
 * Returns: whether there is such a code
 */
gboolean
rrm_finding_code_parse (const char *text,
                        RrmFindingCode *code)
{
  for (guint i = 0; i < RRM_N_FINDING_CODES; i++)
    if (g_strcmp0 (codes[i].word, text) == 0)
      {
        *code = (RrmFindingCode) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * rrm_finding_code_get_where:
 * @code: a code
 *
 * Returns: whose fault it usually is
 */
RrmWhere
rrm_finding_code_get_where (RrmFindingCode code)
{
  g_return_val_if_fail ((guint) code < RRM_N_FINDING_CODES, RRM_WHERE_NONE);

  return codes[code].where;
}

/**
 * rrm_finding_code_get_severity:
 * @code: a code
 *
 * Returns: how grave it usually is
 */
RrmSeverity
rrm_finding_code_get_severity (RrmFindingCode code)
{
  g_return_val_if_fail ((guint) code < RRM_N_FINDING_CODES, RRM_SEVERITY_ERROR);

  return codes[code].severity;
}
