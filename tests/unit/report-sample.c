/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report-sample.h"

#include "base/text.h"

static const RrmStepName imap_steps[] = {
  RRM_STEP_NAME_RESOLVE,      RRM_STEP_NAME_CONNECT, RRM_STEP_NAME_TLS,     RRM_STEP_NAME_GREETING,
  RRM_STEP_NAME_CAPABILITIES, RRM_STEP_NAME_LOGIN,   RRM_STEP_NAME_MAILBOX, RRM_STEP_NAME_LOGOUT,
};

static const RrmStepName smtp_steps[] = {
  RRM_STEP_NAME_RESOLVE,  RRM_STEP_NAME_CONNECT, RRM_STEP_NAME_GREETING, RRM_STEP_NAME_CAPABILITIES,
  RRM_STEP_NAME_STARTTLS, RRM_STEP_NAME_TLS,     RRM_STEP_NAME_LOGIN,    RRM_STEP_NAME_SENDER,
};

static RrmAccount *
create_account (void)
{
  RrmAccount *account = rrm_account_new ("pat.smith@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_IMAP, "mail.twc.com", 993, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_AUTO);

  rrm_service_settings_set_username (incoming, "pat.smith@nc.rr.com");
  rrm_service_settings_set_source (incoming, RRM_SOURCE_MAP);
  rrm_service_settings_set_username (outgoing, "other@nc.rr.com");
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);

  return account;
}

static RrmTlsInfo *
create_tls (void)
{
  RrmTlsInfo *tls = rrm_tls_info_new ();
  RrmCertificate *leaf = rrm_certificate_new ();
  RrmCertificate *issuer = rrm_certificate_new ();

  tls->version = g_strdup ("TLS1.3");
  tls->cipher = g_strdup ("AES-256-GCM");
  tls->verified = TRUE;
  leaf->subject = g_strdup ("CN=mail.twc.com");
  leaf->issuer = g_strdup ("CN=Sample <CA> & Sons");
  leaf->names = g_strsplit ("mail.twc.com mail.brighthouse.com", " ", -1);
  leaf->not_before = 1779148800;
  leaf->not_after = 1796342400;
  leaf->sha256 = g_strnfill (64, 'a');
  issuer->subject = g_strdup ("CN=Sample <CA> & Sons");
  issuer->issuer = g_strdup ("CN=Root");
  issuer->not_before = 0;
  issuer->not_after = 4102444799;
  issuer->sha256 = g_strnfill (64, 'b');
  issuer->self_signed = TRUE;
  g_ptr_array_add (tls->chain, leaf);
  g_ptr_array_add (tls->chain, issuer);

  return tls;
}

static void
add_attempt (RrmServiceReport *service,
             const char *address,
             guint16 port,
             gboolean connected)
{
  RrmAttempt *attempt = rrm_attempt_new (address, port, FALSE);

  attempt->connected = connected;
  attempt->elapsed = 12500;
  attempt->fault = RRM_FAULT_TIMED_OUT;
  g_ptr_array_add (rrm_service_report_get_attempts (service), attempt);
}

static void
run_steps (RrmServiceReport *service,
           const RrmStepName *steps,
           guint n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    {
      RrmStepReport *step = rrm_service_report_get_step (service, steps[i]);

      rrm_step_report_begin (step, i * 20000);
      rrm_step_report_end (step, i * 20000 + 12500, RRM_STATUS_PASSED, NULL);
    }
}

static void
fill_incoming (RrmServiceReport *service)
{
  RrmServiceFacts *facts = rrm_service_report_get_facts (service);
  static const char *const capabilities[] = { "IMAP4rev1", "QUOTA", NULL };
  RrmTranscriptLog *log = rrm_service_report_get_transcript (service);
  RrmTlsInfo *tls = create_tls ();

  run_steps (service, imap_steps, G_N_ELEMENTS (imap_steps));
  rrm_service_report_set_peer (service, "192.0.2.4");
  rrm_service_report_set_round_trips (service, 4);
  rrm_service_report_set_tls (service, tls);
  rrm_tls_info_unref (tls);
  add_attempt (service, "192.0.2.4", 993, TRUE);
  facts->greeting = g_strdup ("* OK IMAP4 server ready");
  rrm_service_facts_set_capabilities (facts, capabilities);
  facts->mechanism = RRM_AUTH_PLAIN;
  facts->secret_sent = TRUE;
  facts->login_accepted = TRUE;
  facts->has_quota = TRUE;
  facts->quota_used = 1000;
  facts->quota_limit = 5000000;
  facts->has_messages = TRUE;
  facts->messages = 42;
  rrm_transcript_log_add (log, RRM_SPEAKER_SERVER, "* OK IMAP4 server ready", -1);
  rrm_transcript_log_add (log, RRM_SPEAKER_CLIENT, "a1 AUTHENTICATE PLAIN ‹secret›", -1);
  rrm_transcript_log_add (log, RRM_SPEAKER_SERVER, "a1 OK PAT.SMITH is welcome here", -1);
  rrm_service_report_finish (service);
}

