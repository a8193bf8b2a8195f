/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/login-host.h"

G_BEGIN_DECLS

gboolean rrm_practice_scram_serve (const RrmPracticeLogin *login,
                                   gboolean                plus,
                                   const char             *first,
                                   gsize                   length);

G_END_DECLS
