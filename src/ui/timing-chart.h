/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/service-report.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_TIMING_CHART (rrm_timing_chart_get_type ())
G_DECLARE_FINAL_TYPE (RrmTimingChart, rrm_timing_chart, RRM, TIMING_CHART, GtkWidget)

GtkWidget *rrm_timing_chart_new      (RrmServiceReport *incoming,
                                      RrmServiceReport *outgoing);
char      *rrm_timing_chart_describe (RrmServiceReport *incoming,
                                      RrmServiceReport *outgoing);

G_END_DECLS
