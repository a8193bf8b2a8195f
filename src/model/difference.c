/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/difference.h"

/**
 * rrm_difference_new:
 * @service: which server
 * @name: (transfer none): what is different, a literal
 * @before: (nullable): as it was
 * @now: (nullable): as it is
 *
 * Returns: (transfer full): a difference
 */
RrmDifference *
rrm_difference_new (RrmProtocol service,
                    const char *name,
                    const char *before,
                    const char *now)
{
  RrmDifference *difference = g_new0 (RrmDifference, 1);

  difference->service = service;
  difference->name = name;
  difference->before = g_strdup (before);
  difference->now = g_strdup (now);

  return difference;
}

void
rrm_difference_free (RrmDifference *difference)
{
  g_free (difference->before);
  g_free (difference->now);
  g_free (difference);
}
