/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_OFFER_PAGE (rrm_offer_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmOfferPage, rrm_offer_page, RRM, OFFER_PAGE, RrmFlowPage)

void rrm_offer_page_say (RrmOfferPage *self,
                         const char   *refusal);

G_END_DECLS
