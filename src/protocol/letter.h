/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The field that tells our message from all others, as it is sent and as it is searched. */
#define RRM_LETTER_FIELD "X-Rrmail-Token"

typedef struct _RrmLetter RrmLetter;

#define RRM_TYPE_LETTER (rrm_letter_get_type ())
GType              rrm_letter_get_type     (void);
RrmLetter         *rrm_letter_new          (const char        *token,
                                            const char *const *lines);
RrmLetter         *rrm_letter_compose      (const char        *address,
                                            GDateTime         *date);
RrmLetter         *rrm_letter_ref          (RrmLetter         *self);
void               rrm_letter_unref        (RrmLetter         *self);
const char        *rrm_letter_get_token    (const RrmLetter   *self);
const char *const *rrm_letter_get_lines    (const RrmLetter   *self);
gboolean           rrm_letter_is_marked_by (const RrmLetter   *self,
                                            const char        *line);
gboolean           rrm_letter_is_marked_in (const RrmLetter   *self,
                                            const char        *header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmLetter, rrm_letter_unref)

G_END_DECLS
