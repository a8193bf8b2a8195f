/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/service-facts.h"

G_BEGIN_DECLS

void rrm_imap_take_folder (const char      *data,
                           gsize            length,
                           RrmServiceFacts *facts);

G_END_DECLS
