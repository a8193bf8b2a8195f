/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void rrm_toast_show (AdwToastOverlay *overlay,
                     const char      *text);

G_END_DECLS
