/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmHeld:
 * @RRM_HELD_NONE: no password is kept
 * @RRM_HELD_UNKNOWN: the files do not show whether one is
 * @RRM_HELD_MAYBE: one is, and nobody can tell which
 * @RRM_HELD_OLD: one is that was saved before the change
 *
 * How a password that a mail program keeps stands after the password was changed; the more there is
 * to do, the later. All that can be known of it is when it was saved at the latest: it is never
 * looked at.
 */
typedef enum
{
  RRM_HELD_NONE,
  RRM_HELD_UNKNOWN,
  RRM_HELD_MAYBE,
  RRM_HELD_OLD,
} RrmHeld;
#define RRM_N_HELDS (RRM_HELD_OLD + 1)

G_END_DECLS
