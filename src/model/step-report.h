/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"
#include "model/fault.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define RRM_TYPE_STEP_REPORT (rrm_step_report_get_type ())
G_DECLARE_FINAL_TYPE (RrmStepReport, rrm_step_report, RRM, STEP_REPORT, GObject)

RrmStepReport  *rrm_step_report_new         (RrmStepName    name);
RrmStepName     rrm_step_report_get_name    (RrmStepReport *self);
RrmStatus       rrm_step_report_get_status  (RrmStepReport *self);
gboolean        rrm_step_report_has_begun   (RrmStepReport *self);
gint64          rrm_step_report_get_started (RrmStepReport *self);
gint64          rrm_step_report_get_elapsed (RrmStepReport *self);
const RrmFault *rrm_step_report_get_fault   (RrmStepReport *self);
void            rrm_step_report_begin       (RrmStepReport *self,
                                             gint64         now);
void            rrm_step_report_end         (RrmStepReport *self,
                                             gint64         now,
                                             RrmStatus      status,
                                             RrmFault      *fault);
void            rrm_step_report_skip        (RrmStepReport *self);
void            rrm_step_report_rewind      (RrmStepReport *self);

G_END_DECLS
