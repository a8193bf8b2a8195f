/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/imap-login.h"

#include "protocol/engine-private.h"
#include "protocol/scrub.h"

#include <string.h>

/* Servers take longer quoted strings, but none has to (RFC 7162, section 4, on line lengths). */
#define MAX_QUOTED 255

/**
 * RrmImapLogin:
 *
 * The command LOGIN of IMAP (RFC 9051, section 6.2.3), in as many pieces as its literals need: the
 * server has to ask for what follows a literal's length, unless it takes literals unasked (RFC
 * 7888).
 */
struct _RrmImapLogin
{
  /* Not owned: it owns us. */
  RrmEngine *engine;
  /* What is not sent yet. */
  GQueue pieces;
};

typedef struct
{
  RrmSecret *bytes;
  gboolean is_secret;
  GString *shown;
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  rrm_secret_unref (piece->bytes);
  g_string_free (piece->shown, TRUE);
  g_free (piece);
}

static gboolean
needs_literal (const char *bytes,
               gsize length)
{
  if (length > MAX_QUOTED)
    return TRUE;
  for (gsize i = 0; i < length; i++)
    if ((guchar) bytes[i] >= 0x80)
      return TRUE;

  return FALSE;
}

static Piece *
add_piece (RrmImapLogin *self,
           gsize capacity)
{
  Piece *piece = g_new0 (Piece, 1);

  piece->bytes = rrm_secret_new_sized (capacity);
  piece->shown = g_string_new (NULL);
  g_queue_push_tail (&self->pieces, piece);

  return piece;
}

static void
append (Piece *piece,
        const char *bytes,
        gsize length,
        gboolean is_secret)
{
  rrm_secret_append (piece->bytes, bytes, (gssize) length);
  if (!is_secret)
    g_string_append_len (piece->shown, bytes, (gssize) length);
}

static void
append_text (Piece *piece,
             const char *text)
{
  append (piece, text, strlen (text), FALSE);
}

/* RFC 9051, section 4.3: only the quote and the backslash are escaped. */
static void
append_quoted (Piece *piece,
               const char *bytes,
               gsize length,
               gboolean is_secret)
{
  append (piece, "\"", 1, is_secret);
  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] == '"' || bytes[i] == '\\')
        append (piece, "\\", 1, is_secret);
      append (piece, bytes + i, 1, is_secret);
    }
  append (piece, "\"", 1, is_secret);
}

/* Adds a string to the last piece, and a new piece behind its length where the server must ask. */
static void
append_string (RrmImapLogin *self,
               gsize capacity,
               const char *bytes,
               gsize length,
               gboolean non_synchronizing,
               gboolean is_secret)
{
  Piece *piece = g_queue_peek_tail (&self->pieces);

  if (!needs_literal (bytes, length))
    append_quoted (piece, bytes, length, is_secret);
  else
    {
      g_autofree char *size =
        g_strdup_printf ("{%" G_GSIZE_FORMAT "%s}\r\n", length, non_synchronizing ? "+" : "");

      /* Its length is nobody's business either. */
      append (piece, size, strlen (size), TRUE);
      if (!is_secret)
        g_string_append_len (piece->shown, size, (gssize) strlen (size) - 2);
      else if (!non_synchronizing)
        g_string_append (piece->shown, RRM_SECRET_MARK);
      if (!non_synchronizing)
        piece = add_piece (self, capacity);
      else if (!is_secret)
        g_string_append_c (piece->shown, '\n');
      append (piece, bytes, length, is_secret);
    }
  if (is_secret)
    {
      piece->is_secret = TRUE;
      g_string_append (piece->shown, RRM_SECRET_MARK);
    }
}

/**
 * rrm_imap_login_new:
 * @engine: whose login step runs
 * @tag: the tag of the command
 * @non_synchronizing: whether the server takes literals unasked
 *
 * Returns: (transfer full): the command, of which nothing is sent yet
 */
RrmImapLogin *
rrm_imap_login_new (RrmEngine *engine,
                    const char *tag,
                    gboolean non_synchronizing)
{
  RrmImapLogin *self = g_new0 (RrmImapLogin, 1);
  const char *username = rrm_engine_get_username (engine);
  gsize length;
  const char *password = rrm_secret_peek (rrm_engine_get_password (engine), &length);
  gsize capacity = strlen (tag) + 2 * (strlen (username) + length) + 64;

  self->engine = engine;
  g_queue_init (&self->pieces);
  add_piece (self, capacity);
  append_text (g_queue_peek_tail (&self->pieces), tag);
  append_text (g_queue_peek_tail (&self->pieces), " LOGIN ");
  append_string (self, capacity, username, strlen (username), non_synchronizing, FALSE);
  append_text (g_queue_peek_tail (&self->pieces), " ");
  append_string (self, capacity, password, length, non_synchronizing, TRUE);
  append (g_queue_peek_tail (&self->pieces), "\r\n", 2, TRUE);

  return self;
}

void
rrm_imap_login_free (RrmImapLogin *self)
{
  g_queue_clear_full (&self->pieces, piece_free);
  g_free (self);
}

/**
 * rrm_imap_login_send_next:
 * @self: the command
 *
 * Sends as much as may go now.
 *
 * Returns: %FALSE when everything was sent before
 */
gboolean
rrm_imap_login_send_next (RrmImapLogin *self)
{
  Piece *piece = g_queue_pop_head (&self->pieces);

  if (piece == NULL)
    return FALSE;

  if (piece->is_secret)
    rrm_engine_send_secret (self->engine, rrm_secret_ref (piece->bytes), piece->shown->str);
  else
    {
      gsize length;
      const char *bytes = rrm_secret_peek (piece->bytes, &length);
      g_autofree char *line = g_strndup (bytes, length - 2);

      rrm_engine_send_shown (self->engine, line, piece->shown->str);
    }
  piece_free (piece);

  return TRUE;
}

gboolean
rrm_imap_login_is_sent (RrmImapLogin *self)
{
  return g_queue_is_empty (&self->pieces);
}
