/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

#include <string.h>

#define DATE "%Y-%m-%d"
#define TIME "%Y-%m-%d %H:%M"

/* Who signed does not count any more where a program on the way is known to. */
#define ISSUER_PROBLEMS                                                                            \
  (RRM_CERTIFICATE_SELF_SIGNED | RRM_CERTIFICATE_UNKNOWN_ISSUER | RRM_CERTIFICATE_INCOMPLETE       \
   | RRM_CERTIFICATE_WEAK | RRM_CERTIFICATE_INVALID | RRM_CERTIFICATE_WRONG_PURPOSE)

/* In the order in which they are told. */
static const struct
{
  guint problems;
  RrmFindingCode code;
} named[] = {
  { RRM_CERTIFICATE_INCOMPLETE, RRM_FINDING_CERTIFICATE_CHAIN_INCOMPLETE },
  { RRM_CERTIFICATE_WRONG_NAME, RRM_FINDING_CERTIFICATE_WRONG_NAME },
  { RRM_CERTIFICATE_SELF_SIGNED, RRM_FINDING_CERTIFICATE_SELF_SIGNED },
  { RRM_CERTIFICATE_UNKNOWN_ISSUER, RRM_FINDING_CERTIFICATE_UNKNOWN_ISSUER },
  { RRM_CERTIFICATE_EXPIRED, RRM_FINDING_CERTIFICATE_EXPIRED },
  { RRM_CERTIFICATE_NOT_YET_VALID, RRM_FINDING_CERTIFICATE_NOT_YET_VALID },
  { RRM_CERTIFICATE_REVOKED, RRM_FINDING_CERTIFICATE_REVOKED },
  { RRM_CERTIFICATE_WEAK, RRM_FINDING_CERTIFICATE_WEAK },
  { RRM_CERTIFICATE_WRONG_PURPOSE | RRM_CERTIFICATE_INVALID, RRM_FINDING_CERTIFICATE_INVALID },
};

/* Returns: (transfer full): the common name of a distinguished name (RFC 4514), else the whole */
static char *
get_common_name (const char *name)
{
  const char *start = strstr (name, "CN=");
  const char *end;

  if (start == NULL || (start != name && start[-1] != ',' && start[-1] != ' ' && start[-1] != '+'))
    return g_strdup (name);
  start += strlen ("CN=");
  for (end = start; *end != '\0' && *end != ',' && *end != '+'; end++)
    if (end[0] == '\\' && end[1] != '\0')
      end++;

  return g_strndup (start, (gsize) (end - start));
}

static void
set_certificate (RrmFinding *finding,
                 const RrmCertificate *certificate)
{
  g_autofree char *subject = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *names = NULL;

  if (certificate == NULL)
    return;

  subject = certificate->subject != NULL ? get_common_name (certificate->subject) : NULL;
  issuer = certificate->issuer != NULL ? get_common_name (certificate->issuer) : NULL;
  names = certificate->names != NULL ? g_strjoinv (", ", certificate->names) : NULL;
  rrm_finding_set_detail (finding, "subject", subject);
  rrm_finding_set_detail (finding, "issuer", issuer);
  rrm_finding_set_detail (finding, "names", names != NULL && names[0] != '\0' ? names : NULL);
  rrm_finding_set_detail (finding, "sha256", certificate->sha256);
  rrm_finding_set_time (finding, "begins", certificate->not_before, DATE);
  rrm_finding_set_time (finding, "expires", certificate->not_after, DATE);
}

/* RFC 9525, section 6.3: a star stands for the whole first label. */
static gboolean
covers (const RrmCertificate *certificate,
        const char *host)
{
  const char *dot = strchr (host, '.');

  for (guint i = 0; certificate->names != NULL && certificate->names[i] != NULL; i++)
    {
      const char *name = certificate->names[i];

      if (g_ascii_strcasecmp (name, host) == 0 ||
          (name[0] == '*' && dot != NULL && g_ascii_strcasecmp (name + 1, dot) == 0))
        return TRUE;
    }

  return FALSE;
}

/* The host for this address first, else any of the family. */
static const char *
find_covered_host (RrmDiagnosis *self,
                   const RrmFailure *failure,
                   const RrmCertificate *certificate)
{
  const char *const *hosts = rrm_provider_map_get_hosts (self->map);
  const char *host = rrm_service_settings_get_host (failure->settings);
  g_autoptr (RrmServiceSettings) own =
    self->domain != NULL
      ? rrm_provider_map_get_settings (self->map, self->domain, failure->protocol)
      : NULL;

  for (guint i = 0; own != NULL && hosts[i] != NULL; i++)
    if (g_str_equal (hosts[i], rrm_service_settings_get_host (own)) &&
        !g_str_equal (hosts[i], host) && covers (certificate, hosts[i]))
      return hosts[i];
  for (guint i = 0; hosts[i] != NULL; i++)
    if (!g_str_equal (hosts[i], host) && covers (certificate, hosts[i]))
      return hosts[i];

  return NULL;
}

