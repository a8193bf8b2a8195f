/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/json-out.h"

/* One server's part of a JSON report. */

static const struct
{
  RrmCertificateProblems problem;
  const char *word;
} problems[] = {
  { RRM_CERTIFICATE_EXPIRED, "expired" },
  { RRM_CERTIFICATE_NOT_YET_VALID, "not-yet-valid" },
  { RRM_CERTIFICATE_WRONG_NAME, "wrong-name" },
  { RRM_CERTIFICATE_SELF_SIGNED, "self-signed" },
  { RRM_CERTIFICATE_UNKNOWN_ISSUER, "unknown-issuer" },
  { RRM_CERTIFICATE_INCOMPLETE, "incomplete" },
  { RRM_CERTIFICATE_REVOKED, "revoked" },
  { RRM_CERTIFICATE_WEAK, "weak" },
  { RRM_CERTIFICATE_WRONG_PURPOSE, "wrong-purpose" },
  { RRM_CERTIFICATE_INVALID, "invalid" },
};

static void
write_reply (RrmJsonOut *out,
             const RrmReply *reply)
{
  json_builder_set_member_name (out->builder, "reply");
  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "status", reply->status);
  if (reply->code != 0)
    rrm_json_out_uint (out, "code", reply->code);
  rrm_json_out_string (out, "enhanced", reply->enhanced);
  rrm_json_out_string (out, "response_code", reply->response_code);
  rrm_json_out_string (out, "text", reply->text);
  json_builder_end_object (out->builder);
}

static void
write_fault (RrmJsonOut *out,
             const RrmFault *fault)
{
  json_builder_set_member_name (out->builder, "fault");
  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "kind", rrm_fault_kind_to_string (fault->kind));
  rrm_json_out_string (out, "text", fault->text);
  if (fault->kind == RRM_FAULT_TLS_ALERT)
    rrm_json_out_uint (out, "alert", fault->alert);
  if (fault->library_code != 0)
    {
      json_builder_set_member_name (out->builder, "library_code");
      json_builder_add_int_value (out->builder, fault->library_code);
    }
  if (fault->reply != NULL)
    write_reply (out, fault->reply);
  json_builder_end_object (out->builder);
}

static void
write_step (RrmJsonOut *out,
            RrmStepReport *step)
{
  RrmStatus status = rrm_step_report_get_status (step);
  /* A step that had no end has no times either: the contract knows four ways to end. */
  gboolean ended = status != RRM_STATUS_WAITING && status != RRM_STATUS_RUNNING;
  const RrmFault *fault = rrm_step_report_get_fault (step);

  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "name", rrm_step_name_to_string (rrm_step_report_get_name (step)));
  rrm_json_out_string (out, "status", rrm_status_to_string (ended ? status : RRM_STATUS_SKIPPED));
  rrm_json_out_ms (out, "started_ms", ended ? rrm_step_report_get_started (step) : -1);
  rrm_json_out_ms (out, "elapsed_ms", ended ? rrm_step_report_get_elapsed (step) : -1);
  if (fault != NULL)
    write_fault (out, fault);
  json_builder_end_object (out->builder);
}

static void
write_certificate_members (RrmJsonOut *out,
                           const RrmCertificate *certificate)
{
  rrm_json_out_string (out, "subject", certificate->subject);
  rrm_json_out_strings (out, "names", certificate->names);
  rrm_json_out_string (out, "issuer", certificate->issuer);
  rrm_json_out_date (out, "not_before", certificate->not_before);
  rrm_json_out_date (out, "not_after", certificate->not_after);
  rrm_json_out_string (out, "sha256", certificate->sha256);
  rrm_json_out_boolean (out, "self_signed", certificate->self_signed);
}

static void
write_tls (RrmJsonOut *out,
           const RrmTlsInfo *tls)
{
  json_builder_set_member_name (out->builder, "tls");
  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "version", tls->version);
  rrm_json_out_string (out, "cipher", tls->cipher);
  rrm_json_out_boolean (out, "verified", tls->verified);
  json_builder_set_member_name (out->builder, "problems");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if ((tls->problems & problems[i].problem) != 0)
      json_builder_add_string_value (out->builder, problems[i].word);
  json_builder_end_array (out->builder);
  json_builder_end_object (out->builder);
}

static void
write_certificates (RrmJsonOut *out,
                    const RrmTlsInfo *tls)
{
  if (rrm_tls_info_get_certificate (tls) == NULL)
    return;

  json_builder_set_member_name (out->builder, "certificate");
  json_builder_begin_object (out->builder);
  write_certificate_members (out, rrm_tls_info_get_certificate (tls));
  json_builder_end_object (out->builder);

  json_builder_set_member_name (out->builder, "chain");
  json_builder_begin_array (out->builder);
  for (guint i = 1; i < tls->chain->len; i++)
    {
      json_builder_begin_object (out->builder);
      write_certificate_members (out, g_ptr_array_index (tls->chain, i));
      json_builder_end_object (out->builder);
    }
  json_builder_end_array (out->builder);
}

