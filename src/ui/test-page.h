/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_TEST_PAGE (rrm_test_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmTestPage, rrm_test_page, RRM, TEST_PAGE, RrmFlowPage)

G_END_DECLS
