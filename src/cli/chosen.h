/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "cli/command.h"
#include "cli/saved.h"
#include "cli/settings.h"

G_BEGIN_DECLS

RrmAccount *rrm_cli_choose_account (RrmCliSettings  *settings,
                                    const char      *text,
                                    RrmCheckOptions *options,
                                    RrmCliSaved    **saved,
                                    GError         **error);
RrmExit     rrm_cli_refuse         (const char      *sentence);

G_END_DECLS
