/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/name-constraints.h"

#include <string.h>

/*
 * What an authority may speak for (RFC 5280, section 4.2.1.10), as far as GnuTLS does not look at
 * it: it compares the DNS names, IP addresses and mail addresses of a certificate, and passes over
 * the rest. A constraint must be kept or the chain refused. So the subject is compared here, and a
 * certificate with a name of a kind that nobody compares is refused. And it takes the two families
 * of IP addresses for two kinds of names, where they are one: who may speak for some addresses of
 * the one family may not for those of the other.
 */

typedef int (*GetConstraint) (gnutls_x509_name_constraints_t constraints,
                              unsigned index,
                              unsigned *type,
                              gnutls_datum_t *name);

/* A name is within another one when it begins with its parts (RFC 5280, section 7.1). GnuTLS tells
 * both as text, the first part first. Two spellings of a name count as two. */
static gboolean
subject_is_within (gnutls_x509_crt_t leaf,
                   const gnutls_datum_t *tree)
{
  gnutls_datum_t name = { 0 };
  gboolean within;

  if (gnutls_x509_crt_get_dn3 (leaf, &name, GNUTLS_X509_DN_FLAG_COMPAT) < 0)
    return FALSE;
  within = name.size >= tree->size && memcmp (name.data, tree->data, tree->size) == 0 &&
           (name.size == tree->size || name.data[tree->size] == ',');
  gnutls_free (name.data);

  return within;
}

static gboolean
has_subject (gnutls_x509_crt_t leaf)
{
  gnutls_datum_t name = { 0 };
  gboolean has;

  if (gnutls_x509_crt_get_dn3 (leaf, &name, GNUTLS_X509_DN_FLAG_COMPAT) < 0)
    return FALSE;
  has = name.size > 0;
  gnutls_free (name.data);

  return has;
}

static gboolean
has_alternative (gnutls_x509_crt_t leaf,
                 unsigned wanted)
{
  for (unsigned i = 0;; i++)
    {
      size_t size = 0;
      unsigned type = 0;
      int result = gnutls_x509_crt_get_subject_alt_name2 (leaf, i, NULL, &size, &type, NULL);

      if (result < 0 && result != GNUTLS_E_SHORT_MEMORY_BUFFER)
        return FALSE;
      if (type == wanted)
        return TRUE;
    }
}

/* Whether there are trees of a kind, and the subject of @leaf is in one of them. */
static gboolean
find_tree (gnutls_x509_name_constraints_t constraints,
           GetConstraint get,
           unsigned wanted,
           gnutls_x509_crt_t leaf,
           gboolean *within)
{
  gnutls_datum_t name;
  gboolean found = FALSE;
  unsigned type;

  *within = FALSE;
  for (unsigned i = 0; get (constraints, i, &type, &name) >= 0; i++)
    if (type == wanted)
      {
        found = TRUE;
        *within |= wanted == GNUTLS_SAN_DN && subject_is_within (leaf, &name);
      }

  return found;
}

static gboolean
kinds_are_kept (gnutls_x509_name_constraints_t constraints,
                gnutls_x509_crt_t leaf)
{
  static const unsigned kinds[] = { GNUTLS_SAN_DN, GNUTLS_SAN_URI, GNUTLS_SAN_OTHERNAME };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gboolean within, left_out;
      gboolean permits = find_tree (constraints, gnutls_x509_name_constraints_get_permitted,
                                    kinds[i], leaf, &within);
      gboolean excludes = find_tree (constraints, gnutls_x509_name_constraints_get_excluded,
                                     kinds[i], leaf, &left_out);

      if (!permits && !excludes)
        continue;
      if (has_alternative (leaf, kinds[i]))
        return FALSE;
      if (kinds[i] == GNUTLS_SAN_DN && has_subject (leaf) && ((permits && !within) || excludes))
        return FALSE;
    }

  return TRUE;
}

/* Whether some of the permitted trees hold addresses, and whether one of these is of the family
 * that has @size bytes. A tree is an address and a mask. */
static gboolean
find_family (gnutls_x509_name_constraints_t constraints,
             gsize size,
             gboolean *within)
{
  gnutls_datum_t tree;
  gboolean found = FALSE;
  unsigned type;

  *within = FALSE;
  for (unsigned i = 0;
       gnutls_x509_name_constraints_get_permitted (constraints, i, &type, &tree) >= 0; i++)
    if (type == GNUTLS_SAN_IPADDRESS)
      {
        found = TRUE;
        *within |= tree.size == 2 * size;
      }

  return found;
}

static gboolean
families_are_kept (gnutls_x509_name_constraints_t constraints,
                   gnutls_x509_crt_t leaf)
{
  for (unsigned i = 0;; i++)
    {
      size_t size = 0;
      unsigned type = 0;
      gboolean within;
      int result = gnutls_x509_crt_get_subject_alt_name2 (leaf, i, NULL, &size, &type, NULL);

      if (result < 0 && result != GNUTLS_E_SHORT_MEMORY_BUFFER)
        return TRUE;
      if (type == GNUTLS_SAN_IPADDRESS && find_family (constraints, size, &within) && !within)
        return FALSE;
    }
}

/* A certificate for "*.example.net" names no host that an authority was to keep away from, and yet
 * it would let it speak for one. */
static gboolean
host_is_permitted (gnutls_x509_name_constraints_t constraints,
                   const char *host)
{
  gnutls_datum_t name = { (guchar *) host, (unsigned) strlen (host) };

  return g_hostname_is_ip_address (host) ||
         gnutls_x509_name_constraints_check (constraints, GNUTLS_SAN_DNSNAME, &name) != 0;
}

/**
 * rrm_name_constraints_permit:
 * @authority: an authority of a chain that GnuTLS takes for good
 * @leaf: the server's certificate, which is for @host
 * @host: the host that is meant, normalised
 *
 * Returns: whether the authority's critical name constraints let it speak for the server
 */
gboolean
rrm_name_constraints_permit (gnutls_x509_crt_t authority,
                             gnutls_x509_crt_t leaf,
                             const char *host)
{
  gnutls_x509_name_constraints_t constraints;
  unsigned critical = 0;
  gboolean permits;
  int result;

  if (gnutls_x509_name_constraints_init (&constraints) < 0)
    return FALSE;
  result = gnutls_x509_crt_get_name_constraints (authority, constraints, 0, &critical);
  if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    permits = TRUE;
  else if (result < 0)
    permits = FALSE;
  else
    permits = !critical || (kinds_are_kept (constraints, leaf) &&
                            families_are_kept (constraints, leaf) &&
                            host_is_permitted (constraints, host));
  gnutls_x509_name_constraints_deinit (constraints);

  return permits;
}
