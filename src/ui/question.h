/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_QUESTION (rrm_question_get_type ())
G_DECLARE_FINAL_TYPE (RrmQuestion, rrm_question, RRM, QUESTION, AdwBin)

/**
 * RrmQuestionFunc:
 * @data: what was given with the question
 *
 * Called when the person has agreed.
 */
typedef void (*RrmQuestionFunc) (gpointer data);

/**
 * RrmAnswerFunc:
 * @data: what was given with the question
 * @text: the answer
 *
 * Called when the person has answered.
 */
typedef void (*RrmAnswerFunc) (gpointer data, const char *text);

/**
 * RrmAgreement:
 * @RRM_AGREEMENT_PLAIN: nothing speaks for it but the person's own knowledge
 * @RRM_AGREEMENT_SUGGESTED: what most people want
 * @RRM_AGREEMENT_DESTRUCTIVE: something is given up by it
 *
 * What it means to agree, and so how the button looks that does.
 */
typedef enum
{
  RRM_AGREEMENT_PLAIN,
  RRM_AGREEMENT_SUGGESTED,
  RRM_AGREEMENT_DESTRUCTIVE,
} RrmAgreement;

void     rrm_question_ask    (RrmQuestion     *self,
                              const char      *heading,
                              const char      *body,
                              const char      *agree,
                              RrmAgreement     agreement,
                              RrmQuestionFunc  agreed,
                              gpointer         data,
                              GDestroyNotify   destroy);
void     rrm_question_ask_text (RrmQuestion   *self,
                              const char      *heading,
                              const char      *body,
                              const char      *agree,
                              const char      *text,
                              RrmAnswerFunc    answered,
                              gpointer         data,
                              GDestroyNotify   destroy);
void     rrm_question_cancel (RrmQuestion     *self);
gboolean rrm_question_is_open (RrmQuestion    *self);

G_END_DECLS
