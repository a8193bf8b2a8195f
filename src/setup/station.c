/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/station.h"

#include "explain/explain.h"

#include <glib/gi18n.h>

/* What is wished for, and with "Detect" what was found. */
static RrmSecurity
get_security (RrmServiceReport *service)
{
  RrmSecurity wished =
    rrm_service_settings_get_security (rrm_service_report_get_settings (service));

  return wished != RRM_SECURITY_AUTO ? wished : rrm_service_report_get_security (service);
}

/* The greeting and the list of what a server can do come before encryption or behind it, as the
 * security has it. They belong to the station that they keep from happening. */
static RrmStation
get_station (RrmServiceReport *service,
             RrmStepName step)
{
  RrmSecurity security = get_security (service);

  switch (step)
    {
    case RRM_STEP_NAME_RESOLVE:
      return RRM_STATION_FIND;
    case RRM_STEP_NAME_CONNECT:
      return RRM_STATION_CONNECT;
    case RRM_STEP_NAME_GREETING:
      return security == RRM_SECURITY_TLS ? RRM_STATION_SIGN_IN : RRM_STATION_CONNECT;
    case RRM_STEP_NAME_TLS:
    case RRM_STEP_NAME_STARTTLS:
      return RRM_STATION_ENCRYPT;
    case RRM_STEP_NAME_CAPABILITIES:
      return security == RRM_SECURITY_TLS || security == RRM_SECURITY_NONE ? RRM_STATION_SIGN_IN
                                                                           : RRM_STATION_ENCRYPT;
    case RRM_STEP_NAME_LOGIN:
      return RRM_STATION_SIGN_IN;
    case RRM_STEP_NAME_MAILBOX:
    case RRM_STEP_NAME_SENDER:
    case RRM_STEP_NAME_RECIPIENT:
    case RRM_STEP_NAME_DELIVER:
    case RRM_STEP_NAME_RECEIVE:
    case RRM_STEP_NAME_LOGOUT:
    default:
      return RRM_STATION_USE;
    }
}

/* A message that did not come in time may still be on its way. */
static gboolean
is_not_seen (RrmStepReport *step)
{
  const RrmFault *fault = rrm_step_report_get_fault (step);

  return fault != NULL && fault->kind == RRM_FAULT_NOT_SEEN;
}

/* What the person stopped did not fail. */
static gboolean
is_stopped (RrmStepReport *step)
{
  const RrmFault *fault = rrm_step_report_get_fault (step);

  return fault != NULL && fault->kind == RRM_FAULT_CANCELLED;
}

/**
 * rrm_step_get_state:
 * @service: a service
 * @step: one of its steps
 *
 * Returns: how the step stands; a skipped one tells whether it was not needed or never reached
 */
RrmStationState
rrm_step_get_state (RrmServiceReport *service,
                    RrmStepReport *step)
{
  switch (rrm_step_report_get_status (step))
    {
    case RRM_STATUS_RUNNING:
      return RRM_STATION_RUNNING;
    case RRM_STATUS_PASSED:
      return RRM_STATION_PASSED;
    case RRM_STATUS_WARNED:
      return RRM_STATION_WARNED;
    case RRM_STATUS_FAILED:
      if (is_stopped (step))
        return RRM_STATION_NOT_REACHED;
      return is_not_seen (step) ? RRM_STATION_WARNED : RRM_STATION_FAILED;
    case RRM_STATUS_SKIPPED:
      return rrm_service_report_is_passed_by (service, step) ? RRM_STATION_NOT_NEEDED
                                                             : RRM_STATION_NOT_REACHED;
    case RRM_STATUS_WAITING:
    default:
      return RRM_STATION_WAITING;
    }
}

/* What counts more of two steps of one station. */
static RrmStationState
combine (RrmStationState a,
         RrmStationState b)
{
  static const int weights[RRM_N_STATION_STATES] = {
    [RRM_STATION_FAILED] = 6,  [RRM_STATION_RUNNING] = 5,     [RRM_STATION_WARNED] = 4,
    [RRM_STATION_WAITING] = 3, [RRM_STATION_NOT_REACHED] = 2, [RRM_STATION_PASSED] = 1,
    [RRM_STATION_NOT_NEEDED] = 0,
  };

  return weights[a] >= weights[b] ? a : b;
}

/* A goodbye that nobody answers breaks nothing. With TLS from the first byte nothing starts it. */
static gboolean
is_beside (RrmServiceReport *service,
           RrmStepName step)
{
  return step == RRM_STEP_NAME_LOGOUT ||
         (step == RRM_STEP_NAME_STARTTLS && get_security (service) == RRM_SECURITY_TLS);
}

/**
 * rrm_station_get_state:
 * @service: a service
 * @station: a station
 *
 * Returns: how the station stands. Between two of its steps it is running, not waiting
 */
