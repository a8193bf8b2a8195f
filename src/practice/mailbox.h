/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  RRM_PRACTICE_INBOX,
  RRM_PRACTICE_JUNK,
} RrmPracticeFolder;

#define RRM_PRACTICE_N_FOLDERS (RRM_PRACTICE_JUNK + 1)

typedef enum
{
  RRM_PRACTICE_FLAG_NONE = 0,
  RRM_PRACTICE_FLAG_SEEN = 1 << 0,
  RRM_PRACTICE_FLAG_DELETED = 1 << 1,
  RRM_PRACTICE_FLAG_ANSWERED = 1 << 2,
  RRM_PRACTICE_FLAG_FLAGGED = 1 << 3,
  RRM_PRACTICE_FLAG_DRAFT = 1 << 4,
} RrmPracticeFlags;

/**
 * RrmPracticeMessage:
 * @uid: unique in its folder, growing
 * @flags: as they were when the view was taken
 * @bytes: the whole message with CRLF line ends
 * @header_length: bytes up to and with the empty line
 * @received: seconds since the epoch
 *
 * One message as a client's view of a folder holds it.
 */
typedef struct
{
  guint uid;
  RrmPracticeFlags flags;
  GBytes *bytes;
  gsize header_length;
  gint64 received;
  gint64 visible_at;
} RrmPracticeMessage;

#define RRM_TYPE_PRACTICE_MAILBOX (rrm_practice_mailbox_get_type ())
G_DECLARE_FINAL_TYPE (RrmPracticeMailbox, rrm_practice_mailbox, RRM, PRACTICE_MAILBOX, GObject)

RrmPracticeMailbox *rrm_practice_mailbox_new          (void);
void                rrm_practice_mailbox_deliver      (RrmPracticeMailbox *self,
                                                       RrmPracticeFolder   folder,
                                                       GBytes             *bytes,
                                                       double              delay);
GPtrArray          *rrm_practice_mailbox_dup_view     (RrmPracticeMailbox *self,
                                                       RrmPracticeFolder   folder);
guint               rrm_practice_mailbox_get_n_messages (RrmPracticeMailbox *self,
                                                       RrmPracticeFolder   folder);
guint               rrm_practice_mailbox_get_uid_next (RrmPracticeMailbox *self,
                                                       RrmPracticeFolder   folder);
void                rrm_practice_mailbox_set_flags    (RrmPracticeMailbox *self,
                                                       RrmPracticeFolder   folder,
                                                       guint               uid,
                                                       RrmPracticeFlags    flags);
gboolean            rrm_practice_mailbox_remove       (RrmPracticeMailbox *self,
                                                       RrmPracticeFolder   folder,
                                                       guint               uid);
int                 rrm_practice_mailbox_watch        (RrmPracticeMailbox *self);
void                rrm_practice_mailbox_unwatch      (RrmPracticeMailbox *self,
                                                       int                 fd);
double              rrm_practice_mailbox_get_due      (RrmPracticeMailbox *self,
                                                       RrmPracticeFolder   folder);

G_END_DECLS
