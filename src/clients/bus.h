/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RrmBusLimit:
 * @RRM_BUS_SOON: a service that does nothing but answer
 * @RRM_BUS_PERSON: one that may ask the person something first; whoever calls has to watch the time
 *
 * How long an answer may take, in milliseconds.
 */
typedef enum
{
  RRM_BUS_SOON = 25 * 1000,
  RRM_BUS_PERSON = G_MAXINT,
} RrmBusLimit;

char     *rrm_bus_find      (const char    *prefix);
GVariant *rrm_bus_call      (const char    *name,
                             const char    *path,
                             const char    *method,
                             GVariant      *parameters,
                             const char    *reply,
                             RrmBusLimit    limit,
                             GError       **error);
GVariant *rrm_bus_list      (const char    *name,
                             const char    *path,
                             GError       **error);

G_END_DECLS
