/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_ABOUT_PAGE (rrm_about_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmAboutPage, rrm_about_page, RRM, ABOUT_PAGE, RrmFlowPage)

G_END_DECLS
