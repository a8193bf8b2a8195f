/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/check.h"

G_BEGIN_DECLS

RrmReport *rrm_cli_run_check (RrmAccount      *account,
                              RrmCheckOptions *options,
                              gboolean         live);

G_END_DECLS
