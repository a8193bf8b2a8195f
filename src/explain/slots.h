/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmSlotFunc:
 * @name: the name of a slot or of a condition
 * @user_data: what the function needs
 *
 * Returns: (transfer full) (nullable): what is known under it
 */
typedef char *(*RrmSlotFunc) (const char *name, gpointer user_data);

gboolean rrm_slots_hold (const char  *when,
                         RrmSlotFunc  func,
                         gpointer     user_data);
char    *rrm_slots_fill (const char  *text,
                         RrmSlotFunc  func,
                         gpointer     user_data);

G_END_DECLS
