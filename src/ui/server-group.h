/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_SERVER_GROUP (rrm_server_group_get_type ())
G_DECLARE_FINAL_TYPE (RrmServerGroup, rrm_server_group, RRM, SERVER_GROUP, AdwPreferencesGroup)

void     rrm_server_group_set_setup     (RrmServerGroup *self,
                                         RrmSetup       *setup,
                                         GtkEntryBuffer *password);
void     rrm_server_group_show_problems (RrmServerGroup *self);
gboolean rrm_server_group_show_field    (RrmServerGroup *self,
                                         RrmField        field);

G_END_DECLS
