/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/imap-command.h"

#include <string.h>

/* More is refused: nothing that a test says comes near it. */
#define MAX_COMMAND 65536

/* Where the words of a command are looked for. */
typedef struct
{
  char *at;
  char *end;
  gboolean good;
} Scanner;

static void
add_word (RrmPracticeCommand *self,
          RrmPracticeWordKind kind,
          const char *text,
          gsize length)
{
  const RrmPracticeWord word = { kind, text, length };

  g_array_append_val (self->words, word);
}

/* "a \"quoted\" string", unescaped in place. */
static void
scan_quoted (RrmPracticeCommand *self,
             Scanner *scanner)
{
  char *begin = ++scanner->at;
  char *out = begin;

  while (scanner->at < scanner->end && *scanner->at != '"')
    {
      if (*scanner->at == '\\' && scanner->at + 1 < scanner->end)
        scanner->at++;
      *out++ = *scanner->at++;
    }
  scanner->good = scanner->good && scanner->at < scanner->end;
  scanner->at++;
  add_word (self, RRM_PRACTICE_WORD_STRING, begin, (gsize) (out - begin));
}

/* "{5}" CRLF and its bytes; they were read already. */
static void
scan_literal (RrmPracticeCommand *self,
              Scanner *scanner)
{
  char *digits_end;
  guint64 length = g_ascii_strtoull (scanner->at + 1, &digits_end, 10);
  char *data = memchr (digits_end, '\n', (gsize) (scanner->end - digits_end));

  if (data == NULL || length > (guint64) (scanner->end - data - 1))
    {
      scanner->good = FALSE;
      scanner->at = scanner->end;
      return;
    }
  add_word (self, RRM_PRACTICE_WORD_STRING, data + 1, (gsize) length);
  scanner->at = data + 1 + length;
}

/* An atom; a bracket in it, as in BODY[HEADER.FIELDS (TO)], holds blanks and parentheses. */
static void
scan_atom (RrmPracticeCommand *self,
           Scanner *scanner)
{
  char *begin = scanner->at;
  guint depth = 0;

  while (scanner->at < scanner->end &&
         (depth > 0 || (*scanner->at != ' ' && *scanner->at != '(' && *scanner->at != ')')))
    {
      if (*scanner->at == '[')
        depth++;
      else if (*scanner->at == ']' && depth > 0)
        depth--;
      scanner->at++;
    }
  add_word (self, RRM_PRACTICE_WORD_ATOM, begin, (gsize) (scanner->at - begin));
}

static gboolean
scan (RrmPracticeCommand *self)
{
  Scanner scanner = { self->buffer, self->buffer + self->length, TRUE };

  while (scanner.good && scanner.at < scanner.end)
    switch (*scanner.at)
      {
      case ' ':
      case '\r':
      case '\n':
        scanner.at++;
        break;
      case '(':
      case ')':
        add_word (self, *scanner.at == '(' ? RRM_PRACTICE_WORD_OPEN : RRM_PRACTICE_WORD_CLOSE,
                  scanner.at, 1);
        scanner.at++;
        break;
      case '"':
        scan_quoted (self, &scanner);
        break;
      case '{':
        scan_literal (self, &scanner);
        break;
      default:
        scan_atom (self, &scanner);
      }

  return scanner.good;
}

/* The length of the literal that @line announces at its end, or -1. */
static gssize
announced_literal (const char *line,
                   gsize length,
                   gboolean *waits)
{
  const char *brace = length > 2 && line[length - 1] == '}' ? memrchr (line, '{', length) : NULL;
  char *end;
  guint64 n;

  if (brace == NULL || !g_ascii_isdigit (brace[1]))
    return -1;
  n = g_ascii_strtoull (brace + 1, &end, 10);
  *waits = *end != '+';
  if (*end == '+')
    end++;

  return end == line + length - 1 && n <= MAX_COMMAND ? (gssize) n : -1;
}

static void
append (RrmPracticeCommand *self,
        const char *bytes,
        gsize length)
{
  memcpy (self->buffer + self->length, bytes, length);
  self->length += length;
}

