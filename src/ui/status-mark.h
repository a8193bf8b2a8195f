/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/station.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_STATUS_MARK (rrm_status_mark_get_type ())
G_DECLARE_FINAL_TYPE (RrmStatusMark, rrm_status_mark, RRM, STATUS_MARK, GtkWidget)

GtkWidget       *rrm_status_mark_new       (void);
RrmStationState  rrm_status_mark_get_state (RrmStatusMark   *self);
void             rrm_status_mark_set_state (RrmStatusMark   *self,
                                            RrmStationState  state);
void             rrm_state_get_color       (GtkWidget       *widget,
                                            RrmStationState  state,
                                            GdkRGBA         *color);

G_END_DECLS
