/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/mailbox.h"

#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

typedef struct
{
  /* In order of UID. */
  GPtrArray *messages;
  /* Delivered, but not visible yet and without a UID: UIDs grow in the order of appearance. */
  GPtrArray *waiting;
  guint uid_next;
} Folder;

/**
 * RrmPracticeMailbox:
 *
 * The one mailbox of a practice server: INBOX and Junk. What SMTP accepts appears here for IMAP and
 * POP3, at once or after a while. Any thread may use it.
 */
struct _RrmPracticeMailbox
{
  GObject parent_instance;

  GMutex mutex;
  /* Behind @mutex. */
  Folder folders[RRM_PRACTICE_N_FOLDERS];
  /* Event descriptors of those who wait for mail; behind @mutex. */
  GArray *watchers;
};

G_DEFINE_FINAL_TYPE (RrmPracticeMailbox, rrm_practice_mailbox, G_TYPE_OBJECT)

static void
message_free (gpointer data)
{
  RrmPracticeMessage *message = data;

  g_bytes_unref (message->bytes);
  g_free (message);
}

static gsize
find_header_end (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *end = g_strstr_len (data, (gssize) length, "\r\n\r\n");

  return end != NULL ? (gsize) (end - data) + 4 : length;
}

/* Lets the messages appear whose time has come. Called with the lock held. */
static Folder *
settle (RrmPracticeMailbox *self,
        RrmPracticeFolder folder)
{
  Folder *f = &self->folders[folder];
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < f->waiting->len;)
    {
      RrmPracticeMessage *message = g_ptr_array_index (f->waiting, i);

      if (message->visible_at > now)
        {
          i++;
          continue;
        }
      message->uid = f->uid_next++;
      g_ptr_array_add (f->messages, g_ptr_array_steal_index (f->waiting, i));
    }

  return f;
}

static void
rrm_practice_mailbox_finalize (GObject *object)
{
  RrmPracticeMailbox *self = RRM_PRACTICE_MAILBOX (object);

  for (guint i = 0; i < RRM_PRACTICE_N_FOLDERS; i++)
    {
      g_ptr_array_unref (self->folders[i].messages);
      g_ptr_array_unref (self->folders[i].waiting);
    }
  g_array_unref (self->watchers);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (rrm_practice_mailbox_parent_class)->finalize (object);
}

static void
rrm_practice_mailbox_class_init (RrmPracticeMailboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_practice_mailbox_finalize;
}

static void
rrm_practice_mailbox_init (RrmPracticeMailbox *self)
{
  g_mutex_init (&self->mutex);
  self->watchers = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < RRM_PRACTICE_N_FOLDERS; i++)
    {
      self->folders[i].messages = g_ptr_array_new_with_free_func (message_free);
      self->folders[i].waiting = g_ptr_array_new_with_free_func (message_free);
      self->folders[i].uid_next = 1;
    }
}

RrmPracticeMailbox *
rrm_practice_mailbox_new (void)
{
  return g_object_new (RRM_TYPE_PRACTICE_MAILBOX, NULL);
}

/**
 * rrm_practice_mailbox_deliver:
 * @self: a mailbox
 * @folder: where to
 * @bytes: a message with CRLF line ends
 * @delay: seconds until anybody can see it
 */
void
rrm_practice_mailbox_deliver (RrmPracticeMailbox *self,
                              RrmPracticeFolder folder,
                              GBytes *bytes,
                              double delay)
{
  RrmPracticeMessage *message = g_new0 (RrmPracticeMessage, 1);
  const guint64 one = 1;

  message->bytes = g_bytes_ref (bytes);
  message->header_length = find_header_end (bytes);
  message->received = g_get_real_time () / G_USEC_PER_SEC;
  message->visible_at = g_get_monotonic_time () + (gint64) (delay * G_USEC_PER_SEC);

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->folders[folder].waiting, message);
  for (guint i = 0; i < self->watchers->len; i++)
    if (write (g_array_index (self->watchers, int, i), &one, sizeof one) != sizeof one)
      g_debug ("A watcher has not looked for a long time");
  g_mutex_unlock (&self->mutex);
}

/**
 * rrm_practice_mailbox_dup_view:
 * @self: a mailbox
 * @folder: a folder
 *
 * Returns: (transfer full) (element-type RrmPracticeMessage): copies of the messages that are
 *   visible now, in order of UID
 */
