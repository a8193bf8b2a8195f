/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "diagnose-builder.h"

#include "check/diagnose.h"

#include <string.h>

static const RrmStepName implicit_order[] = {
  RRM_STEP_NAME_RESOLVE,      RRM_STEP_NAME_CONNECT,  RRM_STEP_NAME_TLS,
  RRM_STEP_NAME_GREETING,     RRM_STEP_NAME_CAPABILITIES, RRM_STEP_NAME_STARTTLS,
  RRM_STEP_NAME_LOGIN,        RRM_STEP_NAME_MAILBOX,  RRM_STEP_NAME_SENDER,
  RRM_STEP_NAME_RECIPIENT,    RRM_STEP_NAME_DELIVER,  RRM_STEP_NAME_RECEIVE,
  RRM_STEP_NAME_LOGOUT,
};
static const RrmStepName explicit_order[] = {
  RRM_STEP_NAME_RESOLVE,      RRM_STEP_NAME_CONNECT,  RRM_STEP_NAME_GREETING,
  RRM_STEP_NAME_CAPABILITIES, RRM_STEP_NAME_STARTTLS, RRM_STEP_NAME_TLS,
  RRM_STEP_NAME_LOGIN,        RRM_STEP_NAME_MAILBOX,  RRM_STEP_NAME_SENDER,
  RRM_STEP_NAME_RECIPIENT,    RRM_STEP_NAME_DELIVER,  RRM_STEP_NAME_RECEIVE,
  RRM_STEP_NAME_LOGOUT,
};
G_STATIC_ASSERT (G_N_ELEMENTS (implicit_order) == RRM_N_STEP_NAMES);
G_STATIC_ASSERT (G_N_ELEMENTS (explicit_order) == RRM_N_STEP_NAMES);

static RrmServiceSettings *
parse_server (const char *server,
              const char *username)
{
  g_auto (GStrv) words = g_strsplit (server, " ", 4);
  RrmProtocol protocol = RRM_PROTOCOL_IMAP;
  RrmSecurity security = RRM_SECURITY_TLS;
  RrmServiceSettings *settings;

  g_assert_cmpuint (g_strv_length (words), ==, 4);
  g_assert_true (rrm_protocol_parse (words[0], &protocol));
  g_assert_true (rrm_security_parse (words[3], &security));
  settings =
    rrm_service_settings_new (protocol, words[1],
                              (guint16) g_ascii_strtoull (words[2], NULL, 10), security);
  rrm_service_settings_set_username (settings, username);

  return settings;
}

RrmAccount *
build_account (const char *address,
               const char *incoming,
               const char *outgoing)
{
  RrmAccount *account = rrm_account_new (address);
  g_autoptr (RrmSecret) password = rrm_secret_new ("secret", -1);
  g_autoptr (RrmServiceSettings) in = incoming != NULL ? parse_server (incoming, address) : NULL;
  g_autoptr (RrmServiceSettings) out = outgoing != NULL ? parse_server (outgoing, address) : NULL;

  rrm_account_set_incoming (account, in);
  rrm_account_set_outgoing (account, out);
  rrm_account_set_password (account, password);

  return account;
}

RrmReport *
build_report (RrmAccount *account)
{
  RrmReport *report = rrm_report_new (account, RRM_STAGE_ENVELOPE);

  if (rrm_account_get_incoming (account) != NULL)
    rrm_report_add_service (report, rrm_account_get_incoming (account));
  if (rrm_account_get_outgoing (account) != NULL)
    rrm_report_add_service (report, rrm_account_get_outgoing (account));

  return report;
}

RrmReport *
build (const char *address,
       const char *incoming,
       const char *outgoing)
{
  g_autoptr (RrmAccount) account = build_account (address, incoming, outgoing);

  return build_report (account);
}

static void
note_facts (RrmServiceReport *service,
            RrmStepName step)
{
  RrmServiceFacts *facts = rrm_service_report_get_facts (service);
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);

  if (step == RRM_STEP_NAME_CONNECT)
    rrm_service_report_set_peer (service, "192.0.2.1");
  if (step == RRM_STEP_NAME_GREETING && facts->greeting == NULL)
    facts->greeting = g_strdup ("hello");
  if (step == RRM_STEP_NAME_GREETING &&
      rrm_service_report_get_security (service) == RRM_SECURITY_AUTO)
    rrm_service_report_set_security (service, RRM_SECURITY_STARTTLS);
  if (step == RRM_STEP_NAME_LOGIN && rrm_service_settings_get_auth (settings) != RRM_AUTH_NONE)
    facts->login_accepted = TRUE;
}

