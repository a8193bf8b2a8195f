/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/error-rules.h"

G_BEGIN_DECLS

gboolean rrm_error_reply_score_aup (const char     *text,
                                    RrmErrorScores *scores);
gboolean rrm_error_reply_score     (const char     *text,
                                    RrmErrorTopic   topic,
                                    RrmErrorScores *scores);

G_END_DECLS
