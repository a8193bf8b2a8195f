/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rrm_export_error_describe (const GError *error,
                                 const char   *program);

G_END_DECLS
