/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_HOLDERS_PAGE (rrm_holders_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmHoldersPage, rrm_holders_page, RRM, HOLDERS_PAGE, RrmFlowPage)

G_END_DECLS
