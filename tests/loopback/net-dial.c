/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "leftovers.h"
#include "net-fixture.h"
#include "net-resolver.h"

#include "net/dial.h"

#define NAME "imap.example.net"

static RrmAttempt *
get_attempt (RrmServiceReport *report,
             guint index)
{
  GPtrArray *attempts = rrm_service_report_get_attempts (report);

  g_assert_cmpuint (index, <, attempts->len);

  return g_ptr_array_index (attempts, index);
}

static void
expect_attempt (RrmServiceReport *report,
                guint index,
                const char *address,
                gboolean connected,
                RrmFaultKind fault)
{
  RrmAttempt *attempt = get_attempt (report, index);

  g_assert_cmpstr (attempt->address, ==, address);
  g_assert_cmpint (attempt->connected, ==, connected);
  if (!connected)
    g_assert_cmpstr (rrm_fault_kind_to_string (attempt->fault), ==,
                     rrm_fault_kind_to_string (fault));
}

static void
expect_attempts (RrmServiceReport *report,
                 guint n)
{
  g_assert_cmpuint (rrm_service_report_get_attempts (report)->len, ==, n);
}

static RrmServiceReport *
report_to_connect (void)
{
  return report_new (RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, RRM_STAGE_CONNECT);
}

/* A port of loopback where nothing listens. */
static guint16
closed_port (void)
{
  guint16 port;
  g_autoptr (GSocket) socket = listen_new ("127.0.0.1", 1, &port);

  g_socket_close (socket, NULL);

  return port;
}

/**
 * Hole:
 *
 * A port that answers nothing: its queue of connections is full, and nobody takes any.
 */
typedef struct
{
  GSocket *listener;
  GPtrArray *waiting;
  guint16 port;
} Hole;

static void
hole_free (Hole *hole)
{
  g_object_unref (hole->listener);
  g_ptr_array_unref (hole->waiting);
  g_free (hole);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Hole, hole_free)

