/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/service-report.h"

/**
 * RrmServiceReport:
 *
 * What happened with one server, in the order it happened: the attempts to connect, the steps, what
 * TLS showed, what the server told of itself, and the words that were exchanged.
 *
 * It lists every step of its protocol up to the wanted stage from the start, in the order in which
 * they happen, so that a window can show the rows before they have begun.
 */
struct _RrmServiceReport
{
  GObject parent_instance;

  RrmServiceSettings *settings;
  RrmStage until;
  /* What was used; AUTO until it is known. */
  RrmSecurity security;
  /* The address that was connected to, or NULL. */
  char *peer;
  guint round_trips;
  GPtrArray *steps;
  RrmServiceFacts *facts;
  RrmTranscriptLog *transcript;
  /* NULL without a handshake. */
  RrmTlsInfo *tls;
  GPtrArray *attempts;
};

enum
{
  PROP_SECURITY = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmServiceReport, rrm_service_report, G_TYPE_OBJECT)

/**
 * rrm_attempt_new:
 * @address: the IP address
 * @port: the TCP port
 * @ipv6: its family
 *
 * Returns: (transfer full): an attempt that has not ended
 */
RrmAttempt *
rrm_attempt_new (const char *address,
                 guint16 port,
                 gboolean ipv6)
{
  RrmAttempt *attempt = g_new0 (RrmAttempt, 1);

  attempt->address = g_strdup (address);
  attempt->port = port;
  attempt->ipv6 = ipv6;
  attempt->fault = RRM_FAULT_CANCELLED;

  return attempt;
}

void
rrm_attempt_free (RrmAttempt *attempt)
{
  g_free (attempt->address);
  g_free (attempt);
}

