/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmProtocol:
 * @RRM_PROTOCOL_IMAP: RFC 9051 and RFC 3501
 * @RRM_PROTOCOL_POP3: RFC 1939
 * @RRM_PROTOCOL_SMTP: submission, RFC 6409
 */
typedef enum
{
  RRM_PROTOCOL_IMAP,
  RRM_PROTOCOL_POP3,
  RRM_PROTOCOL_SMTP,
} RrmProtocol;
#define RRM_N_PROTOCOLS (RRM_PROTOCOL_SMTP + 1)

/**
 * RrmSecurity:
 * @RRM_SECURITY_AUTO: looked at: TLS or STARTTLS, never no encryption
 * @RRM_SECURITY_TLS: TLS from the first byte (RFC 8314)
 * @RRM_SECURITY_STARTTLS: TLS after a command, required
 * @RRM_SECURITY_NONE: no encryption, chosen and confirmed by the person
 */
typedef enum
{
  RRM_SECURITY_AUTO,
  RRM_SECURITY_TLS,
  RRM_SECURITY_STARTTLS,
  RRM_SECURITY_NONE,
} RrmSecurity;
#define RRM_N_SECURITIES (RRM_SECURITY_NONE + 1)

/**
 * RrmAuth:
 *
 * The way to sign in. %RRM_AUTH_LOGIN is SASL LOGIN or the protocol's own login command.
 */
typedef enum
{
  RRM_AUTH_AUTO,
  RRM_AUTH_PLAIN,
  RRM_AUTH_LOGIN,
  RRM_AUTH_CRAM_MD5,
  RRM_AUTH_SCRAM_SHA_256,
  RRM_AUTH_NTLM,
  RRM_AUTH_NONE,
} RrmAuth;
#define RRM_N_AUTHS (RRM_AUTH_NONE + 1)

/**
 * RrmOutgoingLogin:
 * @RRM_OUTGOING_LOGIN_SAME: with the user name and password of the incoming server
 * @RRM_OUTGOING_LOGIN_OWN: with a user name and password of its own
 * @RRM_OUTGOING_LOGIN_AFTER_INCOMING: not at all: the incoming server is signed in to just before
 *
 * How the outgoing server knows who sends. It means nothing where no sign-in was asked for, but
 * for the last one, where the authentication is %RRM_AUTH_NONE.
 */
typedef enum
{
  RRM_OUTGOING_LOGIN_SAME,
  RRM_OUTGOING_LOGIN_OWN,
  RRM_OUTGOING_LOGIN_AFTER_INCOMING,
} RrmOutgoingLogin;
#define RRM_N_OUTGOING_LOGINS (RRM_OUTGOING_LOGIN_AFTER_INCOMING + 1)

/**
 * RrmStepName:
 *
 * The steps of a test, in the order in which a report lists them.
 */
typedef enum
{
  RRM_STEP_NAME_RESOLVE,
  RRM_STEP_NAME_CONNECT,
  RRM_STEP_NAME_GREETING,
  RRM_STEP_NAME_TLS,
  RRM_STEP_NAME_CAPABILITIES,
  RRM_STEP_NAME_STARTTLS,
  RRM_STEP_NAME_LOGIN,
  RRM_STEP_NAME_MAILBOX,
  RRM_STEP_NAME_SENDER,
  RRM_STEP_NAME_RECIPIENT,
  RRM_STEP_NAME_DELIVER,
  RRM_STEP_NAME_RECEIVE,
  RRM_STEP_NAME_LOGOUT,
} RrmStepName;
#define RRM_N_STEP_NAMES (RRM_STEP_NAME_LOGOUT + 1)

/**
 * RrmStatus:
 * @RRM_STATUS_WAITING: it has not begun and still may
 * @RRM_STATUS_RUNNING: it has begun
 * @RRM_STATUS_PASSED: it went well
 * @RRM_STATUS_WARNED: it went well enough to go on
 * @RRM_STATUS_FAILED: it did not, and the service ends there
 * @RRM_STATUS_SKIPPED: it was not needed, or never reached
 */
typedef enum
{
  RRM_STATUS_WAITING,
  RRM_STATUS_RUNNING,
  RRM_STATUS_PASSED,
  RRM_STATUS_WARNED,
  RRM_STATUS_FAILED,
  RRM_STATUS_SKIPPED,
} RrmStatus;
#define RRM_N_STATUSES (RRM_STATUS_SKIPPED + 1)

