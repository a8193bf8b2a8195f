/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"

#include <adwaita.h>

G_BEGIN_DECLS

void rrm_report_copy_for_support (GtkWidget       *widget,
                                  RrmReport       *report,
                                  AdwToastOverlay *toasts);
void rrm_report_save             (GtkWindow       *parent,
                                  RrmReport       *report,
                                  AdwToastOverlay *toasts);

G_END_DECLS
