/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/smtp-reply.h"

#include <string.h>

/**
 * RrmSmtpReply:
 *
 * A reply of an SMTP server, of one or several lines (RFC 5321, section 4.2).
 */
struct _RrmSmtpReply
{
  /* 0 before the first line. */
  guint code;
  /* What stands behind the code, a line each. */
  GPtrArray *lines;
};

RrmSmtpReply *
rrm_smtp_reply_new (void)
{
  RrmSmtpReply *self = g_new0 (RrmSmtpReply, 1);

  self->lines = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
rrm_smtp_reply_free (RrmSmtpReply *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* Section 4.2: the first digit is 2 to 5, the second 0 to 5. */
static guint
read_code (const char *line)
{
  if (line[0] < '2' || line[0] > '5' || line[1] < '0' || line[1] > '5' ||
      !g_ascii_isdigit (line[2]))
    return 0;

  return (guint) ((line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0'));
}

/**
 * rrm_smtp_reply_add:
 * @self: a reply that is not complete
 * @line: the next line
 *
 * Takes a line. All lines must bear the same code, and the text may be missing.
 *
 * Returns: whether the reply is complete
 */
RrmSmtpReplyState
rrm_smtp_reply_add (RrmSmtpReply *self,
                    const char *line)
{
  guint code = read_code (line);
  char divider = code != 0 ? line[3] : 'x';

  if (divider != ' ' && divider != '-' && divider != '\0')
    return RRM_SMTP_REPLY_MALFORMED;
  if (self->code != 0 && self->code != code)
    return RRM_SMTP_REPLY_MALFORMED;

  self->code = code;
  g_ptr_array_add (self->lines, g_strdup (divider == '\0' ? "" : line + 4));

  return divider == '-' ? RRM_SMTP_REPLY_MORE : RRM_SMTP_REPLY_COMPLETE;
}

guint
rrm_smtp_reply_get_code (const RrmSmtpReply *self)
{
  return self->code;
}

/**
 * rrm_smtp_reply_get_lines:
 * @self: a complete reply
 *
 * Returns: (transfer full) (array zero-terminated=1): the text of each line
 */
char **
rrm_smtp_reply_get_lines (const RrmSmtpReply *self)
{
  char **lines = g_new0 (char *, self->lines->len + 1);

  for (guint i = 0; i < self->lines->len; i++)
    lines[i] = g_strdup (g_ptr_array_index (self->lines, i));

  return lines;
}

static gsize
count_digits (const char *p)
{
  gsize n = 0;

  while (g_ascii_isdigit (p[n]))
    n++;

  return n;
}

/* The length of the enhanced status code at the start of @text, 0 where none is: class, subject and
 * detail (RFC 3463, section 2), of the class that the reply code has (RFC 2034, section 4). */
static gsize
enhanced_length (const char *text,
                 guint code)
{
  guint class = code / 100;
  gsize subject;
  gsize detail;
  gsize n;

  if (class == 3 || text[0] != (char) ('0' + class) || text[1] != '.')
    return 0;
  subject = count_digits (text + 2);
  if (subject < 1 || subject > 3 || text[2 + subject] != '.')
    return 0;
  detail = count_digits (text + 3 + subject);
  if (detail < 1 || detail > 3)
    return 0;
  n = 3 + subject + detail;

  return text[n] == ' ' || text[n] == '\0' ? n : 0;
}

/**
 * rrm_smtp_reply_get_enhanced:
 * @self: a complete reply
 *
 * Returns: (transfer full) (nullable): the enhanced status code of its first line, "5.7.8"
 */
char *
rrm_smtp_reply_get_enhanced (const RrmSmtpReply *self)
{
  const char *first = g_ptr_array_index (self->lines, 0);
  gsize n = enhanced_length (first, self->code);

  return n > 0 ? g_strndup (first, n) : NULL;
}

/**
 * rrm_smtp_reply_get_text:
 * @self: a complete reply
 *
 * Returns: (transfer full): its words in one line, without enhanced status codes
 */
char *
rrm_smtp_reply_get_text (const RrmSmtpReply *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const char *line = g_ptr_array_index (self->lines, i);

      line += enhanced_length (line, self->code);
      while (*line == ' ')
        line++;
      if (text->len > 0 && *line != '\0')
        g_string_append_c (text, ' ');
      g_string_append (text, line);
    }

  return g_string_free (text, FALSE);
}
