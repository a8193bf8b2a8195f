/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/sentences.h"
#include "model/finding.h"

G_BEGIN_DECLS

gboolean            rrm_told_is          (RrmFinding     *finding);
const RrmSentences *rrm_told_find        (RrmFindingCode  code);
const RrmWording   *rrm_told_get_numbers (void);
const char         *rrm_told_get_where   (RrmFinding     *finding);

G_END_DECLS
