/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

guint rrm_staple_check (const gnutls_datum_t *staple,
                        gnutls_x509_crt_t     leaf,
                        gnutls_x509_crt_t     issuer);

G_END_DECLS