static Hole *
hole_new (const char *address)
{
  Hole *hole = g_new0 (Hole, 1);
  gboolean taken = TRUE;

  hole->listener = listen_new (address, 0, &hole->port);
  hole->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  while (taken && hole->waiting->len < 100)
    {
      g_autoptr (GSocketAddress) target =
        g_inet_socket_address_new_from_string (address, hole->port);
      GSocket *socket = g_socket_new (g_socket_address_get_family (target), G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (socket, FALSE);
      g_socket_connect (socket, target, NULL, NULL);
      taken = g_socket_condition_timed_wait (socket, G_IO_OUT, 100000, NULL, NULL);
      g_ptr_array_add (hole->waiting, socket);
    }
  g_assert_false (taken);

  return hole;
}

static void
expect_connected (GSocket *socket,
                  GSocketFamily family)
{
  gboolean no_delay = FALSE;
  int value = 0;

  g_assert_nonnull (socket);
  g_assert_cmpint (g_socket_get_family (socket), ==, family);
  g_assert_true (g_socket_is_connected (socket));
  g_assert_false (g_socket_get_blocking (socket));
  no_delay = g_socket_get_option (socket, 6 /* TCP */, 1 /* TCP_NODELAY */, &value, NULL);
  g_assert_true (no_delay);
  g_assert_cmpint (value, !=, 0);
}

static void
test_literal (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  guint16 port;
  g_autoptr (GSocket) listener = listen_new ("::1", 5, &port);
  g_autoptr (RrmFault) fault = NULL;
  g_autoptr (GSocket) socket = fixture_dial (fixture, "[::1]", port, report, &fault);

  g_assert_null (fault);
  expect_connected (socket, G_SOCKET_FAMILY_IPV6);
  expect_step (report, RRM_STEP_NAME_RESOLVE, RRM_STATUS_SKIPPED);
  expect_step (report, RRM_STEP_NAME_CONNECT, RRM_STATUS_PASSED);
  g_assert_cmpstr (rrm_service_report_get_peer (report), ==, "::1");
  g_assert_cmpuint (rrm_service_report_get_round_trips (report), ==, 1);
  expect_attempts (report, 1);
  expect_attempt (report, 0, "::1", TRUE, 0);
  g_assert_cmpuint (get_attempt (report, 0)->port, ==, port);
  g_assert_true (get_attempt (report, 0)->ipv6);
  g_assert_false (get_attempt (report, 0)->redirected);
}

static void
test_redirect (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  guint16 port;
  g_autoptr (GSocket) listener = listen_new ("127.0.0.1", 5, &port);
  g_autoptr (GSocket) socket = NULL;

  rrm_redirects_add (fixture->context.redirects, NAME, 993, "127.0.0.1", port);
  socket = fixture_dial (fixture, "IMAP.example.net", 993, report, NULL);
  expect_connected (socket, G_SOCKET_FAMILY_IPV4);
  expect_step (report, RRM_STEP_NAME_RESOLVE, RRM_STATUS_SKIPPED);
  g_assert_true (get_attempt (report, 0)->redirected);
}

static void
test_refused (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  g_autoptr (RrmFault) fault = NULL;
  g_autoptr (GSocket) socket = fixture_dial (fixture, "127.0.0.1", closed_port (), report, &fault);

  g_assert_null (socket);
  expect_fault (fault, RRM_FAULT_REFUSED);
  expect_step (report, RRM_STEP_NAME_CONNECT, RRM_STATUS_FAILED);
  expect_attempt (report, 0, "127.0.0.1", FALSE, RRM_FAULT_REFUSED);
  g_assert_null (rrm_service_report_get_peer (report));
  g_assert_cmpuint (rrm_service_report_get_round_trips (report), ==, 0);
}

/* A broken IPv6 costs nothing when it says so, a quarter of a second when it is silent, and is kept
 * as a fact in both cases. */
static void
test_ipv6_refused (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  guint16 port;
  g_autoptr (GSocket) listener = listen_new ("127.0.0.1", 5, &port);
  g_autoptr (GSocket) socket = NULL;

  rrm_redirects_add (fixture->context.redirects, NAME, 993, "127.0.0.1", port);
  rrm_redirects_add (fixture->context.redirects, NAME, 993, "::1", closed_port ());
  socket = fixture_dial (fixture, NAME, 993, report, NULL);
  expect_connected (socket, G_SOCKET_FAMILY_IPV4);
  expect_attempts (report, 2);
  expect_attempt (report, 0, "::1", FALSE, RRM_FAULT_REFUSED);
  expect_attempt (report, 1, "127.0.0.1", TRUE, 0);
  g_assert_cmpint (g_get_monotonic_time () - fixture->context.start, <, 200000);
}

static void
test_ipv6_silent (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  guint16 port;
  g_autoptr (GSocket) listener = listen_new ("127.0.0.1", 5, &port);
  g_autoptr (Hole) hole = hole_new ("::1");
  g_autoptr (GSocket) socket = NULL;
  gint64 elapsed;

  rrm_redirects_add (fixture->context.redirects, NAME, 993, "127.0.0.1", port);
  rrm_redirects_add (fixture->context.redirects, NAME, 993, "::1", hole->port);
  socket = fixture_dial (fixture, NAME, 993, report, NULL);
  expect_connected (socket, G_SOCKET_FAMILY_IPV4);
  expect_attempts (report, 2);
  expect_attempt (report, 0, "::1", FALSE, RRM_FAULT_CANCELLED);
  expect_attempt (report, 1, "127.0.0.1", TRUE, 0);
  elapsed = rrm_step_report_get_elapsed (
    rrm_service_report_get_step (report, RRM_STEP_NAME_CONNECT));
  g_test_message ("IPv6 that is silent costs %" G_GINT64_FORMAT " microseconds", elapsed);
  g_assert_cmpint (elapsed, >=, 245000);
  g_assert_cmpint (elapsed, <, 350000);
}

static void
test_all_silent (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  g_autoptr (Hole) ipv6 = hole_new ("::1");
  g_autoptr (Hole) ipv4 = hole_new ("127.0.0.1");
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (RrmFault) fault = NULL;
  gint64 elapsed;

  fixture->context.timeout = 400;
  fixture->context.attempt_delay = 50;
  rrm_redirects_add (fixture->context.redirects, NAME, 993, "::1", ipv6->port);
  rrm_redirects_add (fixture->context.redirects, NAME, 993, "127.0.0.1", ipv4->port);
  socket = fixture_dial (fixture, NAME, 993, report, &fault);
  g_assert_null (socket);
  expect_fault (fault, RRM_FAULT_TIMED_OUT);
  expect_attempt (report, 0, "::1", FALSE, RRM_FAULT_TIMED_OUT);
  expect_attempt (report, 1, "127.0.0.1", FALSE, RRM_FAULT_TIMED_OUT);
  elapsed = rrm_step_report_get_elapsed (
    rrm_service_report_get_step (report, RRM_STEP_NAME_CONNECT));
  g_assert_cmpint (elapsed, >=, 395000);
  g_assert_cmpint (elapsed, <, 700000);
}

/* Whoever refuses says more than whoever is silent. */
static void
test_ranking (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  g_autoptr (Hole) hole = hole_new ("127.0.0.1");
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (RrmFault) fault = NULL;

  fixture->context.timeout = 300;
  rrm_redirects_add (fixture->context.redirects, NAME, 993, "::1", closed_port ());
  rrm_redirects_add (fixture->context.redirects, NAME, 993, "127.0.0.1", hole->port);
  socket = fixture_dial (fixture, NAME, 993, report, &fault);
  g_assert_null (socket);
  expect_fault (fault, RRM_FAULT_REFUSED);
  expect_attempt (report, 1, "127.0.0.1", FALSE, RRM_FAULT_TIMED_OUT);
}

static void
test_one_family (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  g_autoptr (RrmServiceReport) none = report_to_connect ();
  guint16 port;
  g_autoptr (GSocket) listener = listen_new ("::1", 5, &port);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocket) no_socket = NULL;
  g_autoptr (RrmFault) fault = NULL;

  rrm_redirects_add (fixture->context.redirects, NAME, 993, "::1", port);
  rrm_redirects_add (fixture->context.redirects, NAME, 993, "127.0.0.1", port);
  fixture->context.family = G_SOCKET_FAMILY_IPV6;
  socket = fixture_dial (fixture, NAME, 993, report, NULL);
  expect_connected (socket, G_SOCKET_FAMILY_IPV6);
  fixture->context.family = G_SOCKET_FAMILY_IPV4;
  no_socket = fixture_dial (fixture, NAME, 993, none, &fault);
  g_assert_null (no_socket);
  expect_attempts (none, 1);
  expect_attempt (none, 0, "127.0.0.1", FALSE, RRM_FAULT_REFUSED);
}

