/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  rrm_save_dialog_run_async (GtkWindow           *parent,
                                 RrmSetup            *setup,
                                 const char          *format,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
char *rrm_save_dialog_finish    (GAsyncResult        *result,
                                 GError             **error);

G_END_DECLS
