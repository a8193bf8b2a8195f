/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/saved.h"

#include <glib/gi18n-lib.h>

static gboolean
is_same_day (GDateTime *a,
             GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

/**
 * rrm_describe_when:
 * @when: when an account was tested
 * @now: what time it is; its time zone is that of the person
 *
 * Returns: (transfer full): the same as people say it, the nearer the finer
 */
char *
rrm_describe_when (GDateTime *when,
                   GDateTime *now)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (when, g_date_time_get_timezone (now));
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (is_same_day (local, now))
    /* Translators: as for strftime(); all that is not after a % is said as it stands */
    return g_date_time_format (local, _ ("Tested today at %-I:%M %p"));
  if (is_same_day (local, yesterday))
    return g_date_time_format (local, _ ("Tested yesterday at %-I:%M %p"));
  if (g_date_time_get_year (local) == g_date_time_get_year (now))
    return g_date_time_format (local, _ ("Tested on %B %-d"));

  return g_date_time_format (local, _ ("Tested on %B %-d, %Y"));
}
