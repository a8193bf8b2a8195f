/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

G_BEGIN_DECLS

gboolean rrm_window_open_saved     (RrmWindow      *self,
                                    const char     *address,
                                    gboolean        test);
void     rrm_check_actions_install (GtkWidgetClass *widget_class);

G_END_DECLS
