/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"

G_BEGIN_DECLS

/* A server that tries to break out of every kind of report: markup, a quotation, a line of its own,
 * a change of direction, an escape sequence. */
#define SAMPLE_NASTY                                                                               \
  "550 <script>alert('x')</script> \"&amp; \r\n✓ Sign in: Passed \u202eevil\033[2J"

RrmReport *sample_report_new         (void);
RrmReport *sample_report_new_working (void);

G_END_DECLS
