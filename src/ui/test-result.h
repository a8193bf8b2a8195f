/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

char     *rrm_test_result_describe    (RrmSetup         *setup);
gboolean  rrm_test_result_prepare_row (GtkWidget        *row,
                                       RrmServiceReport *service,
                                       const char       *result);
void      rrm_test_result_show_causes (RrmSetup         *setup,
                                       GtkListBox       *incoming,
                                       GtkListBox       *outgoing);

G_END_DECLS