/* Ends the steps before @step well, and that one as told, with the order of the service's mode. */
static void
run (RrmServiceReport *service,
     RrmStepName last,
     RrmStatus status,
     RrmFault *fault)
{
  gboolean implicit = rrm_service_report_get_security (service) == RRM_SECURITY_TLS;
  gboolean clear = rrm_service_report_get_security (service) == RRM_SECURITY_NONE;
  gint64 now = 0;

  for (guint i = 0; i < RRM_N_STEP_NAMES; i++)
    {
      RrmStepName name = implicit ? implicit_order[i] : explicit_order[i];
      RrmStepReport *step = rrm_service_report_get_step (service, name);
      gboolean unused = (name == RRM_STEP_NAME_STARTTLS && (implicit || clear)) ||
                        (name == RRM_STEP_NAME_TLS && clear);

      if (name != last && (step == NULL || unused))
        continue;
      g_assert_nonnull (step);
      rrm_step_report_begin (step, now += 1000);
      if (name == last)
        {
          if (status != RRM_STATUS_FAILED)
            note_facts (service, name);
          rrm_step_report_end (step, now + 500, status, fault);
          break;
        }
      note_facts (service, name);
      rrm_step_report_end (step, now + 500, RRM_STATUS_PASSED, NULL);
    }
  rrm_service_report_finish (service);
}

void
build_pass (RrmServiceReport *service,
            RrmStepName last)
{
  run (service, last, RRM_STATUS_PASSED, NULL);
}

void
build_work (RrmServiceReport *service)
{
  build_pass (service, RRM_STEP_NAME_LOGOUT);
}

void
build_fail_with (RrmServiceReport *service,
                 RrmStepName step,
                 RrmFault *fault)
{
  run (service, step, RRM_STATUS_FAILED, fault);
}

void
build_fail (RrmServiceReport *service,
            RrmStepName step,
            RrmFaultKind kind)
{
  build_fail_with (service, step, rrm_fault_new (kind));
}

void
build_seen (RrmServiceReport *service,
            RrmStepName step,
            RrmFaultKind kind,
            RrmSeen seen,
            const char *text)
{
  RrmFault *fault = rrm_fault_new (kind);

  fault->seen = seen;
  fault->text = g_strdup (text);
  build_fail_with (service, step, fault);
}

