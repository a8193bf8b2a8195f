/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

G_BEGIN_DECLS

void     rrm_window_follow_search (RrmWindow *self);
gboolean rrm_window_search        (RrmWindow *self);

G_END_DECLS