static void
fill_outgoing (RrmServiceReport *service)
{
  RrmStepReport *step = rrm_service_report_get_step (service, RRM_STEP_NAME_SENDER);
  g_autofree char *cleaned = rrm_text_clean (SAMPLE_NASTY, -1, 1000);
  RrmReply *reply = rrm_reply_new ("550", 550, "5.1.0", NULL, cleaned);

  run_steps (service, smtp_steps, G_N_ELEMENTS (smtp_steps));
  rrm_step_report_begin (step, 140000);
  rrm_step_report_end (step, 152500, RRM_STATUS_FAILED,
                       rrm_fault_new_reply (RRM_FAULT_REPLY, reply));
  rrm_service_report_set_security (service, RRM_SECURITY_STARTTLS);
  rrm_service_report_set_peer (service, "192.0.2.5");
  rrm_service_report_set_round_trips (service, 7);
  add_attempt (service, "192.0.2.4", 587, FALSE);
  add_attempt (service, "192.0.2.5", 587, TRUE);
  rrm_transcript_log_add (rrm_service_report_get_transcript (service), RRM_SPEAKER_SERVER,
                          SAMPLE_NASTY, -1);
  rrm_service_report_finish (service);
}

static RrmFinding *
create_finding (void)
{
  RrmFinding *finding =
    rrm_finding_new_for_service (RRM_FINDING_SENDER_NOT_LOGIN, RRM_PROTOCOL_SMTP,
                                 RRM_STEP_NAME_SENDER);
  RrmChange *change = rrm_change_new ();
  g_autofree char *cleaned = rrm_text_clean (SAMPLE_NASTY, -1, 1000);

  rrm_change_set_string (change, "outgoing.username", "pat.smith@nc.rr.com");
  rrm_finding_set_change (finding, change);
  rrm_finding_set_server_said (finding, cleaned);
  rrm_finding_set_detail (finding, "address", "pat.smith@nc.rr.com");
  rrm_finding_set_detail (finding, "username", "other@nc.rr.com");

  return finding;
}

/**
 * sample_report_new:
 *
 * Returns: (transfer full): receiving works, sending is refused by a server that wants to break out
 */
RrmReport *
sample_report_new (void)
{
  g_autoptr (RrmAccount) account = create_account ();
  RrmReport *report = rrm_report_new (account, RRM_STAGE_ENVELOPE);
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  RrmProbe *probe = rrm_probe_new (RRM_PROBE_OTHER_PORT, RRM_PROTOCOL_SMTP, "mail.twc.com", 465,
                                   RRM_SECURITY_TLS);

  fill_incoming (rrm_report_add_service (report, rrm_account_get_incoming (account)));
  fill_outgoing (rrm_report_add_service (report, rrm_account_get_outgoing (account)));
  probe->result = RRM_PROBE_FAILED;
  probe->fault = RRM_FAULT_TIMED_OUT;
  g_ptr_array_add (rrm_report_get_probes (report), probe);
  g_ptr_array_add (findings, create_finding ());
  rrm_report_take_findings (report, findings);

  return report;
}

/**
 * sample_report_new_working:
 *
 * Returns: (transfer full): receiving was tested and works
 */
RrmReport *
sample_report_new_working (void)
{
  g_autoptr (RrmAccount) account = create_account ();
  RrmReport *report = rrm_report_new (account, RRM_STAGE_ENVELOPE);

  fill_incoming (rrm_report_add_service (report, rrm_account_get_incoming (account)));

  return report;
}
