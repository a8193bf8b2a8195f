/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/reach.h"

G_BEGIN_DECLS

const char *rrm_explain_reach_verdict (RrmReachVerdict  verdict);
const char *rrm_explain_reach_state   (RrmReachState    state);
char      **rrm_explain_travel        (RrmReachVerdict  verdict,
                                       RrmReachState    port_25);

G_END_DECLS
