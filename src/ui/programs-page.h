/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_PROGRAMS_PAGE (rrm_programs_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmProgramsPage, rrm_programs_page, RRM, PROGRAMS_PAGE, RrmFlowPage)

G_END_DECLS
