/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/address.h"
#include "model/finding.h"
#include "model/service-settings.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _RrmLookup RrmLookup;

/**
 * RrmLookup:
 * @address: the address that was looked up, as it is sent
 * @source: where the best settings came from
 * @incoming: (element-type RrmServiceSettings): the best first, IMAP before POP3
 * @outgoing: (element-type RrmServiceSettings): the best first
 * @notes: (element-type RrmFinding): what the address itself shows
 * @username_hint: (nullable): another user name, worth a try where the address is refused
 *
 * The settings for an address. Both lists are empty where nothing is known.
 */
struct _RrmLookup
{
  gatomicrefcount ref_count;
  char *address;
  RrmSource source;
  GPtrArray *incoming;
  GPtrArray *outgoing;
  GPtrArray *notes;
  char *username_hint;
};

#define RRM_TYPE_LOOKUP (rrm_lookup_get_type ())
GType               rrm_lookup_get_type     (void);
RrmLookup          *rrm_lookup_new          (const RrmAddress *address,
                                             RrmSource         source);
RrmLookup          *rrm_lookup_ref          (RrmLookup        *lookup);
void                rrm_lookup_unref        (RrmLookup        *lookup);
gboolean            rrm_lookup_is_empty     (const RrmLookup  *lookup);
RrmServiceSettings *rrm_lookup_get_incoming (const RrmLookup  *lookup,
                                             RrmProtocol       protocol);
RrmServiceSettings *rrm_lookup_get_outgoing (const RrmLookup  *lookup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmLookup, rrm_lookup_unref)

G_END_DECLS
