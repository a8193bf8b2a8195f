/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/saved-account.h"

#include "model/address.h"

/* The groups of one account in the key file: "account ADDRESS" and "worked ADDRESS". */
#define ACCOUNT_GROUP "account "
#define GOOD_GROUP "worked "

/* How far a test goes unless something else is wished. */
#define WHOLE_TEST RRM_STAGE_ENVELOPE

/* Days and seconds; more makes no sense. */
#define MAX_NUMBER 3600

/* The texts of an account, by their properties, which are their keys too. */
static const char *const texts[] = {
  "name",          "organization", "reply-address", "root-folder", "sent-folder",
  "drafts-folder", "trash-folder", "junk-folder",
};
static const char *const switches[] = { "leave-on-server", "remove-when-deleted", "ipv4-only" };
static const char *const numbers[] = { "remove-after-days", "timeout" };

/**
 * RrmSavedAccount:
 *
 * An account that the person wants to keep, without its passwords, with the result of its last test
 * and of the last one that passed.
 */
struct _RrmSavedAccount
{
  GObject parent_instance;

  RrmAccount *account;
  /* What the person calls it; never NULL. */
  char *label;
  /* When it was tested last, or NULL. */
  GDateTime *tested;
  RrmVerdict verdict;
  /* How far that test went. */
  RrmStage until;
  /* The finding to act on; only with a verdict that it does not work. */
  gboolean failing;
  RrmFindingCode code;
  RrmProtocol service;
  /* NULL until a test passed. */
  RrmGoodResult *good;
};

enum
{
  PROP_LABEL = 1,
  PROP_TESTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmSavedAccount, rrm_saved_account, G_TYPE_OBJECT)

