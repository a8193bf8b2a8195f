/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/draft.h"

G_BEGIN_DECLS

char *rrm_draft_describe_service   (RrmDraft           *draft,
                                    gboolean            outgoing);
char *rrm_service_settings_describe (RrmServiceSettings *settings);

G_END_DECLS
