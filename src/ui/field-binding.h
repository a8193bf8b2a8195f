/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/draft.h"
#include "ui/entry-row.h"
#include "ui/hint-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_FIELD_BINDING (rrm_field_binding_get_type ())
G_DECLARE_FINAL_TYPE (RrmFieldBinding, rrm_field_binding, RRM, FIELD_BINDING, GObject)

RrmFieldBinding *rrm_field_binding_new          (RrmDraft        *draft,
                                                 RrmField         field,
                                                 RrmEntryRow     *row,
                                                 RrmHintRow      *hint,
                                                 GtkEntryBuffer  *password);
RrmField         rrm_field_binding_get_field    (RrmFieldBinding *self);
void             rrm_field_binding_show_problem (RrmFieldBinding *self);
void             rrm_field_binding_set_found    (RrmFieldBinding *self,
                                                 const char      *found);
void             rrm_field_binding_focus        (RrmFieldBinding *self);
const char      *rrm_field_get_name             (RrmField         field);
void             rrm_accessible_set_name        (GtkWidget       *widget,
                                                 const char      *name);

G_END_DECLS