static void
rrm_service_report_get_property (GObject *object,
                                 guint prop_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  RrmServiceReport *self = RRM_SERVICE_REPORT (object);

  switch (prop_id)
    {
    case PROP_SECURITY:
      g_value_set_uint (value, self->security);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rrm_service_report_finalize (GObject *object)
{
  RrmServiceReport *self = RRM_SERVICE_REPORT (object);

  g_clear_object (&self->settings);
  g_free (self->peer);
  g_ptr_array_unref (self->steps);
  rrm_service_facts_free (self->facts);
  rrm_transcript_log_free (self->transcript);
  g_clear_pointer (&self->tls, rrm_tls_info_unref);
  g_ptr_array_unref (self->attempts);

  G_OBJECT_CLASS (rrm_service_report_parent_class)->finalize (object);
}

static void
rrm_service_report_class_init (RrmServiceReportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rrm_service_report_get_property;
  object_class->finalize = rrm_service_report_finalize;

  properties[PROP_SECURITY] =
    g_param_spec_uint ("security", NULL, NULL, 0, RRM_N_SECURITIES - 1, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rrm_service_report_init (RrmServiceReport *self)
{
  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  self->facts = rrm_service_facts_new ();
  self->transcript = rrm_transcript_log_new ();
  self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_attempt_free);
}

static gboolean
has_step (RrmProtocol protocol,
          RrmSecurity security,
          RrmStage until,
          RrmStepName name)
{
  gboolean outgoing = protocol == RRM_PROTOCOL_SMTP;

  switch (name)
    {
    case RRM_STEP_NAME_RESOLVE:
      return TRUE;
    case RRM_STEP_NAME_CONNECT:
      return until >= RRM_STAGE_CONNECT;
    case RRM_STEP_NAME_GREETING:
    case RRM_STEP_NAME_LOGOUT:
      return until >= RRM_STAGE_GREETING;
    case RRM_STEP_NAME_TLS:
      /* With TLS from the first byte the greeting lies behind it, so it belongs to both stages. */
      return until >= RRM_STAGE_TLS ||
             (until >= RRM_STAGE_GREETING &&
              (security == RRM_SECURITY_TLS || security == RRM_SECURITY_AUTO));
    case RRM_STEP_NAME_CAPABILITIES:
    case RRM_STEP_NAME_STARTTLS:
      return until >= RRM_STAGE_TLS;
    case RRM_STEP_NAME_LOGIN:
      return until >= RRM_STAGE_LOGIN;
    case RRM_STEP_NAME_MAILBOX:
      return !outgoing && until >= RRM_STAGE_ENVELOPE;
    case RRM_STEP_NAME_SENDER:
    case RRM_STEP_NAME_RECIPIENT:
      return outgoing && until >= RRM_STAGE_ENVELOPE;
    case RRM_STEP_NAME_DELIVER:
      return outgoing && until >= RRM_STAGE_DELIVERY;
    case RRM_STEP_NAME_RECEIVE:
      return !outgoing && until >= RRM_STAGE_DELIVERY;
    default:
      g_assert_not_reached ();
    }
}

/* In which order the steps up to the login happen: TLS from the first byte lies before the
 * greeting; IMAP and POP3 ask for STARTTLS at once, SMTP after EHLO (RFC 3207, section 4). */
static guint
get_place (RrmServiceReport *self,
           RrmStepName name)
{
  static const RrmStepName with_tls[] = { RRM_STEP_NAME_TLS, RRM_STEP_NAME_GREETING,
                                          RRM_STEP_NAME_CAPABILITIES, RRM_STEP_NAME_STARTTLS };
  static const RrmStepName by_command[] = { RRM_STEP_NAME_GREETING, RRM_STEP_NAME_STARTTLS,
                                            RRM_STEP_NAME_TLS, RRM_STEP_NAME_CAPABILITIES };
  static const RrmStepName after_question[] = { RRM_STEP_NAME_GREETING, RRM_STEP_NAME_CAPABILITIES,
                                                RRM_STEP_NAME_STARTTLS, RRM_STEP_NAME_TLS };
  const RrmStepName *order = after_question;

  if (name < RRM_STEP_NAME_GREETING || name > RRM_STEP_NAME_STARTTLS)
    return name;
  if (self->security == RRM_SECURITY_TLS)
    order = with_tls;
  else if (self->security == RRM_SECURITY_STARTTLS &&
           rrm_service_report_get_protocol (self) != RRM_PROTOCOL_SMTP)
    order = by_command;

  for (guint i = 0; i < G_N_ELEMENTS (with_tls); i++)
    if (order[i] == name)
      return RRM_STEP_NAME_GREETING + i;

  g_assert_not_reached ();
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer data)
{
  RrmServiceReport *self = data;
  guint first = get_place (self, rrm_step_report_get_name (*(RrmStepReport *const *) a));
  guint second = get_place (self, rrm_step_report_get_name (*(RrmStepReport *const *) b));

  return (first > second) - (first < second);
}

static void
sort_steps (RrmServiceReport *self)
{
  g_ptr_array_sort_with_data (self->steps, compare_places, self);
}

/**
 * rrm_service_report_new:
 * @settings: how the server is reached; copied
 * @until: how far the test goes
 *
 * Returns: (transfer full): a report whose steps all wait
 */
RrmServiceReport *
rrm_service_report_new (RrmServiceSettings *settings,
                        RrmStage until)
{
  RrmServiceReport *self = g_object_new (RRM_TYPE_SERVICE_REPORT, NULL);

  self->settings = rrm_service_settings_copy (settings);
  self->until = until;
  self->security = rrm_service_settings_get_security (settings);
  for (guint name = 0; name < RRM_N_STEP_NAMES; name++)
    if (has_step (rrm_service_settings_get_protocol (settings), self->security, until, name))
      g_ptr_array_add (self->steps, rrm_step_report_new (name));
  sort_steps (self);

  return self;
}

/**
 * rrm_service_report_get_settings:
 * @self: a report
 *
 * Returns: (transfer none): the settings as they were given, the meant host and port
 */
RrmServiceSettings *
rrm_service_report_get_settings (RrmServiceReport *self)
{
  return self->settings;
}

RrmProtocol
rrm_service_report_get_protocol (RrmServiceReport *self)
{
  return rrm_service_settings_get_protocol (self->settings);
}

RrmStage
rrm_service_report_get_until (RrmServiceReport *self)
{
  return self->until;
}

/**
 * rrm_service_report_get_security:
 * @self: a report
 *
 * Returns: what was used; %RRM_SECURITY_AUTO as long as it was to be found and is not
 */
RrmSecurity
rrm_service_report_get_security (RrmServiceReport *self)
{
  return self->security;
}

void
rrm_service_report_set_security (RrmServiceReport *self,
                                 RrmSecurity security)
{
  if (self->security == security)
    return;

  self->security = security;
  sort_steps (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECURITY]);
}

const char *
rrm_service_report_get_peer (RrmServiceReport *self)
{
  return self->peer;
}

void
rrm_service_report_set_peer (RrmServiceReport *self,
                             const char *address)
{
  char *copy = g_strdup (address);

  g_free (self->peer);
  self->peer = copy;
}

/**
 * rrm_service_report_get_round_trips:
 * @self: a report
 *
 * Returns: waits for the peer from the TCP connection to the login answer, names excluded
 */
guint
rrm_service_report_get_round_trips (RrmServiceReport *self)
{
  return self->round_trips;
}

void
rrm_service_report_set_round_trips (RrmServiceReport *self,
                                    guint round_trips)
{
  self->round_trips = round_trips;
}

/**
 * rrm_service_report_get_steps:
 * @self: a report
 *
 * Returns: (transfer none) (element-type RrmStepReport): its steps in the order in which they
 *   happen; the order changes with `notify::security`, when it is found how the port speaks
 */
GPtrArray *
rrm_service_report_get_steps (RrmServiceReport *self)
{
  return self->steps;
}

/**
 * rrm_service_report_get_step:
 * @self: a report
 * @name: which step
 *
 * Returns: (transfer none) (nullable): that step, if this protocol has it up to the wanted stage
 */
RrmStepReport *
rrm_service_report_get_step (RrmServiceReport *self,
                             RrmStepName name)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (self->steps, i);

      if (rrm_step_report_get_name (step) == name)
        return step;
    }

  return NULL;
}

