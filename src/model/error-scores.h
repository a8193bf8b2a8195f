/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/finding.h"

G_BEGIN_DECLS

/**
 * RrmErrorScores:
 * @score: how much the text says for each cause
 * @near: how much it says for each cause if it is about mail, which it does not tell
 * @details: what the text itself says about a cause, such as the name of a server
 *
 * The scores of one text.
 */
typedef struct
{
  double score[RRM_N_FINDING_CODES];
  double near[RRM_N_FINDING_CODES];
  GHashTable *details[RRM_N_FINDING_CODES];
} RrmErrorScores;

RrmErrorScores *rrm_error_scores_new        (void);
void            rrm_error_scores_free       (RrmErrorScores       *self);
void            rrm_error_scores_add        (RrmErrorScores       *self,
                                             const RrmFindingCode *codes,
                                             guint                 n_codes,
                                             double                weight,
                                             gboolean              near);
void            rrm_error_scores_set_detail (RrmErrorScores       *self,
                                             RrmFindingCode        code,
                                             const char           *name,
                                             const char           *value);
GPtrArray      *rrm_error_scores_end        (RrmErrorScores       *self,
                                             guint                 max,
                                             gboolean             *known);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmErrorScores, rrm_error_scores_free)

G_END_DECLS
