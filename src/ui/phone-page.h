/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_PHONE_PAGE (rrm_phone_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmPhonePage, rrm_phone_page, RRM, PHONE_PAGE, RrmFlowPage)

G_END_DECLS
