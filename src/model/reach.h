/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmReachState:
 * @RRM_REACH_UNTRIED: nobody has looked, or it was stopped
 * @RRM_REACH_ANSWERS: the server says hello there
 * @RRM_REACH_TURNED_AWAY: it answers, and turns this network away
 * @RRM_REACH_SILENT: nothing of use comes back
 *
 * What one port of a server does from here.
 */
typedef enum
{
  RRM_REACH_UNTRIED,
  RRM_REACH_ANSWERS,
  RRM_REACH_TURNED_AWAY,
  RRM_REACH_SILENT,
} RrmReachState;
#define RRM_N_REACH_STATES (RRM_REACH_SILENT + 1)

/**
 * RrmReachVerdict:
 * @RRM_REACH_NEITHER: neither receiving nor sending gets through
 * @RRM_REACH_RECEIVES: receiving does
 * @RRM_REACH_SENDS: sending does
 * @RRM_REACH_BOTH: both do
 *
 * What works from here, as far as it can be seen without a password.
 */
typedef enum
{
  RRM_REACH_NEITHER,
  RRM_REACH_RECEIVES,
  RRM_REACH_SENDS,
  RRM_REACH_BOTH,
} RrmReachVerdict;
#define RRM_N_REACH_VERDICTS (RRM_REACH_BOTH + 1)

G_END_DECLS
