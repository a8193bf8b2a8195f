/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/found-account.h"

#include "clients/audit.h"
#include "clients/twin.h"
#include "explain/client-refusal.h"
#include "explain/explain.h"
#include "setup/found-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (RrmFoundAccount, rrm_found_account, G_TYPE_OBJECT)

static void
rrm_found_account_finalize (GObject *object)
{
  RrmFoundAccount *self = RRM_FOUND_ACCOUNT (object);

  g_free (self->path);
  g_free (self->id);
  g_free (self->twin);
  g_clear_object (&self->account);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->better, rrm_change_unref);

  G_OBJECT_CLASS (rrm_found_account_parent_class)->finalize (object);
}

static void
rrm_found_account_class_init (RrmFoundAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_found_account_finalize;
}

static void
rrm_found_account_init (RrmFoundAccount *self)
{
}

/**
 * rrm_found_account_new:
 * @profile: what a program has configured
 * @account: one of its accounts
 *
 * Returns: (transfer full): that account with its audit
 */
RrmFoundAccount *
rrm_found_account_new (const RrmClientProfile *profile,
                       const RrmClientAccount *account)
{
  RrmFoundAccount *self = g_object_new (RRM_TYPE_FOUND_ACCOUNT, NULL);
  const RrmClientAccount *twin = rrm_client_find_twin (profile, account);

  self->client = profile->client;
  self->path = g_strdup (profile->path);
  self->id = g_strdup (account->id);
  self->account = rrm_account_copy (account->account);
  self->findings = rrm_client_audit (profile, account);
  g_ptr_array_extend_and_steal (self->findings, rrm_client_audit_entries (profile));
  self->damaged = rrm_client_profile_is_damaged (profile);
  if (twin != NULL)
    self->twin = g_strdup (
      rrm_service_settings_get_host (rrm_account_get_incoming (twin->account)));

  return self;
}

/**
 * rrm_found_account_copy:
 * @self: an account
 *
 * Returns: (transfer full): which account of which program it is and what a test has shown of it,
 *   for a thread to change the program's settings by
 */
RrmFoundAccount *
rrm_found_account_copy (RrmFoundAccount *self)
{
  RrmFoundAccount *copy = g_object_new (RRM_TYPE_FOUND_ACCOUNT, NULL);

  copy->client = self->client;
  copy->path = g_strdup (self->path);
  copy->id = g_strdup (self->id);
  copy->account = rrm_account_copy (self->account);
  copy->better = self->better != NULL ? rrm_change_ref (self->better) : NULL;

  return copy;
}

/**
 * rrm_found_account_is_same:
 * @self: an account
 * @other: another one, read at another time perhaps
 *
 * Returns: whether both are the same account of the same profile
 */
gboolean
rrm_found_account_is_same (RrmFoundAccount *self,
                           RrmFoundAccount *other)
{
  return self->client == other->client && g_str_equal (self->path, other->path) &&
         g_str_equal (self->id, other->id);
}

/**
 * rrm_found_account_get_program:
 * @self: an account
 *
 * Returns: what the person calls its mail program
 */
const char *
rrm_found_account_get_program (RrmFoundAccount *self)
{
  return self->client->name;
}

const char *
rrm_found_account_get_address (RrmFoundAccount *self)
{
  return rrm_account_get_address (self->account);
}

/**
 * rrm_found_account_get_account:
 * @self: an account
 *
 * Returns: (transfer none): its settings, without passwords; a server that the program does not
 *   have is missing
 */
RrmAccount *
rrm_found_account_get_account (RrmFoundAccount *self)
{
  return self->account;
}

/**
 * rrm_found_account_get_findings:
 * @self: an account
 *
 * Returns: (transfer none) (element-type RrmFinding): what is wrong, the most important first
 */
GPtrArray *
rrm_found_account_get_findings (RrmFoundAccount *self)
{
  return self->findings;
}

/**
 * rrm_found_get_severity:
 * @finding: what is wrong with an account of a mail program
 *
 * Returns: how much it matters for that account: that another one works is no fault of this one
 */
RrmSeverity
rrm_found_get_severity (RrmFinding *finding)
{
  return rrm_finding_get_code (finding) == RRM_FINDING_CLIENT_ACCOUNTS_DIFFER
           ? RRM_SEVERITY_WARNING
           : rrm_finding_get_severity (finding);
}

static gboolean
has_severity (RrmFoundAccount *self,
              RrmSeverity severity)
{
  for (guint i = 0; i < self->findings->len; i++)
    if (rrm_found_get_severity (g_ptr_array_index (self->findings, i)) == severity)
      return TRUE;

  return FALSE;
}

/**
 * rrm_found_account_get_state:
 * @self: an account
 *
 * Returns: how it stands. What can be mended comes first, then what a test has shown of the account
 *   as it is
 */
