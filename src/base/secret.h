/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RrmSecret RrmSecret;

RrmSecret  *rrm_secret_new           (const char      *bytes,
                                      gssize           length);
RrmSecret  *rrm_secret_new_sized     (gsize            capacity);
RrmSecret  *rrm_secret_ref           (RrmSecret       *secret);
void        rrm_secret_unref         (RrmSecret       *secret);
const char *rrm_secret_peek          (const RrmSecret *secret,
                                      gsize           *length);
gsize       rrm_secret_get_length    (const RrmSecret *secret);
gboolean    rrm_secret_equal         (const RrmSecret *a,
                                      const RrmSecret *b);
void        rrm_secret_append        (RrmSecret       *secret,
                                      const char      *bytes,
                                      gssize           length);
void        rrm_secret_append_base64 (RrmSecret       *secret,
                                      const RrmSecret *source);
gboolean    rrm_secret_has_edge_blanks (const RrmSecret *secret);
gboolean    rrm_secret_is_blank      (const RrmSecret *secret);
RrmSecret  *rrm_secret_trim          (const RrmSecret *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmSecret, rrm_secret_unref)

G_END_DECLS
