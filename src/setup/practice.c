/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/practice.h"

#include "model/provider-map.h"
#include "model/server-url.h"

/* The scenario that has no fault. */
#define NO_FAULT "works"

/**
 * RrmPractice:
 *
 * Practice mode: a server of our own on this computer, the account that goes with it, and the way
 * there. Its certificate authority is trusted only in the options that were configured for it.
 */
struct _RrmPractice
{
  GObject parent_instance;

  RrmScenario *scenario;
  RrmPracticeServer *server;
  RrmAccount *account;
};

G_DEFINE_FINAL_TYPE (RrmPractice, rrm_practice, G_TYPE_OBJECT)

static void
rrm_practice_dispose (GObject *object)
{
  RrmPractice *self = RRM_PRACTICE (object);

  if (self->server != NULL)
    rrm_practice_server_stop (self->server);

  G_OBJECT_CLASS (rrm_practice_parent_class)->dispose (object);
}

static void
rrm_practice_finalize (GObject *object)
{
  RrmPractice *self = RRM_PRACTICE (object);

  g_clear_object (&self->scenario);
  g_clear_object (&self->server);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (rrm_practice_parent_class)->finalize (object);
}

static void
rrm_practice_class_init (RrmPracticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rrm_practice_dispose;
  object_class->finalize = rrm_practice_finalize;
}

static void
rrm_practice_init (RrmPractice *self)
{
}

static RrmServiceSettings *
build_service (RrmScenario *scenario,
               gboolean outgoing,
               const RrmLookup *lookup,
               GError **error)
{
  g_autofree char *text =
    rrm_scenario_dup_text (scenario, "account", outgoing ? "outgoing" : "incoming");
  g_autofree char *username =
    rrm_scenario_dup_text (scenario, "account", outgoing ? "outgoing-username" : "username");
  g_autofree char *auth =
    rrm_scenario_dup_text (scenario, "account", outgoing ? "outgoing-auth" : "auth");
  g_autoptr (RrmServerUrl) url = NULL;
  RrmServiceSettings *found = NULL;
  RrmServiceSettings *service;
  RrmAuth way;

  if (text != NULL && (url = rrm_server_url_parse (text, outgoing, error)) == NULL)
    return NULL;
  if (url == NULL || url->host == NULL)
    {
      found = outgoing ? rrm_lookup_get_outgoing (lookup)
                       : rrm_lookup_get_incoming (lookup, url != NULL ? url->protocol
                                                                      : RRM_PROTOCOL_IMAP);
      if (found == NULL)
        {
          g_set_error (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_VALUE,
                       "no server is known for %s", lookup->address);
          return NULL;
        }
      service = rrm_service_settings_copy (found);
    }
  else
    {
      service = rrm_service_settings_new (url->protocol, url->host, url->port, url->security);
      rrm_service_settings_set_username (service,
                                         url->username != NULL ? url->username : lookup->address);
    }

  if (username != NULL)
    rrm_service_settings_set_username (service, username);
  if (auth != NULL && rrm_auth_parse (auth, &way))
    rrm_service_settings_set_auth (service, way);

  return service;
}

static void
set_passwords (RrmAccount *account,
               RrmScenario *scenario)
{
  g_autofree char *outgoing_text = rrm_scenario_dup_text (scenario, "account", "outgoing-password");
  g_autoptr (RrmSecret) password = rrm_secret_new (rrm_scenario_get_password (scenario), -1);
  g_autoptr (RrmSecret) outgoing =
    outgoing_text != NULL ? rrm_secret_new (outgoing_text, -1) : NULL;

  rrm_account_set_password (account, password);
  if (outgoing != NULL)
    rrm_account_set_outgoing_password (account, outgoing);
}

static RrmAccount *
build_account (RrmScenario *scenario,
               GError **error)
{
  g_autoptr (RrmAddress) address = rrm_address_parse (rrm_scenario_get_address (scenario), error);
  g_autoptr (RrmLookup) lookup = NULL;
  g_autoptr (RrmServiceSettings) incoming = NULL;
  g_autoptr (RrmServiceSettings) outgoing = NULL;
  g_autoptr (RrmAccount) account = NULL;
  g_autofree char *leave = rrm_scenario_dup_text (scenario, "account", "leave-on-server");

  if (address == NULL)
    return NULL;
  lookup = rrm_provider_map_lookup (rrm_provider_map_get_default (), address);
  incoming = build_service (scenario, FALSE, lookup, error);
  if (incoming == NULL)
    return NULL;
  outgoing = build_service (scenario, TRUE, lookup, error);
  if (outgoing == NULL)
    return NULL;

  account = rrm_account_new (rrm_address_get_text (address));
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_leave_on_server (account, g_strcmp0 (leave, "no") != 0);
  set_passwords (account, scenario);

  return g_steal_pointer (&account);
}

