/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RrmConfirmFunc:
 * @parent: the window that asked
 * @data: what was given with it
 *
 * Called when the person has agreed.
 */
typedef void (*RrmConfirmFunc) (GtkWindow *parent,
                                gpointer   data);

void rrm_confirm_cleartext (GtkWindow      *parent,
                            RrmConfirmFunc  agreed);
void rrm_confirm_host      (GtkWindow      *parent,
                            const char     *host,
                            RrmConfirmFunc  agreed,
                            gpointer        data,
                            GDestroyNotify  destroy);

G_END_DECLS
