/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

G_BEGIN_DECLS

void rrm_window_test          (RrmWindow      *self);
void rrm_test_actions_install (GtkWidgetClass *widget_class);

G_END_DECLS
