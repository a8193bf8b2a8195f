/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"
#include "setup/setup-private.h"

#include <glib/gi18n.h>

/* What the latest test of a setup found. */

/**
 * rrm_setup_get_report:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): the latest report, running or over
 */
RrmReport *
rrm_setup_get_report (RrmSetup *self)
{
  return self->report;
}

/**
 * rrm_setup_get_service:
 * @self: a setup
 * @outgoing: which server
 *
 * Returns: (transfer none) (nullable): what was last seen of that server
 */
RrmServiceReport *
rrm_setup_get_service (RrmSetup *self,
                       gboolean outgoing)
{
  return self->services[outgoing];
}

/**
 * rrm_setup_get_findings:
 * @self: a setup
 *
 * Returns: (transfer none): what stands, the one to mend first first; it changes when a test ends
 */
GListModel *
rrm_setup_get_findings (RrmSetup *self)
{
  return G_LIST_MODEL (self->findings);
}

/**
 * rrm_setup_is_held:
 * @self: a setup
 * @outgoing: which server
 *
 * Returns: whether the latest test left that server out because it has refused this password
 */
gboolean
rrm_setup_is_held (RrmSetup *self,
                   gboolean outgoing)
{
  return self->held[outgoing];
}

static gboolean
is_same_password (RrmAccount *a,
                  RrmAccount *b,
                  gboolean outgoing)
{
  RrmSecret *one = rrm_account_get_password (a, outgoing);
  RrmSecret *other = rrm_account_get_password (b, outgoing);

  return one == other || (one != NULL && other != NULL && rrm_secret_equal (one, other));
}

/**
 * rrm_setup_is_current:
 * @self: a setup
 *
 * Returns: whether the latest test was one of what stands there now
 */
gboolean
rrm_setup_is_current (RrmSetup *self)
{
  g_autoptr (RrmAccount) account = NULL;

  if (self->tested == NULL)
    return FALSE;
  account = rrm_draft_to_account (self->draft);

  return g_str_equal (rrm_account_get_address (account), rrm_account_get_address (self->tested)) &&
         rrm_service_settings_equal (rrm_account_get_incoming (account),
                                     rrm_account_get_incoming (self->tested)) &&
         rrm_service_settings_equal (rrm_account_get_outgoing (account),
                                     rrm_account_get_outgoing (self->tested)) &&
         rrm_account_get_outgoing_login (account) ==
           rrm_account_get_outgoing_login (self->tested) &&
         is_same_password (account, self->tested, FALSE) &&
         is_same_password (account, self->tested, TRUE);
}

static gboolean
has_error (RrmSetup *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->findings)); i++)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (G_LIST_MODEL (self->findings), i);

      if (rrm_finding_get_severity (finding) == RRM_SEVERITY_ERROR)
        return TRUE;
    }

  return FALSE;
}

/**
 * rrm_setup_is_working:
 * @self: a setup
 *
 * Returns: whether what stands there now was tested, both servers, and works
 */
gboolean
rrm_setup_is_working (RrmSetup *self)
{
  return self->report != NULL && self->cancellable == NULL && !self->held[FALSE] &&
         !self->held[TRUE] && rrm_report_get_verdict (self->report) == RRM_VERDICT_WORKING &&
         !has_error (self) && rrm_setup_is_current (self);
}

/**
 * rrm_setup_describe_verdict:
 * @self: a setup with a test that is over
 *
 * Returns: (transfer full): the state of the account, in a sentence or two
 */
char *
rrm_setup_describe_verdict (RrmSetup *self)
{
  gboolean works = rrm_report_get_verdict (self->report) == RRM_VERDICT_WORKING;

  /* What was left out stands as it was: it is not merely untested. */
  if (works && self->held[TRUE])
    return g_strdup (_ ("Receiving works. Sending still does not."));
  if (works && self->held[FALSE])
    return g_strdup (_ ("Sending works. Receiving still does not."));

  return rrm_explain_verdict (self->report);
}
