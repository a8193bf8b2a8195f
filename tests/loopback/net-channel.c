/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/channel.h"

#include <gio/gio.h>

#define TIMES 10
/* A system that keeps its acknowledgement back does so for 40 ms, each of the times. */
#define KEPT_BACK (TIMES * 40 * G_TIME_SPAN_MILLISECOND)
#define TRIES 5

typedef struct
{
  GSocket *listener;
  GSocketAddress *address;
} Fixture;

static void
fixture_set_up (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  GError *error = NULL;

  fixture->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                    G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (fixture->listener, any, TRUE, &error));
  g_assert_true (g_socket_listen (fixture->listener, &error));
  fixture->address = g_socket_get_local_address (fixture->listener, &error);
  g_assert_no_error (error);
}

static void
fixture_tear_down (Fixture *fixture,
                   gconstpointer data)
{
  g_object_unref (fixture->address);
  g_object_unref (fixture->listener);
}

/* A server as Postfix is one: what it has to say goes out in two writes, and Nagle's algorithm is
 * on, as it is unless a program says otherwise. */
static gpointer
serve (gpointer data)
{
  GSocket *listener = data;
  g_autoptr (GSocket) socket = g_socket_accept (listener, NULL, NULL);
  char question;

  g_assert_nonnull (socket);
  while (g_socket_receive (socket, &question, 1, NULL, NULL) == 1)
    {
      g_socket_send (socket, "a", 1, NULL, NULL);
      g_socket_send (socket, "b", 1, NULL, NULL);
    }

  return NULL;
}

static void
note_ready (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
read_byte (RrmChannel *channel)
{
  guint8 byte;
  gssize n;

  while ((n = rrm_channel_read (channel, &byte, 1)) == 0)
    {
      gboolean ready = FALSE;

      rrm_channel_wait (channel, note_ready, &ready);
      while (!ready)
        g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (n, ==, 1);
}

static gint64
ask_some_times (Fixture *fixture)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GBytes) question = g_bytes_new_static ("?", 1);
  g_autoptr (RrmChannel) channel = NULL;
  GThread *server = g_thread_new ("server", serve, fixture->listener);
  gint64 start;

  g_assert_true (g_socket_connect (socket, fixture->address, NULL, NULL));
  g_socket_set_blocking (socket, FALSE);
  channel = rrm_channel_new (socket, NULL);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < TIMES; i++)
    {
      rrm_channel_write (channel, question, NULL);
      read_byte (channel);
      read_byte (channel);
    }
  start = g_get_monotonic_time () - start;
  rrm_channel_close (channel);
  g_thread_join (server);

  return start;
}

/* The second write comes when the first is acknowledged, and nothing keeps that back. */
static void
test_acknowledges_at_once (Fixture *fixture,
                           gconstpointer data)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < TRIES && best > KEPT_BACK / 4; i++)
    best = MIN (best, ask_some_times (fixture));
  g_test_message ("%.1f ms", best / (double) G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (best, <=, KEPT_BACK / 4);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/net-channel/acknowledges-at-once", Fixture, NULL, fixture_set_up,
              test_acknowledges_at_once, fixture_tear_down);

  return g_test_run ();
}
