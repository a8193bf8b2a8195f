/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/service-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_DETAILS_VIEW (rrm_details_view_get_type ())
G_DECLARE_FINAL_TYPE (RrmDetailsView, rrm_details_view, RRM, DETAILS_VIEW, AdwBin)

void rrm_details_view_set_services (RrmDetailsView   *self,
                                    RrmServiceReport *incoming,
                                    RrmServiceReport *outgoing);

G_END_DECLS
