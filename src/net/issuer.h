/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

gboolean rrm_issuer_is_intermediate (gnutls_x509_trust_list_t list,
                                     gnutls_x509_crt_t        certificate,
                                     gboolean                 is_leaf);

G_END_DECLS
