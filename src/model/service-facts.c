/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/service-facts.h"

RrmServiceFacts *
rrm_service_facts_new (void)
{
  return g_new0 (RrmServiceFacts, 1);
}

void
rrm_service_facts_free (RrmServiceFacts *facts)
{
  g_free (facts->greeting);
  g_strfreev (facts->capabilities);
  for (guint i = 0; i < RRM_N_FOLDER_USES; i++)
    g_free (facts->folders[i]);
  g_free (facts);
}

/**
 * rrm_service_facts_set_capabilities:
 * @facts: facts
 * @capabilities: (nullable) (array zero-terminated=1): what the server announced; %NULL forgets it
 *
 * Replaces the list: what was learnt before TLS does not survive it.
 */
void
rrm_service_facts_set_capabilities (RrmServiceFacts *facts,
                                    const char *const *capabilities)
{
  char **copy = g_strdupv ((char **) capabilities);

  g_strfreev (facts->capabilities);
  facts->capabilities = copy;
}

/**
 * rrm_service_facts_has_capability:
 * @facts: facts
 * @capability: a capability as on the wire; case does not count
 *
 * Returns: whether the server announced it
 */
gboolean
rrm_service_facts_has_capability (const RrmServiceFacts *facts,
                                  const char *capability)
{
  for (guint i = 0; facts->capabilities != NULL && facts->capabilities[i] != NULL; i++)
    if (g_ascii_strcasecmp (facts->capabilities[i], capability) == 0)
      return TRUE;

  return FALSE;
}
