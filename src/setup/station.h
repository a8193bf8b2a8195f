/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/service-report.h"

G_BEGIN_DECLS

/**
 * RrmStation:
 *
 * What a person follows of a service: its steps taken together under five names.
 */
typedef enum
{
  RRM_STATION_FIND,
  RRM_STATION_CONNECT,
  RRM_STATION_ENCRYPT,
  RRM_STATION_SIGN_IN,
  RRM_STATION_USE,
} RrmStation;
#define RRM_N_STATIONS (RRM_STATION_USE + 1)

/**
 * RrmStationState:
 * @RRM_STATION_WAITING: it may still come
 * @RRM_STATION_RUNNING: it goes on
 * @RRM_STATION_PASSED: it went well
 * @RRM_STATION_WARNED: it went well enough
 * @RRM_STATION_FAILED: here it broke
 * @RRM_STATION_NOT_NEEDED: it was passed by
 * @RRM_STATION_NOT_REACHED: it was over before
 */
typedef enum
{
  RRM_STATION_WAITING,
  RRM_STATION_RUNNING,
  RRM_STATION_PASSED,
  RRM_STATION_WARNED,
  RRM_STATION_FAILED,
  RRM_STATION_NOT_NEEDED,
  RRM_STATION_NOT_REACHED,
} RrmStationState;
#define RRM_N_STATION_STATES (RRM_STATION_NOT_REACHED + 1)

RrmStationState  rrm_step_get_state         (RrmServiceReport *service,
                                             RrmStepReport    *step);
RrmStationState  rrm_station_get_state      (RrmServiceReport *service,
                                             RrmStation        station);
const char      *rrm_station_get_name       (RrmStation        station,
                                             RrmProtocol       protocol);
const char      *rrm_station_describe_state (RrmStationState   state);
gboolean         rrm_station_get_concerned  (RrmServiceReport *service,
                                             RrmStation       *station);
char            *rrm_station_line_describe  (RrmServiceReport *service);

G_END_DECLS
