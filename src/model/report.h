/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "model/difference.h"
#include "model/finding.h"
#include "model/probe.h"
#include "model/service-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RRM_TYPE_REPORT (rrm_report_get_type ())
G_DECLARE_FINAL_TYPE (RrmReport, rrm_report, RRM, REPORT, GObject)

RrmReport        *rrm_report_new                (RrmAccount       *account,
                                                 RrmStage          until);
RrmAccount       *rrm_report_get_account        (RrmReport        *self);
RrmStage          rrm_report_get_until          (RrmReport        *self);
GDateTime        *rrm_report_get_date           (RrmReport        *self);
GPtrArray        *rrm_report_get_services       (RrmReport        *self);
RrmServiceReport *rrm_report_get_incoming       (RrmReport        *self);
RrmServiceReport *rrm_report_get_outgoing       (RrmReport        *self);
RrmServiceReport *rrm_report_add_service        (RrmReport        *self,
                                                 RrmServiceSettings *settings);
GPtrArray        *rrm_report_get_probes         (RrmReport        *self);
GListModel       *rrm_report_get_findings       (RrmReport        *self);
RrmFinding       *rrm_report_get_finding        (RrmReport        *self,
                                                 guint             index);
void              rrm_report_take_findings      (RrmReport        *self,
                                                 GPtrArray        *findings);
gboolean          rrm_report_get_stopped        (RrmReport        *self);
void              rrm_report_set_stopped        (RrmReport        *self,
                                                 gboolean          stopped);
RrmInterruption   rrm_report_get_interruption   (RrmReport        *self);
void              rrm_report_set_interruption   (RrmReport        *self,
                                                 RrmInterruption   interruption);
gboolean          rrm_report_get_network_usable (RrmReport        *self);
void              rrm_report_set_network_usable (RrmReport        *self,
                                                 gboolean          usable);
gboolean          rrm_report_get_practice       (RrmReport        *self);
void              rrm_report_set_practice       (RrmReport        *self,
                                                 gboolean          practice);
GDateTime        *rrm_report_get_since          (RrmReport        *self);
GPtrArray        *rrm_report_get_differences    (RrmReport        *self);
void              rrm_report_take_differences   (RrmReport        *self,
                                                 GDateTime        *since,
                                                 GPtrArray        *differences);
RrmVerdict        rrm_report_get_verdict        (RrmReport        *self);
RrmWhere          rrm_report_get_where          (RrmReport        *self);

G_END_DECLS
