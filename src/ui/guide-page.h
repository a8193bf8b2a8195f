/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_GUIDE_PAGE (rrm_guide_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmGuidePage, rrm_guide_page, RRM, GUIDE_PAGE, RrmFlowPage)

G_END_DECLS
