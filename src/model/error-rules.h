/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/error-scores.h"
#include "model/error-words.h"

G_BEGIN_DECLS

/**
 * RrmErrorTopic:
 * @RRM_ERROR_TOPIC_UNSAID: the text does not tell what it is about
 * @RRM_ERROR_TOPIC_MAIL: it is about mail
 * @RRM_ERROR_TOPIC_OTHER: it is about something else
 */
typedef enum
{
  RRM_ERROR_TOPIC_UNSAID,
  RRM_ERROR_TOPIC_MAIL,
  RRM_ERROR_TOPIC_OTHER,
} RrmErrorTopic;

/**
 * RrmErrorRules:
 *
 * `data/errors.ini`, taken apart once. It never changes while the program runs.
 */
typedef struct _RrmErrorRules RrmErrorRules;

RrmErrorRules *rrm_error_rules_get_default     (void);
GHashTable    *rrm_error_rules_get_spelling    (RrmErrorRules   *self);
RrmErrorTopic  rrm_error_rules_get_topic       (RrmErrorRules   *self,
                                                RrmErrorWords   *words);
void           rrm_error_rules_score_words     (RrmErrorRules   *self,
                                                RrmErrorWords   *words,
                                                RrmErrorTopic    topic,
                                                RrmErrorScores  *scores);
gboolean       rrm_error_rules_score_numbers   (RrmErrorRules   *self,
                                                RrmErrorWords   *words,
                                                RrmErrorScores  *scores);
const char    *rrm_error_rules_get_reply_steps (RrmErrorRules   *self,
                                                const char      *status);
gboolean       rrm_error_rules_get_aup_class   (RrmErrorRules   *self,
                                                const char      *number,
                                                RrmFindingCode  *code);

G_END_DECLS
