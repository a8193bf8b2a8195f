/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_SETTINGS_PAGE (rrm_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmSettingsPage, rrm_settings_page, RRM, SETTINGS_PAGE, RrmFlowPage)

void rrm_settings_page_show_field (RrmSettingsPage *self,
                                   RrmField         field);

G_END_DECLS
