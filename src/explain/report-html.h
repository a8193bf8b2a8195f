/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"

G_BEGIN_DECLS

char *rrm_report_to_html (RrmReport *report,
                          gboolean   mask_address);

G_END_DECLS
