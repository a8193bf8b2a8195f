/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RRM_TYPE_LOGIN_CHOICE (rrm_login_choice_get_type ())
G_DECLARE_FINAL_TYPE (RrmLoginChoice, rrm_login_choice, RRM, LOGIN_CHOICE, GObject)

RrmLoginChoice *rrm_login_choice_new   (RrmDraft            *draft,
                                        AdwPreferencesGroup *group);
void            rrm_login_choice_focus (RrmLoginChoice      *self);

G_END_DECLS
