/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/held.h"

G_BEGIN_DECLS

const char *rrm_explain_held      (RrmHeld  held);
char       *rrm_explain_held_long (RrmHeld  held,
                                   gint64   saved);
char      **rrm_explain_changed   (gboolean previous);

G_END_DECLS
