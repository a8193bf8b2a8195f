/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/note.h"
#include "clients/profile.h"

G_BEGIN_DECLS

char     *rrm_client_copies_folder (void);
char     *rrm_client_save          (RrmClientProfile  *profile,
                                    const char        *folder,
                                    GError           **error);
char     *rrm_client_keep_note     (const char           *folder,
                                    const RrmClientNote  *note,
                                    GError              **error);
gboolean  rrm_client_copy_file     (const char           *folder,
                                    const RrmClientNote  *note,
                                    const char           *path,
                                    GError              **error);
char     *rrm_client_find_copy     (const char        *folder,
                                    const char        *path);
gboolean  rrm_client_undo          (const char        *folder,
                                    const char        *copy,
                                    GPtrArray         *files,
                                    GError           **error);

G_END_DECLS
