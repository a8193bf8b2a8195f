/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/imap-folder.h"

#include <string.h>

#define UID_VALIDITY 1u

static const struct
{
  RrmPracticeFlags flag;
  const char *name;
} FLAGS[] = {
  { RRM_PRACTICE_FLAG_SEEN, "\\Seen" },       { RRM_PRACTICE_FLAG_DELETED, "\\Deleted" },
  { RRM_PRACTICE_FLAG_ANSWERED, "\\Answered" }, { RRM_PRACTICE_FLAG_FLAGGED, "\\Flagged" },
  { RRM_PRACTICE_FLAG_DRAFT, "\\Draft" },
};

static const char *
get_junk_name (const RrmPracticeImap *self)
{
  const char *name = rrm_practice_connection_lookup (self->connection, "junk-folder");

  return name != NULL ? name : "Junk";
}

static gboolean
find_folder (const RrmPracticeImap *self,
             const RrmPracticeCommand *command,
             RrmPracticeFolder *folder)
{
  const char *junk = get_junk_name (self);

  *folder = RRM_PRACTICE_INBOX;
  if (rrm_practice_command_is (command, 0, "INBOX"))
    return TRUE;
  *folder = RRM_PRACTICE_JUNK;

  return !g_str_equal (junk, "none") && rrm_practice_command_is (command, 0, junk);
}

static RrmPracticeFlags
read_flags (const RrmPracticeCommand *command,
            guint from)
{
  RrmPracticeFlags flags = RRM_PRACTICE_FLAG_NONE;

  for (guint n = from; n < command->words->len; n++)
    for (guint i = 0; i < G_N_ELEMENTS (FLAGS); i++)
      if (rrm_practice_command_is (command, n, FLAGS[i].name))
        flags |= FLAGS[i].flag;

  return flags;
}

static void
take_view (RrmPracticeImap *self)
{
  g_clear_pointer (&self->view, g_ptr_array_unref);
  self->view = rrm_practice_mailbox_dup_view (self->mailbox, self->folder);
}

static gboolean
has_uid (GPtrArray *view,
         guint uid)
{
  for (guint i = 0; i < view->len; i++)
    if (((const RrmPracticeMessage *) g_ptr_array_index (view, i))->uid == uid)
      return TRUE;

  return FALSE;
}

/* A number of a set, "*" being the last one. Moves @p behind it. */
static guint
read_set_number (const char **p,
                 const char *end,
                 guint last)
{
  guint64 number = 0;

  if (*p < end && **p == '*')
    {
      (*p)++;
      return last;
    }
  while (*p < end && g_ascii_isdigit (**p) && number < G_MAXUINT32)
    number = number * 10 + (guint64) (*(*p)++ - '0');

  return (guint) MIN (number, G_MAXUINT32);
}

/* Waits for the client's DONE and tells what is delivered meanwhile. */
static gboolean
idle (RrmPracticeImap *self,
      int watch)
{
  RrmPracticeWire *wire = rrm_practice_connection_get_wire (self->connection);

  for (;;)
    {
      g_autoptr (GString) news = g_string_new (NULL);
      double due = rrm_practice_mailbox_get_due (self->mailbox, self->folder);
      RrmPracticeWait waited = rrm_practice_wire_wait (wire, watch, MIN (due + 0.001, 300.0));

      if (waited == RRM_PRACTICE_WAIT_STOPPED)
        return FALSE;
      if (self->view != NULL)
        rrm_practice_imap_refresh (self, news);
      if (news->len > 0 && !rrm_practice_connection_say (self->connection, "IDLE", news))
        return FALSE;
      if (rrm_practice_wire_wait (wire, -1, 0) == RRM_PRACTICE_WAIT_READY)
        {
          const char *line = rrm_practice_connection_read (self->connection, NULL);

          if (line != NULL)
            rrm_practice_connection_heard (self->connection, "DONE", line);
          return line != NULL;
        }
    }
}

/**
 * rrm_practice_imap_open:
 * @self: a conversation
 * @command: SELECT or EXAMINE
 *
 * Returns: whether the conversation goes on, like every function here that answers a command
 */
