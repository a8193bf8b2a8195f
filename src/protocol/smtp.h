/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/engine.h"

G_BEGIN_DECLS

#define RRM_TYPE_SMTP (rrm_smtp_get_type ())
G_DECLARE_FINAL_TYPE (RrmSmtp, rrm_smtp, RRM, SMTP, RrmEngine)

G_END_DECLS
