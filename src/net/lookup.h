/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/context.h"

G_BEGIN_DECLS

typedef struct _RrmLookup RrmLookup;

/**
 * RrmLookupFunc:
 * @lookup: what changed
 * @data: what was given with it
 *
 * Called when the addresses of one family have arrived, and when the look-up is over. The look-up may
 * be freed in it.
 */
typedef void (*RrmLookupFunc) (RrmLookup *lookup,
                               gpointer   data);

RrmLookup   *rrm_lookup_new           (const char          *host,
                                       const RrmNetContext *context,
                                       RrmLookupFunc        changed,
                                       gpointer             data);
void         rrm_lookup_free          (RrmLookup           *self);
GPtrArray   *rrm_lookup_get_addresses (RrmLookup           *self,
                                       GSocketFamily        family);
gboolean     rrm_lookup_is_answered   (RrmLookup           *self,
                                       GSocketFamily        family);
gboolean     rrm_lookup_is_over       (RrmLookup           *self);
RrmFaultKind rrm_lookup_get_fault     (RrmLookup           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmLookup, rrm_lookup_free)

G_END_DECLS