/* Reads the command's lines and literals into its buffer. */
static gboolean
collect (RrmPracticeCommand *self,
         RrmPracticeConnection *connection)
{
  RrmPracticeWire *wire = rrm_practice_connection_get_wire (connection);

  for (;;)
    {
      gboolean waits = FALSE;
      gssize literal;
      gsize length;
      char *line = rrm_practice_connection_read (connection, &length);

      if (line == NULL || self->length + length + 2 > MAX_COMMAND)
        return FALSE;
      append (self, line, length);
      literal = announced_literal (line, length, &waits);
      if (literal < 0)
        return TRUE;
      if (self->length + 2 + (gsize) literal > MAX_COMMAND)
        return FALSE;
      append (self, "\r\n", 2);
      if (waits && !rrm_practice_connection_answer (connection, "challenge", NULL, NULL,
                                                    "+ go ahead", NULL))
        return FALSE;
      if (!rrm_practice_wire_read (wire, self->buffer + self->length, (gsize) literal))
        return FALSE;
      self->length += (gsize) literal;
    }
}

static char *
dup_upper (const RrmPracticeWord *word)
{
  return g_ascii_strup (word->text, (gssize) word->length);
}

/* Takes tag and verb off the words. */
static void
name (RrmPracticeCommand *self)
{
  guint used = 0;

  if (self->words->len > 0)
    {
      const RrmPracticeWord *tag = rrm_practice_command_get_word (self, used++);

      self->tag = g_strndup (tag->text, tag->length);
    }
  if (self->words->len > used)
    self->verb = dup_upper (rrm_practice_command_get_word (self, used++));
  if (g_strcmp0 (self->verb, "UID") == 0 && self->words->len > used)
    {
      self->uid = TRUE;
      g_free (self->verb);
      self->verb = dup_upper (rrm_practice_command_get_word (self, used++));
    }
  if (used > 0)
    g_array_remove_range (self->words, 0, used);
}

/**
 * rrm_practice_command_read:
 * @connection: a connection
 *
 * Reads the next IMAP command (RFC 9051, section 2.2.1), asking for its literals.
 *
 * Returns: (transfer full) (nullable): the command, or %NULL when the conversation is over
 */
RrmPracticeCommand *
rrm_practice_command_read (RrmPracticeConnection *connection)
{
  g_autoptr (RrmPracticeCommand) self = g_new0 (RrmPracticeCommand, 1);

  self->buffer = g_malloc (MAX_COMMAND + 1);
  self->words = g_array_new (FALSE, FALSE, sizeof (RrmPracticeWord));
  if (!collect (self, connection))
    return NULL;
  self->buffer[self->length] = '\0';
  if (!scan (self))
    g_array_set_size (self->words, MIN (self->words->len, 1));
  name (self);
  if (self->tag == NULL)
    self->tag = g_strdup ("*");
  if (self->verb == NULL)
    self->verb = g_strdup ("");

  return g_steal_pointer (&self);
}

/**
 * rrm_practice_command_free:
 * @self: (transfer full): a command
 *
 * Frees it and wipes what the client said, because it may hold a password.
 */
void
rrm_practice_command_free (RrmPracticeCommand *self)
{
  explicit_bzero (self->buffer, self->length);
  g_free (self->buffer);
  g_array_unref (self->words);
  g_free (self->tag);
  g_free (self->verb);
  g_free (self);
}

/**
 * rrm_practice_command_get_word:
 * @self: a command
 * @n: which one, from 0
 *
 * Returns: (transfer none) (nullable): the word behind the verb, not ended by a NUL
 */
const RrmPracticeWord *
rrm_practice_command_get_word (const RrmPracticeCommand *self,
                               guint n)
{
  return n < self->words->len ? &g_array_index (self->words, RrmPracticeWord, n) : NULL;
}

gboolean
rrm_practice_command_is (const RrmPracticeCommand *self,
                         guint n,
                         const char *word)
{
  const RrmPracticeWord *found = rrm_practice_command_get_word (self, n);

  return found != NULL && found->length == strlen (word) &&
         g_ascii_strncasecmp (found->text, word, found->length) == 0;
}

char *
rrm_practice_command_dup_word (const RrmPracticeCommand *self,
                               guint n)
{
  const RrmPracticeWord *found = rrm_practice_command_get_word (self, n);

  return found != NULL ? g_strndup (found->text, found->length) : NULL;
}