/**
 * rrm_practice_new_for_scenario:
 * @scenario: what the server says and does, and which account it has
 * @error: return location for an error
 *
 * Starts a practice server.
 *
 * Returns: (transfer full) (nullable): practice that runs until it is given up
 */
RrmPractice *
rrm_practice_new_for_scenario (RrmScenario *scenario,
                               GError **error)
{
  g_autoptr (RrmPractice) self = g_object_new (RRM_TYPE_PRACTICE, NULL);

  self->scenario = g_object_ref (scenario);
  self->account = build_account (scenario, error);
  if (self->account == NULL)
    return NULL;
  self->server = rrm_practice_server_new (scenario, error);
  if (self->server == NULL || !rrm_practice_server_start (self->server, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * rrm_practice_new:
 * @fault: (nullable): a fault by its name, or %NULL for a server that works
 * @error: return location for an error; %RRM_SCENARIO_ERROR_NO_SUCH_FAULT among them
 *
 * Starts a practice server with a fault.
 *
 * Returns: (transfer full) (nullable): practice that runs until it is given up
 */
RrmPractice *
rrm_practice_new (const char *fault,
                  GError **error)
{
  g_autoptr (RrmScenario) scenario =
    rrm_scenario_new_for_fault (fault != NULL ? fault : NO_FAULT, error);

  return scenario != NULL ? rrm_practice_new_for_scenario (scenario, error) : NULL;
}

/**
 * rrm_practice_get_account:
 * @self: practice
 *
 * Returns: (transfer none): its account, with the practice password
 */
RrmAccount *
rrm_practice_get_account (RrmPractice *self)
{
  return self->account;
}

RrmPracticeServer *
rrm_practice_get_server (RrmPractice *self)
{
  return self->server;
}

/* Some faults show only when a message is sent. */
static void
set_until (RrmScenario *scenario,
           RrmCheckOptions *options)
{
  const char *until = rrm_scenario_get_value (scenario, "scenario", "until");

  if (until != NULL && !rrm_stage_parse (until, &options->until))
    g_warning ("The scenario “%s” goes as far as nothing", rrm_scenario_get_name (scenario));
}

static gboolean
get_name_fault (RrmPracticeProtocol protocol,
                RrmFaultKind *fault)
{
  switch (protocol)
    {
    case RRM_PRACTICE_NAME_NOT_FOUND:
      *fault = RRM_FAULT_NAME_NOT_FOUND;
      return TRUE;
    case RRM_PRACTICE_NAME_WITHOUT_ADDRESS:
      *fault = RRM_FAULT_NAME_NO_ADDRESS;
      return TRUE;
    case RRM_PRACTICE_NAME_FAILS:
      *fault = RRM_FAULT_NAME_SERVER_FAILED;
      return TRUE;
    case RRM_PRACTICE_IMAP:
    case RRM_PRACTICE_POP3:
    case RRM_PRACTICE_SMTP:
    case RRM_PRACTICE_HTTP:
    case RRM_PRACTICE_RAW:
    case RRM_PRACTICE_SILENT:
    case RRM_PRACTICE_REFUSED:
    case RRM_PRACTICE_BLACKHOLE:
    case RRM_PRACTICE_UNREACHABLE:
    default:
      return FALSE;
    }
}

/* Ways and trust of its own. Those that were there may be shared with tests that are no practice:
 * these must neither come to this computer nor believe the authority of practice. */
static void
part_from_others (RrmCheckOptions *options)
{
  rrm_redirects_unref (options->redirects);
  options->redirects = rrm_redirects_new ();
  rrm_trust_unref (options->trust);
  options->trust = rrm_trust_new_bare ();
}

/**
 * rrm_practice_configure:
 * @self: practice
 * @options: how a test is made
 * @error: return location for an error
 *
 * Shows a test the way to the practice server, and lets it trust its certificate authority, and
 * nobody else. Where the fault shows only at a certain stage, the test goes that far.
 *
 * Returns: whether the authority could be added
 */
gboolean
rrm_practice_configure (RrmPractice *self,
                        RrmCheckOptions *options,
                        GError **error)
{
  GBytes *pem = rrm_practice_server_get_ca_pem (self->server);
  gsize length;
  const char *text = g_bytes_get_data (pem, &length);

  options->practice = TRUE;
  part_from_others (options);
  set_until (self->scenario, options);
  for (guint i = 0; i < rrm_practice_server_get_n_mappings (self->server); i++)
    {
      const RrmPracticeMapping *mapping = rrm_practice_server_get_mapping (self->server, i);
      RrmFaultKind fault;

      if (get_name_fault (mapping->protocol, &fault))
        rrm_redirects_add_fault (options->redirects, mapping->host, fault);
      else
        rrm_redirects_add (options->redirects, mapping->host, mapping->port, mapping->address,
                           mapping->real_port);
    }

  return rrm_trust_add_pem (options->trust, text, (gssize) length, error);
}
