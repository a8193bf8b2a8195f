/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/report.h"

/**
 * RrmReport:
 *
 * What one test found: the account as it was tested, a report for each server, the comparison
 * probes, and the findings that `diagnose` made of them, the one to act on first.
 */
struct _RrmReport
{
  GObject parent_instance;

  RrmAccount *account;
  RrmStage until;
  GDateTime *date;
  GPtrArray *services;
  GPtrArray *probes;
  GListStore *findings;
  /* Stopped before its end, by the person or by what the computer did. */
  gboolean stopped;
  RrmInterruption interruption;
  /* Whether this computer has an address and a route other than loopback; looked at after a failed
   * step only, and true until then. */
  gboolean network_usable;
  gboolean practice;
  /* When the account worked last, or NULL, and what is different since. */
  GDateTime *since;
  GPtrArray *differences;
};

G_DEFINE_FINAL_TYPE (RrmReport, rrm_report, G_TYPE_OBJECT)

static void
rrm_report_finalize (GObject *object)
{
  RrmReport *self = RRM_REPORT (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->date, g_date_time_unref);
  g_ptr_array_unref (self->services);
  g_ptr_array_unref (self->probes);
  g_clear_object (&self->findings);
  g_clear_pointer (&self->since, g_date_time_unref);
  g_clear_pointer (&self->differences, g_ptr_array_unref);

  G_OBJECT_CLASS (rrm_report_parent_class)->finalize (object);
}

static void
rrm_report_class_init (RrmReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_report_finalize;
}

static void
rrm_report_init (RrmReport *self)
{
  self->date = g_date_time_new_now_local ();
  self->services = g_ptr_array_new_with_free_func (g_object_unref);
  self->probes = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_probe_free);
  self->findings = g_list_store_new (RRM_TYPE_FINDING);
  self->network_usable = TRUE;
}

/**
 * rrm_report_new:
 * @account: the account under test; copied, so that later edits do not change what was tested
 * @until: how far the test goes
 *
 * Returns: (transfer full): a report without services
 */
RrmReport *
rrm_report_new (RrmAccount *account,
                RrmStage until)
{
  RrmReport *self = g_object_new (RRM_TYPE_REPORT, NULL);

  self->account = rrm_account_copy (account);
  self->until = until;

  return self;
}

/**
 * rrm_report_get_account:
 * @self: a report
 *
 * Returns: (transfer none): the account as it was tested
 */
RrmAccount *
rrm_report_get_account (RrmReport *self)
{
  return self->account;
}

RrmStage
rrm_report_get_until (RrmReport *self)
{
  return self->until;
}

/**
 * rrm_report_get_date:
 * @self: a report
 *
 * Returns: (transfer none): when the test began, in local time
 */
GDateTime *
rrm_report_get_date (RrmReport *self)
{
  return self->date;
}

/**
 * rrm_report_get_services:
 * @self: a report
 *
 * Returns: (transfer none) (element-type RrmServiceReport): incoming, then outgoing; one of them
 *   alone where only that was tested
 */
GPtrArray *
rrm_report_get_services (RrmReport *self)
{
  return self->services;
}

static RrmServiceReport *
get_service (RrmReport *self,
             gboolean outgoing)
{
  for (guint i = 0; i < self->services->len; i++)
    {
      RrmServiceReport *service = g_ptr_array_index (self->services, i);

      if ((rrm_service_report_get_protocol (service) == RRM_PROTOCOL_SMTP) == outgoing)
        return service;
    }

  return NULL;
}

/**
 * rrm_report_get_incoming:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): the IMAP or POP3 service, if it was tested
 */
RrmServiceReport *
rrm_report_get_incoming (RrmReport *self)
{
  return get_service (self, FALSE);
}

/**
 * rrm_report_get_outgoing:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): the SMTP service, if it was tested
 */
RrmServiceReport *
rrm_report_get_outgoing (RrmReport *self)
{
  return get_service (self, TRUE);
}

/**
 * rrm_report_add_service:
 * @self: a report
 * @settings: how the server is reached
 *
 * Returns: (transfer none): the new service's report
 */
RrmServiceReport *
rrm_report_add_service (RrmReport *self,
                        RrmServiceSettings *settings)
{
  RrmServiceReport *service = rrm_service_report_new (settings, self->until);

  g_ptr_array_add (self->services, service);

  return service;
}

/**
 * rrm_report_get_probes:
 * @self: a report
 *
 * Returns: (transfer none) (element-type RrmProbe): what was looked at for comparison
 */
