/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/fault.h"
#include "model/service-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RRM_RACE_DELAY:
 *
 * Between two attempts to connect, in milliseconds (RFC 8305, section 5).
 */
#define RRM_RACE_DELAY 250

typedef struct _RrmRace RrmRace;

/**
 * RrmRaceFunc:
 * @race: the race that is over
 * @data: what was given with it
 *
 * Called once, when an attempt has won or none can any more. The race may be freed in it.
 */
typedef void (*RrmRaceFunc) (RrmRace  *race,
                             gpointer  data);

RrmRace  *rrm_race_new          (guint           delay,
                                 gboolean        redirected,
                                 GPtrArray      *attempts,
                                 RrmRaceFunc     over,
                                 gpointer        data);
void      rrm_race_free         (RrmRace        *self);
void      rrm_race_add          (RrmRace        *self,
                                 GSocketAddress *address);
void      rrm_race_run          (RrmRace        *self,
                                 gboolean        complete);
void      rrm_race_time_out     (RrmRace        *self);
GSocket  *rrm_race_steal_socket (RrmRace        *self);
RrmFault *rrm_race_dup_fault    (RrmRace        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmRace, rrm_race_free)

G_END_DECLS
