/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/reach.h"
#include "setup/setup.h"

G_BEGIN_DECLS

void      rrm_setup_show_travel (RrmSetup *self);
RrmReach *rrm_setup_get_reach   (RrmSetup *self);
gboolean  rrm_setup_look_around (RrmSetup *self);

G_END_DECLS
