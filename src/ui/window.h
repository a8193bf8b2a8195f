/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_WINDOW (rrm_window_get_type ())
G_DECLARE_FINAL_TYPE (RrmWindow, rrm_window, RRM, WINDOW, AdwApplicationWindow)

RrmWindow *rrm_window_new (GtkApplication *application,
                           RrmSetup       *setup);

G_END_DECLS
