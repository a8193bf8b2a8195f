/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/found.h"
#include "setup/setup.h"

G_BEGIN_DECLS

void      rrm_setup_show_old (RrmSetup   *self);
RrmFound *rrm_setup_get_old  (RrmSetup   *self);
void      rrm_setup_read_old (RrmSetup   *self,
                              const char *path);
gboolean  rrm_setup_take_old (RrmSetup   *self,
                              guint       index);

G_END_DECLS
