/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/change.h"
#include "model/enums.h"
#include "model/fault.h"
#include "model/finding-code.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define RRM_TYPE_FINDING (rrm_finding_get_type ())
G_DECLARE_FINAL_TYPE (RrmFinding, rrm_finding, RRM, FINDING, GObject)

RrmFinding     *rrm_finding_new             (RrmFindingCode  code);
RrmFinding     *rrm_finding_new_for_service (RrmFindingCode  code,
                                             RrmProtocol     protocol,
                                             RrmStepName     step);
RrmFindingCode  rrm_finding_get_code        (RrmFinding     *self);
RrmSeverity     rrm_finding_get_severity    (RrmFinding     *self);
void            rrm_finding_set_severity    (RrmFinding     *self,
                                             RrmSeverity     severity);
RrmWhere        rrm_finding_get_where       (RrmFinding     *self);
void            rrm_finding_set_where       (RrmFinding     *self,
                                             RrmWhere        where);
gboolean        rrm_finding_get_service     (RrmFinding     *self,
                                             RrmProtocol    *protocol);
gboolean        rrm_finding_get_step        (RrmFinding     *self,
                                             RrmStepName    *step);
RrmChange      *rrm_finding_get_change      (RrmFinding     *self);
void            rrm_finding_set_change      (RrmFinding     *self,
                                             RrmChange      *change);
const char     *rrm_finding_get_server_said (RrmFinding     *self);
void            rrm_finding_set_reply       (RrmFinding     *self,
                                             const RrmReply *reply);
void            rrm_finding_set_server_said (RrmFinding     *self,
                                             const char     *text);
const char     *rrm_finding_get_detail      (RrmFinding     *self,
                                             const char     *name);
void            rrm_finding_set_detail      (RrmFinding     *self,
                                             const char     *name,
                                             const char     *value);

G_END_DECLS
