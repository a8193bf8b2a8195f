/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/engine.h"

G_BEGIN_DECLS

#define RRM_TYPE_POP3 (rrm_pop3_get_type ())
G_DECLARE_FINAL_TYPE (RrmPop3, rrm_pop3, RRM, POP3, RrmEngine)

G_END_DECLS
