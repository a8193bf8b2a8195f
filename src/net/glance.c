/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/glance.h"

/**
 * RrmGlance:
 *
 * Waits for the first byte of a peer and looks at it without taking it, so that whoever goes on
 * with the connection finds it untouched.
 */
struct _RrmGlance
{
  GSocket *socket;
  GSource *source;
  RrmGlanceFunc seen;
  gpointer data;
};

/* The first byte; -1 when there is none, with why in @end, or with %TRUE in @waits. */
static int
peek (GSocket *socket,
      gboolean *waits,
      RrmFaultKind *end)
{
  g_autoptr (GError) error = NULL;
  guint8 byte;
  GInputVector vector = { &byte, 1 };
  int flags = G_SOCKET_MSG_PEEK;
  gssize n;

  n = g_socket_receive_message (socket, NULL, &vector, 1, NULL, NULL, &flags, NULL, &error);
  if (n > 0)
    return byte;

  *waits = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  if (n == 0)
    *end = RRM_FAULT_CLOSED;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    *end = RRM_FAULT_RESET;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    *end = RRM_FAULT_TIMED_OUT;
  else
    *end = RRM_FAULT_NETWORK;

  return -1;
}

static gboolean
readable (GSocket *socket,
          GIOCondition condition,
          gpointer data)
{
  RrmGlance *self = data;
  gboolean waits = FALSE;
  RrmFaultKind end = RRM_FAULT_CLOSED;
  int byte = peek (socket, &waits, &end);
  RrmSight sight = RRM_SIGHT_CLEAR;

  if (byte < 0 && waits)
    return G_SOURCE_CONTINUE;

  /* An alert or a handshake (RFC 8446, section 5.1); no greeting begins so. */
  if (byte < 0)
    sight = RRM_SIGHT_END;
  else if (byte == 21 || byte == 22)
    sight = RRM_SIGHT_TLS;
  g_clear_pointer (&self->source, g_source_unref);
  self->seen (sight, end, self->data);

  return G_SOURCE_REMOVE;
}

/**
 * rrm_glance_new:
 * @socket: a connected socket
 * @seen: called once; the glance may be freed in it
 * @data: for @seen
 *
 * Returns: (transfer full): a glance that waits
 */
RrmGlance *
rrm_glance_new (GSocket *socket,
                RrmGlanceFunc seen,
                gpointer data)
{
  RrmGlance *self = g_new0 (RrmGlance, 1);

  self->socket = g_object_ref (socket);
  self->seen = seen;
  self->data = data;
  self->source = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (readable), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());

  return self;
}

void
rrm_glance_free (RrmGlance *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_object_unref (self->socket);
  g_free (self);
}
