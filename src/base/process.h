/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  rrm_process_harden            (void);
char *rrm_process_get_locale_folder (const char *installed);
void  rrm_process_give_back         (void);

G_END_DECLS
