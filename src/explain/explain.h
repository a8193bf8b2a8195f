/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/finding.h"
#include "model/report.h"

G_BEGIN_DECLS

/**
 * RrmExplanation:
 * @where: whose fault it is, as a word or two: "Your settings"
 * @title: what is wrong, in one sentence
 * @explanation: the cause in two
 * @advice: (array zero-terminated=1): what to do, step by step, without numbers
 *
 * A finding in the person's language.
 */
typedef struct
{
  char *where;
  char *title;
  char *explanation;
  char **advice;
} RrmExplanation;

RrmExplanation *rrm_explain_finding           (RrmFinding           *finding,
                                               RrmAccount           *account);
const char     *rrm_explain_finding_where     (RrmFinding           *finding);
void            rrm_explanation_free          (RrmExplanation       *explanation);
const char     *rrm_explain_where             (RrmWhere              where);
const char     *rrm_explain_step              (RrmStepName           step,
                                               RrmProtocol           protocol);
const char     *rrm_explain_status            (RrmStatus             status);
const char     *rrm_explain_sign              (RrmStatus             status);
const char     *rrm_explain_step_status       (RrmStepReport        *step);
const char     *rrm_explain_step_in           (RrmServiceReport     *service,
                                               RrmStepReport        *step);
const char     *rrm_explain_security          (RrmSecurity           security);
const char     *rrm_explain_auth              (RrmAuth               auth);
const char     *rrm_explain_protocol          (RrmProtocol           protocol);
const char     *rrm_explain_severity          (RrmSeverity           severity);
const char     *rrm_explain_direction         (RrmProtocol           protocol);
char           *rrm_explain_change_key        (const char           *key);
char           *rrm_explain_change_value      (const char           *key,
                                               const char           *value);
char           *rrm_explain_change            (const RrmChange      *change,
                                               RrmAccount           *account);
char          **rrm_explain_change_items      (const RrmChange      *change,
                                               RrmAccount           *account);
char           *rrm_explain_server            (RrmServiceReport     *service);
char           *rrm_explain_elapsed           (gint64                microseconds);
char           *rrm_explain_date              (GDateTime            *date);
char           *rrm_explain_certificate_dates (const RrmCertificate *certificate);
char           *rrm_explain_verdict           (RrmReport            *report);
char           *rrm_explain_message           (RrmReport            *report);
char          **rrm_explain_since             (RrmReport            *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmExplanation, rrm_explanation_free)

G_END_DECLS
