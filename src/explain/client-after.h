/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rrm_explain_client_after (const char *word,
                                const char *program);

G_END_DECLS