gboolean
rrm_practice_imap_open (RrmPracticeImap *self,
                        const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new (NULL);
  gboolean read_only = g_str_equal (command->verb, "EXAMINE");
  gboolean positive;
  gboolean go_on;

  g_clear_pointer (&self->view, g_ptr_array_unref);
  if (!find_folder (self, command, &self->folder))
    return rrm_practice_connection_answer (self->connection, command->verb, NULL, NULL,
                                           "%t NO Mailbox does not exist", NULL);

  take_view (self);
  self->read_only = read_only;
  g_string_append_printf (data, "* %u EXISTS\r\n* 0 RECENT\r\n", self->view->len);
  g_string_append (data, "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n");
  g_string_append_printf (data, "* OK [PERMANENTFLAGS (%s)]\r\n",
                          read_only ? "" : "\\Answered \\Flagged \\Deleted \\Seen \\Draft");
  g_string_append_printf (data, "* OK [UIDVALIDITY %u]\r\n* OK [UIDNEXT %u]\r\n", UID_VALIDITY,
                          rrm_practice_mailbox_get_uid_next (self->mailbox, self->folder));
  go_on = rrm_practice_connection_answer (self->connection, command->verb, NULL, data,
                                          read_only ? "%t OK [READ-ONLY] EXAMINE completed"
                                                    : "%t OK [READ-WRITE] SELECT completed",
                                          &positive);
  if (!positive)
    g_clear_pointer (&self->view, g_ptr_array_unref);

  return go_on;
}

gboolean
rrm_practice_imap_list (RrmPracticeImap *self,
                        const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new (NULL);
  g_autofree char *words = g_strdup_printf ("%%t OK %s completed", command->verb);

  g_string_append_printf (data, "* %s (\\HasNoChildren) \"/\" INBOX\r\n", command->verb);
  if (!g_str_equal (get_junk_name (self), "none"))
    g_string_append_printf (data, "* %s (\\HasNoChildren \\Junk) \"/\" \"%s\"\r\n", command->verb,
                            get_junk_name (self));

  return rrm_practice_connection_answer (self->connection, command->verb, NULL, data, words, NULL);
}

gboolean
rrm_practice_imap_status (RrmPracticeImap *self,
                          const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new (NULL);
  g_autoptr (GPtrArray) view = NULL;
  g_autofree char *name = rrm_practice_command_dup_word (command, 0);
  RrmPracticeFolder folder;

  if (!find_folder (self, command, &folder))
    return rrm_practice_connection_answer (self->connection, "STATUS", NULL, NULL,
                                           "%t NO Mailbox does not exist", NULL);
  view = rrm_practice_mailbox_dup_view (self->mailbox, folder);
  g_string_append_printf (data, "* STATUS \"%s\" (MESSAGES %u UIDNEXT %u UIDVALIDITY %u)\r\n", name,
                          view->len, rrm_practice_mailbox_get_uid_next (self->mailbox, folder),
                          UID_VALIDITY);

  return rrm_practice_connection_answer (self->connection, "STATUS", NULL, data,
                                         "%t OK STATUS completed", NULL);
}

gboolean
rrm_practice_imap_store (RrmPracticeImap *self,
                         const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new (NULL);
  const RrmPracticeWord *set = rrm_practice_command_get_word (command, 0);
  const RrmPracticeWord *how = rrm_practice_command_get_word (command, 1);
  RrmPracticeFlags flags = read_flags (command, 2);

  if (how == NULL)
    return rrm_practice_connection_answer (self->connection, "STORE", NULL, NULL,
                                           "%t BAD Missing argument", NULL);
  if (self->read_only)
    return rrm_practice_connection_answer (self->connection, "STORE", NULL, NULL,
                                           "%t NO Mailbox is read-only", NULL);

  for (guint i = 0; i < self->view->len; i++)
    {
      RrmPracticeMessage *message = g_ptr_array_index (self->view, i);

      if (!rrm_practice_imap_in_set (self, set, command->uid, i))
        continue;
      message->flags = how->text[0] == '+'   ? message->flags | flags
                       : how->text[0] == '-' ? message->flags & ~flags
                                             : flags;
      rrm_practice_mailbox_set_flags (self->mailbox, self->folder, message->uid, message->flags);
      g_string_append_printf (data, "* %u FETCH (UID %u FLAGS ", i + 1, message->uid);
      rrm_practice_imap_append_flags (data, message->flags);
      g_string_append (data, ")\r\n");
    }

  return rrm_practice_connection_answer (self->connection, "STORE", NULL, data,
                                         "%t OK STORE completed", NULL);
}

