/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"

G_BEGIN_DECLS

#define RRM_TYPE_LIVE (rrm_live_get_type ())
G_DECLARE_FINAL_TYPE (RrmLive, rrm_live, RRM, LIVE, GObject)

RrmLive *rrm_live_new (RrmReport *report);

G_END_DECLS
