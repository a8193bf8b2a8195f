/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-fixture.h"
#include "net-resolver.h"

#include <string.h>

#define NAME "imap.example.net"

/* Never answers. */
#define SILENT -1

/* Response codes (RFC 1035, section 4.1.1). */
#define NO_ERROR 0
#define SERVFAIL 2
#define NXDOMAIN 3
#define REFUSED 5

/**
 * NameServer:
 *
 * A name server that gives every question the same empty answer.
 */
typedef struct
{
  GSocket *socket;
  GInetSocketAddress *address;
  GCancellable *stop;
  GThread *thread;
  int code;
  gint questions;
} NameServer;

static gpointer
name_server_thread (gpointer data)
{
  NameServer *server = data;

  for (;;)
    {
      g_autoptr (GSocketAddress) from = NULL;
      char packet[512];
      gssize n = g_socket_receive_from (server->socket, &from, packet, sizeof packet, server->stop,
                                        NULL);

      if (n < 12)
        return NULL;
      g_atomic_int_inc (&server->questions);
      if (server->code == SILENT)
        continue;
      packet[2] = (char) 0x81;
      packet[3] = (char) (0x80 | server->code);
      /* Whatever else was asked beside the question is left out. */
      memset (packet + 6, 0, 6);
      g_socket_send_to (server->socket, from, packet, (gsize) n, NULL, NULL);
    }
}

static NameServer *
name_server_new (int code)
{
  NameServer *server = g_new0 (NameServer, 1);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  server->code = code;
  server->stop = g_cancellable_new ();
  server->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                 G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_socket_bind (server->socket, wanted, FALSE, &error);
  g_assert_no_error (error);
  server->address = G_INET_SOCKET_ADDRESS (g_socket_get_local_address (server->socket, NULL));
  server->thread = g_thread_new ("name server", name_server_thread, server);

  return server;
}

static void
name_server_free (NameServer *server)
{
  g_cancellable_cancel (server->stop);
  g_thread_join (server->thread);
  g_object_unref (server->stop);
  g_object_unref (server->socket);
  g_object_unref (server->address);
  g_free (server);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NameServer, name_server_free)

typedef struct
{
  const char *name;
  /* What the resolver says of both families. */
  Answer ipv6;
  Answer ipv4;
  /* What the name server says when it is asked why. */
  int code;
  RrmFaultKind fault;
  gboolean asked;
} Case;

#define NOT_FOUND { 0, NULL, G_RESOLVER_ERROR_NOT_FOUND }
#define TEMPORARY { 0, NULL, G_RESOLVER_ERROR_TEMPORARY_FAILURE }
#define NEVER { -1, NULL, 0 }

static const Case cases[] = {
  { "no-such-name", NOT_FOUND, NOT_FOUND, NXDOMAIN, RRM_FAULT_NAME_NOT_FOUND, TRUE },
  { "no-address", NOT_FOUND, NOT_FOUND, NO_ERROR, RRM_FAULT_NAME_NO_ADDRESS, TRUE },
  { "server-fails", NOT_FOUND, NOT_FOUND, SERVFAIL, RRM_FAULT_NAME_SERVER_FAILED, TRUE },
  { "server-refuses", NOT_FOUND, NOT_FOUND, REFUSED, RRM_FAULT_NAME_SERVER_FAILED, TRUE },
  { "server-silent", NOT_FOUND, NOT_FOUND, SILENT, RRM_FAULT_NAME_SERVER_FAILED, TRUE },
  /* One family found nothing, of the other it could not be said: that is worth a question. */
  { "half-temporary", TEMPORARY, NOT_FOUND, NXDOMAIN, RRM_FAULT_NAME_NOT_FOUND, TRUE },
  { "temporary", TEMPORARY, TEMPORARY, NXDOMAIN, RRM_FAULT_NAME_SERVER_FAILED, FALSE },
  { "never", NEVER, NEVER, NXDOMAIN, RRM_FAULT_NAME_SERVER_FAILED, FALSE },
  { "half-never", NEVER, NOT_FOUND, NXDOMAIN, RRM_FAULT_NAME_SERVER_FAILED, FALSE },
};

static void
test_case (gconstpointer data)
{
  const Case *example = data;
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, RRM_STAGE_CONNECT);
  g_autoptr (NameServer) server = name_server_new (example->code);
  g_autoptr (TestResolver) resolver = test_resolver_install (&example->ipv6, &example->ipv4);
  g_autoptr (RrmFault) fault = NULL;

  fixture->context.timeout = 500;
  fixture->context.name_server = g_object_ref (server->address);
  g_assert_null (fixture_dial (fixture, NAME, 993, report, &fault));
  expect_fault (fault, example->fault);
  expect_step (report, RRM_STEP_NAME_RESOLVE, RRM_STATUS_FAILED);
  expect_step (report, RRM_STEP_NAME_CONNECT, RRM_STATUS_WAITING);
  g_assert_cmpint (g_atomic_int_get (&server->questions) > 0, ==, example->asked);
  g_assert_cmpint (g_get_monotonic_time () - fixture->context.start, <, 1500000);
}

/* What no name server can be asked for does not exist. */
static void
test_no_name (void)
{
  static const char *const names[] = {
    "imap..example.net",
    "a234567890123456789012345678901234567890123456789012345678901234.example.net",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new_alone ();
      g_autoptr (NameServer) server = name_server_new (SERVFAIL);
      g_autoptr (TestResolver) resolver = test_resolver_install (
        &(Answer) NOT_FOUND, &(Answer) NOT_FOUND);
      g_autoptr (RrmFault) fault = NULL;

      fixture->context.name_server = g_object_ref (server->address);
      g_assert_null (fixture_dial (fixture, names[i], 993, NULL, &fault));
      expect_fault (fault, RRM_FAULT_NAME_NOT_FOUND);
      g_assert_cmpint (g_atomic_int_get (&server->questions), ==, 0);
    }
}

/* A name of practice mode fails as it was told to. */
static void
test_by_wish (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, RRM_STAGE_CONNECT);
  g_autoptr (RrmFault) fault = NULL;

  rrm_redirects_add_fault (fixture->context.redirects, NAME, RRM_FAULT_NAME_NO_ADDRESS);
  g_assert_null (fixture_dial (fixture, NAME, 993, report, &fault));
  expect_fault (fault, RRM_FAULT_NAME_NO_ADDRESS);
  expect_step (report, RRM_STEP_NAME_RESOLVE, RRM_STATUS_FAILED);
}

/* The hosts file counts: the system's own resolver is asked first. */
static void
test_localhost (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, RRM_STAGE_CONNECT);
  guint16 port;
  g_autoptr (GSocket) listener = listen_new ("127.0.0.1", 5, &port);
  g_autoptr (GSocket) socket = fixture_dial (fixture, "localhost", port, report, NULL);

  g_assert_nonnull (socket);
  expect_step (report, RRM_STEP_NAME_RESOLVE, RRM_STATUS_PASSED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/names/localhost", test_localhost);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/net/names/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/net/names/no-name", test_no_name);
  g_test_add_func ("/net/names/by-wish", test_by_wish);

  return g_test_run ();
}
