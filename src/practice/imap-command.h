/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/connection.h"

G_BEGIN_DECLS

typedef enum
{
  RRM_PRACTICE_WORD_ATOM,
  RRM_PRACTICE_WORD_STRING,
  RRM_PRACTICE_WORD_OPEN,
  RRM_PRACTICE_WORD_CLOSE,
} RrmPracticeWordKind;

typedef struct
{
  RrmPracticeWordKind kind;
  const char *text;
  gsize length;
} RrmPracticeWord;

/**
 * RrmPracticeCommand:
 * @tag: its tag, "*" if it has none
 * @verb: its name in capitals, "" if it has none; without UID before it
 * @uid: whether UID stood before it
 * @words: (element-type RrmPracticeWord): what follows; they point into the command
 *
 * One IMAP command, with its literals.
 */
typedef struct
{
  char *tag;
  char *verb;
  gboolean uid;
  GArray *words;
  char *buffer;
  gsize length;
} RrmPracticeCommand;

RrmPracticeCommand    *rrm_practice_command_read     (RrmPracticeConnection    *connection);
void                   rrm_practice_command_free     (RrmPracticeCommand       *self);
const RrmPracticeWord *rrm_practice_command_get_word (const RrmPracticeCommand *self,
                                                      guint                     n);
gboolean               rrm_practice_command_is       (const RrmPracticeCommand *self,
                                                      guint                     n,
                                                      const char               *word);
char                  *rrm_practice_command_dup_word (const RrmPracticeCommand *self,
                                                      guint                     n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPracticeCommand, rrm_practice_command_free)

G_END_DECLS
