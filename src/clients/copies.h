/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/note.h"
#include "clients/profile.h"

G_BEGIN_DECLS

/**
 * RrmClientCopy:
 * @path: where it is
 * @program: the word for the mail program
 * @profile: whose files it holds
 * @time: when it was made
 *
 * A copy of a program's files as they were before a change.
 */
typedef struct
{
  char *path;
  char *program;
  char *profile;
  GDateTime *time;
} RrmClientCopy;

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
GPtrArray *rrm_client_list_copies  (const char        *folder);
gboolean  rrm_client_undo          (const char        *folder,
                                    const char        *copy,
                                    GPtrArray         *files,
                                    GError           **error);

G_END_DECLS
