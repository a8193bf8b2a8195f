/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

G_BEGIN_DECLS

/**
 * RrmSearch:
 * @RRM_SEARCH_NONE: nobody is asked, or it was stopped
 * @RRM_SEARCH_RUNNING: the provider is being asked
 * @RRM_SEARCH_FOUND: servers were named that wait for the person's word
 * @RRM_SEARCH_EMPTY: nobody knows any
 *
 * How it stands with the servers of an address that is not in the built-in list.
 */
typedef enum
{
  RRM_SEARCH_NONE,
  RRM_SEARCH_RUNNING,
  RRM_SEARCH_FOUND,
  RRM_SEARCH_EMPTY,
} RrmSearch;
#define RRM_N_SEARCHES (RRM_SEARCH_EMPTY + 1)

RrmSearch   rrm_setup_get_search     (RrmSetup *self);
gboolean    rrm_setup_can_search     (RrmSetup *self);
gboolean    rrm_setup_search         (RrmSetup *self,
                                      RrmField *wrong);
void        rrm_setup_stop_search    (RrmSetup *self);
RrmLookup  *rrm_setup_get_found      (RrmSetup *self);
char       *rrm_setup_describe_found (RrmSetup *self);
void        rrm_setup_use_found      (RrmSetup *self);
void        rrm_setup_refuse_found   (RrmSetup *self);

G_END_DECLS
