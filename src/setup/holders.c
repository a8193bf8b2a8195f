/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/holders.h"

#include "clients/client.h"
#include "clients/stored.h"
#include "explain/explain.h"
#include "explain/held.h"
#include "setup/setup-private.h"

/* The mail programs on this computer that have the account, and what is known of the passwords that
 * they keep. Their files are read beside the main loop. */

void
rrm_holder_free (RrmHolder *holder)
{
  g_free (holder->program);
  g_free (holder->name);
  g_free (holder->file);
  g_free (holder->text);
  g_clear_object (&holder->finding);
  g_free (holder);
}

/**
 * rrm_changed_get_earliest:
 * @changed: when the password was changed
 * @now: what time it is, in the person's time zone
 *
 * Returns: the first moment at which that can have been, in seconds since 1970; 0 where nobody can
 *   tell
 */
gint64
rrm_changed_get_earliest (RrmChanged changed,
                          GDateTime *now)
{
  static const int days[RRM_N_CHANGEDS] = {
    [RRM_CHANGED_YESTERDAY] = 1,
    [RRM_CHANGED_WEEK] = 7,
    [RRM_CHANGED_MONTH] = 31,
  };
  g_autoptr (GDateTime) day = g_date_time_add_days (now, -days[changed]);
  g_autoptr (GDateTime) midnight = NULL;

  if (changed == RRM_CHANGED_UNKNOWN)
    return 0;
  midnight = g_date_time_new (g_date_time_get_timezone (day), g_date_time_get_year (day),
                              g_date_time_get_month (day), g_date_time_get_day_of_month (day), 0,
                              0, 0);

  return g_date_time_to_unix (midnight);
}

