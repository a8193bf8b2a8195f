/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/certificate.h"
#include "model/service-facts.h"
#include "model/service-settings.h"
#include "model/step-report.h"
#include "model/transcript-log.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RrmAttempt:
 * @address: the IP address
 * @port: the TCP port
 * @ipv6: its family
 * @redirected: it stands for the meant host by wish (`--connect-to`)
 * @connected: whether it succeeded
 * @elapsed: microseconds
 * @fault: what went wrong; not read when connected, or when another attempt won before it ended
 *   (then %RRM_FAULT_CANCELLED)
 *
 * One attempt to connect.
 */
typedef struct
{
  char *address;
  guint16 port;
  gboolean ipv6;
  gboolean redirected;
  gboolean connected;
  gint64 elapsed;
  RrmFaultKind fault;
} RrmAttempt;

RrmAttempt *rrm_attempt_new  (const char *address,
                              guint16     port,
                              gboolean    ipv6);
void        rrm_attempt_free (RrmAttempt *attempt);

#define RRM_TYPE_SERVICE_REPORT (rrm_service_report_get_type ())
G_DECLARE_FINAL_TYPE (RrmServiceReport, rrm_service_report, RRM, SERVICE_REPORT, GObject)

RrmServiceReport   *rrm_service_report_new             (RrmServiceSettings *settings,
                                                        RrmStage            until);
RrmServiceSettings *rrm_service_report_get_settings    (RrmServiceReport   *self);
RrmProtocol         rrm_service_report_get_protocol    (RrmServiceReport   *self);
RrmStage            rrm_service_report_get_until       (RrmServiceReport   *self);
RrmSecurity         rrm_service_report_get_security    (RrmServiceReport   *self);
void                rrm_service_report_set_security    (RrmServiceReport   *self,
                                                        RrmSecurity         security);
const char         *rrm_service_report_get_peer        (RrmServiceReport   *self);
void                rrm_service_report_set_peer        (RrmServiceReport   *self,
                                                        const char         *address);
guint               rrm_service_report_get_round_trips (RrmServiceReport   *self);
void                rrm_service_report_set_round_trips (RrmServiceReport   *self,
                                                        guint               round_trips);
GPtrArray          *rrm_service_report_get_steps       (RrmServiceReport   *self);
RrmStepReport      *rrm_service_report_get_step        (RrmServiceReport   *self,
                                                        RrmStepName         name);
gboolean            rrm_service_report_passed          (RrmServiceReport   *self,
                                                        RrmStepName         name);
gboolean            rrm_service_report_is_passed_by    (RrmServiceReport   *self,
                                                        RrmStepReport      *step);
RrmStepReport      *rrm_service_report_get_failed_step (RrmServiceReport   *self);
RrmServiceFacts    *rrm_service_report_get_facts       (RrmServiceReport   *self);
RrmTranscriptLog   *rrm_service_report_get_transcript  (RrmServiceReport   *self);
RrmTlsInfo         *rrm_service_report_get_tls         (RrmServiceReport   *self);
void                rrm_service_report_set_tls         (RrmServiceReport   *self,
                                                        RrmTlsInfo         *tls);
GPtrArray          *rrm_service_report_get_attempts    (RrmServiceReport   *self);
void                rrm_service_report_finish          (RrmServiceReport   *self);

G_END_DECLS