/* "550 5.1.1 words", "NO [CODE] words", "-ERR [CODE] words" */
void
build_refuse (RrmServiceReport *service,
              RrmStepName step,
              const char *line)
{
  g_autoptr (GRegex) pattern =
    g_regex_new ("^(\\S+)(?: ([245]\\.[0-9]+\\.[0-9]+))?(?: \\[([^\\]]+)\\])? ?(.*)$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_auto (GStrv) parts = NULL;
  guint code;

  g_assert_true (g_regex_match (pattern, line, 0, &match));
  parts = g_match_info_fetch_all (match);
  code = rrm_service_report_get_protocol (service) == RRM_PROTOCOL_SMTP
           ? (guint) g_ascii_strtoull (parts[1], NULL, 10)
           : 0;
  build_fail_with (service, step,
                   rrm_fault_new_reply (RRM_FAULT_REPLY,
                                        rrm_reply_new (parts[1], code,
                                                       parts[2][0] != '\0' ? parts[2] : NULL,
                                                       parts[3][0] != '\0' ? parts[3] : NULL,
                                                       parts[4])));
}

void
build_attempt (RrmServiceReport *service,
               const char *address,
               gboolean connected,
               RrmFaultKind fault)
{
  RrmAttempt *attempt = rrm_attempt_new (address, 993, strchr (address, ':') != NULL);

  attempt->connected = connected;
  attempt->fault = fault;
  g_ptr_array_add (rrm_service_report_get_attempts (service), attempt);
}

void
build_capabilities (RrmServiceReport *service,
                    const char *list)
{
  g_auto (GStrv) capabilities = g_strsplit (list, ";", -1);

  rrm_service_facts_set_capabilities (rrm_service_report_get_facts (service),
                                      (const char *const *) capabilities);
}

RrmProbe *
build_probe (RrmReport *report,
             RrmServiceReport *service,
             RrmProbeKind kind,
             const char *server,
             RrmProbeResult result)
{
  g_autoptr (RrmServiceSettings) settings = parse_server (server, "");
  RrmProbe *probe = rrm_probe_new (kind, rrm_service_report_get_protocol (service),
                                   rrm_service_settings_get_host (settings),
                                   rrm_service_settings_get_port (settings),
                                   rrm_service_settings_get_security (settings));

  probe->protocol = rrm_service_settings_get_protocol (settings);
  probe->result = result;
  probe->fault = result == RRM_PROBE_REFUSED ? RRM_FAULT_REFUSED : RRM_FAULT_TIMED_OUT;
  g_ptr_array_add (rrm_report_get_probes (report), probe);

  return probe;
}

RrmProbe *
build_web (RrmReport *report,
           RrmServiceReport *service,
           gboolean expected,
           gint64 date)
{
  RrmProbe *probe = rrm_probe_new (RRM_PROBE_WEB, rrm_service_report_get_protocol (service),
                                   "web.example", 80, RRM_SECURITY_NONE);

  probe->result = RRM_PROBE_ANSWERED;
  probe->status = 200;
  probe->expected = expected;
  probe->date = date;
  g_ptr_array_add (rrm_report_get_probes (report), probe);

  return probe;
}

/* The server's certificate, valid from yesterday until next month unless the test changes it. */
RrmCertificate *
build_certificate (RrmServiceReport *service,
                   guint problems,
                   const char *names,
                   const char *issuer)
{
  g_autoptr (RrmTlsInfo) tls = rrm_tls_info_new ();
  RrmCertificate *certificate = rrm_certificate_new ();
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  certificate->names = g_strsplit (names, " ", -1);
  certificate->subject = g_strdup_printf ("CN=%s,O=Test", certificate->names[0]);
  certificate->issuer = g_strdup (issuer);
  certificate->not_before = now - 86400;
  certificate->not_after = now + 30 * 86400;
  tls->problems = problems;
  g_ptr_array_add (tls->chain, certificate);
  rrm_service_report_set_tls (service, tls);

  return certificate;
}

char *
change_to_text (RrmFinding *finding)
{
  RrmChange *change = rrm_finding_get_change (finding);
  GString *text = g_string_new (NULL);

  for (guint i = 0; change != NULL && i < rrm_change_get_n_items (change); i++)
    {
      const RrmChangeItem *item = rrm_change_get_item (change, i);
      g_autofree char *value = g_variant_is_of_type (item->value, G_VARIANT_TYPE_STRING)
                                 ? g_variant_dup_string (item->value, NULL)
                                 : g_variant_print (item->value, FALSE);

      g_string_append_printf (text, "%s%s=%s", text->len > 0 ? " " : "", item->key, value);
    }

  return g_string_free (text, FALSE);
}

GPtrArray *
expect (RrmReport *report,
        const char *codes,
        const char *change)
{
  static const char *const marks[] = { "", "?", "!" };
  GPtrArray *findings = rrm_diagnose (report);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      RrmFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (found, "%s%s%s", i > 0 ? " " : "",
                              rrm_finding_code_to_string (rrm_finding_get_code (finding)),
                              marks[rrm_finding_get_severity (finding)]);
      /* Whatever it says, it names the service and the step that it rests on. */
      g_assert_true (rrm_finding_get_service (finding, NULL));
      g_assert_true (rrm_finding_get_step (finding, NULL));
      g_assert_nonnull (rrm_finding_get_detail (finding, "host"));
      g_assert_nonnull (rrm_finding_get_detail (finding, "port"));
    }
  g_assert_cmpstr (found->str, ==, codes);
  if (findings->len > 0)
    {
      g_autofree char *text = change_to_text (findings->pdata[0]);

      g_assert_cmpstr (text, ==, change != NULL ? change : "");
    }

  return findings;
}

void
expect_only (RrmReport *report,
             const char *codes)
{
  g_autoptr (GPtrArray) findings = rrm_diagnose (report);
  g_autofree char *change = findings->len > 0 ? change_to_text (findings->pdata[0]) : NULL;
  g_autoptr (GPtrArray) again = expect (report, codes, change);

  g_assert_cmpuint (again->len, ==, findings->len);
}
