/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/**
 * RrmLikeness:
 * @RRM_LIKENESS_SAME: both have the same, or what comes to the same
 * @RRM_LIKENESS_OWN: they differ as they should: each has what belongs to its own address
 * @RRM_LIKENESS_UNKNOWN: one of them does not say
 * @RRM_LIKENESS_DIFFERENT: they differ, and that matters
 *
 * How two settings stand to each other.
 */
typedef enum
{
  RRM_LIKENESS_SAME,
  RRM_LIKENESS_OWN,
  RRM_LIKENESS_UNKNOWN,
  RRM_LIKENESS_DIFFERENT,
} RrmLikeness;
#define RRM_N_LIKENESSES (RRM_LIKENESS_DIFFERENT + 1)

/**
 * RrmComparison:
 * @key: the setting, as in the command's contract: "outgoing.security"
 * @left: (nullable): its value in the one account, in the words of the contract; %NULL: not said
 * @right: (nullable): the same in the other one
 * @likeness: how they stand to each other
 *
 * One setting of two accounts.
 */
typedef struct
{
  const char *key;
  char *left;
  char *right;
  RrmLikeness likeness;
} RrmComparison;

GPtrArray *rrm_accounts_compare (RrmAccount *left,
                                 RrmAccount *right);
void       rrm_comparisons_forget (GPtrArray         *comparisons,
                                   const char *const *keys);

G_END_DECLS
