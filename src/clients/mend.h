/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"
#include "model/finding.h"

G_BEGIN_DECLS

/**
 * RrmClientEdit:
 * @path: the file
 * @section: the section there, "" in a file without them
 * @key: the setting
 * @before: (nullable): what it said; %NULL: it is new
 * @after: (nullable): what it says then; %NULL: it goes
 *
 * One line of a file that is changed.
 */
typedef struct
{
  char *path;
  char *section;
  char *key;
  char *before;
  char *after;
} RrmClientEdit;

/**
 * RrmClientMend:
 * @address: the account, or the entry where it is about none
 * @finding: what was wrong with it
 * @refusal: (nullable): why its change was not made; %NULL: it was
 *
 * One finding whose change was looked at.
 */
typedef struct
{
  char *address;
  RrmFinding *finding;
  GError *refusal;
} RrmClientMend;

gboolean   rrm_client_can_mend   (const RrmClientProfile  *profile,
                                  GError                 **error);
gboolean   rrm_client_needs_mend (RrmClientProfile        *profile,
                                  const char              *address,
                                  const char *const       *codes);
gboolean   rrm_client_apply      (RrmClientProfile        *profile,
                                  RrmClientAccount        *account,
                                  const RrmChange         *change,
                                  GError                 **error);
GPtrArray *rrm_client_mend       (RrmClientProfile        *profile,
                                  const char              *address,
                                  const char *const       *codes,
                                  GError                 **error);
gboolean   rrm_client_needs_mend_of (RrmClientProfile     *profile,
                                  RrmClientAccount        *account,
                                  const char *const       *codes);
GPtrArray *rrm_client_mend_of    (RrmClientProfile        *profile,
                                  RrmClientAccount        *account,
                                  const char *const       *codes,
                                  GError                 **error);
GPtrArray *rrm_client_list_edits (const RrmClientProfile  *profile);

const char *rrm_client_get_after (const RrmClient *client,
                                  RrmChange       *change);

G_END_DECLS
