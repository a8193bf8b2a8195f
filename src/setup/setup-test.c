/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/round.h"
#include "setup/setup-private.h"

/* The test of a setup: what may begin it, and what it remembers. */

/* Practice has nobody to wait for: how long a message may take, and how often it is asked for, in
 * milliseconds. */
#define PRACTICE_WAIT_MS 12000
#define PRACTICE_VISIT_MS 1500

/* Nothing is sent, in practice neither, unless the person has agreed to it. */
static RrmStage
get_stage (RrmTestKind kind)
{
  return kind == RRM_TEST_WITH_MESSAGE ? RRM_STAGE_DELIVERY : RRM_STAGE_ENVELOPE;
}

/*< private >
 * rrm_setup_make_options:
 * @self: a setup
 * @timeout: in seconds; 0 where nobody has chosen
 *
 * Returns: (transfer full): how a test is made that sends no message
 */
RrmCheckOptions *
rrm_setup_make_options (RrmSetup *self,
                        guint timeout)
{
  RrmCheckOptions *options = rrm_check_options_new ();

  options->timeout = timeout > 0 ? timeout * 1000 : self->timeout;
  options->until = RRM_STAGE_ENVELOPE;
  rrm_redirects_unref (options->redirects);
  options->redirects = rrm_redirects_ref (self->redirects);
  rrm_trust_unref (options->trust);
  options->trust = rrm_trust_ref (self->trust);

  return options;
}

static RrmCheckOptions *
make_options (RrmSetup *self,
              RrmTestKind kind)
{
  RrmCheckOptions *options =
    rrm_setup_make_options (self, rrm_draft_get_timeout (self->draft));

  if (self->practice != NULL)
    {
      g_autoptr (GError) error = NULL;

      if (!rrm_practice_configure (self->practice, options, &error))
        g_critical ("practice: %s", error->message);
      options->until = get_stage (kind);
      options->wait = PRACTICE_WAIT_MS;
      options->visit_interval = PRACTICE_VISIT_MS;
      return options;
    }

  options->until = get_stage (kind);

  return options;
}

static RrmServiceSettings *
get_settings (RrmAccount *account,
              gboolean outgoing)
{
  return outgoing ? rrm_account_get_outgoing (account) : rrm_account_get_incoming (account);
}

/*< private >
 * rrm_setup_sends_cleartext:
 * @account: an account with both servers
 *
 * Returns: whether a test of it would send a password without encryption
 */
gboolean
rrm_setup_sends_cleartext (RrmAccount *account)
{
  for (guint outgoing = 0; outgoing < 2; outgoing++)
    {
      RrmServiceSettings *service = get_settings (account, outgoing);

      if (rrm_service_settings_get_security (service) == RRM_SECURITY_NONE &&
          rrm_service_settings_get_auth (service) != RRM_AUTH_NONE)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_login_fault (RrmServiceReport *service)
{
  RrmStepReport *login = rrm_service_report_get_step (service, RRM_STEP_NAME_LOGIN);
  const RrmFault *fault = login != NULL ? rrm_step_report_get_fault (login) : NULL;

  return fault != NULL && fault->kind == RRM_FAULT_REPLY &&
         rrm_service_report_get_facts (service)->secret_sent;
}

static gboolean
is_for_moment_only (RrmFinding *finding)
{
  switch ((int) rrm_finding_get_code (finding))
    {
    case RRM_FINDING_LOGIN_TEMPORARILY_UNAVAILABLE:
    case RRM_FINDING_SERVER_BUSY:
    case RRM_FINDING_MAILBOX_BUSY:
    case RRM_FINDING_TRY_AGAIN_LATER:
    case RRM_FINDING_TOO_MANY_CONNECTIONS:
    /* It did not know the command, and has said nothing of the password. */
    case RRM_FINDING_MALFORMED_REPLY:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_about (RrmFinding *finding,
          gboolean outgoing)
{
  RrmProtocol protocol;

  return rrm_finding_get_service (finding, &protocol) &&
         (protocol == RRM_PROTOCOL_SMTP) == outgoing;
}

/* Whether the server said no to the password, and will say so again. */
static gboolean
has_refused (RrmReport *report,
             gboolean outgoing)
{
  RrmServiceReport *service =
    outgoing ? rrm_report_get_outgoing (report) : rrm_report_get_incoming (report);

  if (service == NULL || !is_login_fault (service))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (rrm_report_get_findings (report)); i++)
    {
      RrmFinding *finding = rrm_report_get_finding (report, i);

      if (is_about (finding, outgoing) && is_for_moment_only (finding))
        return FALSE;
    }

  return TRUE;
}

/*< private >
 * rrm_setup_note_refusals:
 * @self: a setup
 * @report: a test that has ended
 *
 * Remembers which servers said no to a password. A server that was left out said nothing.
 */
void
rrm_setup_note_refusals (RrmSetup *self,
                         RrmReport *report)
{
  for (guint outgoing = 0; outgoing < 2; outgoing++)
    if (has_refused (report, outgoing))
      rrm_refusals_add (rrm_setup_get_refusals (self), rrm_report_get_account (report), outgoing);
}

/* What was found about a server that was left out holds on. */
static void
take_findings (RrmSetup *self)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *found = rrm_report_get_findings (self->report);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->findings)); i++)
    {
      g_autoptr (RrmFinding) old = g_list_model_get_item (G_LIST_MODEL (self->findings), i);

      if ((self->held[FALSE] && is_about (old, FALSE)) ||
          (self->held[TRUE] && is_about (old, TRUE)))
        g_ptr_array_add (kept, g_object_ref (old));
    }

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    g_ptr_array_insert (kept, (int) i, g_object_ref (rrm_report_get_finding (self->report, i)));

  g_list_store_remove_all (self->findings);
  for (guint severity = 0; severity < RRM_N_SEVERITIES; severity++)
    for (guint i = 0; i < kept->len; i++)
      if (rrm_finding_get_severity (g_ptr_array_index (kept, i)) == (RrmSeverity) severity)
        g_list_store_append (self->findings, g_ptr_array_index (kept, i));
}

