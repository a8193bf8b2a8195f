/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

G_BEGIN_DECLS

void      rrm_setup_keep_draft       (RrmSetup    *self,
                                      const char  *path);
char     *rrm_setup_get_left_draft   (RrmSetup    *self);
void      rrm_setup_continue_draft   (RrmSetup    *self);
void      rrm_setup_flush_draft      (RrmSetup    *self);
void      rrm_setup_drop_left_draft  (RrmSetup    *self);
void      rrm_setup_drop_draft       (RrmSetup    *self);
gboolean  rrm_setup_is_unsaved       (RrmSetup    *self);

G_END_DECLS
