/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/imap-command.h"

G_BEGIN_DECLS

/**
 * RrmPracticeImap:
 * @view: (nullable): the messages of the open folder as the client knows them; %NULL with none open
 * @read_only: opened by EXAMINE
 *
 * One IMAP conversation.
 */
typedef struct
{
  RrmPracticeConnection *connection;
  RrmPracticeMailbox *mailbox;
  GPtrArray *view;
  RrmPracticeFolder folder;
  gboolean read_only;
} RrmPracticeImap;

gboolean rrm_practice_imap_open    (RrmPracticeImap          *self,
                                    const RrmPracticeCommand *command);
gboolean rrm_practice_imap_list    (RrmPracticeImap          *self,
                                    const RrmPracticeCommand *command);
gboolean rrm_practice_imap_status  (RrmPracticeImap          *self,
                                    const RrmPracticeCommand *command);
gboolean rrm_practice_imap_store   (RrmPracticeImap          *self,
                                    const RrmPracticeCommand *command);
gboolean rrm_practice_imap_expunge (RrmPracticeImap          *self,
                                    const RrmPracticeCommand *command);
gboolean rrm_practice_imap_idle    (RrmPracticeImap          *self,
                                    const RrmPracticeCommand *command);
gboolean rrm_practice_imap_search  (RrmPracticeImap          *self,
                                    const RrmPracticeCommand *command);
gboolean rrm_practice_imap_fetch   (RrmPracticeImap          *self,
                                    const RrmPracticeCommand *command);
void     rrm_practice_imap_refresh (RrmPracticeImap          *self,
                                    GString                  *news);
void     rrm_practice_imap_append_flags (GString             *text,
                                    RrmPracticeFlags          flags);
gboolean rrm_practice_imap_in_set  (const RrmPracticeImap    *self,
                                    const RrmPracticeWord    *set,
                                    gboolean                  uid,
                                    guint                     n);

G_END_DECLS