static void
on_tested (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (RrmSetup) self = user_data;
  g_autoptr (RrmReport) report = rrm_check_run_finish (RRM_CHECK (source), result, NULL);

  /* A test that was given up for another one, or for another account. */
  if (report == NULL || report != self->report)
    return;

  rrm_setup_note_refusals (self, report);
  rrm_setup_keep_result (self);
  take_findings (self);
  g_clear_object (&self->cancellable);
  rrm_setup_take_found_result (self);
  rrm_setup_notify (self, RRM_SETUP_PROP_TESTING);
}

static void
start (RrmSetup *self,
       RrmAccount *account,
       RrmTestKind kind)
{
  g_autoptr (RrmCheckOptions) options = make_options (self, kind);
  g_autoptr (RrmCheck) check = NULL;

  options->incoming = !self->held[FALSE];
  options->outgoing = !self->held[TRUE];
  check = rrm_check_new (account, options);

  g_set_object (&self->report, rrm_check_get_report (check));
  g_set_object (&self->tested, account);
  if (!self->held[FALSE])
    g_set_object (&self->services[FALSE], rrm_report_get_incoming (self->report));
  if (!self->held[TRUE])
    g_set_object (&self->services[TRUE], rrm_report_get_outgoing (self->report));

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rrm_setup_notify (self, RRM_SETUP_PROP_REPORT);
  rrm_setup_notify (self, RRM_SETUP_PROP_TESTING);
  rrm_check_run_async (check, self->cancellable, on_tested, g_object_ref (self));
}

/* A server that has refused this password is left out, unless the person asks for it by name. */
static void
hold_refused (RrmSetup *self,
              RrmAccount *account,
              RrmTestKind kind)
{
  RrmRefusals *refusals = rrm_setup_get_refusals (self);

  for (guint outgoing = 0; outgoing < 2; outgoing++)
    self->held[outgoing] = kind == RRM_TEST_AFTER_CHANGE && self->services[outgoing] != NULL &&
                           rrm_refusals_count (refusals, account, outgoing) > 0;
}

/*< private >
 * rrm_setup_begin_test:
 * @self: a setup
 * @kind: why it begins
 * @wrong: (out): the field to mend, with %RRM_GATE_FIELD
 *
 * Returns: whether it has begun
 */
RrmGate
rrm_setup_begin_test (RrmSetup *self,
                      RrmTestKind kind,
                      RrmField *wrong)
{
  g_autoptr (RrmAccount) account = NULL;

  if (self->cancellable != NULL && !g_cancellable_is_cancelled (self->cancellable))
    return RRM_GATE_OPEN;
  if (!rrm_setup_check_fields (self, TRUE, wrong))
    return RRM_GATE_FIELD;

  account = rrm_draft_to_account (self->draft);
  if (rrm_setup_sends_cleartext (account) && !self->cleartext_confirmed)
    return RRM_GATE_CLEARTEXT;
  hold_refused (self, account, kind);
  if (self->held[FALSE] && self->held[TRUE])
    return RRM_GATE_REFUSED;

  start (self, account, kind);

  return RRM_GATE_OPEN;
}

/**
 * rrm_setup_test:
 * @self: a setup
 * @wrong: (out): the field to mend, with %RRM_GATE_FIELD
 *
 * Tests both servers at once, because the person asked for it: each gets the password once. While a
 * test is running nothing happens.
 *
 * Returns: whether it has begun
 */
RrmGate
rrm_setup_test (RrmSetup *self,
                RrmField *wrong)
{
  return rrm_setup_begin_test (self, RRM_TEST_BY_PERSON, wrong);
}

/**
 * rrm_setup_confirm_cleartext:
 * @self: a setup
 *
 * The person has said that the password may go out without encryption.
 */
void
rrm_setup_confirm_cleartext (RrmSetup *self)
{
  self->cleartext_confirmed = TRUE;
}

/**
 * rrm_setup_stop:
 * @self: a setup
 *
 * Stops a running test, that of all accounts too. What it has found so far stays.
 */
void
rrm_setup_stop (RrmSetup *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  rrm_setup_stop_all (self);
}

gboolean
rrm_setup_get_testing (RrmSetup *self)
{
  return self->cancellable != NULL;
}

/*< private >
 * rrm_setup_forget_test:
 * @self: a setup
 *
 * Gives up a running test and forgets the latest one.
 */
void
rrm_setup_forget_test (RrmSetup *self)
{
  rrm_setup_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->report);
  g_clear_object (&self->services[FALSE]);
  g_clear_object (&self->services[TRUE]);
  g_clear_object (&self->tested);
  g_list_store_remove_all (self->findings);
  self->held[FALSE] = self->held[TRUE] = FALSE;
  self->cleartext_confirmed = FALSE;
  rrm_setup_forget_fix (self);
  rrm_setup_notify (self, RRM_SETUP_PROP_REPORT);
  rrm_setup_notify (self, RRM_SETUP_PROP_TESTING);
}