GPtrArray *
rrm_practice_mailbox_dup_view (RrmPracticeMailbox *self,
                               RrmPracticeFolder folder)
{
  GPtrArray *view = g_ptr_array_new_with_free_func (message_free);
  Folder *f;

  g_mutex_lock (&self->mutex);
  f = settle (self, folder);
  for (guint i = 0; i < f->messages->len; i++)
    {
      const RrmPracticeMessage *message = g_ptr_array_index (f->messages, i);
      RrmPracticeMessage *copy = g_memdup2 (message, sizeof *message);

      g_bytes_ref (copy->bytes);
      g_ptr_array_add (view, copy);
    }
  g_mutex_unlock (&self->mutex);

  return view;
}

/**
 * rrm_practice_mailbox_get_n_messages:
 * @self: a mailbox
 * @folder: a folder
 *
 * Returns: how many messages lie there, the not yet visible ones included
 */
guint
rrm_practice_mailbox_get_n_messages (RrmPracticeMailbox *self,
                                     RrmPracticeFolder folder)
{
  Folder *f = &self->folders[folder];
  guint n;

  g_mutex_lock (&self->mutex);
  n = f->messages->len + f->waiting->len;
  g_mutex_unlock (&self->mutex);

  return n;
}

guint
rrm_practice_mailbox_get_uid_next (RrmPracticeMailbox *self,
                                   RrmPracticeFolder folder)
{
  guint uid;

  g_mutex_lock (&self->mutex);
  uid = settle (self, folder)->uid_next;
  g_mutex_unlock (&self->mutex);

  return uid;
}

void
rrm_practice_mailbox_set_flags (RrmPracticeMailbox *self,
                                RrmPracticeFolder folder,
                                guint uid,
                                RrmPracticeFlags flags)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->folders[folder].messages->len; i++)
    {
      RrmPracticeMessage *message = g_ptr_array_index (self->folders[folder].messages, i);

      if (message->uid == uid)
        message->flags = flags;
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * rrm_practice_mailbox_remove:
 * @self: a mailbox
 * @folder: a folder
 * @uid: a message in it
 *
 * Returns: whether it was there
 */
gboolean
rrm_practice_mailbox_remove (RrmPracticeMailbox *self,
                             RrmPracticeFolder folder,
                             guint uid)
{
  gboolean found = FALSE;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->folders[folder].messages->len && !found; i++)
    {
      RrmPracticeMessage *message = g_ptr_array_index (self->folders[folder].messages, i);

      found = message->uid == uid;
      if (found)
        g_ptr_array_remove_index (self->folders[folder].messages, i);
    }
  g_mutex_unlock (&self->mutex);

  return found;
}

/**
 * rrm_practice_mailbox_watch:
 * @self: a mailbox
 *
 * Returns: a descriptor that becomes readable whenever a message is delivered; give it back with
 *   [method@PracticeMailbox.unwatch]
 */
int
rrm_practice_mailbox_watch (RrmPracticeMailbox *self)
{
  int fd = eventfd (0, EFD_NONBLOCK | EFD_CLOEXEC);

  if (fd < 0)
    return -1;
  g_mutex_lock (&self->mutex);
  g_array_append_val (self->watchers, fd);
  g_mutex_unlock (&self->mutex);

  return fd;
}

void
rrm_practice_mailbox_unwatch (RrmPracticeMailbox *self,
                              int fd)
{
  if (fd < 0)
    return;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->watchers->len; i++)
    if (g_array_index (self->watchers, int, i) == fd)
      {
        g_array_remove_index_fast (self->watchers, i);
        break;
      }
  g_mutex_unlock (&self->mutex);
  close (fd);
}

/**
 * rrm_practice_mailbox_get_due:
 * @self: a mailbox
 * @folder: a folder
 *
 * Returns: seconds until the next hidden message becomes visible; a day if none waits
 */
double
rrm_practice_mailbox_get_due (RrmPracticeMailbox *self,
                              RrmPracticeFolder folder)
{
  gint64 now = g_get_monotonic_time ();
  gint64 due = now + G_TIME_SPAN_DAY;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->folders[folder].waiting->len; i++)
    {
      const RrmPracticeMessage *message = g_ptr_array_index (self->folders[folder].waiting, i);

      due = MIN (due, message->visible_at);
    }
  g_mutex_unlock (&self->mutex);

  return (double) MAX (due - now, 0) / G_USEC_PER_SEC;
}
