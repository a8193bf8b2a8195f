/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"

#include <glib/gi18n-lib.h>

static gboolean
is_setting (const RrmDifference *difference)
{
  static const char *const settings[] = { "host", "port", "security", "username", "auth", NULL };

  return g_strv_contains (settings, difference->name);
}

static char *
explain_setting (const RrmDifference *difference)
{
  g_autofree char *key =
    g_strconcat (difference->service == RRM_PROTOCOL_SMTP ? "outgoing." : "incoming.",
                 difference->name, NULL);
  g_autofree char *label = rrm_explain_change_key (key);
  g_autofree char *before = rrm_explain_change_value (
    key, difference->before != NULL ? difference->before : "");
  g_autofree char *now = rrm_explain_change_value (key, difference->now);

  return g_strdup_printf (_ ("%s: %s → %s"), label, before, now);
}

static char *
explain_server (const RrmDifference *difference)
{
  gboolean outgoing = difference->service == RRM_PROTOCOL_SMTP;

  if (g_str_equal (difference->name, "peer"))
    return g_strdup_printf (outgoing ? _ ("The outgoing server is another computer: %s → %s")
                                     : _ ("The incoming server is another computer: %s → %s"),
                            difference->before != NULL ? difference->before : "",
                            difference->now);
  if (g_str_equal (difference->name, "certificate"))
    return g_strdup (outgoing ? _ ("The outgoing server shows another certificate.")
                              : _ ("The incoming server shows another certificate."));
  if (g_str_equal (difference->name, "issuer"))
    return g_strdup_printf (outgoing
                              ? _ ("The certificate of the outgoing server comes from “%s”.")
                              : _ ("The certificate of the incoming server comes from “%s”."),
                            difference->now);

  return g_strdup (outgoing ? _ ("The outgoing server offers other things than before.")
                            : _ ("The incoming server offers other things than before."));
}

/**
 * rrm_explain_since:
 * @report: a report
 *
 * Says when the account worked last, and what is different now: a line for each.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): a heading and the differences, or
 *   %NULL where no test that passed is remembered
 */
char **
rrm_explain_since (RrmReport *report)
{
  GPtrArray *differences = rrm_report_get_differences (report);
  g_autofree char *date = NULL;
  GPtrArray *lines;

  if (differences == NULL)
    return NULL;

  date = rrm_explain_date (rrm_report_get_since (report));
  lines = g_ptr_array_new ();
  g_ptr_array_add (
    lines, g_strdup_printf (differences->len > 0
                              ? _ ("It worked on %s. Since then this is different:")
                              : _ ("It worked on %s. Nothing that was tested is different since."),
                            date));
  for (guint i = 0; i < differences->len; i++)
    {
      const RrmDifference *difference = g_ptr_array_index (differences, i);

      g_ptr_array_add (lines, is_setting (difference) ? explain_setting (difference)
                                                      : explain_server (difference));
    }
  g_ptr_array_add (lines, NULL);

  return (char **) g_ptr_array_free (lines, FALSE);
}