static void
read_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (data);

  g_task_return_pointer (task, rrm_clients_read_all (roots), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_read (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  RrmSetup *self = RRM_SETUP (source);

  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  self->profiles = g_task_propagate_pointer (G_TASK (result), NULL);
  self->looking = FALSE;
  rrm_setup_notify (self, RRM_SETUP_PROP_LOOKING);
}

/**
 * rrm_setup_set_home:
 * @self: a setup
 * @home: (nullable): the home folder that is looked at, %NULL: the person's own
 */
void
rrm_setup_set_home (RrmSetup *self,
                    const char *home)
{
  g_free (self->home);
  self->home = g_strdup (home);
}

/**
 * rrm_setup_look_for_holders:
 * @self: a setup
 *
 * Reads anew what the mail programs have configured; `looking` notifies when that is over.
 */
void
rrm_setup_look_for_holders (RrmSetup *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->looking)
    return;
  self->looking = TRUE;
  rrm_setup_notify (self, RRM_SETUP_PROP_LOOKING);
  task = g_task_new (self, NULL, on_read, NULL);
  g_task_set_source_tag (task, rrm_setup_look_for_holders);
  g_task_set_task_data (task, g_strdup (self->home), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

gboolean
rrm_setup_get_looking (RrmSetup *self)
{
  return self->looking;
}

RrmChanged
rrm_setup_get_changed (RrmSetup *self)
{
  return self->changed;
}

/**
 * rrm_setup_set_changed:
 * @self: a setup
 * @changed: when the person changed the password
 */
void
rrm_setup_set_changed (RrmSetup *self,
                       RrmChanged changed)
{
  self->changed = changed;
}

/**
 * rrm_setup_is_previous:
 * @self: a setup
 *
 * Returns: whether the servers were seen to take the previous password after the new one was
 *   refused
 */
gboolean
rrm_setup_is_previous (RrmSetup *self)
{
  RrmSecret *password = rrm_draft_get_password (self->draft);

  return self->previous != NULL && password != NULL &&
         rrm_secret_equal (self->previous, password) && rrm_setup_is_working (self);
}

static gboolean
is_same (const char *a,
         const char *b)
{
  return a != NULL && b != NULL && g_ascii_strcasecmp (a, b) == 0;
}

static gboolean
has_accepted (RrmSetup *self,
              gboolean outgoing)
{
  return self->services[outgoing] != NULL &&
         rrm_service_report_passed (self->services[outgoing], RRM_STEP_NAME_LOGIN) &&
         !rrm_setup_is_previous (self);
}

static RrmHolder *
holder_new (const RrmClientProfile *profile,
            const RrmClientPlace *place)
{
  RrmHolder *holder = g_new0 (RrmHolder, 1);

  holder->program = g_strdup (profile->client->id);
  holder->name = g_strdup (profile->client->name);
  if (place->document != NULL)
    holder->file = g_strdup (rrm_document_get_path (place->document));

  return holder;
}

static void
take_held (RrmHolder *holder,
           RrmHeld held,
           gint64 saved)
{
  if (holder->text != NULL && held <= holder->held)
    return;
  holder->held = held;
  g_free (holder->text);
  holder->text = rrm_explain_held_long (held, saved);
}

/* What is known for certain is told in full. */
static void
tell_finding (RrmHolder *holder,
              RrmAccount *account)
{
  g_autoptr (RrmExplanation) explanation = NULL;

  if (holder->finding == NULL)
    return;
  explanation = rrm_explain_finding (holder->finding, account);
  g_free (holder->text);
  holder->text = g_steal_pointer (&explanation->explanation);
}

/* The worse of the two passwords is the one that is told. */
static RrmHolder *
judge_account (RrmSetup *self,
               const RrmClientProfile *profile,
               const RrmClientAccount *account,
               gint64 changed)
{
  const RrmClientEntry *entry =
    account->entry != NULL ? rrm_client_profile_find_entry (profile, account->entry) : NULL;
  RrmHolder *holder = holder_new (profile, &account->place);

  /* Some programs only send. */
  if (rrm_account_get_incoming (account->account) != NULL)
    take_held (holder, rrm_client_judge_stored (account->stored, account->saved, changed),
               account->saved);
  if (entry != NULL && rrm_service_settings_get_auth (entry->settings) != RRM_AUTH_NONE)
    take_held (holder, rrm_client_judge_stored (entry->stored, entry->saved, changed),
               entry->saved);
  holder->finding = rrm_client_audit_password (profile, account, changed,
                                               has_accepted (self, FALSE),
                                               has_accepted (self, TRUE));
  if (holder->text == NULL)
    holder->text = rrm_explain_held_long (RRM_HELD_NONE, 0);
  tell_finding (holder, account->account);

  return holder;
}

static gboolean
has_address (const RrmClientAccount *account,
             const char *address)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);

  return !account->is_alias &&
         (is_same (rrm_account_get_address (account->account), address) ||
          (incoming != NULL && is_same (rrm_service_settings_get_username (incoming), address)));
}

static void
list_accounts (RrmSetup *self,
               const RrmClientProfile *profile,
               gint64 changed,
               GPtrArray *list)
{
  const char *address = rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS);

  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

      if (has_address (account, address))
        g_ptr_array_add (list, judge_account (self, profile, account, changed));
    }
}

static int
compare_holders (gconstpointer a,
                 gconstpointer b)
{
  return (int) (*(const RrmHolder *const *) b)->held - (int) (*(const RrmHolder *const *) a)->held;
}

/**
 * rrm_setup_list_holders:
 * @self: a setup
 * @now: what time it is, in the person's time zone
 *
 * Returns: (transfer full) (element-type RrmHolder): the programs that have the account, as they
 *   were read last; where there is most to do, first
 */
GPtrArray *
rrm_setup_list_holders (RrmSetup *self,
                        GDateTime *now)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_holder_free);
  gint64 changed = rrm_setup_is_previous (self) ? 0 : rrm_changed_get_earliest (self->changed, now);

  for (guint i = 0; self->profiles != NULL && i < self->profiles->len; i++)
    {
      const RrmClientProfile *profile = g_ptr_array_index (self->profiles, i);

      /* A settings file for another program holds no password to change. */
      if (rrm_guide_get_program_name (RRM_GUIDE_TOPIC_PASSWORD, profile->client->id) == NULL)
        continue;
      list_accounts (self, profile, changed, list);
    }
  g_ptr_array_sort (list, compare_holders);

  return list;
}
