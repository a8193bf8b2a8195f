/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/finding.h"

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *rrm_error_text_explain (const char  *text,
                                   gboolean    *known);

G_END_DECLS
