/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_LEAVING_PAGE (rrm_leaving_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmLeavingPage, rrm_leaving_page, RRM, LEAVING_PAGE, RrmFlowPage)

G_END_DECLS
