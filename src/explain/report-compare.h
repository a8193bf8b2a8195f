/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/text-out.h"
#include "model/report.h"

G_BEGIN_DECLS

void rrm_report_write_probes      (RrmTextOut *out,
                                   RrmReport  *report);
void rrm_report_write_certificate (RrmTextOut *out,
                                   RrmFinding *finding);

G_END_DECLS
