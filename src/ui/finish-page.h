/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_FINISH_PAGE (rrm_finish_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmFinishPage, rrm_finish_page, RRM, FINISH_PAGE, RrmFlowPage)

void rrm_finish_page_show_wait    (RrmFinishPage *self,
                                   const char    *text);
void rrm_finish_page_show_refusal (RrmFinishPage *self,
                                   const char    *text);

G_END_DECLS
