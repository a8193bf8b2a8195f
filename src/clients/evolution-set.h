/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/* How the file of a source is called, behind its name. */
#define RRM_EVOLUTION_SUFFIX ".source"

RrmDocument *rrm_evolution_find_source (RrmClientProfile  *profile,
                                        const char        *uid);
gboolean     rrm_evolution_set         (RrmClientProfile  *profile,
                                        RrmClientAccount  *account,
                                        const char        *key,
                                        const char        *value,
                                        GError           **error);
gboolean     rrm_evolution_split       (RrmClientProfile  *profile,
                                        RrmClientAccount  *account,
                                        GError           **error);
gboolean     rrm_evolution_remove      (RrmClientProfile  *profile,
                                        const char        *entry,
                                        GError           **error);

G_END_DECLS