GPtrArray *
rrm_report_get_probes (RrmReport *self)
{
  return self->probes;
}

/**
 * rrm_report_get_findings:
 * @self: a report
 *
 * Returns: (transfer none): a model of #RrmFinding, the one to act on first
 */
GListModel *
rrm_report_get_findings (RrmReport *self)
{
  return G_LIST_MODEL (self->findings);
}

/**
 * rrm_report_get_finding:
 * @self: a report
 * @index: its place
 *
 * Returns: (transfer none) (nullable): a finding, which the report keeps
 */
RrmFinding *
rrm_report_get_finding (RrmReport *self,
                        guint index)
{
  g_autoptr (RrmFinding) finding = g_list_model_get_item (G_LIST_MODEL (self->findings), index);

  return finding;
}

/**
 * rrm_report_take_findings:
 * @self: a report
 * @findings: (transfer full) (element-type RrmFinding): in order
 *
 * Replaces the findings.
 */
void
rrm_report_take_findings (RrmReport *self,
                          GPtrArray *findings)
{
  g_list_store_splice (self->findings, 0, g_list_model_get_n_items (G_LIST_MODEL (self->findings)),
                       findings->pdata, findings->len);
  g_ptr_array_unref (findings);
}

gboolean
rrm_report_get_stopped (RrmReport *self)
{
  return self->stopped;
}

void
rrm_report_set_stopped (RrmReport *self,
                        gboolean stopped)
{
  self->stopped = stopped;
}

RrmInterruption
rrm_report_get_interruption (RrmReport *self)
{
  return self->interruption;
}

/**
 * rrm_report_set_interruption:
 * @self: a report
 * @interruption: what this computer did in the middle of the test, where the test ended by it; such
 *   a test is a stopped one
 */
void
rrm_report_set_interruption (RrmReport *self,
                             RrmInterruption interruption)
{
  self->interruption = interruption;
}

gboolean
rrm_report_get_network_usable (RrmReport *self)
{
  return self->network_usable;
}

void
rrm_report_set_network_usable (RrmReport *self,
                               gboolean usable)
{
  self->network_usable = usable;
}

gboolean
rrm_report_get_practice (RrmReport *self)
{
  return self->practice;
}

void
rrm_report_set_practice (RrmReport *self,
                         gboolean practice)
{
  self->practice = practice;
}

/**
 * rrm_report_get_since:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): when this account worked last, if that is remembered
 */
GDateTime *
rrm_report_get_since (RrmReport *self)
{
  return self->since;
}

/**
 * rrm_report_get_differences:
 * @self: a report
 *
 * Returns: (transfer none) (nullable) (element-type RrmDifference): what is different since then
 */
GPtrArray *
rrm_report_get_differences (RrmReport *self)
{
  return self->differences;
}

/**
 * rrm_report_take_differences:
 * @self: a report
 * @since: when this account worked last
 * @differences: (transfer full) (element-type RrmDifference): what is different since then
 */
void
rrm_report_take_differences (RrmReport *self,
                             GDateTime *since,
                             GPtrArray *differences)
{
  g_clear_pointer (&self->since, g_date_time_unref);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  self->since = g_date_time_ref (since);
  self->differences = differences;
}

static RrmFinding *
get_first_error (RrmReport *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->findings)); i++)
    {
      RrmFinding *finding = rrm_report_get_finding (self, i);

      if (rrm_finding_get_severity (finding) == RRM_SEVERITY_ERROR)
        return finding;
    }

  return NULL;
}

/**
 * rrm_report_get_verdict:
 * @self: a report
 *
 * Returns: not working when an error was found; else incomplete when the test was stopped, does
 *   not reach a login, or tested nothing; else working
 */
RrmVerdict
rrm_report_get_verdict (RrmReport *self)
{
  if (get_first_error (self) != NULL)
    return RRM_VERDICT_NOT_WORKING;
  if (self->stopped || self->until < RRM_STAGE_LOGIN || self->services->len == 0)
    return RRM_VERDICT_INCOMPLETE;

  return RRM_VERDICT_WORKING;
}

/**
 * rrm_report_get_where:
 * @self: a report
 *
 * Returns: whose fault it is: that of the first finding, or none when it works
 */
RrmWhere
rrm_report_get_where (RrmReport *self)
{
  RrmFinding *error = get_first_error (self);

  return error != NULL ? rrm_finding_get_where (error) : RRM_WHERE_NONE;
}
