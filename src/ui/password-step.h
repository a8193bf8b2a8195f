/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_PASSWORD_STEP (rrm_password_step_get_type ())
G_DECLARE_FINAL_TYPE (RrmPasswordStep, rrm_password_step, RRM, PASSWORD_STEP, AdwBin)

void rrm_password_step_update (RrmPasswordStep *self,
                               RrmSetup        *setup);

G_END_DECLS
