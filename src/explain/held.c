/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/held.h"

#include <glib/gi18n-lib.h>

/* What is said of the passwords that mail programs keep. */

/**
 * rrm_explain_held:
 * @held: what is known
 *
 * Returns: the same in a word or two
 */
const char *
rrm_explain_held (RrmHeld held)
{
  static const char *const words[RRM_N_HELDS] = {
    [RRM_HELD_NONE] = N_("None saved"),
    [RRM_HELD_UNKNOWN] = N_("May be old"),
    [RRM_HELD_MAYBE] = N_("May be old"),
    [RRM_HELD_OLD] = N_("Old"),
  };

  return _(words[held]);
}

static char *
format_day (gint64 saved)
{
  g_autoptr (GDateTime) time = saved > 0 ? g_date_time_new_from_unix_local (saved) : NULL;

  /* Translators: a date alone, as for strftime() */
  return time != NULL ? g_date_time_format (time, _("%B %-d, %Y")) : NULL;
}

/**
 * rrm_explain_held_long:
 * @held: what is known
 * @saved: when it was saved at the latest, in seconds since 1970; 0 where nobody can tell
 *
 * Returns: (transfer full): the same in a sentence
 */
char *
rrm_explain_held_long (RrmHeld held,
                       gint64 saved)
{
  g_autofree char *day = format_day (saved);

  switch (held)
    {
    case RRM_HELD_OLD:
      return g_strdup_printf (_("Saved on %s or before, so it is the old one."),
                              day != NULL ? day : "");
    case RRM_HELD_MAYBE:
      return day != NULL ? g_strdup_printf (_("Saved on %s or before."), day)
                         : g_strdup (_("A password is saved."));
    case RRM_HELD_UNKNOWN:
      return g_strdup (_("Its files do not show whether a password is saved."));
    case RRM_HELD_NONE:
    default:
      return g_strdup (_("It will ask you for the password."));
    }
}

/**
 * rrm_explain_changed:
 * @previous: whether the servers take the previous password, and not the new one
 *
 * Returns: (transfer full) (array zero-terminated=1): what to know after a change
 */
char **
rrm_explain_changed (gboolean previous)
{
  static const char *const taken[] = {
    N_("A mail program most often saves two passwords: one to receive, and one to send. Change "
       "both."),
    N_("The password of the website and the one of the mail servers can differ. After a change on "
       "the web, the mail servers may still take the old one for a while."),
    N_("If you get to your mail on the web and not in your mail program, ask Spectrum to set the "
       "password of the mail servers anew."),
    NULL,
  };
  static const char *const not_taken[] = {
    N_("The mail servers still take your previous password. So do not change it in your mail "
       "programs yet."),
    N_("Test the new one again tomorrow. If it is still turned down, ask Spectrum to set the "
       "password of the mail servers anew."),
    NULL,
  };
  const char *const *texts = previous ? not_taken : taken;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    g_strv_builder_add (builder, _(texts[i]));

  return g_strv_builder_end (builder);
}