/* EXPUNGE, or UID EXPUNGE of RFC 4315 with a set. */
gboolean
rrm_practice_imap_expunge (RrmPracticeImap *self,
                           const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new (NULL);
  const RrmPracticeWord *set = rrm_practice_command_get_word (command, 0);

  for (guint i = self->view->len; i > 0; i--)
    {
      const RrmPracticeMessage *message = g_ptr_array_index (self->view, i - 1);

      if (!(message->flags & RRM_PRACTICE_FLAG_DELETED) ||
          (command->uid && (set == NULL || !rrm_practice_imap_in_set (self, set, TRUE, i - 1))))
        continue;
      rrm_practice_mailbox_remove (self->mailbox, self->folder, message->uid);
      g_ptr_array_remove_index (self->view, i - 1);
      g_string_append_printf (data, "* %u EXPUNGE\r\n", i);
    }

  return rrm_practice_connection_answer (self->connection, "EXPUNGE", NULL, data,
                                         "%t OK EXPUNGE completed", NULL);
}

/* IDLE (RFC 2177): what comes while the client waits is told at once. */
gboolean
rrm_practice_imap_idle (RrmPracticeImap *self,
                        const RrmPracticeCommand *command)
{
  gboolean positive;
  gboolean go_on = rrm_practice_connection_answer (self->connection, "IDLE", NULL, NULL,
                                                   "+ idling", &positive);
  int watch;

  if (!go_on || !positive)
    return go_on;
  watch = rrm_practice_mailbox_watch (self->mailbox);
  go_on = idle (self, watch);
  rrm_practice_mailbox_unwatch (self->mailbox, watch);

  return go_on && rrm_practice_connection_enter (self->connection, "DONE") &&
         rrm_practice_connection_answer (self->connection, "DONE", NULL, NULL,
                                         "%t OK IDLE completed", NULL);
}

/**
 * rrm_practice_imap_refresh:
 * @self: a conversation with an open folder
 * @news: where to write what has changed
 *
 * Takes the client's view up to the present.
 */
void
rrm_practice_imap_refresh (RrmPracticeImap *self,
                           GString *news)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->view);
  guint kept = 0;

  take_view (self);
  for (guint i = old->len; i > 0; i--)
    {
      const RrmPracticeMessage *message = g_ptr_array_index (old, i - 1);

      if (has_uid (self->view, message->uid))
        kept++;
      else
        g_string_append_printf (news, "* %u EXPUNGE\r\n", i);
    }
  if (self->view->len > kept)
    g_string_append_printf (news, "* %u EXISTS\r\n", self->view->len);
}

void
rrm_practice_imap_append_flags (GString *text,
                                RrmPracticeFlags flags)
{
  const char *blank = "";

  g_string_append_c (text, '(');
  for (guint i = 0; i < G_N_ELEMENTS (FLAGS); i++)
    if (flags & FLAGS[i].flag)
      {
        g_string_append_printf (text, "%s%s", blank, FLAGS[i].name);
        blank = " ";
      }
  g_string_append_c (text, ')');
}

/**
 * rrm_practice_imap_in_set:
 * @self: a conversation with an open folder
 * @set: a set such as `2:4,7,9:*`
 * @uid: whether it is of UIDs
 * @n: a message of the view, from 0
 *
 * Returns: whether the message belongs to @set
 */
gboolean
rrm_practice_imap_in_set (const RrmPracticeImap *self,
                          const RrmPracticeWord *set,
                          gboolean uid,
                          guint n)
{
  const RrmPracticeMessage *message = g_ptr_array_index (self->view, n);
  const RrmPracticeMessage *last = g_ptr_array_index (self->view, self->view->len - 1);
  guint number = uid ? message->uid : n + 1;
  guint last_number = uid ? last->uid : self->view->len;
  const char *p = set->text;
  const char *end = set->text + set->length;

  while (p < end)
    {
      guint low = read_set_number (&p, end, last_number);
      guint high = low;

      if (p < end && *p == ':')
        {
          p++;
          high = read_set_number (&p, end, last_number);
        }
      if (number >= MIN (low, high) && number <= MAX (low, high))
        return TRUE;
      p++;
    }

  return FALSE;
}
