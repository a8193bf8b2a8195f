/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/guide.h"
#include "explain/guide-known.h"

G_BEGIN_DECLS

RrmGuide *rrm_guide_build (const char        *title,
                           const RrmGuideRow *steps,
                           const RrmGuideRow *notes,
                           RrmGuideKnown     *known);

G_END_DECLS
