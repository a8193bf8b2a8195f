/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_MORE_PAGE (rrm_more_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmMorePage, rrm_more_page, RRM, MORE_PAGE, RrmFlowPage)

G_END_DECLS
