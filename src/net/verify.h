/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

/* A hostile server may send certificates that fit together in many ways. */
#define RRM_VERIFY_MAX_DEPTH 8

/**
 * RrmPass:
 * @length: how many certificates the way has; 0 when none was found
 * @path: the way to somebody trusted, as places in what was sent
 * @from: when it was found, in seconds since 1970
 * @until: when it must be looked for again, likewise
 *
 * That a chain has led to somebody trusted. It is never kept that one did not.
 */
typedef struct
{
  guint length;
  guint8 path[RRM_VERIFY_MAX_DEPTH];
  gint64 from;
  gint64 until;
} RrmPass;

guint rrm_verify_chain (gnutls_x509_trust_list_t  list,
                        gnutls_x509_crt_t        *sent,
                        guint                     n_sent,
                        const gnutls_datum_t     *staple,
                        const char               *host,
                        RrmPass                  *pass);

G_END_DECLS
