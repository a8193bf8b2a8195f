/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/guide-about.h"
#include "model/finding.h"
#include "model/held.h"
#include "setup/setup.h"

G_BEGIN_DECLS

/**
 * RrmChanged:
 * @RRM_CHANGED_UNKNOWN: nobody can tell
 * @RRM_CHANGED_TODAY: today
 * @RRM_CHANGED_YESTERDAY: yesterday or today
 * @RRM_CHANGED_WEEK: in the last seven days
 * @RRM_CHANGED_MONTH: in the last thirty-one days
 *
 * When the password was changed, as people remember it.
 */
typedef enum
{
  RRM_CHANGED_UNKNOWN,
  RRM_CHANGED_TODAY,
  RRM_CHANGED_YESTERDAY,
  RRM_CHANGED_WEEK,
  RRM_CHANGED_MONTH,
} RrmChanged;
#define RRM_N_CHANGEDS (RRM_CHANGED_MONTH + 1)

/**
 * RrmHolder:
 * @program: the word for the program
 * @name: what the person calls it
 * @file: (nullable): the file that holds its settings
 * @held: what is known of the passwords that it keeps
 * @text: the same in a sentence
 * @finding: (nullable): that it keeps an old one, where that is known
 *
 * A mail program on this computer that has the account.
 */
typedef struct
{
  char *program;
  char *name;
  char *file;
  RrmHeld held;
  char *text;
  RrmFinding *finding;
} RrmHolder;

void        rrm_holder_free              (RrmHolder  *holder);
gint64      rrm_changed_get_earliest     (RrmChanged  changed,
                                          GDateTime  *now);

void        rrm_setup_set_home           (RrmSetup   *self,
                                          const char *home);
void        rrm_setup_look_for_holders   (RrmSetup   *self);
gboolean    rrm_setup_get_looking        (RrmSetup   *self);
RrmChanged  rrm_setup_get_changed        (RrmSetup   *self);
void        rrm_setup_set_changed        (RrmSetup   *self,
                                          RrmChanged  changed);
GPtrArray  *rrm_setup_list_holders       (RrmSetup   *self,
                                          GDateTime  *now);
gboolean    rrm_setup_is_previous        (RrmSetup   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmHolder, rrm_holder_free)

G_END_DECLS
