/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/pump-private.h"

/* The handshake in the middle of a conversation, and what is made of it. */

void
rrm_pump_begin_handshake (RrmPump *pump)
{
  RrmTls *tls = g_steal_pointer (&pump->begun_tls);

  pump->upgraded = rrm_channel_has_spoken (pump->channel);
  pump->phase = RRM_PUMP_HANDSHAKE;
  if (tls == NULL)
    tls = rrm_tls_new (pump->host, RRM_TLS_OFFER_MODERN);
  rrm_channel_start_tls (pump->channel, tls);
  /* The system's store is read while the peer is awaited. */
  if (!rrm_trust_is_loaded (pump->context->trust))
    rrm_trust_load_async (pump->context->trust, NULL, NULL);
}

static void
tell_handshake_failed (RrmPump *pump)
{
  RrmTls *tls = rrm_channel_get_tls (pump->channel);
  RrmFault *fault = rrm_tls_dup_fault (tls);

  /* Clear text where TLS must begin: somebody said it in the server's name (CVE-2011-0411). */
  if (fault->kind == RRM_FAULT_NOT_TLS && pump->upgraded)
    fault->kind = RRM_FAULT_STARTTLS_INJECTION;
  rrm_service_report_set_tls (pump->report, rrm_tls_get_info (tls));
  pump->phase = RRM_PUMP_TALKING;
  rrm_engine_tls_failed (pump->engine, fault);
}

static void
verify (RrmPump *pump)
{
  RrmTls *tls = rrm_channel_get_tls (pump->channel);

  if (!rrm_tls_verify (tls, pump->context->trust))
    {
      tell_handshake_failed (pump);
      return;
    }
  rrm_service_report_set_tls (pump->report, rrm_tls_get_info (tls));
  pump->phase = RRM_PUMP_TALKING;
  rrm_engine_tls_started (pump->engine, rrm_tls_get_info (tls));
}

static void
trust_loaded (GObject *source,
              GAsyncResult *result,
              gpointer data)
{
  g_autoptr (GTask) task = data;
  RrmPump *pump = g_task_get_task_data (task);

  /* After a cancelled conversation the context may be gone. */
  if (pump->phase != RRM_PUMP_TRUST)
    return;

  rrm_trust_load_finish (pump->context->trust, result);
  verify (pump);
  rrm_pump_go_on (task);
}

/* Whether there is something to do at once, in contrast to a wait. */
gboolean
rrm_pump_turn_handshake (GTask *task)
{
  RrmPump *pump = g_task_get_task_data (task);

  switch (rrm_channel_handshake (pump->channel))
    {
    case RRM_TLS_WAITING:
      rrm_channel_wait (pump->channel, rrm_pump_go_on, task);
      return FALSE;
    case RRM_TLS_FAILED:
      tell_handshake_failed (pump);
      return TRUE;
    default:
      break;
    }

  if (rrm_trust_is_loaded (pump->context->trust))
    {
      verify (pump);
      return TRUE;
    }
  pump->phase = RRM_PUMP_TRUST;
  rrm_trust_load_async (pump->context->trust, trust_loaded, g_object_ref (task));

  return FALSE;
}
