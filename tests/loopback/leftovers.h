/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void leftovers_add      (const char    *path,
                         gconstpointer  data,
                         GTestDataFunc  test);
void leftovers_add_func (const char    *path,
                         GTestFunc      test);

G_END_DECLS