static void
write_facts (RrmJsonOut *out,
             const RrmServiceFacts *facts)
{
  json_builder_set_member_name (out->builder, "facts");
  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "greeting", facts->greeting);
  if (facts->capabilities != NULL)
    rrm_json_out_strings (out, "capabilities", facts->capabilities);
  if (facts->mechanism != RRM_AUTH_AUTO)
    rrm_json_out_string (out, "mechanism", rrm_auth_to_string (facts->mechanism));
  rrm_json_out_boolean (out, "login_command", facts->login_command);
  rrm_json_out_boolean (out, "secret_sent", facts->secret_sent);
  rrm_json_out_boolean (out, "login_accepted", facts->login_accepted);
  if (facts->has_quota)
    {
      rrm_json_out_uint (out, "quota_used_kib", facts->quota_used);
      rrm_json_out_uint (out, "quota_limit_kib", facts->quota_limit);
    }
  if (facts->has_messages)
    rrm_json_out_uint (out, "messages", facts->messages);
  if (facts->size_limit != 0)
    rrm_json_out_uint (out, "size_limit", facts->size_limit);
  json_builder_end_object (out->builder);
}

static void
write_attempts (RrmJsonOut *out,
                GPtrArray *attempts)
{
  json_builder_set_member_name (out->builder, "attempts");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < attempts->len; i++)
    {
      const RrmAttempt *attempt = g_ptr_array_index (attempts, i);

      json_builder_begin_object (out->builder);
      rrm_json_out_string (out, "address", attempt->address);
      rrm_json_out_uint (out, "port", attempt->port);
      rrm_json_out_boolean (out, "redirected", attempt->redirected);
      rrm_json_out_boolean (out, "connected", attempt->connected);
      rrm_json_out_ms (out, "elapsed_ms", attempt->elapsed);
      if (!attempt->connected)
        rrm_json_out_string (out, "fault", rrm_fault_kind_to_string (attempt->fault));
      json_builder_end_object (out->builder);
    }
  json_builder_end_array (out->builder);
}

static void
write_transcript (RrmJsonOut *out,
                  const RrmTranscriptLog *log)
{
  json_builder_set_member_name (out->builder, "transcript");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < rrm_transcript_log_get_length (log); i++)
    {
      const RrmTranscriptLine *line = rrm_transcript_log_get_line (log, i);

      json_builder_begin_object (out->builder);
      rrm_json_out_string (out, "from", line->speaker == RRM_SPEAKER_SERVER ? "server" : "client");
      rrm_json_out_string (out, "text", line->text);
      json_builder_end_object (out->builder);
    }
  json_builder_end_array (out->builder);
}

/**
 * rrm_json_out_service:
 * @out: where it goes
 * @service: what one server did
 *
 * Writes a service as the next element of an array.
 */
void
rrm_json_out_service (RrmJsonOut *out,
                      RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);
  GPtrArray *steps = rrm_service_report_get_steps (service);
  RrmTlsInfo *tls = rrm_service_report_get_tls (service);
  RrmSecurity security = rrm_service_report_get_security (service);

  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "protocol",
                       rrm_protocol_to_string (rrm_service_report_get_protocol (service)));
  rrm_json_out_string (out, "host", rrm_service_settings_get_host (settings));
  rrm_json_out_uint (out, "port", rrm_service_settings_get_port (settings));
  /* What was used: nothing yet, where it was to be looked at and the test did not come so far. */
  rrm_json_out_string (out, "security",
                       rrm_security_to_string (security != RRM_SECURITY_AUTO
                                                 ? security : RRM_SECURITY_NONE));
  rrm_json_out_string (out, "address", rrm_service_report_get_peer (service));
  rrm_json_out_uint (out, "round_trips", rrm_service_report_get_round_trips (service));

  if (rrm_service_report_passed (service, RRM_STEP_NAME_RECEIVE))
    rrm_json_out_boolean (out, "message_left",
                          rrm_service_report_get_facts (service)->letter_left);

  json_builder_set_member_name (out->builder, "steps");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < steps->len; i++)
    write_step (out, g_ptr_array_index (steps, i));
  json_builder_end_array (out->builder);

  if (tls != NULL)
    {
      write_tls (out, tls);
      write_certificates (out, tls);
    }
  write_facts (out, rrm_service_report_get_facts (service));
  write_attempts (out, rrm_service_report_get_attempts (service));
  write_transcript (out, rrm_service_report_get_transcript (service));
  json_builder_end_object (out->builder);
}
