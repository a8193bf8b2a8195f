/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "leftovers.h"
#include "net-fixture.h"

#include <gnutls/x509.h>

/*
 * A computer that is so busy that the answer of a server and the end of its time come to light at
 * once, while the system's store is still being read.
 */

#define TIMEOUT_MS 200
#define STALL_MS 400
#define STORE_MS 100

static struct
{
  GMutex mutex;
  GCond opened;
  gboolean open;
} store;

/* Stands in for that of GnuTLS: the store takes as long as the test wants. */
int
gnutls_x509_trust_list_add_system_trust (gnutls_x509_trust_list_t list,
                                         unsigned flags,
                                         unsigned verify_flags)
{
  g_mutex_lock (&store.mutex);
  while (!store.open)
    g_cond_wait (&store.opened, &store.mutex);
  g_mutex_unlock (&store.mutex);

  return 0;
}

static gboolean
open_store (gpointer data)
{
  g_mutex_lock (&store.mutex);
  store.open = TRUE;
  g_cond_broadcast (&store.opened);
  g_mutex_unlock (&store.mutex);

  return G_SOURCE_REMOVE;
}

typedef struct
{
  Fixture *fixture;
  RrmServiceReport *report;
  /* NULL where nothing is answered. */
  GSocket *answered;
} Stall;

/* The handshake is on its way, and nothing else has its turn until its time is over. What comes
 * behind it is in no hurry. */
static gboolean
stall (gpointer data)
{
  Stall *self = data;

  expect_step (self->report, RRM_STEP_NAME_TLS, RRM_STATUS_RUNNING);
  if (self->answered != NULL)
    g_assert_true (g_socket_condition_timed_wait (self->answered, G_IO_IN, 20 * G_USEC_PER_SEC,
                                                  NULL, NULL));
  g_usleep (STALL_MS * 1000);
  self->fixture->context.timeout = 20000;
  g_timeout_add (STORE_MS, open_store, NULL);

  return G_SOURCE_REMOVE;
}

/* The answer counts, and nothing is read of what follows it before it is known who speaks. */
static void
test_answer_at_the_limit (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("");
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, RRM_STAGE_LOGIN);
  g_autoptr (RrmEngine) engine = engine_new (report, FIXTURE_PASSWORD);
  g_autoptr (GSocket) socket = fixture_dial (fixture, FIXTURE_HOST, 993, report, NULL);
  Stall stalled = { fixture, report, socket };

  store.open = FALSE;
  rrm_trust_unref (fixture->context.trust);
  fixture->context.trust = rrm_trust_new ();
  fixture_add_pem (fixture, rrm_practice_server_get_ca_pem (fixture->server));
  fixture->context.timeout = TIMEOUT_MS;
  g_idle_add_full (G_PRIORITY_HIGH, stall, &stalled, NULL);

  g_assert_true (fixture_pump (fixture, socket, NULL, engine, report, NULL));
  g_assert_true (rrm_service_report_get_tls (report)->verified);
  expect_step (report, RRM_STEP_NAME_LOGIN, RRM_STATUS_PASSED);
}

/* A peer who says nothing is not waited for any longer than it may take. */
static void
test_silence_at_the_limit (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("[imap]\nsilent-on=accept\n");
  g_autoptr (RrmServiceReport) report =
    report_new (RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS, RRM_STAGE_LOGIN);
  g_autoptr (RrmEngine) engine = engine_new (report, FIXTURE_PASSWORD);
  g_autoptr (GSocket) socket = fixture_dial (fixture, FIXTURE_HOST, 993, report, NULL);
  RrmStepReport *step = rrm_service_report_get_step (report, RRM_STEP_NAME_TLS);
  Stall stalled = { fixture, report, NULL };

  fixture->context.timeout = TIMEOUT_MS;
  g_idle_add_full (G_PRIORITY_HIGH, stall, &stalled, NULL);

  g_assert_false (fixture_pump (fixture, socket, NULL, engine, report, NULL));
  expect_step (report, RRM_STEP_NAME_TLS, RRM_STATUS_FAILED);
  expect_fault (rrm_step_report_get_fault (step), RRM_FAULT_TIMED_OUT);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  leftovers_add_func ("/net/late-trust/answer", test_answer_at_the_limit);
  leftovers_add_func ("/net/late-trust/silence", test_silence_at_the_limit);

  return g_test_run ();
}
