/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-fixture.h"

#include "net/dial.h"
#include "net/handshake.h"
#include "net/look.h"
#include "net/pump.h"

#include <string.h>

static void
add_mappings (Fixture *self)
{
  for (guint i = 0; i < rrm_practice_server_get_n_mappings (self->server); i++)
    {
      const RrmPracticeMapping *mapping = rrm_practice_server_get_mapping (self->server, i);

      if (mapping->address != NULL)
        rrm_redirects_add (self->context.redirects, mapping->host, mapping->port, mapping->address,
                           mapping->real_port);
    }
}

/* A way to a practice server that plays @scenario, with short waits. */
Fixture *
fixture_new (const char *scenario)
{
  Fixture *self = fixture_new_alone ();
  g_autoptr (GBytes) text = g_bytes_new (scenario, strlen (scenario));
  g_autoptr (RrmScenario) parsed = NULL;
  g_autoptr (GError) error = NULL;

  parsed = rrm_scenario_new_from_bytes (text, &error);
  g_assert_no_error (error);
  self->server = rrm_practice_server_new (parsed, &error);
  g_assert_no_error (error);
  rrm_practice_server_start (self->server, &error);
  g_assert_no_error (error);
  add_mappings (self);
  fixture_add_pem (self, rrm_practice_server_get_ca_pem (self->server));

  return self;
}

/* Without a server: the test has its own sockets. */
Fixture *
fixture_new_alone (void)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->context.start = g_get_monotonic_time ();
  self->context.timeout = 5000;
  self->context.family = G_SOCKET_FAMILY_INVALID;
  self->context.redirects = rrm_redirects_new ();
  self->context.trust = rrm_trust_new_bare ();
  self->context.look_silence = 200;

  return self;
}

void
fixture_free (Fixture *self)
{
  if (self->server != NULL)
    rrm_practice_server_stop (self->server);
  g_clear_object (&self->server);
  rrm_redirects_unref (self->context.redirects);
  rrm_trust_unref (self->context.trust);
  g_clear_object (&self->context.name_server);
  g_free (self);
}

void
fixture_add_pem (Fixture *self,
                 GBytes *pem)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (pem, &length);

  rrm_trust_add_pem (self->context.trust, text, (gssize) length, &error);
  g_assert_no_error (error);
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
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

GSocket *
fixture_dial (Fixture *self,
              const char *host,
              guint16 port,
              RrmServiceReport *report,
              RrmFault **fault)
{
  g_autoptr (GAsyncResult) result = NULL;

  rrm_dial_async (host, port, &self->context, report, NULL, keep_result, &result);
  await (&result);

  return rrm_dial_finish (result, fault);
}

static GSocket *
dial_safely (Fixture *self,
             const char *host,
             guint16 port,
             RrmServiceReport *report)
{
  RrmFault *fault = NULL;
  GSocket *socket = fixture_dial (self, host, port, report, &fault);

  g_assert_null (fault);
  g_assert_nonnull (socket);

  return socket;
}

GSocket *
fixture_look (Fixture *self,
              guint16 port,
              RrmSecurity wanted,
              RrmServiceReport *report,
              RrmSecurity *found,
              RrmTls **tls,
              RrmFault **fault)
{
  g_autoptr (GSocket) socket = dial_safely (self, FIXTURE_HOST, port, report);
  g_autoptr (GAsyncResult) result = NULL;

  rrm_look_async (FIXTURE_HOST, port, wanted, socket, &self->context, report, NULL, keep_result,
                  &result);
  await (&result);

  return rrm_look_finish (result, found, tls, fault);
}

RrmTlsInfo *
fixture_handshake (Fixture *self,
                   const char *host,
                   guint16 port,
                   RrmTlsOffer offer,
                   RrmFault **fault)
{
  g_autoptr (GSocket) socket = dial_safely (self, host, port, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  rrm_handshake_async (socket, host, offer, &self->context, NULL, keep_result, &result);
  await (&result);

  return rrm_handshake_finish (result, fault);
}

gboolean
fixture_pump (Fixture *self,
              GSocket *socket,
              RrmTls *tls,
              RrmEngine *engine,
              RrmServiceReport *report,
              GCancellable *cancellable)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean reached;

  rrm_pump_run_async (socket, tls, engine, report, &self->context, FIXTURE_HOST, cancellable,
                      keep_result, &result);
  await (&result);
  reached = rrm_pump_run_finish (result);
  rrm_service_report_finish (report);

  return reached;
}

RrmServiceReport *
report_new (RrmProtocol protocol,
            guint16 port,
            RrmSecurity security,
            RrmStage until)
{
  g_autoptr (RrmServiceSettings) settings =
    rrm_service_settings_new (protocol, FIXTURE_HOST, port, security);

  return rrm_service_report_new (settings, until);
}

/* Signs in with @password. */
RrmEngine *
engine_new (RrmServiceReport *report,
            const char *password)
{
  g_autoptr (RrmSecret) secret = rrm_secret_new (password, -1);
  RrmEngineConfig config = {
    .security = rrm_service_report_get_security (report),
    .username = FIXTURE_ADDRESS,
    .password = secret,
    .auth = RRM_AUTH_AUTO,
    .address = FIXTURE_ADDRESS,
    .until = rrm_service_report_get_until (report),
  };

  return rrm_engine_new (rrm_service_report_get_protocol (report), &config, report);
}

/* A listening socket of the test's own on a free port. */
GSocket *
listen_new (const char *address,
            int backlog,
            guint16 *port)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string (address, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (g_socket_address_get_family (wanted), G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_bind (socket, wanted, TRUE, &error);
  g_assert_no_error (error);
  g_socket_set_listen_backlog (socket, backlog);
  g_socket_listen (socket, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  return socket;
}

static gboolean
cancel_now (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_REMOVE;
}

void
cancel_after (GCancellable *cancellable,
              guint milliseconds)
{
  g_timeout_add_full (G_PRIORITY_DEFAULT, milliseconds, cancel_now, g_object_ref (cancellable),
                      g_object_unref);
}

void
expect_fault (const RrmFault *fault,
              RrmFaultKind kind)
{
  g_assert_nonnull (fault);
  g_assert_cmpstr (rrm_fault_kind_to_string (fault->kind), ==, rrm_fault_kind_to_string (kind));
}

void
expect_step (RrmServiceReport *report,
             RrmStepName name,
             RrmStatus status)
{
  RrmStepReport *step = rrm_service_report_get_step (report, name);

  g_assert_nonnull (step);
  g_assert_cmpstr (rrm_status_to_string (rrm_step_report_get_status (step)), ==,
                   rrm_status_to_string (status));
}
