/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

char   **rrm_server_name_list  (gnutls_x509_crt_t  certificate);
gboolean rrm_server_name_match (gnutls_x509_crt_t  certificate,
                                const char        *host);

G_END_DECLS