static void
rrm_saved_account_get_property (GObject *object,
                                guint prop_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  RrmSavedAccount *self = RRM_SAVED_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_TESTED:
      g_value_set_boxed (value, self->tested);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rrm_saved_account_finalize (GObject *object)
{
  RrmSavedAccount *self = RRM_SAVED_ACCOUNT (object);

  g_clear_object (&self->account);
  g_free (self->label);
  g_clear_pointer (&self->tested, g_date_time_unref);
  g_clear_pointer (&self->good, rrm_good_result_free);

  G_OBJECT_CLASS (rrm_saved_account_parent_class)->finalize (object);
}

static void
rrm_saved_account_class_init (RrmSavedAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rrm_saved_account_get_property;
  object_class->finalize = rrm_saved_account_finalize;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  properties[PROP_TESTED] =
    g_param_spec_boxed ("tested", NULL, NULL, G_TYPE_DATE_TIME, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rrm_saved_account_init (RrmSavedAccount *self)
{
  self->label = g_strdup ("");
  self->verdict = RRM_VERDICT_INCOMPLETE;
  self->until = WHOLE_TEST;
}

/**
 * rrm_saved_account_new:
 * @account: what to keep; copied without its passwords
 *
 * Returns: (transfer full): an account that has not been tested
 */
RrmSavedAccount *
rrm_saved_account_new (RrmAccount *account)
{
  RrmSavedAccount *self = g_object_new (RRM_TYPE_SAVED_ACCOUNT, NULL);

  rrm_saved_account_set_account (self, account);
  rrm_saved_account_set_label (self, rrm_account_get_address (account));

  return self;
}

/**
 * rrm_saved_account_get_account:
 * @self: a saved account
 *
 * Returns: (transfer none): the account, without passwords
 */
RrmAccount *
rrm_saved_account_get_account (RrmSavedAccount *self)
{
  return self->account;
}

/**
 * rrm_saved_account_set_account:
 * @self: a saved account
 * @account: its settings; copied without the passwords
 */
void
rrm_saved_account_set_account (RrmSavedAccount *self,
                               RrmAccount *account)
{
  g_clear_object (&self->account);
  self->account = rrm_account_copy (account);
  rrm_account_set_password (self->account, NULL);
  rrm_account_set_outgoing_password (self->account, NULL);
}

/**
 * rrm_saved_account_has_settings_of:
 * @self: a saved account
 * @account: an account that was tested
 *
 * A test of other servers, or of another login, says nothing about the saved account.
 *
 * Returns: whether both servers are reached in the same way
 */
gboolean
rrm_saved_account_has_settings_of (RrmSavedAccount *self,
                                   RrmAccount *account)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (self->account);
  RrmServiceSettings *outgoing = rrm_account_get_outgoing (self->account);

  return incoming != NULL && outgoing != NULL && rrm_account_get_incoming (account) != NULL &&
         rrm_account_get_outgoing (account) != NULL &&
         rrm_service_settings_equal (incoming, rrm_account_get_incoming (account)) &&
         rrm_service_settings_equal (outgoing, rrm_account_get_outgoing (account));
}

const char *
rrm_saved_account_get_label (RrmSavedAccount *self)
{
  return self->label;
}

void
rrm_saved_account_set_label (RrmSavedAccount *self,
                             const char *label)
{
  if (g_str_equal (self->label, label))
    return;

  g_free (self->label);
  self->label = g_strdup (label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/**
 * rrm_saved_account_get_tested:
 * @self: a saved account
 *
 * Returns: (transfer none) (nullable): when it was tested last
 */
GDateTime *
rrm_saved_account_get_tested (RrmSavedAccount *self)
{
  return self->tested;
}

RrmVerdict
rrm_saved_account_get_verdict (RrmSavedAccount *self)
{
  return self->verdict;
}

/**
 * rrm_saved_account_get_failing:
 * @self: a saved account
 * @code: (out) (optional): the finding to act on
 * @service: (out) (optional): the server that it concerns
 *
 * Returns: whether the last test failed
 */
gboolean
rrm_saved_account_get_failing (RrmSavedAccount *self,
                               RrmFindingCode *code,
                               RrmProtocol *service)
{
  if (code != NULL)
    *code = self->code;
  if (service != NULL)
    *service = self->service;

  return self->failing;
}

/**
 * rrm_saved_account_get_good_result:
 * @self: a saved account
 *
 * Returns: (nullable): the last test that passed
 */
const RrmGoodResult *
rrm_saved_account_get_good_result (RrmSavedAccount *self)
{
  return self->good;
}

/* A fault counts wherever it is met. A test that met none says nothing about what the last one did
 * after that point; a message that is sent belongs to no test of the settings. */
static gboolean
is_as_telling (RrmSavedAccount *self,
               RrmReport *report)
{
  return self->tested == NULL || rrm_report_get_verdict (report) == RRM_VERDICT_NOT_WORKING ||
         rrm_report_get_until (report) >= MIN (self->until, WHOLE_TEST);
}

/**
 * rrm_saved_account_take_report:
 * @self: a saved account
 * @report: a test of it that has ended
 *
 * Remembers the result. Practice is never remembered, and neither is a test that was stopped, or
 * one that passed and went less far than the one that is remembered.
 */
void
rrm_saved_account_take_report (RrmSavedAccount *self,
                               RrmReport *report)
{
  RrmFinding *first = rrm_report_get_finding (report, 0);

  if (rrm_report_get_practice (report) || rrm_report_get_stopped (report) ||
      !is_as_telling (self, report))
    return;

  g_clear_pointer (&self->tested, g_date_time_unref);
  self->tested = g_date_time_ref (rrm_report_get_date (report));
  self->verdict = rrm_report_get_verdict (report);
  self->until = rrm_report_get_until (report);
  self->failing = self->verdict == RRM_VERDICT_NOT_WORKING && first != NULL;
  if (self->failing)
    {
      self->code = rrm_finding_get_code (first);
      if (!rrm_finding_get_service (first, &self->service))
        self->service = RRM_PROTOCOL_IMAP;
    }
  if (self->verdict == RRM_VERDICT_WORKING)
    {
      g_clear_pointer (&self->good, rrm_good_result_free);
      self->good = rrm_good_result_new (report);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TESTED]);
}

/**
 * rrm_saved_account_compare:
 * @self: a saved account
 * @report: a test of it that has ended
 *
 * Tells a report of a failure what is different since the account worked. Call it before the report
 * is remembered.
 */
void
rrm_saved_account_compare (RrmSavedAccount *self,
                           RrmReport *report)
{
  if (self->good == NULL || rrm_report_get_verdict (report) != RRM_VERDICT_NOT_WORKING)
    return;

  rrm_report_take_differences (report, self->good->date,
                               rrm_good_result_compare (self->good, report));
}

static void
save_account (RrmAccount *account,
              GKeyFile *file,
              const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;

      g_object_get (account, texts[i], &text, NULL);
      g_key_file_set_string (file, group, texts[i], text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      gboolean on;

      g_object_get (account, switches[i], &on, NULL);
      g_key_file_set_boolean (file, group, switches[i], on);
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint number;

      g_object_get (account, numbers[i], &number, NULL);
      g_key_file_set_uint64 (file, group, numbers[i], number);
    }
  g_key_file_set_string (
    file, group, "outgoing-login",
    rrm_outgoing_login_to_string (rrm_account_get_outgoing_login (account)));
  if (rrm_account_get_incoming (account) != NULL)
    rrm_settings_save (rrm_account_get_incoming (account), file, group, "incoming");
  if (rrm_account_get_outgoing (account) != NULL)
    rrm_settings_save (rrm_account_get_outgoing (account), file, group, "outgoing");
}

/**
 * rrm_saved_account_save:
 * @self: a saved account
 * @file: where to write it
 */
void
rrm_saved_account_save (RrmSavedAccount *self,
                        GKeyFile *file)
{
  const char *address = rrm_account_get_address (self->account);
  g_autofree char *group = g_strconcat (ACCOUNT_GROUP, address, NULL);
  g_autofree char *good_group = g_strconcat (GOOD_GROUP, address, NULL);
  g_autofree char *tested =
    self->tested != NULL ? g_date_time_format_iso8601 (self->tested) : NULL;

  g_key_file_set_string (file, group, "label", self->label);
  save_account (self->account, file, group);
  if (tested != NULL)
    {
      g_key_file_set_string (file, group, "tested", tested);
      g_key_file_set_string (file, group, "verdict", rrm_verdict_to_string (self->verdict));
      g_key_file_set_string (file, group, "until", rrm_stage_to_string (self->until));
    }
  if (self->failing)
    {
      g_key_file_set_string (file, group, "finding", rrm_finding_code_to_string (self->code));
      g_key_file_set_string (file, group, "service", rrm_protocol_to_string (self->service));
    }
  if (self->good != NULL)
    rrm_good_result_save (self->good, file, good_group);
}

/* What somebody else has written there may be anything. */
static void
load_values (RrmAccount *account,
             GKeyFile *file,
             const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_key_file_get_string (file, group, texts[i], NULL);

      g_object_set (account, texts[i], text, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean on = g_key_file_get_boolean (file, group, switches[i], &error);

      if (error == NULL)
        g_object_set (account, switches[i], on, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint64 number = g_key_file_get_uint64 (file, group, numbers[i], NULL);

      if (number <= MAX_NUMBER)
        g_object_set (account, numbers[i], (guint) number, NULL);
    }
}

static RrmAccount *
load_account (GKeyFile *file,
              const char *group,
              const char *address)
{
  RrmAccount *account = rrm_account_new (address);
  g_autoptr (RrmServiceSettings) incoming = rrm_settings_load (file, group, "incoming");
  g_autoptr (RrmServiceSettings) outgoing = rrm_settings_load (file, group, "outgoing");
  g_autofree char *login_text = g_key_file_get_string (file, group, "outgoing-login", NULL);
  RrmOutgoingLogin login;

  load_values (account, file, group);
  if (rrm_outgoing_login_parse (login_text, &login))
    rrm_account_set_outgoing_login (account, login);
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);

  return account;
}

static void
load_result (RrmSavedAccount *self,
             GKeyFile *file,
             const char *group)
{
  g_autofree char *tested = g_key_file_get_string (file, group, "tested", NULL);
  g_autofree char *verdict = g_key_file_get_string (file, group, "verdict", NULL);
  g_autofree char *until = g_key_file_get_string (file, group, "until", NULL);
  g_autofree char *finding = g_key_file_get_string (file, group, "finding", NULL);
  g_autofree char *service = g_key_file_get_string (file, group, "service", NULL);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();

  self->tested = tested != NULL ? g_date_time_new_from_iso8601 (tested, local) : NULL;
  for (guint i = 0; i < RRM_N_VERDICTS; i++)
    if (g_strcmp0 (verdict, rrm_verdict_to_string (i)) == 0)
      self->verdict = i;
  if (!rrm_stage_parse (until, &self->until))
    self->until = WHOLE_TEST;
  self->failing = rrm_finding_code_parse (finding, &self->code) &&
                  rrm_protocol_parse (service, &self->service);
}

/**
 * rrm_saved_account_load:
 * @file: where it is written
 * @address: its address
 *
 * Returns: (transfer full) (nullable): the account, if it is there and its address is one
 */
RrmSavedAccount *
rrm_saved_account_load (GKeyFile *file,
                        const char *address)
{
  g_autofree char *group = g_strconcat (ACCOUNT_GROUP, address, NULL);
  g_autofree char *good_group = g_strconcat (GOOD_GROUP, address, NULL);
  g_autofree char *label = g_key_file_get_string (file, group, "label", NULL);
  g_autoptr (RrmAddress) parsed = rrm_address_parse (address, NULL);
  g_autoptr (RrmAccount) account = NULL;
  RrmSavedAccount *self;

  if (parsed == NULL || !g_key_file_has_group (file, group))
    return NULL;

  account = load_account (file, group, rrm_address_get_text (parsed));
  self = rrm_saved_account_new (account);
  if (label != NULL && label[0] != '\0')
    rrm_saved_account_set_label (self, label);
  load_result (self, file, group);
  self->good = rrm_good_result_load (file, good_group);

  return self;
}
