/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"

G_BEGIN_DECLS

RrmSecret *rrm_password_read_file     (const char  *path,
                                       GError     **error);
RrmSecret *rrm_password_read_terminal (const char  *prompt,
                                       GError     **error);

G_END_DECLS
