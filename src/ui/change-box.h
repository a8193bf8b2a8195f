/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "model/finding.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RRM_TYPE_CHANGE_BOX (rrm_change_box_get_type ())
G_DECLARE_FINAL_TYPE (RrmChangeBox, rrm_change_box, RRM, CHANGE_BOX, GtkWidget)

gboolean rrm_change_box_set_finding (RrmChangeBox *self,
                                     RrmFinding   *finding,
                                     guint         index,
                                     RrmAccount   *account);
gboolean rrm_change_box_focus       (RrmChangeBox *self);

G_END_DECLS
