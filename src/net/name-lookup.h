/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/context.h"

G_BEGIN_DECLS

typedef struct _RrmNameLookup RrmNameLookup;

/**
 * RrmNameLookupFunc:
 * @lookup: what changed
 * @data: what was given with it
 *
 * Called when the addresses of one family have arrived, and when the look-up is over. The look-up
 * may be freed in it.
 */
typedef void (*RrmNameLookupFunc) (RrmNameLookup *lookup,
                                   gpointer       data);

RrmNameLookup *rrm_name_lookup_new           (const char          *host,
                                              const RrmNetContext *context,
                                              RrmNameLookupFunc    changed,
                                              gpointer             data);
void           rrm_name_lookup_free          (RrmNameLookup       *self);
GPtrArray     *rrm_name_lookup_get_addresses (RrmNameLookup       *self,
                                              GSocketFamily        family);
gboolean       rrm_name_lookup_is_answered   (RrmNameLookup       *self,
                                              GSocketFamily        family);
gboolean       rrm_name_lookup_is_over       (RrmNameLookup       *self);
RrmFaultKind   rrm_name_lookup_get_fault     (RrmNameLookup       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmNameLookup, rrm_name_lookup_free)

G_END_DECLS
