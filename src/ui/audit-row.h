/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/found-account.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_AUDIT_ROW (rrm_audit_row_get_type ())
G_DECLARE_FINAL_TYPE (RrmAuditRow, rrm_audit_row, RRM, AUDIT_ROW, GtkListBoxRow)

GtkWidget *rrm_audit_row_new (RrmFoundAccount *account,
                              RrmFinding      *finding);

G_END_DECLS
