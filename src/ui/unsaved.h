/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

G_BEGIN_DECLS

void     rrm_window_leave          (RrmWindow       *self,
                                    RrmQuestionFunc  func,
                                    gpointer         data,
                                    GDestroyNotify   destroy);
gboolean rrm_window_ask_to_close   (RrmWindow       *self);

G_END_DECLS
