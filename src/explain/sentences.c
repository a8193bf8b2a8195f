/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/sentences.h"

static const RrmSentences *const tables[] = {
  rrm_sentences_network,     rrm_sentences_settings, rrm_sentences_encryption,
  rrm_sentences_certificate, rrm_sentences_login,    rrm_sentences_sending,
  rrm_sentences_client,
};

/**
 * rrm_sentences_find:
 * @code: a cause
 *
 * Returns: (nullable): what is said about it
 */
const RrmSentences *
rrm_sentences_find (RrmFindingCode code)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const RrmSentences *entry = tables[i]; entry->title[0].text != NULL; entry++)
      if (entry->code == code)
        return entry;

  return NULL;
}
