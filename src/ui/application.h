/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"
#include "ui/arguments.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_APPLICATION (rrm_application_get_type ())
G_DECLARE_FINAL_TYPE (RrmApplication, rrm_application, RRM, APPLICATION, AdwApplication)

RrmApplication *rrm_application_new     (RrmSetup           *setup,
                                         const RrmArguments *arguments);
void            rrm_application_request (RrmApplication     *self,
                                         const RrmArguments *arguments);

G_END_DECLS
