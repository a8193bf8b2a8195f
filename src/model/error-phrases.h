/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/error-words.h"

G_BEGIN_DECLS

/**
 * RrmErrorPhrases:
 *
 * Alternatives as `data/errors.ini` writes them, taken apart once.
 */
typedef struct _RrmErrorPhrases RrmErrorPhrases;

RrmErrorPhrases *rrm_error_phrases_new   (const char            *text,
                                          GHashTable            *classes);
void             rrm_error_phrases_add   (RrmErrorPhrases       *self,
                                          const char            *text,
                                          GHashTable            *classes);
void             rrm_error_phrases_free  (RrmErrorPhrases       *self);
guint            rrm_error_phrases_count (const RrmErrorPhrases *self,
                                          RrmErrorWords         *words,
                                          guint                  enough);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmErrorPhrases, rrm_error_phrases_free)

G_END_DECLS
