/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

/* Servers and a page on the way may lag; what counts here are hours and years. */
#define TOLERANCE 3600
#define MAX_SOURCES 16

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

/* Times that others told, one for each host. */
typedef struct
{
  const char *hosts[MAX_SOURCES];
  gint64 times[MAX_SOURCES];
  guint n;
} Sources;

static guint
get_number (GMatchInfo *match,
            int group)
{
  g_autofree char *text = g_match_info_fetch (match, group);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

/* Returns: 1 to 12 */
static guint
get_month (GMatchInfo *match,
           int group)
{
  g_autofree char *text = g_match_info_fetch (match, group);
  guint month = 0;

  while (month < G_N_ELEMENTS (months) - 1 && g_ascii_strcasecmp (months[month], text) != 0)
    month++;

  return month + 1;
}

/* "ready Tue, 31 Dec 2013 07:11:32 +0000": RFC 5322, section 3.3. Returns: seconds since 1970 */
static gint64
parse_date (const char *text)
{
  static GRegex *pattern = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *offset = NULL;

  if (g_once_init_enter (&pattern))
    g_once_init_leave (
      &pattern,
      g_regex_new ("\\b([0-9]{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([0-9]{4}) "
                   "([0-9]{2}):([0-9]{2})(?::([0-9]{2}))? (?:([+-][0-9]{4})|GMT|UTC)",
                   G_REGEX_CASELESS, 0, NULL));

  if (!g_regex_match (pattern, text, 0, &match))
    return 0;
  offset = g_match_info_fetch (match, 7);
  zone = offset != NULL && offset[0] != '\0' ? g_time_zone_new_identifier (offset)
                                             : g_time_zone_new_utc ();
  if (zone == NULL)
    return 0;
  date = g_date_time_new (zone, (int) get_number (match, 3), (int) get_month (match, 2),
                          (int) get_number (match, 1), (int) get_number (match, 4),
                          (int) get_number (match, 5), MIN (get_number (match, 6), 59));

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static void
add_source (Sources *sources,
            const char *host,
            gint64 time)
{
  if (time <= 0 || sources->n == MAX_SOURCES)
    return;
  for (guint i = 0; i < sources->n; i++)
    if (g_str_equal (sources->hosts[i], host))
      return;
  sources->hosts[sources->n] = host;
  sources->times[sources->n++] = time;
}

static void
collect (RrmDiagnosis *self,
         Sources *sources)
{
  GPtrArray *probes = rrm_report_get_probes (self->report);
  GPtrArray *services = rrm_report_get_services (self->report);

  for (guint i = 0; i < probes->len; i++)
    {
      const RrmProbe *probe = g_ptr_array_index (probes, i);

      /* A login page is no source: it says what it likes. */
      if (probe->kind == RRM_PROBE_WEB && probe->result == RRM_PROBE_ANSWERED && probe->expected)
        add_source (sources, probe->host, probe->date);
      else if (probe->kind != RRM_PROBE_WEB && probe->text != NULL)
        add_source (sources, probe->host, parse_date (probe->text));
    }
  for (guint i = 0; i < services->len; i++)
    {
      RrmServiceReport *service = g_ptr_array_index (services, i);
      const char *greeting = rrm_service_report_get_facts (service)->greeting;

      if (greeting != NULL)
        add_source (sources,
                    rrm_service_settings_get_host (rrm_service_report_get_settings (service)),
                    parse_date (greeting));
    }
}

static gboolean
is_near (gint64 a,
         gint64 b)
{
  return ABS (a - b) <= TOLERANCE;
}

/**
 * rrm_evidence_clock_is_right:
 * @self: what is known
 *
 * Returns: whether somebody told the time, and nobody another one than this computer's clock
 */
gboolean
rrm_evidence_clock_is_right (RrmDiagnosis *self)
{
  gint64 now = g_date_time_to_unix (rrm_report_get_date (self->report));
  Sources sources = { .n = 0 };

  collect (self, &sources);
  for (guint i = 0; i < sources.n; i++)
    if (!is_near (sources.times[i], now))
      return FALSE;

  return sources.n > 0;
}

/**
 * rrm_evidence_true_time:
 * @self: what is known
 * @certificate: a certificate whose dates do not fit this computer's clock
 * @true_time: (out): seconds since 1970
 *
 * Looks for sources of time that agree with each other and not with this computer. The certificate
 * itself is one: it speaks for a time at which it is valid. Two are needed, and more than speak for
 * this computer.
 *
 * Returns: whether this computer's clock is wrong
 */
gboolean
rrm_evidence_true_time (RrmDiagnosis *self,
                        const RrmCertificate *certificate,
                        gint64 *true_time)
{
  gint64 now = g_date_time_to_unix (rrm_report_get_date (self->report));
  Sources sources = { .n = 0 };

  collect (self, &sources);
  for (guint i = 0; i < sources.n; i++)
    {
      gint64 time = sources.times[i];
      guint n_for = 0, n_against = 0;
      guint certified = time >= certificate->not_before && time <= certificate->not_after;

      if (is_near (time, now))
        continue;
      for (guint j = 0; j < sources.n; j++)
        {
          n_for += is_near (sources.times[j], time);
          n_against += is_near (sources.times[j], now);
        }
      if (n_for + certified >= 2 && n_for > n_against)
        {
          *true_time = time;
          return TRUE;
        }
    }

  return FALSE;
}
