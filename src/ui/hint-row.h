/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RrmHintKind:
 * @RRM_HINT_NOTE: worth knowing
 * @RRM_HINT_WARNING: worth a second look
 * @RRM_HINT_ERROR: to be mended before it goes on
 *
 * How much a hint matters.
 */
typedef enum
{
  RRM_HINT_NOTE,
  RRM_HINT_WARNING,
  RRM_HINT_ERROR,
} RrmHintKind;

#define RRM_TYPE_HINT_ROW (rrm_hint_row_get_type ())
G_DECLARE_FINAL_TYPE (RrmHintRow, rrm_hint_row, RRM, HINT_ROW, AdwPreferencesRow)

void        rrm_hint_row_show      (RrmHintRow  *self,
                                    RrmHintKind  kind,
                                    const char  *text,
                                    const char  *suggestion);
void        rrm_hint_row_hide      (RrmHintRow  *self);
const char *rrm_hint_row_get_text  (RrmHintRow  *self);

G_END_DECLS