static void
test_until_resolve (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, RRM_STAGE_RESOLVE);
  g_autoptr (TestResolver) resolver = test_resolver_install (
    &(Answer){ 0, "::1", 0 }, &(Answer){ 0, NULL, G_RESOLVER_ERROR_NOT_FOUND });
  g_autoptr (RrmFault) fault = NULL;

  g_assert_null (fixture_dial (fixture, NAME, 993, report, &fault));
  g_assert_null (fault);
  expect_step (report, RRM_STEP_NAME_RESOLVE, RRM_STATUS_PASSED);
  expect_attempts (report, 0);
}

typedef struct
{
  const char *name;
  Answer ipv6;
  Answer ipv4;
  /* The first attempt, and how long the name took at least and at most, in milliseconds. */
  const char *first;
  int least;
  int most;
} Timing;

static const Timing timings[] = {
  { "both", { 0, "::1", 0 }, { 0, "127.0.0.1", 0 }, "::1", 0, 40 },
  /* IPv6 a little later is awaited, a lot later it is not. */
  { "ipv6-soon", { 40, "::1", 0 }, { 10, "127.0.0.1", 0 }, "::1", 35, 58 },
  { "ipv6-late", { 400, "::1", 0 }, { 10, "127.0.0.1", 0 }, "127.0.0.1", 55, 200 },
  { "ipv6-never", { -1, NULL, 0 }, { 0, "127.0.0.1", 0 }, "127.0.0.1", 45, 200 },
  { "ipv6-none", { 0, NULL, G_RESOLVER_ERROR_NOT_FOUND }, { 10, "127.0.0.1", 0 }, "127.0.0.1", 5,
    45 },
  { "ipv4-never", { 10, "::1", 0 }, { -1, NULL, 0 }, "::1", 5, 45 },
  { "ipv4-fails", { 60, "::1", 0 }, { 0, NULL, G_RESOLVER_ERROR_TEMPORARY_FAILURE }, "::1", 55,
    200 },
};

/* The same port in both families; another program may have taken it in the other one. */
static void
listen_both (GSocket **ipv6,
             GSocket **ipv4,
             guint16 *port)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GSocketAddress) same = NULL;

      g_clear_object (ipv6);
      g_clear_object (ipv4);
      *ipv6 = listen_new ("::1", 5, port);
      *ipv4 = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                            NULL);
      same = g_inet_socket_address_new_from_string ("127.0.0.1", *port);
      if (g_socket_bind (*ipv4, same, FALSE, NULL) && g_socket_listen (*ipv4, NULL))
        return;
    }
  g_assert_not_reached ();
}

static void
test_timing (gconstpointer data)
{
  const Timing *timing = data;
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  g_autoptr (TestResolver) resolver = test_resolver_install (&timing->ipv6, &timing->ipv4);
  guint16 port;
  g_autoptr (GSocket) ipv6 = NULL;
  g_autoptr (GSocket) ipv4 = NULL;
  g_autoptr (GSocket) socket = NULL;
  gint64 elapsed;

  listen_both (&ipv6, &ipv4, &port);
  socket = fixture_dial (fixture, NAME, port, report, NULL);
  g_assert_nonnull (socket);
  g_assert_cmpstr (get_attempt (report, 0)->address, ==, timing->first);
  elapsed = rrm_step_report_get_elapsed (
    rrm_service_report_get_step (report, RRM_STEP_NAME_RESOLVE)) / 1000;
  g_assert_cmpint (elapsed, >=, timing->least);
  if (g_test_perf ())
    g_assert_cmpint (elapsed, <=, timing->most);
  expect_step (report, RRM_STEP_NAME_RESOLVE, RRM_STATUS_PASSED);
}

