/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/reach.h"

#include "check/check.h"
#include "model/address.h"
#include "model/provider-map.h"

/**
 * RrmReach:
 *
 * What the servers of an address do from the network where this computer is: each of their ports is
 * looked at as far as its first words, and nobody signs in.
 */
struct _RrmReach
{
  GObject parent_instance;

  RrmReachPort ports[RRM_N_REACH_PORTS];
  char *host;
  /* Those that have not ended. */
  guint n_running;
  /* NULL unless some are running. */
  GCancellable *cancellable;
  gboolean done;
  /* Of the two ports that mail programs use. */
  GListStore *findings;
};

enum
{
  PROP_0,
  PROP_RUNNING,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmReach, rrm_reach, G_TYPE_OBJECT)

/* The first and the third are those that mail programs use; they stand beside each other in one
 * test, which compares them where one fails. */
static const struct
{
  RrmProtocol protocol;
  guint16 port;
  RrmSecurity security;
} kinds[RRM_N_REACH_PORTS] = {
  { RRM_PROTOCOL_IMAP, 993, RRM_SECURITY_TLS },
  { RRM_PROTOCOL_POP3, 995, RRM_SECURITY_TLS },
  { RRM_PROTOCOL_SMTP, 587, RRM_SECURITY_AUTO },
  { RRM_PROTOCOL_SMTP, 465, RRM_SECURITY_TLS },
  { RRM_PROTOCOL_SMTP, 25, RRM_SECURITY_STARTTLS },
};
#define IMAP 0
#define SMTP 2

