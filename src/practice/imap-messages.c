/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/imap-folder.h"

#include <string.h>

/* SEARCH and FETCH, as much of them as a mail test needs. */

/* Whether a header field of @message is called @name and holds @text, without regard to case. */
static gboolean
has_header (const RrmPracticeMessage *message,
            const char *name,
            const char *text)
{
  const char *bytes = g_bytes_get_data (message->bytes, NULL);
  g_autofree char *header = g_strndup (bytes, message->header_length);
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_auto (GStrv) lines = g_strsplit (header, "\r\n", -1);
  gsize name_length = strlen (name);
  gboolean in_field = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_ascii_strdown (lines[i], -1);

      if (line[0] != ' ' && line[0] != '\t')
        in_field = g_ascii_strncasecmp (line, name, name_length) == 0 && line[name_length] == ':';
      if (in_field && strstr (line, lower) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Judges the search key at @n and moves @n behind it; *known becomes FALSE for a strange one. */
static gboolean
match_key (const RrmPracticeImap *self,
           const RrmPracticeCommand *command,
           guint *n,
           guint index,
           gboolean *known)
{
  static const char *const header_keys[] = { "SUBJECT", "FROM", "TO", NULL };
  const RrmPracticeMessage *message = g_ptr_array_index (self->view, index);
  g_autofree char *key = rrm_practice_command_dup_word (command, (*n)++);
  g_autofree char *upper = g_ascii_strup (key, -1);

  if (g_str_equal (upper, "ALL") || g_str_equal (upper, "RECENT"))
    return TRUE;
  if (g_str_equal (upper, "NOT"))
    return !match_key (self, command, n, index, known);
  if (g_str_equal (upper, "SEEN") || g_str_equal (upper, "UNSEEN"))
    return ((message->flags & RRM_PRACTICE_FLAG_SEEN) != 0) == (upper[0] == 'S');
  if (g_str_equal (upper, "DELETED") || g_str_equal (upper, "UNDELETED"))
    return ((message->flags & RRM_PRACTICE_FLAG_DELETED) != 0) == (upper[0] == 'D');
  if (g_str_equal (upper, "HEADER") && *n + 1 < command->words->len)
    {
      g_autofree char *name = rrm_practice_command_dup_word (command, (*n)++);
      g_autofree char *text = rrm_practice_command_dup_word (command, (*n)++);

      return has_header (message, name, text);
    }
  if (g_strv_contains (header_keys, upper) && *n < command->words->len)
    {
      g_autofree char *text = rrm_practice_command_dup_word (command, (*n)++);

      return has_header (message, upper, text);
    }
  if (g_str_equal (upper, "UID") && *n < command->words->len)
    return rrm_practice_imap_in_set (self, rrm_practice_command_get_word (command, (*n)++), TRUE,
                                     index);
  if (g_ascii_isdigit (upper[0]) || upper[0] == '*')
    return rrm_practice_imap_in_set (self, rrm_practice_command_get_word (command, *n - 1), FALSE,
                                     index);
  *known = FALSE;

  return FALSE;
}

gboolean
rrm_practice_imap_search (RrmPracticeImap *self,
                          const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new ("* SEARCH");
  guint begin = rrm_practice_command_is (command, 0, "CHARSET") ? 2 : 0;
  gboolean known = TRUE;

  for (guint i = 0; i < self->view->len; i++)
    {
      const RrmPracticeMessage *message = g_ptr_array_index (self->view, i);
      gboolean match = TRUE;

      for (guint n = begin; n < command->words->len && known;)
        match = match_key (self, command, &n, i, &known) && match;
      if (match)
        g_string_append_printf (data, " %u", command->uid ? message->uid : i + 1);
    }
  g_string_append (data, "\r\n");

  return rrm_practice_connection_answer (self->connection, "SEARCH", NULL, known ? data : NULL,
                                         known ? "%t OK SEARCH completed"
                                               : "%t BAD Unknown search key",
                                         NULL);
}

/* The header fields named in "HEADER.FIELDS (A B)", and the empty line. */
static GString *
pick_fields (const RrmPracticeMessage *message,
             const char *section)
{
  g_autofree char *list = g_ascii_strdown (section + strcspn (section, "("), -1);
  const char *bytes = g_bytes_get_data (message->bytes, NULL);
  g_autofree char *header = g_strndup (bytes, message->header_length);
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) lines = g_strsplit (header, "\r\n", -1);
  GString *picked = g_string_new (NULL);
  gboolean in_field = FALSE;

  g_strdelimit (list, "()", ' ');
  names = g_strsplit (g_strstrip (list), " ", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      if (lines[i][0] != ' ' && lines[i][0] != '\t')
        {
          g_autofree char *name = g_ascii_strdown (lines[i], (gssize) strcspn (lines[i], ":"));

          in_field = g_strv_contains ((const char *const *) names, name);
        }
      if (in_field)
        g_string_append_printf (picked, "%s\r\n", lines[i]);
    }
  g_string_append (picked, "\r\n");

  return picked;
}

static void
append_literal (GString *data,
                const char *bytes,
                gsize length)
{
  g_string_append_printf (data, "{%" G_GSIZE_FORMAT "}\r\n", length);
  g_string_append_len (data, bytes, (gssize) length);
}

/* BODY[…] and BODY.PEEK[…]; the answer names the section without PEEK. */
static void
append_section (GString *data,
                const RrmPracticeMessage *message,
                const char *item)
{
  const char *section = strchr (item, '[');
  gsize length;
  const char *bytes = g_bytes_get_data (message->bytes, &length);

  g_string_append_printf (data, "BODY%.*s ", (int) (strcspn (section, "]") + 1), section);
  if (g_ascii_strncasecmp (section, "[HEADER.FIELDS", 14) == 0)
    {
      GString *picked = pick_fields (message, section);

      append_literal (data, picked->str, picked->len);
      g_string_free (picked, TRUE);
    }
  else if (g_ascii_strncasecmp (section, "[HEADER", 7) == 0)
    append_literal (data, bytes, message->header_length);
  else if (g_ascii_strncasecmp (section, "[TEXT", 5) == 0)
    append_literal (data, bytes + message->header_length, length - message->header_length);
  else
    append_literal (data, bytes, length);
}

static void
append_item (GString *data,
             const RrmPracticeMessage *message,
             const char *item)
{
  if (g_ascii_strcasecmp (item, "FLAGS") == 0)
    {
      g_string_append (data, "FLAGS ");
      rrm_practice_imap_append_flags (data, message->flags);
    }
  else if (g_ascii_strcasecmp (item, "RFC822.SIZE") == 0)
    g_string_append_printf (data, "RFC822.SIZE %" G_GSIZE_FORMAT,
                            g_bytes_get_size (message->bytes));
  else if (g_ascii_strcasecmp (item, "INTERNALDATE") == 0)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (message->received);
      static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

      g_string_append_printf (data, "INTERNALDATE \"%02d-%s-%d %02d:%02d:%02d +0000\"",
                              g_date_time_get_day_of_month (time),
                              months[g_date_time_get_month (time) - 1], g_date_time_get_year (time),
                              g_date_time_get_hour (time), g_date_time_get_minute (time),
                              g_date_time_get_second (time));
    }
  else if (g_ascii_strncasecmp (item, "BODY", 4) == 0 && strchr (item, '[') != NULL)
    append_section (data, message, item);
  else
    /* A name with nothing in it: the client learns that there is no more. */
    g_string_append_printf (data, "%s NIL", item);
}

