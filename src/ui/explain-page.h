/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_EXPLAIN_PAGE (rrm_explain_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmExplainPage, rrm_explain_page, RRM, EXPLAIN_PAGE, RrmFlowPage)

G_END_DECLS
