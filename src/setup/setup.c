/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/setup.h"

#include "model/address.h"
#include "model/provider-map.h"
#include "setup/saved.h"
#include "setup/round.h"
#include "setup/setup-private.h"

#include <math.h>

/* A step that takes longer helps nobody who waits for it. */
#define MAX_TIMEOUT_SECONDS 3600

G_DEFINE_FINAL_TYPE (RrmSetup, rrm_setup, G_TYPE_OBJECT)

/* In seconds: a person who is asked for the password of the keyring has to find it. */
#define KEYRING_PATIENCE 60

GParamSpec *rrm_setup_props[RRM_SETUP_N_PROPS];

/*< private >
 * rrm_setup_notify:
 * @self: a setup
 * @property: which of its properties has changed
 */
void
rrm_setup_notify (RrmSetup *self,
                  guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), rrm_setup_props[property]);
}

static void
rrm_setup_get_property (GObject *object,
                        guint property_id,
                        GValue *value,
                        GParamSpec *pspec)
{
  RrmSetup *self = RRM_SETUP (object);

  switch (property_id)
    {
    case RRM_SETUP_PROP_PAGE:
      g_value_set_int (value, (int) self->page);
      break;
    case RRM_SETUP_PROP_TESTING:
      g_value_set_boolean (value, rrm_setup_get_testing (self));
      break;
    case RRM_SETUP_PROP_REPORT:
      g_value_set_object (value, self->report);
      break;
    case RRM_SETUP_PROP_PRACTICE:
      g_value_set_boolean (value, rrm_setup_get_practice (self));
      break;
    case RRM_SETUP_PROP_FIXED:
      g_value_set_boxed (value, self->fixed);
      break;
    case RRM_SETUP_PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    case RRM_SETUP_PROP_N_SAVED:
      g_value_set_uint (value, rrm_setup_get_n_saved (self));
      break;
    case RRM_SETUP_PROP_KEYRING:
      g_value_set_int (value, (int) self->keyring);
      break;
    case RRM_SETUP_PROP_REMEMBER:
      g_value_set_boolean (value, self->remember);
      break;
    case RRM_SETUP_PROP_FETCHING:
      g_value_set_boolean (value, self->fetching != NULL);
      break;
    case RRM_SETUP_PROP_ROUND:
      g_value_set_boolean (value, rrm_setup_get_testing_all (self));
      break;
    case RRM_SETUP_PROP_SEARCH:
      g_value_set_int (value, (int) self->search);
      break;
    case RRM_SETUP_PROP_APPLYING:
      g_value_set_boolean (value, self->applying != NULL);
      break;
    case RRM_SETUP_PROP_LOOKING:
      g_value_set_boolean (value, self->looking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rrm_setup_dispose (GObject *object)
{
  RrmSetup *self = RRM_SETUP (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  rrm_setup_stop_all (self);
  rrm_setup_stop_watching (self);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (rrm_setup_parent_class)->dispose (object);
}

static void
rrm_setup_finalize (GObject *object)
{
  RrmSetup *self = RRM_SETUP (object);

  g_clear_object (&self->draft);
  g_clear_pointer (&self->lookup, rrm_lookup_unref);
  g_free (self->filled_for);
  g_clear_object (&self->searching);
  g_clear_pointer (&self->found, rrm_lookup_unref);
  g_free (self->searched);
  g_free (self->insisted);
  g_clear_object (&self->store);
  g_free (self->opened);
  g_clear_object (&self->fetching);
  rrm_setup_let_go_forgotten (self);
  g_clear_handle_id (&self->draft_pause, g_source_remove);
  g_free (self->draft_path);
  g_clear_pointer (&self->left_draft, g_key_file_unref);
  g_free (self->fault);
  g_clear_pointer (&self->redirects, rrm_redirects_unref);
  g_clear_pointer (&self->trust, rrm_trust_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->report);
  g_clear_object (&self->services[0]);
  g_clear_object (&self->services[1]);
  g_clear_object (&self->findings);
  g_clear_object (&self->tested);
  g_clear_pointer (&self->refusals, rrm_refusals_free);
  g_clear_pointer (&self->practice_refusals, rrm_refusals_free);
  g_clear_pointer (&self->confirmed_hosts, g_hash_table_unref);
  g_clear_object (&self->before_fix);
  g_clear_pointer (&self->fixed, g_strfreev);
  g_free (self->applied);
  g_clear_object (&self->applying);
  g_clear_object (&self->computer);
  g_clear_object (&self->found_account);
  g_clear_object (&self->found_loaded);
  g_strfreev (self->mended);
  g_free (self->mended_copy);
  g_free (self->round_result);
  g_free (self->trouble);
  g_free (self->guide_program);
  g_free (self->guide_file);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_free (self->home);
  g_clear_object (&self->old);
  g_clear_object (&self->reach);
  g_clear_pointer (&self->previous, rrm_secret_unref);
  g_clear_object (&self->phone);
  g_free (self->phone_name);
  g_strfreev (self->phone_unsaid);

  G_OBJECT_CLASS (rrm_setup_parent_class)->finalize (object);
}

static void
rrm_setup_class_init (RrmSetupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rrm_setup_get_property;
  object_class->dispose = rrm_setup_dispose;
  object_class->finalize = rrm_setup_finalize;

  /* RrmSetup:page: an RrmPage */
  rrm_setup_props[RRM_SETUP_PROP_PAGE] =
    g_param_spec_int ("page", NULL, NULL, 0, RRM_N_PAGES - 1, RRM_PAGE_START, flags);
  /* RrmSetup:testing: whether a test is running */
  rrm_setup_props[RRM_SETUP_PROP_TESTING] =
    g_param_spec_boolean ("testing", NULL, NULL, FALSE, flags);
  /* RrmSetup:report: notifies when a test begins */
  rrm_setup_props[RRM_SETUP_PROP_REPORT] =
    g_param_spec_object ("report", NULL, NULL, RRM_TYPE_REPORT, flags);
  rrm_setup_props[RRM_SETUP_PROP_PRACTICE] =
    g_param_spec_boolean ("practice", NULL, NULL, FALSE, flags);
  /* RrmSetup:fixed: what Fix it has changed, a line each */
  rrm_setup_props[RRM_SETUP_PROP_FIXED] =
    g_param_spec_boxed ("fixed", NULL, NULL, G_TYPE_STRV, flags);
  /* RrmSetup:trouble: notifies when something could not be kept in passing */
  rrm_setup_props[RRM_SETUP_PROP_TROUBLE] =
    g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  /* RrmSetup:n-saved: notifies when a saved account has changed, too */
  rrm_setup_props[RRM_SETUP_PROP_N_SAVED] =
    g_param_spec_uint ("n-saved", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /* RrmSetup:keyring: an RrmKeyringState */
  rrm_setup_props[RRM_SETUP_PROP_KEYRING] =
    g_param_spec_int ("keyring", NULL, NULL, 0, RRM_N_KEYRING_STATES - 1, 0, flags);
  rrm_setup_props[RRM_SETUP_PROP_REMEMBER] =
    g_param_spec_boolean ("remember", NULL, NULL, FALSE, flags);
  /* RrmSetup:fetching: whether the keyring is being asked for the password */
  rrm_setup_props[RRM_SETUP_PROP_FETCHING] =
    g_param_spec_boolean ("fetching", NULL, NULL, FALSE, flags);
  /* RrmSetup:search: an RrmSearch */
  rrm_setup_props[RRM_SETUP_PROP_SEARCH] =
    g_param_spec_int ("search", NULL, NULL, 0, RRM_N_SEARCHES - 1, RRM_SEARCH_NONE, flags);
  /* RrmSetup:applying: whether an account is on its way into a mail program, or out of it */
  rrm_setup_props[RRM_SETUP_PROP_APPLYING] =
    g_param_spec_boolean ("applying", NULL, NULL, FALSE, flags);
  /* RrmSetup:round: whether all saved accounts are being tested; notifies with each step, too */
  rrm_setup_props[RRM_SETUP_PROP_ROUND] =
    g_param_spec_boolean ("round", NULL, NULL, FALSE, flags);
  /* RrmSetup:looking: whether the files of the mail programs are being read */
  rrm_setup_props[RRM_SETUP_PROP_LOOKING] =
    g_param_spec_boolean ("looking", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, RRM_SETUP_N_PROPS, rrm_setup_props);
}

static void
on_draft_changed (RrmDraft *draft,
                  guint field,
                  RrmSetup *self)
{
  if (field == RRM_FIELD_ADDRESS)
    rrm_setup_stop_search (self);
  rrm_setup_note_typing (self);
}

static void
rrm_setup_init (RrmSetup *self)
{
  self->draft = rrm_draft_new ();
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (on_draft_changed), self, 0);
  self->test_on_continue = TRUE;
  self->save_wanted = TRUE;
  self->keyring_patience = KEYRING_PATIENCE;
  self->redirects = rrm_redirects_new ();
  self->trust = rrm_trust_new ();
  self->timeout = RRM_DEFAULT_TIMEOUT_MS;
  self->findings = g_list_store_new (RRM_TYPE_FINDING);
  self->refusals = rrm_refusals_new ();
  self->practice_refusals = rrm_refusals_new ();
  self->confirmed_hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RrmSetup *
rrm_setup_new (void)
{
  return g_object_new (RRM_TYPE_SETUP, NULL);
}

/**
 * rrm_setup_add_redirect:
 * @self: a setup
 * @text: HOST:PORT:ADDRESS:PORT2, as in the command's contract
 *
 * Returns: whether it could be read
 */
gboolean
rrm_setup_add_redirect (RrmSetup *self,
                        const char *text)
{
  return rrm_redirects_add_text (self->redirects, text, NULL);
}

/**
 * rrm_setup_add_ca_file:
 * @self: a setup
 * @path: certificates to trust beside the system's
 *
 * Returns: whether there were any
 */
gboolean
rrm_setup_add_ca_file (RrmSetup *self,
                       const char *path)
{
  return rrm_trust_add_file (self->trust, path, NULL);
}

/**
 * rrm_setup_set_timeout:
 * @self: a setup
 * @seconds: the time for one step, decimals allowed
 *
 * Returns: whether it is a time that makes sense
 */
gboolean
rrm_setup_set_timeout (RrmSetup *self,
                       const char *seconds)
{
  char *end = NULL;
  double value = g_ascii_strtod (seconds, &end);

  if (end == seconds || *end != '\0' || !isfinite (value) || value < 0.001 ||
      value > MAX_TIMEOUT_SECONDS)
    return FALSE;
  self->timeout = (guint) (value * 1000);

  return TRUE;
}

/**
 * rrm_setup_start_practice:
 * @self: a setup
 * @fault: (nullable): what goes wrong there, by its name
 * @error: return location for an error
 *
 * Starts a practice server and fills in its account. It stays marked as practice until
 * [method@Setup.end_practice].
 *
 * Returns: whether it runs
 */
gboolean
rrm_setup_start_practice (RrmSetup *self,
                          const char *fault,
                          GError **error)
{
  RrmPractice *practice = rrm_practice_new (fault, error);

  if (practice == NULL)
    return FALSE;

  rrm_setup_forget_test (self);
  rrm_setup_forget_search (self);
  g_clear_pointer (&self->opened, g_free);
  g_clear_object (&self->found_loaded);
  self->straight = FALSE;
  self->intent = RRM_INTENT_SET_UP;
  g_clear_object (&self->practice);
  rrm_setup_settle_draft (self);
  self->practice = practice;
  rrm_refusals_free (self->practice_refusals);
  self->practice_refusals = rrm_refusals_new ();
  /* What is agreed to in practice is not agreed to outside. */
  g_hash_table_remove_all (self->confirmed_hosts);
  g_free (self->fault);
  self->fault = g_strdup (fault);
  rrm_draft_load_account (self->draft, rrm_practice_get_account (practice));
  /* The servers are those of the fault, not those that look-up would find. */
  g_free (self->filled_for);
  self->filled_for = g_strdup (rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS));
  rrm_setup_show_page (self, RRM_PAGE_ABOUT);
  rrm_setup_notify (self, RRM_SETUP_PROP_PRACTICE);

  return TRUE;
}

/**
 * rrm_setup_end_practice:
 * @self: a setup
 *
 * Ends practice and forgets everything that belonged to it.
 */
void
rrm_setup_end_practice (RrmSetup *self)
{
  if (self->practice == NULL)
    return;

  rrm_setup_clear (self);
  rrm_setup_show_page (self, RRM_PAGE_START);
}

/*< private >
 * rrm_setup_clear:
 * @self: a setup
 *
 * Forgets all that was filled in and tested, and ends practice.
 */
void
rrm_setup_clear (RrmSetup *self)
{
  g_autoptr (RrmAccount) nobody = rrm_account_new ("");

  rrm_setup_forget_test (self);
  rrm_setup_forget_search (self);
  g_clear_pointer (&self->lookup, rrm_lookup_unref);
  g_clear_pointer (&self->filled_for, g_free);
  g_clear_pointer (&self->opened, g_free);
  g_clear_object (&self->found_loaded);
  self->straight = FALSE;
  self->same_servers = FALSE;
  g_clear_pointer (&self->previous, rrm_secret_unref);
  self->changed = RRM_CHANGED_UNKNOWN;
  self->from_old = FALSE;
  rrm_setup_forget_passwords (self);
  rrm_draft_load_account (self->draft, nobody);
  rrm_setup_settle_draft (self);
  if (self->practice == NULL)
    return;
  g_clear_object (&self->practice);
  g_hash_table_remove_all (self->confirmed_hosts);
  rrm_setup_notify (self, RRM_SETUP_PROP_PRACTICE);
}

gboolean
rrm_setup_get_practice (RrmSetup *self)
{
  return self->practice != NULL;
}

/**
 * rrm_setup_get_fault:
 * @self: a setup
 *
 * Returns: (nullable): what goes wrong in practice, by its name
 */
const char *
rrm_setup_get_fault (RrmSetup *self)
{
  return self->practice != NULL ? self->fault : NULL;
}

/**
 * rrm_setup_list_faults:
 *
 * Returns: (transfer full): the names of the faults that can be practiced, those of findings
 */
char **
rrm_setup_list_faults (void)
{
  return rrm_practice_list_faults ();
}

/**
 * rrm_setup_get_draft:
 * @self: a setup
 *
 * Returns: (transfer none): what the person has filled in
 */
RrmDraft *
rrm_setup_get_draft (RrmSetup *self)
{
  return self->draft;
}

/**
 * rrm_setup_get_lookup:
 * @self: a setup
 *
 * Looks the address up, unless that was done already. Nothing of the draft changes.
 *
 * Returns: (transfer none) (nullable): what is known for the address, %NULL while it is none
 */
RrmLookup *
rrm_setup_get_lookup (RrmSetup *self)
{
  g_autoptr (RrmAddress) address =
    rrm_address_parse (rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS), NULL);

  if (address == NULL)
    return NULL;
  if (self->lookup == NULL || !g_str_equal (self->lookup->address, rrm_address_get_text (address)))
    {
      g_clear_pointer (&self->lookup, rrm_lookup_unref);
      self->lookup = rrm_provider_map_lookup (rrm_provider_map_get_default (), address);
    }

  return self->lookup;
}
