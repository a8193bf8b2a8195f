/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"

G_BEGIN_DECLS

/**
 * RrmReportTextFlags:
 * @RRM_REPORT_TEXT_DEFAULT: the headline, the findings, a line for each step
 * @RRM_REPORT_TEXT_WITHOUT_STEPS: the steps were shown before
 * @RRM_REPORT_TEXT_TRANSCRIPT: what was said as well, secrets masked
 * @RRM_REPORT_TEXT_MASK_ADDRESS: the address and the user names hidden
 * @RRM_REPORT_TEXT_SHORT: about a screenful: advice for the first finding alone, and the steps of
 *   each server in a line or two
 *
 * What a report for reading holds.
 */
typedef enum
{
  RRM_REPORT_TEXT_DEFAULT = 0,
  RRM_REPORT_TEXT_WITHOUT_STEPS = 1 << 0,
  RRM_REPORT_TEXT_TRANSCRIPT = 1 << 1,
  RRM_REPORT_TEXT_MASK_ADDRESS = 1 << 2,
  RRM_REPORT_TEXT_SHORT = 1 << 3,
} RrmReportTextFlags;

char *rrm_report_to_text         (RrmReport          *report,
                                  RrmReportTextFlags  flags);
char *rrm_report_to_support_text (RrmReport          *report,
                                  RrmReportTextFlags  flags);

G_END_DECLS
