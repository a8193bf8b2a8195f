/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rrm_explain_client_refusal (const char *reason,
                                  const char *program,
                                  const char *path);
char *rrm_explain_client_twin    (const char *program,
                                  const char *host);

G_END_DECLS