/**
 * RrmStage:
 *
 * How far a test goes; it stops after this stage.
 */
typedef enum
{
  RRM_STAGE_RESOLVE,
  RRM_STAGE_CONNECT,
  RRM_STAGE_GREETING,
  RRM_STAGE_TLS,
  RRM_STAGE_LOGIN,
  RRM_STAGE_ENVELOPE,
  RRM_STAGE_DELIVERY,
} RrmStage;
#define RRM_N_STAGES (RRM_STAGE_DELIVERY + 1)

/**
 * RrmWhere:
 *
 * Whose fault it is: the first word that the person reads.
 */
typedef enum
{
  RRM_WHERE_NONE,
  RRM_WHERE_SETTINGS,
  RRM_WHERE_PASSWORD,
  RRM_WHERE_ACCOUNT,
  RRM_WHERE_COMPUTER,
  RRM_WHERE_NETWORK,
  RRM_WHERE_PROVIDER,
} RrmWhere;
#define RRM_N_WHERES (RRM_WHERE_PROVIDER + 1)

typedef enum
{
  RRM_SEVERITY_ERROR,
  RRM_SEVERITY_WARNING,
  RRM_SEVERITY_INFO,
} RrmSeverity;
#define RRM_N_SEVERITIES (RRM_SEVERITY_INFO + 1)

typedef enum
{
  RRM_VERDICT_WORKING,
  RRM_VERDICT_NOT_WORKING,
  RRM_VERDICT_INCOMPLETE,
} RrmVerdict;
#define RRM_N_VERDICTS (RRM_VERDICT_INCOMPLETE + 1)

/**
 * RrmInterruption:
 * @RRM_INTERRUPTION_NONE: nothing that ended a test
 * @RRM_INTERRUPTION_AWAY: it slept, or the program stood still, until a connection was lost
 * @RRM_INTERRUPTION_DATE_SET: its date was set, and a certificate did not fit the new one
 *
 * What this computer did in the middle of a test.
 */
typedef enum
{
  RRM_INTERRUPTION_NONE,
  RRM_INTERRUPTION_AWAY,
  RRM_INTERRUPTION_DATE_SET,
} RrmInterruption;

/**
 * RrmSource:
 *
 * Where a setting came from.
 */
typedef enum
{
  RRM_SOURCE_PERSON,
  RRM_SOURCE_MAP,
  RRM_SOURCE_FILE,
  RRM_SOURCE_AUTOCONFIG,
  RRM_SOURCE_ISPDB,
  RRM_SOURCE_SRV,
  RRM_SOURCE_PACC,
  RRM_SOURCE_MX,
  RRM_SOURCE_AUTODISCOVER,
  RRM_SOURCE_GUESS,
  RRM_SOURCE_SAVED,
} RrmSource;
#define RRM_N_SOURCES (RRM_SOURCE_SAVED + 1)

const char *rrm_protocol_to_string  (RrmProtocol   value);
gboolean    rrm_protocol_parse      (const char   *text,
                                     RrmProtocol  *value);
const char *rrm_security_to_string  (RrmSecurity   value);
gboolean    rrm_security_parse      (const char   *text,
                                     RrmSecurity  *value);
const char *rrm_auth_to_string      (RrmAuth       value);
gboolean    rrm_auth_parse          (const char   *text,
                                     RrmAuth      *value);
const char *rrm_outgoing_login_to_string (RrmOutgoingLogin value);
gboolean    rrm_outgoing_login_parse (const char *text,
                                     RrmOutgoingLogin *value);
const char *rrm_step_name_to_string (RrmStepName   value);
gboolean    rrm_step_name_parse     (const char   *text,
                                     RrmStepName  *value);
const char *rrm_status_to_string    (RrmStatus     value);
const char *rrm_stage_to_string     (RrmStage      value);
gboolean    rrm_stage_parse         (const char   *text,
                                     RrmStage     *value);
const char *rrm_where_to_string     (RrmWhere      value);
gboolean    rrm_where_parse         (const char   *text,
                                     RrmWhere     *value);
const char *rrm_severity_to_string  (RrmSeverity   value);
const char *rrm_verdict_to_string   (RrmVerdict    value);
const char *rrm_source_to_string    (RrmSource     value);
guint16     rrm_default_port        (RrmProtocol   protocol,
                                     RrmSecurity   security);

G_END_DECLS
