/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmProblemCode:
 *
 * What can be wrong with what was filled in: one code for each cause in each kind of field, so that
 * each has its own sentence.
 */
typedef enum
{
  RRM_PROBLEM_NAME_CONTROL,
  RRM_PROBLEM_NAME_TOO_LONG,
  RRM_PROBLEM_ADDRESS_EMPTY,
  RRM_PROBLEM_ADDRESS_NO_AT,
  RRM_PROBLEM_ADDRESS_SEVERAL_AT,
  RRM_PROBLEM_ADDRESS_SPACE,
  RRM_PROBLEM_ADDRESS_COMMA,
  RRM_PROBLEM_ADDRESS_NO_LOCAL_PART,
  RRM_PROBLEM_ADDRESS_NO_DOMAIN,
  RRM_PROBLEM_ADDRESS_BAD_DOMAIN,
  RRM_PROBLEM_ADDRESS_CHARACTER,
  RRM_PROBLEM_ADDRESS_TOO_LONG,
  RRM_PROBLEM_ADDRESS_TYPO,
  RRM_PROBLEM_ADDRESS_UNLIKELY,
  RRM_PROBLEM_PASSWORD_EMPTY,
  RRM_PROBLEM_PASSWORD_BLANK,
  RRM_PROBLEM_PASSWORD_CONTROL,
  RRM_PROBLEM_PASSWORD_TOO_LONG,
  RRM_PROBLEM_PASSWORD_EDGE_BLANKS,
  RRM_PROBLEM_SERVER_EMPTY,
  RRM_PROBLEM_SERVER_SCHEME,
  RRM_PROBLEM_SERVER_PORT,
  RRM_PROBLEM_SERVER_PATH,
  RRM_PROBLEM_SERVER_AT,
  RRM_PROBLEM_SERVER_SPACE,
  RRM_PROBLEM_SERVER_COMMA,
  RRM_PROBLEM_SERVER_CHARACTER,
  RRM_PROBLEM_SERVER_TOO_LONG,
  RRM_PROBLEM_SERVER_TYPO,
  RRM_PROBLEM_SERVER_RETIRED,
  RRM_PROBLEM_SERVER_OTHER_ADDRESSES,
  RRM_PROBLEM_PORT_EMPTY,
  RRM_PROBLEM_PORT_NOT_A_NUMBER,
  RRM_PROBLEM_PORT_RANGE,
  RRM_PROBLEM_SECURITY_NONE,
  RRM_PROBLEM_USERNAME_EMPTY,
  RRM_PROBLEM_USERNAME_CONTROL,
  RRM_PROBLEM_USERNAME_TOO_LONG,
  RRM_PROBLEM_USERNAME_NO_DOMAIN,
  RRM_PROBLEM_AUTH_SPA,
  RRM_PROBLEM_DAYS,
  RRM_PROBLEM_FOLDER_CONTROL,
  RRM_PROBLEM_FOLDER_TOO_LONG,
} RrmProblemCode;
#define RRM_N_PROBLEM_CODES (RRM_PROBLEM_FOLDER_TOO_LONG + 1)

typedef struct _RrmProblem RrmProblem;

/**
 * RrmProblem:
 * @code: what is wrong
 * @blocking: it cannot go on like this; else it is a hint
 * @suggestion: (nullable): what was probably meant
 *
 * What is wrong with one field.
 */
struct _RrmProblem
{
  RrmProblemCode code;
  gboolean blocking;
  char *suggestion;
};

RrmProblem *rrm_problem_new      (RrmProblemCode    code,
                                  gboolean          blocking);
void        rrm_problem_free     (RrmProblem       *problem);
char       *rrm_problem_describe (const RrmProblem *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmProblem, rrm_problem_free)

G_END_DECLS
