/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/options.h"

/**
 * rrm_check_options_new:
 *
 * Returns: (transfer full): the usual test: both servers, up to the envelope, with probes
 */
RrmCheckOptions *
rrm_check_options_new (void)
{
  RrmCheckOptions *options = g_new0 (RrmCheckOptions, 1);

  g_atomic_ref_count_init (&options->ref_count);
  options->until = RRM_STAGE_ENVELOPE;
  options->incoming = TRUE;
  options->outgoing = TRUE;
  options->family = G_SOCKET_FAMILY_INVALID;
  options->timeout = RRM_DEFAULT_TIMEOUT_MS;
  options->redirects = rrm_redirects_new ();
  options->trust = rrm_trust_new ();
  options->probes = TRUE;
  options->wait = RRM_DEFAULT_WAIT_MS;
  options->visit_interval = RRM_DEFAULT_VISIT_INTERVAL_MS;

  return options;
}

RrmCheckOptions *
rrm_check_options_ref (RrmCheckOptions *options)
{
  g_atomic_ref_count_inc (&options->ref_count);

  return options;
}

void
rrm_check_options_unref (RrmCheckOptions *options)
{
  if (g_atomic_ref_count_dec (&options->ref_count))
    {
      rrm_redirects_unref (options->redirects);
      rrm_trust_unref (options->trust);
      g_free (options);
    }
}