/* An address that arrives after the others have failed is still tried. */
static void
test_late_address (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  guint16 port;
  g_autoptr (GSocket) listener = listen_new ("127.0.0.1", 5, &port);
  g_autoptr (TestResolver) resolver =
    test_resolver_install (&(Answer){ 0, "::1", 0 }, &(Answer){ 100, "127.0.0.1", 0 });
  g_autoptr (GSocket) socket = fixture_dial (fixture, NAME, port, report, NULL);

  expect_connected (socket, G_SOCKET_FAMILY_IPV4);
  expect_attempt (report, 0, "::1", FALSE, RRM_FAULT_REFUSED);
  expect_attempt (report, 1, "127.0.0.1", TRUE, 0);
}

/* Three addresses of one family and one of the other take turns. */
static void
test_alternation (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  guint16 port = closed_port ();
  g_autoptr (TestResolver) resolver =
    test_resolver_install (&(Answer){ 0, "::1 ::ffff:127.0.0.5", 0 },
                           &(Answer){ 0, "127.0.0.1 127.0.0.2 127.0.0.3", 0 });
  static const char *const order[] = {
    "::1", "127.0.0.1", "::ffff:127.0.0.5", "127.0.0.2", "127.0.0.3",
  };
  g_autoptr (RrmFault) fault = NULL;

  g_assert_null (fixture_dial (fixture, NAME, port, report, &fault));
  expect_fault (fault, RRM_FAULT_REFUSED);
  expect_attempts (report, G_N_ELEMENTS (order));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (get_attempt (report, i)->address, ==, order[i]);
}

static void
keep_result (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static void
cancel_dial (Fixture *fixture,
             RrmServiceReport *report,
             guint16 port,
             RrmStepName step)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RrmFault) fault = NULL;

  cancel_after (cancellable, 50);
  rrm_dial_async (NAME, port, &fixture->context, report, cancellable, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (rrm_dial_finish (result, &fault));
  expect_fault (fault, RRM_FAULT_CANCELLED);
  expect_step (report, step, RRM_STATUS_FAILED);
  expect_fault (rrm_step_report_get_fault (rrm_service_report_get_step (report, step)),
                RRM_FAULT_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - fixture->context.start, <, 1000000);
}

static void
test_cancel_resolve (void)
{
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();
  g_autoptr (TestResolver) resolver =
    test_resolver_install (&(Answer){ -1, NULL, 0 }, &(Answer){ -1, NULL, 0 });

  cancel_dial (fixture, report, 993, RRM_STEP_NAME_RESOLVE);
  expect_step (report, RRM_STEP_NAME_CONNECT, RRM_STATUS_WAITING);
}

static void
test_cancel_connect (void)
{
  g_autoptr (Hole) hole = hole_new ("127.0.0.1");
  g_autoptr (Fixture) fixture = fixture_new_alone ();
  g_autoptr (RrmServiceReport) report = report_to_connect ();

  rrm_redirects_add (fixture->context.redirects, NAME, 993, "127.0.0.1", hole->port);
  cancel_dial (fixture, report, 993, RRM_STEP_NAME_CONNECT);
  expect_attempt (report, 0, "127.0.0.1", FALSE, RRM_FAULT_CANCELLED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  leftovers_add_func ("/net/dial/literal", test_literal);
  leftovers_add_func ("/net/dial/redirect", test_redirect);
  leftovers_add_func ("/net/dial/refused", test_refused);
  leftovers_add_func ("/net/dial/ipv6-refused", test_ipv6_refused);
  leftovers_add_func ("/net/dial/ipv6-silent", test_ipv6_silent);
  leftovers_add_func ("/net/dial/all-silent", test_all_silent);
  leftovers_add_func ("/net/dial/ranking", test_ranking);
  leftovers_add_func ("/net/dial/one-family", test_one_family);
  leftovers_add_func ("/net/dial/until-resolve", test_until_resolve);
  for (guint i = 0; i < G_N_ELEMENTS (timings); i++)
    {
      g_autofree char *path = g_strconcat ("/net/dial/timing/", timings[i].name, NULL);

      leftovers_add (path, &timings[i], test_timing);
    }
  leftovers_add_func ("/net/dial/late-address", test_late_address);
  leftovers_add_func ("/net/dial/alternation", test_alternation);
  leftovers_add_func ("/net/dial/cancel/resolve", test_cancel_resolve);
  leftovers_add_func ("/net/dial/cancel/connect", test_cancel_connect);

  return g_test_run ();
}
