/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

typedef struct _RrmRefusals RrmRefusals;

RrmRefusals *rrm_refusals_new   (void);
void         rrm_refusals_free  (RrmRefusals       *refusals);
void         rrm_refusals_add   (RrmRefusals       *refusals,
                                 RrmAccount        *account,
                                 gboolean           outgoing);
guint        rrm_refusals_count (const RrmRefusals *refusals,
                                 RrmAccount        *account,
                                 gboolean           outgoing);
guint        rrm_refusals_count_all (const RrmRefusals *refusals,
                                     RrmAccount    *account,
                                     gboolean       outgoing,
                                     gint64        *when);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmRefusals, rrm_refusals_free)

G_END_DECLS
