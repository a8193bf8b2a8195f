/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

typedef struct _RrmMask RrmMask;

RrmMask *rrm_mask_new        (RrmAccount    *account);
void     rrm_mask_free       (RrmMask       *mask);
char    *rrm_mask_apply      (const RrmMask *mask,
                              const char    *text);
char    *rrm_mask_apply_line (const RrmMask *mask,
                              const char    *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmMask, rrm_mask_free)

G_END_DECLS
