/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RrmKeyLines RrmKeyLines;

RrmKeyLines *rrm_key_lines_new          (const char        *text);
void         rrm_key_lines_free         (RrmKeyLines       *self);
void         rrm_key_lines_set          (RrmKeyLines       *self,
                                         const char        *group,
                                         const char        *key,
                                         const char        *value);
void         rrm_key_lines_remove       (RrmKeyLines       *self,
                                         const char        *group,
                                         const char        *key);
void         rrm_key_lines_remove_group (RrmKeyLines       *self,
                                         const char        *group);
char        *rrm_key_lines_to_text      (const RrmKeyLines *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmKeyLines, rrm_key_lines_free)

G_END_DECLS
