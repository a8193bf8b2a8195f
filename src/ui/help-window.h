/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_HELP_WINDOW (rrm_help_window_get_type ())
G_DECLARE_FINAL_TYPE (RrmHelpWindow, rrm_help_window, RRM, HELP_WINDOW, AdwWindow)

GtkWidget *rrm_help_window_new (GtkWindow *parent);

G_END_DECLS
