/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_OLD_PAGE (rrm_old_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmOldPage, rrm_old_page, RRM, OLD_PAGE, RrmFlowPage)

G_END_DECLS
