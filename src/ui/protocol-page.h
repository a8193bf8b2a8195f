/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_PROTOCOL_PAGE (rrm_protocol_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmProtocolPage, rrm_protocol_page, RRM, PROTOCOL_PAGE, RrmFlowPage)

G_END_DECLS
