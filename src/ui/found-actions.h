/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

G_BEGIN_DECLS

void rrm_found_actions_install  (GtkWidgetClass  *widget_class);
void rrm_found_actions_ask_back (RrmWindow       *window,
                                 RrmQuestionFunc  confirmed,
                                 gpointer         data,
                                 GDestroyNotify   destroy);

G_END_DECLS
