/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

guint rrm_verify_chain (gnutls_x509_trust_list_t  list,
                        gnutls_x509_crt_t        *sent,
                        guint                     n_sent,
                        const gnutls_datum_t     *staple,
                        const char               *host);

G_END_DECLS
