/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"

G_BEGIN_DECLS

char *rrm_report_to_json           (RrmReport  *report,
                                    gboolean    pretty);
char *rrm_report_to_json_masked    (RrmReport  *report,
                                    gboolean    pretty);
char *rrm_explanation_list_to_json (GListModel *findings,
                                    gboolean    pretty);

G_END_DECLS
