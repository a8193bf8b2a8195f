/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/guide-table.h"

G_BEGIN_DECLS

typedef struct _RrmGuideKnown RrmGuideKnown;

RrmGuideKnown *rrm_guide_known_new     (RrmAccount          *account,
                                        const RrmGuideTable *table);
RrmGuideKnown *rrm_guide_known_new_for (const char          *program,
                                        const char          *address);
void           rrm_guide_known_free    (RrmGuideKnown       *known);
void           rrm_guide_known_set     (RrmGuideKnown       *known,
                                        const char          *name,
                                        const char          *value);
void           rrm_guide_known_set_row (RrmGuideKnown       *known,
                                        const char          *label);
char          *rrm_guide_known_get     (const char          *name,
                                        gpointer             known);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmGuideKnown, rrm_guide_known_free)

G_END_DECLS
