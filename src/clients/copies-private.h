/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/copies.h"

G_BEGIN_DECLS

/* The list of what is in a copy: its file, and its group for the whole. */
#define RRM_COPY_LIST "copy.ini"
#define RRM_COPY_GROUP "copy"
/* Its key for what the copy was made before, and the two values. */
#define RRM_COPY_KIND "kind"
#define RRM_COPY_CHANGE "change"
#define RRM_COPY_UNDO "undo"
/* There while the files are being written, and nobody can say which of them are. */
#define RRM_COPY_WRITING "writing"
#define RRM_COPY_UNDONE "undone"
/* Its place among all copies, whatever the clock said, and when that was, in seconds since 1970. */
#define RRM_COPY_NUMBER "number"
#define RRM_COPY_TIME "time"
/* Of an undo: the copy that it goes back to. */
#define RRM_COPY_OF "of"

/**
 * RrmFileWrite:
 * @path: a file
 * @bytes: (nullable): what shall stand in it; %NULL: it shall be gone
 * @mode: its permissions
 *
 * What becomes of a file.
 */
typedef struct
{
  char *path;
  GBytes *bytes;
  guint mode;
} RrmFileWrite;

/**
 * RrmCopiesLock:
 *
 * While it is held, no other program of ours changes files that are copied first.
 */
typedef int RrmCopiesLock;

GPtrArray    *rrm_file_writes_new      (void);
void          rrm_file_writes_add      (GPtrArray   *writes,
                                        const char  *path,
                                        GBytes      *bytes,
                                        guint        mode);

gboolean      rrm_file_write_carry_out (const RrmFileWrite *file,
                                        GError            **error);
guint         rrm_file_get_mode        (const char  *path);

RrmCopiesLock rrm_copies_lock          (const char  *folder,
                                        GError     **error);
void          rrm_copies_unlock        (RrmCopiesLock lock);

guint         rrm_copies_recover       (const char  *folder);

char         *rrm_copy_new             (const char  *folder,
                                        GKeyFile    *list,
                                        GPtrArray   *writes,
                                        GError     **error);
void          rrm_copy_finish          (const char  *copy,
                                        GKeyFile    *list);
gboolean      rrm_copy_carry_out       (const char  *copy,
                                        GPtrArray   *writes,
                                        GError     **error);

gboolean      rrm_copy_is_name         (const char  *name);
void          rrm_copy_remove          (const char  *copy);
GKeyFile     *rrm_copy_read            (const char  *copy);
GKeyFile     *rrm_copy_list_new        (const char  *kind,
                                        const char  *program,
                                        const char  *profile);
gboolean      rrm_copy_write_list      (const char  *copy,
                                        GKeyFile    *list,
                                        GError     **error);
gboolean      rrm_copy_set_undone      (const char  *copy,
                                        GKeyFile    *list,
                                        GError     **error);
gboolean      rrm_copy_is_being_written (GKeyFile   *list);
gboolean      rrm_copy_add_file        (const char         *copy,
                                        GKeyFile           *list,
                                        guint               index,
                                        const RrmFileWrite *file,
                                        GError            **error);
guint         rrm_copy_get_n_files     (GKeyFile    *list);
char         *rrm_copy_get_path        (GKeyFile    *list,
                                        guint        index);
gboolean      rrm_copy_is_before       (GKeyFile    *list,
                                        guint        index);
gboolean      rrm_copy_is_after        (GKeyFile    *list,
                                        guint        index);
gboolean      rrm_copy_is_open         (GKeyFile    *list);
void          rrm_copy_tell_program    (GKeyFile    *list);
gboolean      rrm_copy_add_write       (const char  *copy,
                                        GKeyFile    *list,
                                        guint        index,
                                        GPtrArray   *writes,
                                        GError     **error);
GPtrArray    *rrm_copies_list_names    (const char  *folder);

G_END_DECLS