/**
 * rrm_service_report_passed:
 * @self: a report
 * @name: which step
 *
 * Returns: whether that step ended well, a warning included
 */
gboolean
rrm_service_report_passed (RrmServiceReport *self,
                           RrmStepName name)
{
  RrmStepReport *step = rrm_service_report_get_step (self, name);
  RrmStatus status;

  if (step == NULL)
    return FALSE;
  status = rrm_step_report_get_status (step);

  return status == RRM_STATUS_PASSED || status == RRM_STATUS_WARNED;
}

/**
 * rrm_service_report_is_passed_by:
 * @self: a report
 * @step: one of its steps
 *
 * Returns: whether a later step has begun; one that was skipped was not needed then
 */
gboolean
rrm_service_report_is_passed_by (RrmServiceReport *self,
                                 RrmStepReport *step)
{
  guint index = 0;

  if (!g_ptr_array_find (self->steps, step, &index))
    return FALSE;
  for (guint i = index + 1; i < self->steps->len; i++)
    if (rrm_step_report_has_begun (g_ptr_array_index (self->steps, i)))
      return TRUE;

  return FALSE;
}

/**
 * rrm_service_report_get_failed_step:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): the step that failed first in time
 */
RrmStepReport *
rrm_service_report_get_failed_step (RrmServiceReport *self)
{
  RrmStepReport *first = NULL;

  for (guint i = 0; i < self->steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (self->steps, i);

      if (rrm_step_report_get_status (step) != RRM_STATUS_FAILED)
        continue;
      if (first == NULL || rrm_step_report_get_started (step) < rrm_step_report_get_started (first))
        first = step;
    }

  return first;
}

/**
 * rrm_service_report_get_facts:
 * @self: a report
 *
 * Returns: (transfer none): what the server showed of itself; the engine writes there
 */
RrmServiceFacts *
rrm_service_report_get_facts (RrmServiceReport *self)
{
  return self->facts;
}

/**
 * rrm_service_report_get_transcript:
 * @self: a report
 *
 * Returns: (transfer none): what was said, secrets masked; the engine writes there
 */
RrmTranscriptLog *
rrm_service_report_get_transcript (RrmServiceReport *self)
{
  return self->transcript;
}

/**
 * rrm_service_report_get_tls:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): what the handshake showed
 */
RrmTlsInfo *
rrm_service_report_get_tls (RrmServiceReport *self)
{
  return self->tls;
}

void
rrm_service_report_set_tls (RrmServiceReport *self,
                            RrmTlsInfo *tls)
{
  RrmTlsInfo *old = self->tls;

  self->tls = tls != NULL ? rrm_tls_info_ref (tls) : NULL;
  g_clear_pointer (&old, rrm_tls_info_unref);
}

/**
 * rrm_service_report_get_attempts:
 * @self: a report
 *
 * Returns: (transfer none) (element-type RrmAttempt): every attempt to connect, in order; `dial`
 *   writes there
 */
GPtrArray *
rrm_service_report_get_attempts (RrmServiceReport *self)
{
  return self->attempts;
}

/**
 * rrm_service_report_finish:
 * @self: a report
 *
 * Marks what was never reached as skipped.
 */
void
rrm_service_report_finish (RrmServiceReport *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    rrm_step_report_skip (g_ptr_array_index (self->steps, i));
}
