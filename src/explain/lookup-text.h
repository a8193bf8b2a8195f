/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lookup.h"

G_BEGIN_DECLS

const char *rrm_explain_source (RrmSource        source);
char       *rrm_explain_origin (const RrmLookup *lookup);
char       *rrm_explain_stranger (const char    *host,
                                  const char    *domain);
char       *rrm_lookup_to_text (const RrmLookup *lookup);

G_END_DECLS
