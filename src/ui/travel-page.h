/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_TRAVEL_PAGE (rrm_travel_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmTravelPage, rrm_travel_page, RRM, TRAVEL_PAGE, RrmFlowPage)

G_END_DECLS
