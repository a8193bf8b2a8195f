/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/service-report.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_TASK_ROW (rrm_task_row_get_type ())
G_DECLARE_FINAL_TYPE (RrmTaskRow, rrm_task_row, RRM, TASK_ROW, GtkListBoxRow)

GtkWidget     *rrm_task_row_new      (RrmServiceReport *service,
                                      RrmStepReport    *step);
RrmStepReport *rrm_task_row_get_step (RrmTaskRow       *self);
void           rrm_task_row_set_cause (RrmTaskRow      *self,
                                       const char      *cause);

G_END_DECLS