gboolean
rrm_practice_imap_fetch (RrmPracticeImap *self,
                         const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new (NULL);
  const RrmPracticeWord *set = rrm_practice_command_get_word (command, 0);

  if (rrm_practice_command_get_word (command, 1) == NULL)
    return rrm_practice_connection_answer (self->connection, "FETCH", NULL, NULL,
                                           "%t BAD Missing argument", NULL);

  for (guint i = 0; i < self->view->len; i++)
    {
      const RrmPracticeMessage *message = g_ptr_array_index (self->view, i);

      if (!rrm_practice_imap_in_set (self, set, command->uid, i))
        continue;
      g_string_append_printf (data, "* %u FETCH (UID %u", i + 1, message->uid);
      for (guint n = 1; n < command->words->len; n++)
        {
          g_autofree char *item = rrm_practice_command_dup_word (command, n);
          const RrmPracticeWord *word = rrm_practice_command_get_word (command, n);

          if (word->kind != RRM_PRACTICE_WORD_ATOM || g_ascii_strcasecmp (item, "UID") == 0)
            continue;
          g_string_append_c (data, ' ');
          append_item (data, message, item);
        }
      g_string_append (data, ")\r\n");
    }

  return rrm_practice_connection_answer (self->connection, "FETCH", NULL, data,
                                         "%t OK FETCH completed", NULL);
}
