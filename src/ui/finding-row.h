/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "model/finding.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_FINDING_ROW (rrm_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (RrmFindingRow, rrm_finding_row, RRM, FINDING_ROW, GtkListBoxRow)

GtkWidget *rrm_finding_row_new  (RrmFinding *finding,
                                 guint       index,
                                 RrmAccount *account);
char      *rrm_advice_to_markup (char      **advice);
void       rrm_pill_set_where   (GtkLabel   *pill,
                                 RrmFinding *finding,
                                 RrmSeverity severity);

G_END_DECLS
