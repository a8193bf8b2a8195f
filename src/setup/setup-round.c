/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/keyring-job.h"
#include "setup/round.h"
#include "setup/setup-private.h"

#include <glib/gi18n-lib.h>

/* A test of all saved accounts, one after the other. What the keyring does not have is asked for
 * once, and forgotten with the test. */

struct _RrmRound
{
  /* NULL once the round is over; an answer that comes then is for nobody. */
  RrmSetup *setup;
  GCancellable *cancellable;
  /* (element-type utf8): whose turn it is, and of whom it will be */
  GPtrArray *addresses;
  guint next;
  /* Whose turn it is, with the passwords that are known. */
  RrmAccount *account;
  gboolean has_outgoing_password;
  /* Whether the person is asked for a password, and for which server. */
  gboolean waits;
  gboolean outgoing;
  guint n_working;
  guint n_left_out;
};

static void
round_clear (gpointer data)
{
  RrmRound *round = data;

  g_clear_object (&round->cancellable);
  g_clear_pointer (&round->addresses, g_ptr_array_unref);
  g_clear_object (&round->account);
}

static void
round_unref (RrmRound *round)
{
  g_rc_box_release_full (round, round_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmRound, round_unref)

static RrmRound *
round_new (RrmSetup *setup)
{
  RrmRound *round = g_rc_box_new0 (RrmRound);
  GListModel *list = rrm_account_store_get_list (setup->store);

  round->setup = setup;
  round->cancellable = g_cancellable_new ();
  round->addresses = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (RrmSavedAccount) saved = g_list_model_get_item (list, i);

      g_ptr_array_add (
        round->addresses,
        g_strdup (rrm_account_get_address (rrm_saved_account_get_account (saved))));
    }

  return round;
}

static void
notify (RrmRound *round)
{
  /* The list says whose turn it is. */
  rrm_setup_notify (round->setup, RRM_SETUP_PROP_N_SAVED);
  rrm_setup_notify (round->setup, RRM_SETUP_PROP_ROUND);
}

static char *
describe_end (RrmRound *round)
{
  guint n_tested = round->addresses->len - round->n_left_out;
  g_autofree char *working = NULL;
  g_autofree char *left_out =
    g_strdup_printf (ngettext ("%u was left out. Open it to test it.",
                               "%u were left out. Open each to test it.", round->n_left_out),
                     round->n_left_out);

  if (n_tested == 0)
    working = g_strdup (_ ("None was tested."));
  else if (round->n_working == n_tested && round->n_left_out == 0)
    working = g_strdup (_ ("All of them work."));
  else
    /* Translators: how many accounts work, of how many */
    working = g_strdup_printf (_ ("Working: %u of %u tested."), round->n_working, n_tested);

  return round->n_left_out > 0 ? g_strdup_printf ("%s %s", working, left_out)
                               : g_steal_pointer (&working);
}

static void
end (RrmRound *round)
{
  RrmSetup *setup = round->setup;

  setup->round = NULL;
  round->setup = NULL;
  rrm_setup_notify (setup, RRM_SETUP_PROP_N_SAVED);
  rrm_setup_notify (setup, RRM_SETUP_PROP_ROUND);
  round_unref (round);
}

/* What is asked about before it is tested alone is no matter for a round: a password that would go
 * out without encryption. */
static gboolean
can_test (RrmAccount *account)
{
  return rrm_account_get_incoming (account) != NULL &&
         rrm_account_get_outgoing (account) != NULL && !rrm_setup_sends_cleartext (account);
}

static void go_on (RrmRound *round);

static void
on_tested (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (RrmRound) round = user_data;
  g_autoptr (RrmReport) report = rrm_check_run_finish (RRM_CHECK (source), result, NULL);

  if (round->setup == NULL || report == NULL)
    return;

  rrm_setup_note_refusals (round->setup, report);
  rrm_setup_keep_report (round->setup, report);
  if (rrm_report_get_verdict (report) == RRM_VERDICT_WORKING)
    round->n_working++;
  go_on (round);
}

static void
test (RrmRound *round)
{
  g_autoptr (RrmCheckOptions) options =
    rrm_setup_make_options (round->setup, rrm_account_get_timeout (round->account));
  g_autoptr (RrmCheck) check = rrm_check_new (round->account, options);

  rrm_check_run_async (check, round->cancellable, on_tested, g_rc_box_acquire (round));
}

static void
ask (RrmRound *round,
     gboolean outgoing)
{
  round->waits = TRUE;
  round->outgoing = outgoing;
}

static gboolean
was_refused (RrmRound *round)
{
  RrmRefusals *refusals = round->setup->refusals;

  return rrm_refusals_count (refusals, round->account, FALSE) > 0 ||
         rrm_refusals_count (refusals, round->account, TRUE) > 0;
}

static gboolean
signs_in (RrmServiceSettings *service)
{
  return rrm_service_settings_get_auth (service) != RRM_AUTH_NONE;
}

/* As soon as all passwords are there. A password that a server has just refused is not sent again
 * by itself. */
