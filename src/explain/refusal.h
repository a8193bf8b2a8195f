/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

char *rrm_explain_refusal (const char *reason,
                           const char *setting,
                           const char *program,
                           RrmAccount *account);
char *rrm_explain_setting (const char *key);
char *rrm_explain_losses  (char      **keys,
                           const char *program);

G_END_DECLS
