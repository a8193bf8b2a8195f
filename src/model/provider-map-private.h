/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/provider-map.h"

#include <glib.h>

G_BEGIN_DECLS

/* A port and how it is spoken to. */
typedef struct
{
  guint16 port;
  RrmSecurity security;
} RrmMapPort;

/* The addresses that one host serves. */
typedef struct
{
  char *name;
  char *host;
  RrmMapPort ports[RRM_N_PROTOCOLS];
  /* Of RrmMapPort: in which order to try when nobody has looked at the port. */
  GArray *smtp_modes;
  char **domains;
  char **patterns;
  /* NULL where the split of the family is not in doubt. */
  char *second_host;
  char **second_for;
} RrmMapGroup;

/* Domains without a mailbox at these hosts. */
typedef struct
{
  RrmStranger stranger;
  char **domains;
  char **patterns;
} RrmMapStranger;

/* Hosts that are not right any more, or never were. */
typedef struct
{
  RrmHostKind kind;
  char **hosts;
  /* First labels with their dot, before a domain that fits @patterns. */
  char **prefixes;
  char **patterns;
  RrmMapGroup *group;
} RrmMapOldHosts;

/* A wrong text and the right one. */
typedef struct
{
  char *wrong;
  char *right;
} RrmMapSlip;

struct _RrmProviderMap
{
  GKeyFile *table;
  GPtrArray *groups;
  GPtrArray *strangers;
  GPtrArray *old_hosts;
  /* Of RrmMapSlip, in the order of the file. */
  GArray *labels;
  GArray *domains;
  GArray *endings;
  GArray *last_labels;
  GArray *doubtful;
  GArray *usernames;
  /* All known regions of rr.com. */
  GPtrArray *regions;
  /* All hosts of the groups, NULL at the end. */
  GPtrArray *hosts;
};

RrmProviderMap   *rrm_provider_map_load           (void);
RrmMapGroup      *rrm_provider_map_find_group     (RrmProviderMap    *map,
                                                   const char        *domain);
RrmMapGroup      *rrm_provider_map_find_host      (RrmProviderMap    *map,
                                                   const char        *host);
const char       *rrm_provider_map_find_slip      (const GArray      *slips,
                                                   const char        *text);

G_END_DECLS