static void
begin (RrmRound *round)
{
  RrmAccount *account = round->account;

  if (signs_in (rrm_account_get_incoming (account)) &&
      rrm_account_get_password (account, FALSE) == NULL)
    ask (round, FALSE);
  else if (rrm_account_get_outgoing_login (account) == RRM_OUTGOING_LOGIN_OWN &&
           signs_in (rrm_account_get_outgoing (account)) && !round->has_outgoing_password)
    ask (round, TRUE);
  else if (was_refused (round))
    {
      round->n_left_out++;
      go_on (round);
      return;
    }
  else
    test (round);
  notify (round);
}

static void
on_fetched (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (RrmRound) round = user_data;
  g_autoptr (RrmSecret) incoming = NULL;
  g_autoptr (RrmSecret) outgoing = NULL;

  if (!rrm_keyring_fetch_finish (result, &incoming, &outgoing) || round->setup == NULL)
    return;

  rrm_account_set_password (round->account, incoming);
  rrm_account_set_outgoing_password (round->account, outgoing);
  round->has_outgoing_password = outgoing != NULL;
  begin (round);
}

/* To the next account, or to the end. */
static void
go_on (RrmRound *round)
{
  g_clear_object (&round->account);
  while (round->next < round->addresses->len)
    {
      g_autoptr (RrmSavedAccount) saved = rrm_setup_find_saved (
        round->setup, g_ptr_array_index (round->addresses, round->next++));

      if (saved == NULL || !can_test (rrm_saved_account_get_account (saved)))
        {
          round->n_left_out++;
          continue;
        }
      round->account = rrm_account_copy (rrm_saved_account_get_account (saved));
      notify (round);
      rrm_keyring_fetch_async (round->account, round->cancellable, on_fetched,
                               g_rc_box_acquire (round));
      return;
    }

  g_free (round->setup->round_result);
  round->setup->round_result = describe_end (round);
  end (round);
}

/**
 * rrm_setup_test_all:
 * @self: a setup
 *
 * Tests the saved accounts one after the other, and keeps how each of them went. Practice ends.
 */
void
rrm_setup_test_all (RrmSetup *self)
{
  if (self->round != NULL || rrm_setup_get_n_saved (self) == 0)
    return;
  if (self->practice != NULL)
    rrm_setup_end_practice (self);

  g_clear_pointer (&self->round_result, g_free);
  self->round = round_new (self);
  go_on (self->round);
}

/**
 * rrm_setup_stop_all:
 * @self: a setup
 *
 * Stops the test of all accounts. What it has found so far stays.
 */
void
rrm_setup_stop_all (RrmSetup *self)
{
  if (self->round == NULL)
    return;

  g_cancellable_cancel (self->round->cancellable);
  end (self->round);
}

gboolean
rrm_setup_get_testing_all (RrmSetup *self)
{
  return self->round != NULL;
}

/**
 * rrm_setup_get_round_address:
 * @self: a setup
 *
 * Returns: (nullable): the address of the account whose turn it is
 */
const char *
rrm_setup_get_round_address (RrmSetup *self)
{
  return self->round != NULL && self->round->account != NULL
           ? rrm_account_get_address (self->round->account)
           : NULL;
}

/**
 * rrm_setup_is_round_waiting:
 * @self: a setup
 * @outgoing: (out) (optional): whether it is the password of the outgoing server
 *
 * Returns: whether the test of all accounts waits for a password
 */
gboolean
rrm_setup_is_round_waiting (RrmSetup *self,
                            gboolean *outgoing)
{
  if (outgoing != NULL)
    *outgoing = self->round != NULL && self->round->outgoing;

  return self->round != NULL && self->round->waits;
}

/**
 * rrm_setup_give_round_password:
 * @self: a setup whose test of all accounts waits for a password
 * @password: (nullable): the password; %NULL leaves the account out
 */
void
rrm_setup_give_round_password (RrmSetup *self,
                               RrmSecret *password)
{
  RrmRound *round = self->round;

  if (!rrm_setup_is_round_waiting (self, NULL))
    return;

  round->waits = FALSE;
  if (password == NULL)
    {
      round->n_left_out++;
      go_on (round);
      return;
    }
  if (round->outgoing)
    rrm_account_set_outgoing_password (round->account, password);
  else
    rrm_account_set_password (round->account, password);
  round->has_outgoing_password |= round->outgoing;
  begin (round);
}

/**
 * rrm_setup_describe_round:
 * @self: a setup
 *
 * Returns: (transfer full): where the test of all accounts is, or how the last one ended; empty
 *   where there is nothing to tell
 */
char *
rrm_setup_describe_round (RrmSetup *self)
{
  const char *address = rrm_setup_get_round_address (self);

  if (address == NULL)
    return g_strdup (self->round_result != NULL ? self->round_result : "");
  if (self->round->waits)
    return g_strdup_printf (self->round->outgoing
                              ? _ ("Type in the password for sending of %s.")
                              : _ ("Type in the password of %s."),
                            address);

  /* Translators: an address, then which account of how many */
  return g_strdup_printf (_ ("Testing %s, account %u of %u…"), address, self->round->next,
                          self->round->addresses->len);
}
