/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/fault.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RrmSight:
 * @RRM_SIGHT_TLS: a TLS record
 * @RRM_SIGHT_CLEAR: clear text
 * @RRM_SIGHT_END: nothing, and it ended
 *
 * What the first bytes of a peer are.
 */
typedef enum
{
  RRM_SIGHT_TLS,
  RRM_SIGHT_CLEAR,
  RRM_SIGHT_END,
} RrmSight;

typedef struct _RrmGlance RrmGlance;

typedef void (*RrmGlanceFunc) (RrmSight     sight,
                               RrmFaultKind end,
                               gpointer     data);

RrmGlance *rrm_glance_new  (GSocket       *socket,
                            RrmGlanceFunc  seen,
                            gpointer       data);
void       rrm_glance_free (RrmGlance     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmGlance, rrm_glance_free)

G_END_DECLS
