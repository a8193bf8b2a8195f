/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/provider-map.h"
#include "model/reply-table.h"
#include "model/report.h"

#include <glib.h>

G_BEGIN_DECLS

/* What is known while a report is looked at. Nothing in it is changed but the findings. */
typedef struct
{
  RrmReport *report;
  RrmAccount *account;
  /* NULL where the account's address cannot be read. */
  RrmAddress *address;
  /* Of the address, or NULL. */
  const char *domain;
  RrmProviderMap *map;
  RrmReplyTable *replies;
  /* Of RrmFinding, in the order in which they were found. */
  GPtrArray *findings;
} RrmDiagnosis;

/* How one service ended, where it did not end well. */
typedef struct
{
  RrmServiceReport *service;
  RrmServiceSettings *settings;
  RrmProtocol protocol;
  RrmStepName step;
  const RrmFault *fault;
} RrmFailure;

/* The frame: diagnose-frame.c */
gboolean    rrm_failure_find           (RrmServiceReport *service,
                                        RrmFailure       *failure);
gboolean    rrm_failure_is_early       (const RrmFailure *failure);
gboolean    rrm_failure_is_of_delivery (const RrmFailure *failure);
gboolean    rrm_failure_is_late        (const RrmFailure *failure);
RrmFinding *rrm_diagnosis_add          (RrmDiagnosis     *self,
                                        RrmServiceReport *service,
                                        RrmStepName       step,
                                        RrmFindingCode    code);
RrmFinding *rrm_diagnosis_add_failure  (RrmDiagnosis     *self,
                                        const RrmFailure *failure,
                                        RrmFindingCode    code);
RrmFinding *rrm_diagnosis_add_reply    (RrmDiagnosis     *self,
                                        const RrmFailure *failure,
                                        RrmFindingCode    code,
                                        const RrmReply   *reply);
RrmFinding *rrm_diagnosis_find         (RrmDiagnosis     *self,
                                        RrmServiceReport *service,
                                        RrmFindingCode    code);
void        rrm_finding_set_number     (RrmFinding       *finding,
                                        const char       *name,
                                        guint64           value);
void        rrm_finding_set_time       (RrmFinding       *finding,
                                        const char       *name,
                                        gint64            seconds,
                                        const char       *format);

/* Changes: diagnose-change.c */
gboolean    rrm_diagnosis_is_own_host  (RrmDiagnosis     *self,
                                        RrmServiceSettings *settings);
gboolean    rrm_diagnosis_is_family_host (RrmDiagnosis   *self,
                                        const char       *host);
gboolean    rrm_diagnosis_is_provider_host (RrmDiagnosis *self,
                                        const char       *host);
gboolean    rrm_diagnosis_is_of_family (RrmDiagnosis     *self,
                                        RrmServiceSettings *settings);
gboolean    rrm_port_is_usual          (RrmProtocol       protocol,
                                        guint16           port);
char       *rrm_change_key             (RrmServiceSettings *settings,
                                        const char       *field);
RrmChange  *rrm_change_of_string       (RrmServiceSettings *settings,
                                        const char       *field,
                                        const char       *value);
RrmChange  *rrm_change_to              (RrmServiceSettings *from,
                                        RrmServiceSettings *to);
RrmChange  *rrm_change_to_map          (RrmDiagnosis     *self,
                                        RrmServiceSettings *settings);
RrmChange  *rrm_change_to_host         (RrmDiagnosis     *self,
                                        RrmServiceSettings *settings,
                                        const char       *host);
RrmChange  *rrm_change_to_probe        (RrmServiceSettings *settings,
                                        const RrmProbe   *probe);
RrmChange  *rrm_change_to_encryption   (RrmDiagnosis     *self,
                                        RrmServiceReport *service);

/* What else spoke: diagnose-protocol.c */
RrmSeen     rrm_seen_of_protocol       (RrmProtocol       protocol);
void        rrm_finding_set_expected_port (RrmFinding    *finding,
                                        RrmServiceSettings *settings);
RrmFinding *rrm_diagnosis_add_mode_mismatch (RrmDiagnosis *self,
                                        const RrmFailure *failure,
                                        RrmSecurity       found);

/* What the probes and the other service show: diagnose-evidence.c */
const RrmProbe *rrm_evidence_find_port     (RrmDiagnosis     *self,
                                            RrmServiceReport *service,
                                            gboolean          only_tls);
const RrmProbe *rrm_evidence_find          (RrmDiagnosis     *self,
                                            RrmServiceReport *service,
                                            RrmProbeKind      kind,
                                            RrmProbeResult    result);
gboolean        rrm_evidence_host_alive    (RrmDiagnosis     *self,
                                            RrmServiceReport *service,
                                            const char      **host,
                                            guint16          *port);
gboolean        rrm_evidence_sibling_alive (RrmDiagnosis     *self,
                                            RrmServiceReport *service,
                                            const char      **host,
                                            guint16          *port);
gboolean        rrm_evidence_network_works (RrmDiagnosis     *self);
gboolean        rrm_evidence_network_fails (RrmDiagnosis     *self);
gboolean        rrm_evidence_portal        (RrmDiagnosis     *self);
gboolean        rrm_evidence_outage        (RrmDiagnosis     *self,
                                            char            **hosts,
                                            guint            *n_tried);
gboolean        rrm_evidence_clock_is_right (RrmDiagnosis    *self);
gboolean        rrm_evidence_true_time     (RrmDiagnosis     *self,
                                            const RrmCertificate *certificate,
                                            gint64           *true_time);

/* The topics, a file each. */
void diagnose_host         (RrmDiagnosis     *self,
                            RrmServiceReport *service);
void diagnose_address      (RrmDiagnosis     *self);
void diagnose_settings     (RrmDiagnosis     *self,
                            RrmServiceReport *service);
void diagnose_network      (RrmDiagnosis     *self,
                            const RrmFailure *failure);
void diagnose_surroundings (RrmDiagnosis     *self);
void diagnose_ipv6         (RrmDiagnosis     *self,
                            RrmServiceReport *service);
void diagnose_protocol     (RrmDiagnosis     *self,
                            const RrmFailure *failure);
void diagnose_tls          (RrmDiagnosis     *self,
                            const RrmFailure *failure);
void diagnose_certificate  (RrmDiagnosis     *self,
                            const RrmFailure *failure);
void diagnose_login        (RrmDiagnosis     *self,
                            const RrmFailure *failure,
                            RrmFindingCode    code);
void diagnose_no_login     (RrmDiagnosis     *self,
                            const RrmFailure *failure);
void diagnose_mechanism    (RrmDiagnosis     *self,
                            const RrmFailure *failure,
                            RrmFindingCode    code);
void diagnose_no_mechanism (RrmDiagnosis     *self,
                            const RrmFailure *failure);
void diagnose_mailbox      (RrmDiagnosis     *self,
                            RrmServiceReport *service);
void diagnose_reply        (RrmDiagnosis     *self,
                            const RrmFailure *failure);
void diagnose_delivery     (RrmDiagnosis     *self,
                            RrmServiceReport *service);

/* Known interceptors: diagnose-interceptor.c */
gboolean rrm_interceptor_find (const char  *issuer,
                               char       **product,
                               char       **maker);

/* Which comes first: ranking.c */
void rrm_ranking_sort (GPtrArray *findings);

G_END_DECLS
