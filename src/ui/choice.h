/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/draft.h"
#include "ui/hint-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_CHOICE (rrm_choice_get_type ())
G_DECLARE_FINAL_TYPE (RrmChoice, rrm_choice, RRM, CHOICE, GObject)

RrmChoice *rrm_choice_new (RrmDraft    *draft,
                           RrmField     field,
                           AdwComboRow *row,
                           RrmHintRow  *hint);

G_END_DECLS
