/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/address.h"
#include "model/lookup.h"
#include "model/service-settings.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RrmProviderMap RrmProviderMap;

/**
 * RrmHostKind:
 * @RRM_HOST_UNKNOWN: the map does not know it
 * @RRM_HOST_OWN: the host for this address
 * @RRM_HOST_SECOND: the other host of the family, worth a try for this address
 * @RRM_HOST_OTHER_ADDRESSES: a host of the family, but for other addresses
 * @RRM_HOST_RETIRED: a host of former times
 * @RRM_HOST_TYPO: close to a host of the map, or a name that never was one
 *
 * What a host is for an address.
 */
typedef enum
{
  RRM_HOST_UNKNOWN,
  RRM_HOST_OWN,
  RRM_HOST_SECOND,
  RRM_HOST_OTHER_ADDRESSES,
  RRM_HOST_RETIRED,
  RRM_HOST_TYPO,
} RrmHostKind;

/**
 * RrmStranger:
 * @kind: "business", "infrastructure", "foreign" or "discontinued"
 * @provider: (nullable): whose it is, where somebody else's
 *
 * Why a domain has no mailbox at the servers of the map.
 */
typedef struct
{
  const char *kind;
  const char *provider;
} RrmStranger;

RrmProviderMap      *rrm_provider_map_get_default        (void);
RrmLookup           *rrm_provider_map_lookup             (RrmProviderMap   *map,
                                                          const RrmAddress *address);
gboolean             rrm_provider_map_has_domain         (RrmProviderMap   *map,
                                                          const char       *domain);
const RrmStranger   *rrm_provider_map_get_stranger       (RrmProviderMap   *map,
                                                          const char       *domain);
RrmServiceSettings  *rrm_provider_map_get_settings       (RrmProviderMap   *map,
                                                          const char       *domain,
                                                          RrmProtocol       protocol);
RrmServiceSettings  *rrm_provider_map_get_host_settings  (RrmProviderMap   *map,
                                                          const char       *host,
                                                          RrmProtocol       protocol);
RrmHostKind          rrm_provider_map_classify_host      (RrmProviderMap   *map,
                                                          const char       *host,
                                                          const char       *domain,
                                                          const char      **expected);
const char *const   *rrm_provider_map_get_hosts          (RrmProviderMap   *map);
char               **rrm_provider_map_get_siblings       (RrmProviderMap   *map,
                                                          const char       *host);
const char          *rrm_provider_map_get_second_host    (RrmProviderMap   *map,
                                                          const char       *domain);
char                *rrm_provider_map_hint_for_username  (RrmProviderMap   *map,
                                                          const RrmAddress *address);
char                *rrm_provider_map_correct_domain     (RrmProviderMap   *map,
                                                          const char       *domain);
const char          *rrm_provider_map_get_likelier_domain (RrmProviderMap  *map,
                                                          const char       *domain);
char                *rrm_provider_map_suggest_address    (RrmProviderMap   *map,
                                                          const char       *text);
char                *rrm_provider_map_suggest_host       (RrmProviderMap   *map,
                                                          const char       *text,
                                                          const char       *domain);

G_END_DECLS
