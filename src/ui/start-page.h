/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_START_PAGE (rrm_start_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmStartPage, rrm_start_page, RRM, START_PAGE, RrmFlowPage)

G_END_DECLS
