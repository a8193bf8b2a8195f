/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/error-scores.h"
#include "model/error-words.h"

G_BEGIN_DECLS

gboolean rrm_error_hosts_score (const char     *text,
                                RrmErrorWords  *words,
                                RrmErrorScores *scores);

G_END_DECLS
