/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_FINDING_CARD (rrm_finding_card_get_type ())
G_DECLARE_FINAL_TYPE (RrmFindingCard, rrm_finding_card, RRM, FINDING_CARD, AdwBin)

void     rrm_finding_card_update (RrmFindingCard *self,
                                  RrmSetup       *setup,
                                  guint           seconds);
gboolean rrm_finding_card_update_pause (RrmFindingCard *self,
                                        RrmSetup       *setup);
gboolean rrm_finding_card_focus  (RrmFindingCard *self);

G_END_DECLS
