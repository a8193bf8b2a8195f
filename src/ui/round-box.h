/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_ROUND_BOX (rrm_round_box_get_type ())
G_DECLARE_FINAL_TYPE (RrmRoundBox, rrm_round_box, RRM, ROUND_BOX, AdwBin)

void rrm_round_box_set_setup (RrmRoundBox *self,
                              RrmSetup    *setup);

G_END_DECLS
