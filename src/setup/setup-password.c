/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/address.h"
#include "model/provider-map.h"
#include "setup/setup-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* A password that was refused: what may be wrong with it, how long to wait, and the one before. */

/* What the mail servers of this family take beside letters and digits (SUMO 1488695). */
#define SAFE_SYMBOLS "!@#$%-_"

/* A mailbox can be locked after a few more tries than these; it opens again by itself. */
#define MANY_REFUSALS 3
#define PAUSE_SECONDS 300

/*< private >
 * rrm_setup_get_refusals:
 * @self: a setup
 *
 * Returns: (transfer none): what the servers that are tested now have refused
 */
RrmRefusals *
rrm_setup_get_refusals (RrmSetup *self)
{
  return self->practice != NULL ? self->practice_refusals : self->refusals;
}

/**
 * rrm_setup_get_n_refusals:
 * @self: a setup
 *
 * Returns: how often one of the servers has said no to this user name, whatever the password was
 */
guint
rrm_setup_get_n_refusals (RrmSetup *self)
{
  gint64 when;

  if (self->tested == NULL)
    return 0;

  return MAX (rrm_refusals_count_all (rrm_setup_get_refusals (self), self->tested, FALSE, &when),
              rrm_refusals_count_all (rrm_setup_get_refusals (self), self->tested, TRUE, &when));
}

/**
 * rrm_setup_get_pause:
 * @self: a setup
 *
 * Returns: for how many seconds more it is better not to try again; 0 where nothing speaks against
 *   it
 */
guint
rrm_setup_get_pause (RrmSetup *self)
{
  gint64 incoming = 0;
  gint64 outgoing = 0;
  gint64 passed;

  if (rrm_setup_get_n_refusals (self) < MANY_REFUSALS)
    return 0;
  rrm_refusals_count_all (rrm_setup_get_refusals (self), self->tested, FALSE, &incoming);
  rrm_refusals_count_all (rrm_setup_get_refusals (self), self->tested, TRUE, &outgoing);
  passed = (g_get_monotonic_time () - MAX (incoming, outgoing)) / G_USEC_PER_SEC;

  return passed < PAUSE_SECONDS ? (guint) (PAUSE_SECONDS - passed) : 0;
}

/**
 * rrm_setup_is_password_in_doubt:
 * @self: a setup
 *
 * Returns: whether the latest test is over and says that the password may be another one
 */
gboolean
rrm_setup_is_password_in_doubt (RrmSetup *self)
{
  GListModel *findings = G_LIST_MODEL (self->findings);

  if (self->cancellable != NULL)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, i);
      RrmFindingCode code = rrm_finding_get_code (finding);

      /* As a note, the refusal is explained by something else. */
      if (((code == RRM_FINDING_PASSWORD_REJECTED || code == RRM_FINDING_PASSWORDS_DIFFER) &&
           rrm_finding_get_severity (finding) == RRM_SEVERITY_ERROR) ||
          code == RRM_FINDING_WEB_PASSWORD_NOT_MAIL_PASSWORD)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_of_family (RrmSetup *self)
{
  g_autoptr (RrmAddress) address =
    rrm_address_parse (rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS), NULL);

  return address != NULL && rrm_provider_map_has_domain (rrm_provider_map_get_default (),
                                                         rrm_address_get_domain (address));
}

/**
 * rrm_setup_has_odd_symbols:
 * @self: a setup
 *
 * Returns: whether the password holds something that the mail servers of this family may not take
 */
gboolean
rrm_setup_has_odd_symbols (RrmSetup *self)
{
  RrmSecret *password = rrm_draft_get_password (self->draft);
  const char *bytes;
  gsize length;

  if (password == NULL || !is_of_family (self))
    return FALSE;
  bytes = rrm_secret_peek (password, &length);
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (bytes[i]) &&
        (bytes[i] == '\0' || strchr (SAFE_SYMBOLS, bytes[i]) == NULL))
      return TRUE;

  return FALSE;
}

static gboolean
is_refused_by_all (RrmSetup *self,
                   RrmAccount *account)
{
  return rrm_refusals_count (rrm_setup_get_refusals (self), account, FALSE) > 0 &&
         rrm_refusals_count (rrm_setup_get_refusals (self), account, TRUE) > 0;
}

/**
 * rrm_setup_try_password:
 * @self: a setup
 * @password: the one to try
 * @wrong: (out): the field to mend, with %RRM_GATE_FIELD
 *
 * Puts another password in the place of the one that was typed, and tests with it: it goes to each
 * server once, and to none that has refused it. It stands in [method@Setup.get_fixed] and can be
 * undone.
 *
 * Returns: whether the test has begun; with %RRM_GATE_REFUSED nothing was changed or sent
 */
RrmGate
rrm_setup_try_password (RrmSetup *self,
                        RrmSecret *password,
                        RrmField *wrong)
{
  g_autoptr (RrmAccount) before = rrm_draft_to_account (self->draft);
  g_autoptr (RrmAccount) after = rrm_draft_to_account (self->draft);

  if (self->cancellable != NULL)
    return RRM_GATE_OPEN;
  rrm_account_set_password (after, password);
  if (is_refused_by_all (self, after))
    return RRM_GATE_REFUSED;

  rrm_setup_forget_fix (self);
  self->fixed = g_new0 (char *, 2);
  self->fixed[0] = g_strdup (_ ("Password: the one you just tried"));
  self->before_fix = g_steal_pointer (&before);
  rrm_draft_set_password (self->draft, password);
  g_clear_pointer (&self->previous, rrm_secret_unref);
  self->previous = rrm_secret_ref (password);
  rrm_setup_notify (self, RRM_SETUP_PROP_FIXED);

  return rrm_setup_begin_test (self, RRM_TEST_AFTER_CHANGE, wrong);
}
