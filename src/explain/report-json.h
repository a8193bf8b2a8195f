/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"

G_BEGIN_DECLS

char *rrm_report_to_json           (RrmReport  *report,
                                    gboolean    pretty);
char *rrm_report_to_json_masked    (RrmReport  *report,
                                    gboolean    pretty);
char *rrm_refused_report_to_json   (RrmAccount *account,
                                    RrmStage    until,
                                    GListModel *findings,
                                    const char *why);
char *rrm_explanation_list_to_json (GListModel *findings,
                                    gboolean    pretty);

G_END_DECLS
