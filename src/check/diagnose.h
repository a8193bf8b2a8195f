/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"

#include <glib.h>

G_BEGIN_DECLS

/*
 * What a finding carries for the sentences: the names for [method@Finding.get_detail]. A name that
 * is not known is absent. Numbers are in decimal digits, dates are "2026-12-04" (UTC), times
 * "2026-12-04 17:05" (UTC), lists are joined by ", ". Every finding has a service and a step.
 *
 * every finding
 *   host, port: the meant ones, as they were set. security: as it was set ("tls", "starttls",
 *   "none", "auto"). peer: the IP address that was connected to. username: as it was set
 * from a server's reply
 *   aup: "AUP#Out-1500" where the reply has such a number, listed or not. reply-code: "550" (SMTP),
 *   response-code: "AUTHENTICATIONFAILED", enhanced-code: "5.7.8", status: "NO", "BAD",
 *   "-ERR" (IMAP, POP3). The words are in server_said
 *
 * host-typo, host-retired, host-for-other-addresses
 *   expected-host: the map's host, where it knows one for this address or this old name. domain:
 *   the part of the address behind the @
 * address-typo
 *   address, expected-address; domain, expected-domain
 * not-this-provider
 *   domain. kind: "business", "foreign", "discontinued", "infrastructure". provider: whose it is
 *   ("EarthLink"), where somebody else's
 *
 * connection-refused, connection-timed-out, connection-reset
 *   other-host, other-port: what answered instead, where a probe saw it
 * wrong-port
 *   expected-port: the port that answers as it should
 * port-blocked
 *   other-host, other-port: what says otherwise. expected-port: a port of the same host that
 * answers as it should (then it has a change) ipv6-broken ipv6-address: the address that failed,
 * ipv4-address: the one that works provider-outage hosts: those that were tried. n-tried: how many
 * ports, on all of them server-too-slow seconds: how long it was waited for wrong-protocol
 *   protocol: what was expected ("imap", "pop3", "smtp"). found-protocol: "imap", "pop3", "smtp" or
 *   "http". expected-port: where the change sets it
 *
 * tls-mode-mismatch
 *   found-security: "tls" or "starttls", what the port really speaks
 * starttls-not-offered
 *   expected-port: where the change sets it
 * tls-version-too-old, tls-reset
 *   found-version: "TLS1.0", "TLS1.2", what a second handshake got
 * tls-version-too-old, tls-no-common-cipher, tls-reset, tls-failed
 *   alert: the number of the TLS alert, where one came
 * certificate-* (all)
 *   subject, issuer: the common names, else the whole names. names: for which hosts it stands.
 *   begins, expires. sha256
 * certificate-expired, certificate-not-yet-valid
 *   clock: "right" where somebody told the time, and nobody another one than this computer's clock
 * certificate-wrong-name
 *   expected-host: a known host that is on the certificate
 * computer-clock-wrong
 *   computer-time, true-time. direction: "behind" or "ahead"
 * tls-intercepted
 *   product: "Avast Antivirus". maker: "Avast"; and those of a certificate
 *
 * password-rejected
 *   other-host: the other host of the family, worth a try where the map has one for this address.
 *   username-hint: another name to try (adelphia.net). explained: "yes" where another finding tells
 *   why the server says no to any password; it is a note then
 * username-needs-domain
 *   expected-username: the full address
 * passwords-differ
 *   accepted-by: the protocol of the server that took it
 * web-password-not-mail-password
 *   unusual-characters: "yes" where the password holds characters that the provider's mail servers
 *   are known to refuse
 * auth-mechanism-unsupported, spa-selected
 *   auth: what was chosen ("cram-md5", "ntlm"). offered: what the server lists
 * oauth-required
 *   offered: what the server lists
 * smtp-auth-not-offered
 *   expected-port: where the change sets it
 *
 * mailbox-full, mailbox-nearly-full
 *   quota-percent; quota-used, quota-limit: in megabytes; absent where the server only said no
 * sender-not-login, sender-rejected, recipient-rejected, relay-denied and all else of the envelope
 *   address: what was sent as
 * relay-denied
 *   signed-in: "yes" where the server had taken the login
 * message-too-large
 *   size-limit: in megabytes, where the server told it
 *
 * delivery-not-seen
 *   seconds: how long it was waited for
 *
 * cleartext-chosen
 *   works: "yes" where the login was taken
 *
 * All others have no more than every finding has.
 */

GPtrArray *rrm_diagnose (RrmReport *report);

G_END_DECLS
