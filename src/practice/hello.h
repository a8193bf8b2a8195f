/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmPracticeHello:
 * @versions: bit 0 is TLS 1.0, … bit 3 is TLS 1.3
 * @server_name: (nullable): the name asked for (RFC 6066)
 * @protocols: (nullable): the ALPN names joined by blanks (RFC 7301)
 *
 * What a client offers in its first TLS message.
 */
typedef struct
{
  guint versions;
  char *server_name;
  char *protocols;
} RrmPracticeHello;

RrmPracticeHello *rrm_practice_hello_new          (const guint8           *bytes,
                                                   gsize                   length);
void              rrm_practice_hello_free         (RrmPracticeHello       *self);
char             *rrm_practice_hello_dup_versions (const RrmPracticeHello *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPracticeHello, rrm_practice_hello_free)

G_END_DECLS
