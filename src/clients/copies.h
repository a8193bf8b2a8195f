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

/**
 * RrmClientUndone:
 * @files: (element-type filename): the paths that are as they were
 * @later: (nullable) (type filename): a copy of them with what was changed later, and went back,
 *   too
 *
 * What going back has done.
 */
typedef struct
{
  GPtrArray *files;
  char *later;
} RrmClientUndone;

RrmClientUndone *rrm_client_undone_new  (void);
void             rrm_client_undone_free (RrmClientUndone *undone);

char      *rrm_client_copies_folder (void);
char      *rrm_client_save          (RrmClientProfile     *profile,
                                     const char           *folder,
                                     GError              **error);
char      *rrm_client_keep_note     (const char           *folder,
                                     const RrmClientNote  *note,
                                     GError              **error);
gboolean   rrm_client_remove_file   (const char           *folder,
                                     const RrmClientNote  *note,
                                     const char           *path,
                                     GError              **error);
char      *rrm_client_find_copy     (const char           *folder,
                                     const char           *path);
gboolean   rrm_client_is_copy       (const char           *folder,
                                     const char           *path);
GPtrArray *rrm_client_list_copies   (const char           *folder);
guint      rrm_client_recover       (const char           *folder);
gboolean   rrm_client_undo          (const char           *folder,
                                     const char           *copy,
                                     GPtrArray            *files,
                                     GError              **error);
gboolean   rrm_client_undo_full     (const char           *folder,
                                     const char           *copy,
                                     gboolean              later_too,
                                     RrmClientUndone      *undone,
                                     GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmClientUndone, rrm_client_undone_free)

G_END_DECLS
