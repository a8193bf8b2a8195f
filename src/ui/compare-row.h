/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup-compare.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_COMPARE_ROW (rrm_compare_row_get_type ())
G_DECLARE_FINAL_TYPE (RrmCompareRow, rrm_compare_row, RRM, COMPARE_ROW, GtkListBoxRow)

GtkWidget *rrm_compare_row_new (const RrmComparison *comparison,
                                const char          *left,
                                const char          *right);

G_END_DECLS
