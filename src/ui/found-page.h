/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_FOUND_PAGE (rrm_found_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmFoundPage, rrm_found_page, RRM, FOUND_PAGE, RrmFlowPage)

void rrm_found_page_set_busy (RrmFoundPage *self,
                              gboolean      busy);

G_END_DECLS
