/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/guide.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkPrintOperation *rrm_sheet_print_new (RrmGuide *guide,
                                        GBytes   *code,
                                        gboolean  large);

G_END_DECLS