static void
add_wrong_name (RrmDiagnosis *self,
                const RrmFailure *failure,
                const RrmCertificate *certificate)
{
  RrmFinding *finding =
    rrm_diagnosis_add_failure (self, failure, RRM_FINDING_CERTIFICATE_WRONG_NAME);
  const char *host =
    certificate != NULL ? find_covered_host (self, failure, certificate) : NULL;

  set_certificate (finding, certificate);
  if (host == NULL)
    return;
  rrm_finding_set_detail (finding, "expected-host", host);
  /* The password of another provider's mailbox is no business of this one. */
  if (!rrm_diagnosis_is_of_family (self, failure->settings))
    return;
  rrm_finding_set_change (finding, rrm_change_to_host (self, failure->settings, host));
}

/* The dates of the certificate are wrong only by this computer's clock. */
static gboolean
diagnose_clock (RrmDiagnosis *self,
                const RrmFailure *failure,
                const RrmCertificate *certificate)
{
  gint64 now = g_date_time_to_unix (rrm_report_get_date (self->report));
  gint64 then = 0;
  RrmFinding *finding;

  if (!rrm_evidence_true_time (self, certificate, &then))
    return FALSE;
  if (rrm_diagnosis_find (self, NULL, RRM_FINDING_COMPUTER_CLOCK_WRONG) != NULL)
    return TRUE;

  finding = rrm_diagnosis_add_failure (self, failure, RRM_FINDING_COMPUTER_CLOCK_WRONG);
  rrm_finding_set_time (finding, "computer-time", now, TIME);
  rrm_finding_set_time (finding, "true-time", then, TIME);
  rrm_finding_set_detail (finding, "direction", now < then ? "behind" : "ahead");

  return TRUE;
}

static gboolean
diagnose_interceptor (RrmDiagnosis *self,
                      const RrmFailure *failure,
                      const RrmTlsInfo *tls)
{
  for (guint i = 0; i < tls->chain->len; i++)
    {
      const RrmCertificate *certificate = g_ptr_array_index (tls->chain, i);
      g_autofree char *product = NULL;
      g_autofree char *maker = NULL;
      RrmFinding *finding;

      if (certificate->issuer == NULL ||
          !rrm_interceptor_find (certificate->issuer, &product, &maker))
        continue;

      finding = rrm_diagnosis_add_failure (self, failure, RRM_FINDING_TLS_INTERCEPTED);
      set_certificate (finding, rrm_tls_info_get_certificate (tls));
      rrm_finding_set_detail (finding, "product", product);
      rrm_finding_set_detail (finding, "maker", maker);
      return TRUE;
    }

  return FALSE;
}

static void
add_problem (RrmDiagnosis *self,
             const RrmFailure *failure,
             RrmFindingCode code,
             const RrmCertificate *certificate)
{
  RrmFinding *finding = rrm_diagnosis_add_failure (self, failure, code);
  gboolean dated = code == RRM_FINDING_CERTIFICATE_EXPIRED ||
                   code == RRM_FINDING_CERTIFICATE_NOT_YET_VALID;

  set_certificate (finding, certificate);
  if (dated && rrm_evidence_clock_is_right (self))
    rrm_finding_set_detail (finding, "clock", "right");
}

/**
 * diagnose_certificate:
 * @self: what is known
 * @failure: a certificate that did not pass
 *
 * The clock first, then a program on the way, then one finding for each problem of the certificate.
 */
void
diagnose_certificate (RrmDiagnosis *self,
                      const RrmFailure *failure)
{
  const RrmTlsInfo *tls = rrm_service_report_get_tls (failure->service);
  const RrmCertificate *certificate = tls != NULL ? rrm_tls_info_get_certificate (tls) : NULL;
  guint problems = tls != NULL ? tls->problems : 0;
  guint before = self->findings->len;

  if ((problems & RRM_CERTIFICATE_DATE_PROBLEMS) != 0 && certificate != NULL &&
      diagnose_clock (self, failure, certificate))
    {
      problems &= ~(guint) RRM_CERTIFICATE_DATE_PROBLEMS;
      /* Told before, with the other service: it is what stands here, too. */
      if (problems == 0)
        return;
    }
  if (tls != NULL && diagnose_interceptor (self, failure, tls))
    problems &= ~(guint) ISSUER_PROBLEMS;
  if ((problems & (RRM_CERTIFICATE_INCOMPLETE | RRM_CERTIFICATE_SELF_SIGNED)) != 0)
    problems &= ~(guint) RRM_CERTIFICATE_UNKNOWN_ISSUER;

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if ((problems & named[i].problems) == 0)
      continue;
    else if (named[i].code == RRM_FINDING_CERTIFICATE_WRONG_NAME)
      add_wrong_name (self, failure, certificate);
    else
      add_problem (self, failure, named[i].code, certificate);

  if (self->findings->len == before)
    set_certificate (rrm_diagnosis_add_failure (self, failure, RRM_FINDING_CERTIFICATE_INVALID),
                     certificate);
}
