/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmErrorWords:
 *
 * A text, taken apart into words in lower case, without punctuation.
 */
typedef struct _RrmErrorWords RrmErrorWords;

RrmErrorWords      *rrm_error_words_new  (const char    *text,
                                          GHashTable    *spelling);
void                rrm_error_words_free (RrmErrorWords *self);
const char *const  *rrm_error_words_get  (RrmErrorWords *self);
gboolean            rrm_error_words_have (RrmErrorWords *self,
                                          const char    *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmErrorWords, rrm_error_words_free)

G_END_DECLS
