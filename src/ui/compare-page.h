/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_COMPARE_PAGE (rrm_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmComparePage, rrm_compare_page, RRM, COMPARE_PAGE, RrmFlowPage)

G_END_DECLS
