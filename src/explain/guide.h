/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

#define RRM_GUIDE_ERROR (rrm_guide_error_quark ())
GQuark rrm_guide_error_quark (void);

/**
 * RrmGuideError:
 * @RRM_GUIDE_ERROR_NO_SUCH_CLIENT: no guide has this identifier
 * @RRM_GUIDE_ERROR_REFUSED: the program cannot hold this account; the message says why, in the
 *   person's language
 */
typedef enum
{
  RRM_GUIDE_ERROR_NO_SUCH_CLIENT,
  RRM_GUIDE_ERROR_REFUSED,
} RrmGuideError;

/**
 * RrmGuideStep:
 * @text: what to do, in one sentence or two
 * @label: (nullable): the program's own name of the field, where a value goes into one
 * @value: (nullable): what goes into the field, fit to be copied
 *
 * One step. Where it has a value, @text ends with a colon and the value follows.
 */
typedef struct
{
  char *text;
  char *label;
  char *value;
} RrmGuideStep;

/**
 * RrmGuide:
 * @client: the guide's identifier, as in the command's contract
 * @title: what it is, in a few words
 * @numbered: whether the steps follow each other; else it is a list of settings, and a step without
 *   a value is a heading
 * @steps: (element-type RrmGuideStep): what to do
 * @notes: (array zero-terminated=1): what to know besides: what the program still asks for
 *
 * How to type an account into a mail program by hand, with this account's own values. It never
 * holds a password.
 */
typedef struct
{
  char *client;
  char *title;
  gboolean numbered;
  GPtrArray *steps;
  char **notes;
} RrmGuide;

RrmGuide   *rrm_guide_new              (const char  *client,
                                        RrmAccount  *account,
                                        GError     **error);
void        rrm_guide_free             (RrmGuide    *guide);
char       *rrm_guide_to_text          (RrmGuide    *guide);
char      **rrm_guide_list_clients     (void);
const char *rrm_guide_get_client_name  (const char  *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmGuide, rrm_guide_free)

G_END_DECLS
