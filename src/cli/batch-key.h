/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "cli/account-list.h"
#include "cli/reach.h"

G_BEGIN_DECLS

char *rrm_batch_key_describe (const RrmCheckOptions *options,
                              const RrmCliReach     *reach,
                              gboolean               allow_cleartext);
void  rrm_batch_key_extend   (RrmAccountRow         *row,
                              const char            *asked,
                              const RrmCheckOptions *options);

G_END_DECLS
