/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

gboolean rrm_name_constraints_permit (gnutls_x509_crt_t  authority,
                                      gnutls_x509_crt_t  leaf,
                                      const char        *host);

G_END_DECLS
