/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/server-name.h"

#include "net/hostname.h"

#include "base/text.h"

#include <gnutls/x509-ext.h>
#include <string.h>

/* A longer name is none (RFC 1035, section 2.3.4). */
#define MAX_NAME_CHARACTERS 255

/* More names than anybody reads; the rest is compared, but not kept. */
#define MAX_NAMES 1000

typedef enum
{
  GO_ON,
  STOP,
} Visit;

typedef Visit (*VisitName) (unsigned type,
                            const char *bytes,
                            gsize length,
                            gpointer data);

static void
visit_names (gnutls_x509_crt_t certificate,
             VisitName visit,
             gpointer data)
{
  gnutls_subject_alt_names_t names = NULL;
  gnutls_datum_t raw = { 0 };

  if (gnutls_x509_crt_get_extension_by_oid2 (certificate, GNUTLS_X509EXT_OID_SAN, 0, &raw,
                                             NULL) < 0)
    return;

  if (gnutls_subject_alt_names_init (&names) >= 0)
    {
      if (gnutls_x509_ext_import_subject_alt_names (&raw, names, 0) >= 0)
        for (guint i = 0;; i++)
          {
            gnutls_datum_t name;
            unsigned type;

            if (gnutls_subject_alt_names_get (names, i, &type, &name, NULL) < 0)
              break;
            if (visit (type, (const char *) name.data, name.size, data) == STOP)
              break;
          }
      gnutls_subject_alt_names_deinit (names);
    }
  gnutls_free (raw.data);
}

static GInetAddress *
address_from_bytes (const char *bytes,
                    gsize length)
{
  if (length == 4)
    return g_inet_address_new_from_bytes ((const guint8 *) bytes, G_SOCKET_FAMILY_IPV4);
  if (length == 16)
    return g_inet_address_new_from_bytes ((const guint8 *) bytes, G_SOCKET_FAMILY_IPV6);

  return NULL;
}

typedef struct
{
  GStrvBuilder *builder;
  guint left;
} Kept;

static Visit
add_name (unsigned type,
          const char *bytes,
          gsize length,
          gpointer data)
{
  Kept *kept = data;

  if (type == GNUTLS_SAN_DNSNAME)
    {
      g_autofree char *name = rrm_text_clean (bytes, (gssize) length, MAX_NAME_CHARACTERS);

      g_strv_builder_add (kept->builder, name);
    }
  else if (type == GNUTLS_SAN_IPADDRESS)
    {
      g_autoptr (GInetAddress) address = address_from_bytes (bytes, length);
      g_autofree char *text = address != NULL ? g_inet_address_to_string (address) : NULL;

      if (text != NULL)
        g_strv_builder_add (kept->builder, text);
    }

  return --kept->left > 0 ? GO_ON : STOP;
}

/**
 * rrm_server_name_list:
 * @certificate: a certificate
 *
 * Returns: (transfer full) (array zero-terminated=1): the DNS names and IP addresses of its
 *   subjectAltName, cleaned
 */
char **
rrm_server_name_list (gnutls_x509_crt_t certificate)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Kept kept = { builder, MAX_NAMES };

  visit_names (certificate, add_name, &kept);

  return g_strv_builder_end (builder);
}

typedef struct
{
  const char *host;
  GInetAddress *literal;
  gboolean matched;
} Search;

/* A name in a certificate has no dot at its end (RFC 5280, section 4.2.1.6; RFC 1034, section 3.5).
 * A wildcard stands for exactly one label, the left-most one and all of it (RFC 9525, section 6.3);
 * "*.com" would be for too many. */
static gboolean
dns_name_matches (const char *name,
                  const char *host)
{
  const char *rest;

  if (g_ascii_strcasecmp (name, host) == 0)
    return TRUE;
  if (name[0] != '*' || name[1] != '.' || strchr (name + 2, '.') == NULL ||
      strchr (name + 2, '*') != NULL)
    return FALSE;

  rest = strchr (host, '.');

  return rest != NULL && rest != host && g_ascii_strcasecmp (name + 2, rest + 1) == 0;
}

static Visit
compare_name (unsigned type,
              const char *bytes,
              gsize length,
              gpointer data)
{
  Search *search = data;

  if (search->literal != NULL)
    {
      g_autoptr (GInetAddress) address = NULL;

      if (type == GNUTLS_SAN_IPADDRESS)
        address = address_from_bytes (bytes, length);
      search->matched = address != NULL && g_inet_address_equal (address, search->literal);
    }
  else if (type == GNUTLS_SAN_DNSNAME && length > 0 && memchr (bytes, '\0', length) == NULL)
    {
      g_autofree char *name = g_strndup (bytes, length);

      search->matched = dns_name_matches (name, search->host);
    }

  return search->matched ? STOP : GO_ON;
}

/**
 * rrm_server_name_match:
 * @certificate: the server's certificate
 * @host: the host that is meant, a name or an IP literal
 *
 * Checks whom a certificate is for (RFC 9525): only its subjectAltName counts, never the common
 * name; an IP literal needs an iPAddress entry.
 *
 * Returns: whether it is for @host
 */
gboolean
rrm_server_name_match (gnutls_x509_crt_t certificate,
                       const char *host)
{
  g_autofree char *normal = rrm_hostname_normalise (host);
  g_autoptr (GInetAddress) literal = rrm_hostname_literal (normal);
  Search search = { normal, literal, FALSE };

  visit_names (certificate, compare_name, &search);

  return search.matched;
}
