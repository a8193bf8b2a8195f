/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmDifference:
 * @service: which server
 * @name: what: "host" "port" "security" "username" "auth" "peer" "certificate" "issuer"
 *   "capabilities"
 * @before: (nullable): as it was
 * @now: (nullable): as it is
 *
 * One thing that is different from the last test that passed.
 */
typedef struct
{
  RrmProtocol service;
  const char *name;
  char *before;
  char *now;
} RrmDifference;

RrmDifference *rrm_difference_new  (RrmProtocol    service,
                                    const char    *name,
                                    const char    *before,
                                    const char    *now);
void           rrm_difference_free (RrmDifference *difference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmDifference, rrm_difference_free)

G_END_DECLS
