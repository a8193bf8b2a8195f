/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/**
 * RrmMuttPlace:
 * @document: (unowned): a file
 * @setting: (unowned): a setting there
 */
typedef struct
{
  RrmDocument *document;
  RrmSetting *setting;
} RrmMuttPlace;

typedef struct _RrmMuttFiles RrmMuttFiles;

RrmMuttFiles       *rrm_mutt_files_new        (RrmClientProfile   *profile);
void                rrm_mutt_files_free       (RrmMuttFiles       *files);
void                rrm_mutt_files_add        (RrmMuttFiles       *files,
                                               RrmDocument        *document);
RrmDocument        *rrm_mutt_files_load       (RrmMuttFiles       *files,
                                               RrmDocument        *from,
                                               const char         *name);
guint               rrm_mutt_files_get_n      (const RrmMuttFiles *files);
const RrmMuttPlace *rrm_mutt_files_get_nth    (const RrmMuttFiles *files,
                                               guint               index);
const RrmMuttPlace *rrm_mutt_files_find       (const RrmMuttFiles *files,
                                               const char         *key);
const char         *rrm_mutt_files_get        (const RrmMuttFiles *files,
                                               const char         *key);
gboolean            rrm_mutt_files_is         (const RrmMuttFiles *files,
                                               const char         *key,
                                               const char         *value);
char               *rrm_mutt_get_hooked       (const RrmSetting   *setting);
void                rrm_mutt_load_all         (RrmClientProfile   *profile);
void                rrm_mutt_recall           (RrmClientProfile   *profile);
void                rrm_mutt_forget           (RrmClientProfile   *profile);
gboolean            rrm_mutt_set              (RrmClientProfile   *profile,
                                               RrmClientAccount   *account,
                                               const char         *key,
                                               const char         *value,
                                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmMuttFiles, rrm_mutt_files_free)

G_END_DECLS
