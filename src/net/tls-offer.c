/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/tls-offer.h"

/* What a handshake offers. It is the same for every connection, and takes more memory than all else
 * that GnuTLS keeps for one: it is read once. X25519 comes first, because it costs GnuTLS a
 * third of what P-256 does; a share for P-256 goes with it, so that a server without the former
 * needs no second try. */

static const char *const priorities[] = {
  [RRM_TLS_OFFER_MODERN] = "NORMAL:-GROUP-ALL:+GROUP-X25519:+GROUP-ALL:-VERS-ALL:+VERS-TLS1.3:"
                           "+VERS-TLS1.2:-RSA:+RSA:%PROFILE_MEDIUM",
  [RRM_TLS_OFFER_ONLY_1_2] = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-RSA:+RSA:%PROFILE_MEDIUM",
  [RRM_TLS_OFFER_LEGACY] = "LEGACY:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.1:+VERS-TLS1.0:+SHA1:"
                           "+SIGN-RSA-SHA1:%PROFILE_VERY_WEAK",
};

static gnutls_certificate_credentials_t
get_credentials (void)
{
  static gsize once = 0;
  static gnutls_certificate_credentials_t credentials;

  if (g_once_init_enter (&once))
    {
      if (gnutls_certificate_allocate_credentials (&credentials) < 0)
        g_error ("Out of memory for TLS");
      g_once_init_leave (&once, 1);
    }

  return credentials;
}

static gnutls_priority_t
get_priority (RrmTlsOffer offer)
{
  static gsize once[G_N_ELEMENTS (priorities)];
  static gnutls_priority_t known[G_N_ELEMENTS (priorities)];

  if (g_once_init_enter (&once[offer]))
    {
      if (gnutls_priority_init (&known[offer], priorities[offer], NULL) < 0)
        g_error ("GnuTLS does not know \"%s\"", priorities[offer]);
      g_once_init_leave (&once[offer], 1);
    }

  return known[offer];
}

/**
 * rrm_tls_offer_new_session:
 * @offer: what the handshake offers
 *
 * Nobody is shown a certificate of ours, and none is looked at by GnuTLS itself. No ticket is asked
 * for: nothing is resumed, since a resumed session shows no certificate. GnuTLS tells nothing of
 * what it does, whatever the environment says: at its highest level it prints the keys.
 *
 * Returns: (transfer full): a session of a client that has not begun, and does not block
 */
gnutls_session_t
rrm_tls_offer_new_session (RrmTlsOffer offer)
{
  gnutls_session_t session;

  /* It has read its level before our first line. */
  gnutls_global_set_log_level (0);
  if (gnutls_init (&session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL
                               | GNUTLS_NO_TICKETS) < 0)
    g_error ("Out of memory for TLS");
  gnutls_priority_set (session, get_priority (offer));
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, get_credentials ());

  return session;
}
