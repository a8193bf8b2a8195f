/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/scenario.h"

G_BEGIN_DECLS

char       **rrm_practice_list_faults   (void);
RrmScenario *rrm_scenario_new_for_fault (const char *name,
                                         GError    **error);

G_END_DECLS
