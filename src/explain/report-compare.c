/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/report-compare.h"

#include "explain/known.h"

#include <glib/gi18n-lib.h>

/* What the findings rest on beside the steps: the comparison probes, and the certificate. */

static const char *
describe_result (const RrmProbe *probe)
{
  switch (probe->result)
    {
    case RRM_PROBE_ANSWERED:
      return probe->kind == RRM_PROBE_WEB && !probe->expected ? _("another page came")
                                                              : _("answered");
    case RRM_PROBE_CONNECTED:
      return _("took the call and said nothing");
    case RRM_PROBE_REFUSED:
      return _("refused");
    case RRM_PROBE_FAILED:
      return probe->fault == RRM_FAULT_TIMED_OUT ? _("silent") : _("failed");
    case RRM_PROBE_UNKNOWN:
    default:
      return _("not known");
    }
}

/* "993 refused" */
static char *
describe_probe (const RrmProbe *probe)
{
  g_autofree char *port = g_strdup_printf ("%u", probe->port);
  const char *way = probe->kind == RRM_PROBE_FAMILY ? (probe->ipv6 ? " IPv6" : " IPv4")
                    : probe->kind == RRM_PROBE_TLS  ? " TLS"
                                                    : "";

  /* Translators: a port, how it was reached (" IPv6", or nothing), and what came of it */
  return g_strdup_printf (_("%s%s %s"), port, way, describe_result (probe));
}

static gboolean
is_told (GPtrArray *probes,
         guint index)
{
  const RrmProbe *probe = g_ptr_array_index (probes, index);

  for (guint i = 0; i < index; i++)
    if (g_str_equal (((const RrmProbe *) g_ptr_array_index (probes, i))->host, probe->host))
      return TRUE;

  return FALSE;
}

/* All that was tried at the host of that probe: both services may have looked at the same. */
static void
write_host (RrmTextOut *out,
            GPtrArray *probes,
            guint index)
{
  const char *host = ((const RrmProbe *) g_ptr_array_index (probes, index))->host;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  g_autofree char *line = NULL;

  for (guint i = index; i < probes->len; i++)
    {
      const RrmProbe *probe = g_ptr_array_index (probes, i);
      g_autofree char *item = describe_probe (probe);

      if (g_str_equal (probe->host, host) &&
          !g_ptr_array_find_with_equal_func (items, item, g_str_equal, NULL))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  g_ptr_array_add (items, NULL);
  list = g_strjoinv (", ", (char **) items->pdata);
  line = g_strdup_printf ("%s: %s", host, list);
  rrm_text_out_paragraph (out, "  ", "    ", line);
}

/**
 * rrm_report_write_probes:
 * @out: where it goes
 * @report: a report
 *
 * Writes what was tried for comparison: a line for each host, with its ports.
 */
void
rrm_report_write_probes (RrmTextOut *out,
                         RrmReport *report)
{
  GPtrArray *probes = rrm_report_get_probes (report);

  if (probes->len == 0)
    return;
  rrm_text_out_line (out, "%s", _("Tried for comparison, by port:"));
  for (guint i = 0; i < probes->len; i++)
    if (!is_told (probes, i))
      write_host (out, probes, i);
  rrm_text_out_blank (out);
}

/**
 * rrm_report_write_certificate:
 * @out: where it goes
 * @finding: a finding
 *
 * Writes whose certificate a finding is about, who signed it and how long it is good, where it is
 * about one.
 */
void
rrm_report_write_certificate (RrmTextOut *out,
                              RrmFinding *finding)
{
  RrmKnown known = { finding, NULL };
  const char *subject = rrm_finding_get_detail (finding, "subject");
  const char *issuer = rrm_finding_get_detail (finding, "issuer");
  g_autofree char *begins = rrm_known_get_label ("begins", &known);
  g_autofree char *expires = rrm_known_get_label ("expires", &known);
  g_autofree char *text = NULL;

  if (subject == NULL || issuer == NULL || begins == NULL || expires == NULL)
    return;
  /* Translators: the name on a certificate, who signed it, and two dates */
  text = g_strdup_printf (_("The ID: %s, signed by %s, good from %s to %s"), subject, issuer,
                          begins, expires);
  rrm_text_out_paragraph (out, "  ", "  ", text);
}
