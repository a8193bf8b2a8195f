/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmHttpAnswer:
 * @status: its number
 * @location: (nullable): where it sends us instead
 * @body: (nullable): what it holds
 *
 * An answer of HTTP, taken apart.
 */
typedef struct
{
  guint status;
  char *location;
  GBytes *body;
} RrmHttpAnswer;

gboolean rrm_http_answer_parse (RrmHttpAnswer *answer,
                                const char    *bytes,
                                gsize          length);
void     rrm_http_answer_clear (RrmHttpAnswer *answer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RrmHttpAnswer, rrm_http_answer_clear)

G_END_DECLS
