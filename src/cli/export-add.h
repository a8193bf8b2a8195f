/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/command.h"
#include "export/format.h"

G_BEGIN_DECLS

gboolean rrm_cli_can_add_account (const RrmFormat  *format,
                                  GError          **error);
RrmExit  rrm_cli_add_account     (const RrmFormat  *format,
                                  RrmAccount       *account);

G_END_DECLS
