/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/engine.h"

G_BEGIN_DECLS

#define RRM_TYPE_IMAP (rrm_imap_get_type ())
G_DECLARE_FINAL_TYPE (RrmImap, rrm_imap, RRM, IMAP, RrmEngine)

G_END_DECLS
