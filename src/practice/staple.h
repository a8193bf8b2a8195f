/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gnutls/abstract.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

GBytes *rrm_practice_staple_new (gnutls_x509_crt_t  certificate,
                                 gnutls_x509_crt_t  issuer,
                                 gnutls_privkey_t   issuer_key,
                                 gboolean           revoked,
                                 gint64             from,
                                 gint64             until,
                                 GError           **error);

G_END_DECLS
