/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/error.h"

G_BEGIN_DECLS

char       *rrm_picture_find_program (void);
GByteArray *rrm_picture_scan         (const char  *program,
                                      const char  *path,
                                      guint        milliseconds,
                                      GError     **error);
void        rrm_picture_forget       (GByteArray  *text);

G_END_DECLS
