/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_REMEMBER_ROW (rrm_remember_row_get_type ())
G_DECLARE_FINAL_TYPE (RrmRememberRow, rrm_remember_row, RRM, REMEMBER_ROW, AdwActionRow)

void rrm_remember_row_set_setup (RrmRememberRow *self,
                                 RrmSetup       *setup);

G_END_DECLS