RrmStationState
rrm_station_get_state (RrmServiceReport *service,
                       RrmStation station)
{
  GPtrArray *steps = rrm_service_report_get_steps (service);
  RrmStationState state = RRM_STATION_NOT_NEEDED;
  gboolean begun = FALSE;

  for (guint i = 0; i < steps->len; i++)
    {
      RrmStepReport *step = g_ptr_array_index (steps, i);

      if (get_station (service, rrm_step_report_get_name (step)) != station ||
          is_beside (service, rrm_step_report_get_name (step)))
        continue;
      state = combine (state, rrm_step_get_state (service, step));
      begun |= rrm_step_report_has_begun (step);
    }

  return state == RRM_STATION_WAITING && begun ? RRM_STATION_RUNNING : state;
}

/**
 * rrm_station_get_name:
 * @station: a station
 * @protocol: of which service
 *
 * Returns: its name, in two or three words
 */
const char *
rrm_station_get_name (RrmStation station,
                      RrmProtocol protocol)
{
  static const RrmStepName steps[RRM_N_STATIONS] = {
    RRM_STEP_NAME_RESOLVE, RRM_STEP_NAME_CONNECT, RRM_STEP_NAME_TLS,
    RRM_STEP_NAME_LOGIN,   RRM_STEP_NAME_MAILBOX,
  };

  if (station == RRM_STATION_USE && protocol == RRM_PROTOCOL_SMTP)
    return rrm_explain_step (RRM_STEP_NAME_SENDER, protocol);

  return rrm_explain_step (steps[station], protocol);
}

/**
 * rrm_station_describe_state:
 * @state: a state
 *
 * Returns: the word for it
 */
const char *
rrm_station_describe_state (RrmStationState state)
{
  switch (state)
    {
    case RRM_STATION_RUNNING:
      return rrm_explain_status (RRM_STATUS_RUNNING);
    case RRM_STATION_PASSED:
      return rrm_explain_status (RRM_STATUS_PASSED);
    case RRM_STATION_WARNED:
      return rrm_explain_status (RRM_STATUS_WARNED);
    case RRM_STATION_FAILED:
      return rrm_explain_status (RRM_STATUS_FAILED);
    case RRM_STATION_NOT_NEEDED:
      return _ ("Not needed");
    case RRM_STATION_NOT_REACHED:
      return _ ("Not reached");
    case RRM_STATION_WAITING:
    default:
      return rrm_explain_status (RRM_STATUS_WAITING);
    }
}

/**
 * rrm_station_get_concerned:
 * @service: a service
 * @station: (out): the station to look at
 *
 * Returns: whether one is running or broken; where everything is well, or nothing has begun, none
 *   is
 */
gboolean
rrm_station_get_concerned (RrmServiceReport *service,
                           RrmStation *station)
{
  for (guint i = 0; i < RRM_N_STATIONS; i++)
    {
      RrmStationState state = rrm_station_get_state (service, (RrmStation) i);

      *station = (RrmStation) i;
      if (state == RRM_STATION_FAILED || state == RRM_STATION_RUNNING)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_through (RrmServiceReport *service)
{
  RrmStationState last = rrm_station_get_state (service, RRM_STATION_USE);

  return last == RRM_STATION_PASSED || last == RRM_STATION_WARNED;
}

static int
count_needed (RrmServiceReport *service)
{
  int n = 0;

  for (guint i = 0; i < RRM_N_STATIONS; i++)
    n += rrm_station_get_state (service, (RrmStation) i) != RRM_STATION_NOT_NEEDED;

  return n;
}

/**
 * rrm_station_line_describe:
 * @service: a service
 *
 * Returns: (transfer full): the whole line in words: "Sending, step 3 of 5, Encrypt, Failed"
 */
char *
rrm_station_line_describe (RrmServiceReport *service)
{
  RrmProtocol protocol = rrm_service_report_get_protocol (service);
  const char *direction = rrm_explain_direction (protocol);
  RrmStation station = RRM_STATION_FIND;

  if (rrm_station_get_concerned (service, &station))
    /* Translators: "Sending, step 3 of 5, Encrypt, Failed" */
    return g_strdup_printf (_ ("%s, step %d of %d, %s, %s"), direction, (int) station + 1,
                            RRM_N_STATIONS, rrm_station_get_name (station, protocol),
                            rrm_station_describe_state (rrm_station_get_state (service, station)));
  if (is_through (service))
    return g_strdup_printf (_ ("%s, all %d steps passed"), direction, count_needed (service));
  if (rrm_station_get_state (service, RRM_STATION_CONNECT) == RRM_STATION_WAITING)
    return g_strdup_printf (_ ("%s, waiting"), direction);

  return g_strdup_printf (_ ("%s, stopped"), direction);
}
