/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/station.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_STATION_LINE (rrm_station_line_get_type ())
G_DECLARE_FINAL_TYPE (RrmStationLine, rrm_station_line, RRM, STATION_LINE, GtkWidget)

void rrm_station_line_set_service (RrmStationLine   *self,
                                   RrmServiceReport *service);

G_END_DECLS
