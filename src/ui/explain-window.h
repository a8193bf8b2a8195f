/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_EXPLAIN_WINDOW (rrm_explain_window_get_type ())
G_DECLARE_FINAL_TYPE (RrmExplainWindow, rrm_explain_window, RRM, EXPLAIN_WINDOW, AdwWindow)

GtkWidget *rrm_explain_window_new (GtkWindow *parent);

G_END_DECLS
