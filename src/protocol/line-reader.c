/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/line-reader.h"

#include <string.h>

/* Most lines fit, and a great many accounts may be on their way. */
#define FIRST_CAPACITY 512

/**
 * RrmLineReader:
 *
 * The only buffer between the network and an engine: it takes bytes in pieces of any size and gives
 * lines, the same ones however the bytes were cut.
 *
 * A line ends with CRLF and with nothing else. RFC 5321 (section 2.3.8) forbids to take a bare LF
 * for a line end, and RFC 9051 (section 2.2) and RFC 1939 (section 3) know none either: two sides
 * that disagree about where a line ends are how replies get smuggled in. So a CR or LF on its own,
 * and a NUL anywhere, breaks the conversation.
 *
 * A server can repeat what it was told, a password among it: the buffer is wiped when it is given
 * back.
 */
struct _RrmLineReader
{
  char *bytes;
  gsize capacity;
  /* What is not handed out yet: [begin, end). */
  gsize begin;
  gsize end;
  /* Everything in [begin, scanned) was looked at and holds no line end. */
  gsize scanned;
  /* Bytes handed out since the last command, and in all. */
  gsize reply;
  gsize total;
  /* Bytes of the literal that comes next, and whether one does. */
  gsize literal;
  gboolean in_literal;
  gboolean broken;
};

RrmLineReader *
rrm_line_reader_new (void)
{
  RrmLineReader *self = g_new0 (RrmLineReader, 1);

  self->capacity = FIRST_CAPACITY;
  self->bytes = g_malloc (self->capacity);

  return self;
}

void
rrm_line_reader_free (RrmLineReader *self)
{
  explicit_bzero (self->bytes, self->capacity);
  g_free (self->bytes);
  g_free (self);
}

static void
make_room (RrmLineReader *self,
           gsize length)
{
  gsize used = self->end - self->begin;
  gsize capacity = self->capacity;
  char *bytes;

  if (length <= self->capacity - self->end)
    return;

  while (capacity - used < length)
    capacity *= 2;
  bytes = g_malloc (capacity);
  memcpy (bytes, self->bytes + self->begin, used);
  explicit_bzero (self->bytes, self->capacity);
  g_free (self->bytes);

  self->bytes = bytes;
  self->capacity = capacity;
  self->scanned -= self->begin;
  self->end = used;
  self->begin = 0;
}

/**
 * rrm_line_reader_feed:
 * @self: a reader
 * @bytes: (array length=length): what arrived
 * @length: how many bytes
 *
 * Adds what arrived. The limits are looked at when lines are taken, so that they do not depend on
 * how the bytes were cut.
 */
void
rrm_line_reader_feed (RrmLineReader *self,
                      const guint8 *bytes,
                      gsize length)
{
  if (self->begin == self->end)
    self->begin = self->end = self->scanned = 0;

  make_room (self, length);
  if (length > 0)
    memcpy (self->bytes + self->end, bytes, length);
  self->end += length;
}

static RrmRead
break_at (RrmLineReader *self,
          gsize position,
          const char **bytes,
          gsize *length)
{
  self->broken = TRUE;
  *bytes = self->bytes + self->begin;
  *length = position - self->begin;

  return RRM_READ_BROKEN;
}

/* Counts @length bytes as taken; FALSE where a limit is passed. */
static gboolean
count (RrmLineReader *self,
       gsize length)
{
  self->reply += length;
  self->total += length;

  return self->reply <= RRM_MAX_REPLY && self->total <= RRM_MAX_TOTAL;
}

static RrmRead
next_literal (RrmLineReader *self,
              const char **bytes,
              gsize *length)
{
  gsize there = MIN (self->end - self->begin, self->literal);
  const char *nul = memchr (self->bytes + self->begin, '\0', there);

  if (nul != NULL)
    return break_at (self, (gsize) (nul - self->bytes), bytes, length);
  if (there < self->literal)
    return RRM_READ_NOTHING;
  if (!count (self, self->literal))
    return break_at (self, self->begin + there, bytes, length);

  *bytes = self->bytes + self->begin;
  *length = self->literal;
  self->begin += self->literal;
  self->scanned = self->begin;
  self->in_literal = FALSE;

  return RRM_READ_LITERAL;
}

/**
 * rrm_line_reader_next:
 * @self: a reader
 * @bytes: (out) (array length=length): what was found, valid until the next call; a line has a NUL
 *   behind it; with %RRM_READ_BROKEN, what came before the break
 * @length: (out): its length
 *
 * Takes the next line, or the literal that was asked for.
 *
 * Returns: what was found
 */
RrmRead
rrm_line_reader_next (RrmLineReader *self,
                      const char **bytes,
                      gsize *length)
{
  *bytes = NULL;
  *length = 0;

  if (self->broken)
    return break_at (self, self->scanned, bytes, length);
  if (self->in_literal)
    return next_literal (self, bytes, length);

  for (; self->scanned < self->end; self->scanned++)
    {
      gsize i = self->scanned;
      gsize before = i - self->begin;
      char c = self->bytes[i];

      if (c == '\0' || before >= RRM_MAX_LINE)
        return break_at (self, i, bytes, length);
      if (c == '\n')
        {
          if (before == 0 || self->bytes[i - 1] != '\r' || !count (self, before + 1))
            return break_at (self, i, bytes, length);

          self->bytes[i - 1] = '\0';
          *bytes = self->bytes + self->begin;
          *length = before - 1;
          self->begin = self->scanned = i + 1;
          return RRM_READ_LINE;
        }
      if (before > 0 && self->bytes[i - 1] == '\r')
        return break_at (self, i, bytes, length);
    }

  return RRM_READ_NOTHING;
}

/**
 * rrm_line_reader_peek:
 * @self: a reader
 * @length: (out): how many bytes
 *
 * Returns: (array length=length): the bytes that are not taken yet
 */
const char *
rrm_line_reader_peek (const RrmLineReader *self,
                      gsize *length)
{
  *length = self->end - self->begin;

  return self->bytes + self->begin;
}

/**
 * rrm_line_reader_expect_literal:
 * @self: a reader that just gave a line
 * @length: how many bytes come next that are no line (RFC 9051, section 4.3)
 *
 * Returns: whether a literal of that length stays within the limits
 */
gboolean
rrm_line_reader_expect_literal (RrmLineReader *self,
                                guint64 length)
{
  if (length > RRM_MAX_REPLY - MIN (self->reply, RRM_MAX_REPLY))
    return FALSE;

  self->literal = (gsize) length;
  self->in_literal = TRUE;

  return TRUE;
}

/**
 * rrm_line_reader_begin_reply:
 * @self: a reader
 *
 * A command was sent: what comes now is a new reply.
 */
void
rrm_line_reader_begin_reply (RrmLineReader *self)
{
  self->reply = 0;
}