RrmFoundState
rrm_found_account_get_state (RrmFoundAccount *self)
{
  if (has_severity (self, RRM_SEVERITY_ERROR))
    return RRM_FOUND_WRONG;
  if (self->tested)
    return self->works ? RRM_FOUND_WORKS : RRM_FOUND_FAILS;
  if (self->damaged)
    return RRM_FOUND_DAMAGED;

  return has_severity (self, RRM_SEVERITY_WARNING) ? RRM_FOUND_NOTED : RRM_FOUND_SOUND;
}

/**
 * rrm_found_account_describe_twin:
 * @self: an account
 *
 * Returns: (transfer full) (nullable): that its program has another account for the same address
 */
char *
rrm_found_account_describe_twin (RrmFoundAccount *self)
{
  return self->twin != NULL ? rrm_explain_client_twin (self->client->name, self->twin) : NULL;
}

/**
 * rrm_found_account_get_word:
 * @self: an account
 *
 * Returns: how it stands, in a word or two
 */
const char *
rrm_found_account_get_word (RrmFoundAccount *self)
{
  static const char *const words[RRM_N_FOUND_STATES] = {
    [RRM_FOUND_SOUND] = N_ ("Looks right"),   [RRM_FOUND_NOTED] = N_ ("Worth a look"),
    [RRM_FOUND_WRONG] = N_ ("Needs mending"), [RRM_FOUND_WORKS] = N_ ("Works"),
    [RRM_FOUND_FAILS] = N_ ("Fails"),         [RRM_FOUND_DAMAGED] = N_ ("Damaged"),
  };

  return _ (words[rrm_found_account_get_state (self)]);
}

static RrmServiceSettings *
get_settings (RrmFoundAccount *self,
              gboolean outgoing)
{
  return outgoing ? rrm_account_get_outgoing (self->account)
                  : rrm_account_get_incoming (self->account);
}

/**
 * rrm_found_account_describe_servers:
 * @self: an account
 *
 * Returns: (transfer full): its program and its servers, in one line
 */
char *
rrm_found_account_describe_servers (RrmFoundAccount *self)
{
  GString *text = g_string_new (self->client->name);

  for (guint outgoing = 0; outgoing < 2; outgoing++)
    {
      RrmServiceSettings *settings = get_settings (self, outgoing);

      if (settings != NULL)
        g_string_append_printf (
          text, " · %s %s", rrm_explain_protocol (rrm_service_settings_get_protocol (settings)),
          rrm_service_settings_get_host (settings));
    }

  return g_string_free (text, FALSE);
}

/**
 * rrm_found_account_describe_server:
 * @self: an account
 * @outgoing: which server
 *
 * Returns: (transfer full): that server and how it is reached, for reading
 */
char *
rrm_found_account_describe_server (RrmFoundAccount *self,
                                   gboolean outgoing)
{
  RrmServiceSettings *settings = get_settings (self, outgoing);
  gboolean anonymous;

  if (settings == NULL)
    return g_strdup_printf (_ ("%s has none"), self->client->name);

  anonymous = rrm_service_settings_get_auth (settings) == RRM_AUTH_NONE;

  /* Translators: a server, its port, its connection security, and the name that signs in:
   * "mail.twc.com, port 993, SSL/TLS, as pat@nc.rr.com" */
  return g_strdup_printf (anonymous ? _ ("%s, port %u, %s, without signing in")
                                    : _ ("%s, port %u, %s, as %s"),
                          rrm_service_settings_get_host (settings),
                          rrm_service_settings_get_port (settings),
                          rrm_explain_security (rrm_service_settings_get_security (settings)),
                          rrm_service_settings_get_username (settings));
}

/**
 * rrm_found_account_get_sender_name:
 * @self: an account
 *
 * Returns: (nullable): the name that signs in to send, where it is another one than for receiving
 */
const char *
rrm_found_account_get_sender_name (RrmFoundAccount *self)
{
  RrmServiceSettings *incoming = get_settings (self, FALSE);
  RrmServiceSettings *outgoing = get_settings (self, TRUE);

  if (incoming == NULL || outgoing == NULL ||
      rrm_service_settings_get_auth (outgoing) == RRM_AUTH_NONE ||
      g_ascii_strcasecmp (rrm_service_settings_get_username (incoming),
                          rrm_service_settings_get_username (outgoing)) == 0)
    return NULL;

  return rrm_service_settings_get_username (outgoing);
}

/*< private >
 * rrm_found_describe_error:
 * @error: an error of the mail programs' readers
 * @program: (nullable): what the person calls the program
 *
 * Returns: (transfer full): it in a sentence
 */
char *
rrm_found_describe_error (const GError *error,
                          const char *program)
{
  return rrm_explain_client_refusal (rrm_client_error_to_string ((RrmClientError) error->code),
                                     program, error->message);
}