static void
rrm_reach_get_property (GObject *object,
                        guint property_id,
                        GValue *value,
                        GParamSpec *pspec)
{
  if (property_id == PROP_RUNNING)
    g_value_set_boolean (value, rrm_reach_get_running (RRM_REACH (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
rrm_reach_finalize (GObject *object)
{
  RrmReach *self = RRM_REACH (object);

  g_free (self->host);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->findings);

  G_OBJECT_CLASS (rrm_reach_parent_class)->finalize (object);
}

static void
rrm_reach_class_init (RrmReachClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rrm_reach_get_property;
  object_class->finalize = rrm_reach_finalize;

  /* RrmReach:running: notifies when it begins, and when all ports are looked at */
  props[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
reset (RrmReach *self)
{
  for (guint i = 0; i < RRM_N_REACH_PORTS; i++)
    self->ports[i] = (RrmReachPort){ kinds[i].protocol, kinds[i].port, RRM_REACH_UNTRIED };
  g_list_store_remove_all (self->findings);
  self->done = FALSE;
}

static void
rrm_reach_init (RrmReach *self)
{
  self->findings = g_list_store_new (RRM_TYPE_FINDING);
  reset (self);
}

RrmReach *
rrm_reach_new (void)
{
  return g_object_new (RRM_TYPE_REACH, NULL);
}

/* It spoke, or it said no, or it did neither. */
static RrmReachState
judge (RrmServiceReport *service)
{
  RrmStepReport *failed = rrm_service_report_get_failed_step (service);
  const RrmFault *fault = failed != NULL ? rrm_step_report_get_fault (failed) : NULL;

  if (fault == NULL || fault->kind == RRM_FAULT_CANCELLED)
    return rrm_service_report_passed (service, RRM_STEP_NAME_GREETING) ? RRM_REACH_ANSWERS
                                                                       : RRM_REACH_UNTRIED;
  if (fault->kind == RRM_FAULT_REPLY)
    return RRM_REACH_TURNED_AWAY;

  return rrm_service_report_passed (service, RRM_STEP_NAME_GREETING) ? RRM_REACH_ANSWERS
                                                                     : RRM_REACH_SILENT;
}

static void
take_service (RrmReach *self,
              RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);

  for (guint i = 0; i < RRM_N_REACH_PORTS; i++)
    if (kinds[i].port == rrm_service_settings_get_port (settings))
      self->ports[i].state = judge (service);
}

/* There are no settings here that a change could mend. */
static void
take_findings (RrmReach *self,
               RrmReport *report)
{
  for (guint i = 0; i < g_list_model_get_n_items (rrm_report_get_findings (report)); i++)
    {
      RrmFinding *finding = rrm_report_get_finding (report, i);

      rrm_finding_set_change (finding, NULL);
      g_list_store_append (self->findings, finding);
    }
}

static void
on_checked (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (RrmReach) self = user_data;
  g_autoptr (RrmReport) report = rrm_check_run_finish (RRM_CHECK (source), result, NULL);
  GPtrArray *services = rrm_report_get_services (report);

  for (guint i = 0; i < services->len; i++)
    take_service (self, g_ptr_array_index (services, i));
  if (services->len == 2)
    take_findings (self, report);
  if (--self->n_running > 0)
    return;
  self->done = !g_cancellable_is_cancelled (self->cancellable);
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
}

static void
set_server (RrmReach *self,
            RrmAccount *account,
            guint kind)
{
  g_autoptr (RrmServiceSettings) settings = rrm_service_settings_new (
    kinds[kind].protocol, self->host, kinds[kind].port, kinds[kind].security);

  if (kinds[kind].protocol == RRM_PROTOCOL_SMTP)
    rrm_account_set_outgoing (account, settings);
  else
    rrm_account_set_incoming (account, settings);
}

/* Where there are other ways, only these are gone. */
static gboolean
may_go (RrmReach *self,
        RrmCheckOptions *options,
        guint kind)
{
  return rrm_redirects_is_empty (options->redirects) ||
         rrm_redirects_lookup (options->redirects, self->host, kinds[kind].port, NULL, NULL);
}

static void
start_check (RrmReach *self,
             const char *address,
             RrmCheckOptions *options)
{
  g_autoptr (RrmAccount) account = rrm_account_new (address);
  g_autoptr (RrmCheck) check = NULL;

  set_server (self, account, IMAP);
  set_server (self, account, SMTP);
  check = rrm_check_new (account, options);
  self->n_running++;
  rrm_check_run_async (check, self->cancellable, on_checked, g_object_ref (self));
}

static void
start_port (RrmReach *self,
            const char *address,
            guint kind,
            RrmCheckOptions *main_options)
{
  g_autoptr (RrmAccount) account = rrm_account_new (address);
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();
  g_autoptr (RrmCheck) check = NULL;

  options->until = RRM_STAGE_GREETING;
  options->timeout = main_options->timeout;
  options->practice = main_options->practice;
  options->probes = FALSE;
  rrm_redirects_unref (options->redirects);
  options->redirects = rrm_redirects_ref (main_options->redirects);
  rrm_trust_unref (options->trust);
  options->trust = rrm_trust_ref (main_options->trust);
  set_server (self, account, kind);
  check = rrm_check_new (account, options);
  self->n_running++;
  rrm_check_run_async (check, self->cancellable, on_checked, g_object_ref (self));
}

/**
 * rrm_reach_start:
 * @self: a look at servers
 * @address: an address of this family
 * @options: the ways there, whom to trust, and how long to wait; how far to go is known here
 *
 * Looks at each port anew. While it is running nothing happens.
 *
 * Returns: whether the servers of the address are known
 */
gboolean
rrm_reach_start (RrmReach *self,
                 const char *address,
                 RrmCheckOptions *options)
{
  g_autoptr (RrmAddress) parsed = rrm_address_parse (address, NULL);
  g_autoptr (RrmServiceSettings)
    known = parsed != NULL
              ? rrm_provider_map_get_settings (rrm_provider_map_get_default (),
                                               rrm_address_get_domain (parsed), RRM_PROTOCOL_IMAP)
              : NULL;

  if (known == NULL)
    return FALSE;
  if (self->n_running > 0)
    return TRUE;

  reset (self);
  g_free (self->host);
  self->host = g_strdup (rrm_service_settings_get_host (known));
  self->cancellable = g_cancellable_new ();
  options->until = RRM_STAGE_TLS;
  start_check (self, address, options);
  for (guint i = 0; i < RRM_N_REACH_PORTS; i++)
    if (i != IMAP && i != SMTP && may_go (self, options, i))
      start_port (self, address, i, options);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);

  return TRUE;
}

/**
 * rrm_reach_stop:
 * @self: a look at servers
 *
 * Ends it. What was seen so far stays.
 */
void
rrm_reach_stop (RrmReach *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

gboolean
rrm_reach_get_running (RrmReach *self)
{
  return self->n_running > 0;
}

/**
 * rrm_reach_is_done:
 * @self: a look at servers
 *
 * Returns: whether the latest one came to its end
 */
gboolean
rrm_reach_is_done (RrmReach *self)
{
  return self->done && self->n_running == 0;
}

/**
 * rrm_reach_get_port:
 * @self: a look at servers
 * @index: which one, below %RRM_N_REACH_PORTS
 *
 * Returns: (transfer none): what that port does
 */
const RrmReachPort *
rrm_reach_get_port (RrmReach *self,
                    guint index)
{
  return &self->ports[index];
}

/* Whether a finding keeps that direction from getting through. */
static gboolean
is_kept_off (RrmReach *self,
             gboolean outgoing)
{
  GListModel *findings = G_LIST_MODEL (self->findings);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, i);
      RrmProtocol protocol;

      if (rrm_finding_get_severity (finding) == RRM_SEVERITY_ERROR &&
          rrm_finding_get_service (finding, &protocol) &&
          (protocol == RRM_PROTOCOL_SMTP) == outgoing)
        return TRUE;
    }

  return FALSE;
}

/**
 * rrm_reach_get_verdict:
 * @self: a look at servers that came to its end
 *
 * Returns: what works, by the ports that mail programs use
 */
RrmReachVerdict
rrm_reach_get_verdict (RrmReach *self)
{
  gboolean receives =
    self->ports[IMAP].state == RRM_REACH_ANSWERS && !is_kept_off (self, FALSE);
  gboolean sends = self->ports[SMTP].state == RRM_REACH_ANSWERS && !is_kept_off (self, TRUE);

  if (receives && sends)
    return RRM_REACH_BOTH;
  if (receives || sends)
    return receives ? RRM_REACH_RECEIVES : RRM_REACH_SENDS;

  return RRM_REACH_NEITHER;
}

/**
 * rrm_reach_get_findings:
 * @self: a look at servers
 *
 * Returns: (transfer none): what keeps mail from getting through, of the ports that mail programs
 *   use
 */
GListModel *
rrm_reach_get_findings (RrmReach *self)
{
  return G_LIST_MODEL (self->findings);
}
