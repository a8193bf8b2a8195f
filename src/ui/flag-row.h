/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_FLAG_ROW (rrm_flag_row_get_type ())
G_DECLARE_FINAL_TYPE (RrmFlagRow, rrm_flag_row, RRM, FLAG_ROW, AdwActionRow)

void rrm_flag_row_bind (RrmFlagRow *self,
                        RrmDraft   *draft,
                        RrmField    field);

G_END_DECLS
