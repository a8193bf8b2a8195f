/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/issuer.h"

#include <string.h>

/* Signed certificate timestamps (RFC 6962, section 3.3). */
#define OID_SCT_LIST "1.3.6.1.4.1.11129.2.4.2"

/* The kinds of validation of the CA/Browser Forum's baseline requirements, section 7.1.6.1. */
#define OID_BASELINE_POLICIES "2.23.140.1.2."

/* Words that say what a certification authority is, not which one it is. */
static const char *const generic_words[] = {
  "authority", "ca", "certificate", "certification", "g1", "g2", "g3", "g4", "intermediate",
  "issuing", "issuer", "of", "root", "server", "signing", "ssl", "sub", "subordinate", "the", "tls",
  NULL,
};

static const char *const root_words[] = { "root", NULL };

static const char *const intermediate_words[] = {
  "intermediate", "issuing", "sub", "subordinate", NULL,
};

/* A public authority leaves marks in what it issues. */
static gboolean
has_policy_of_public_authority (gnutls_x509_crt_t certificate)
{
  for (unsigned i = 0;; i++)
    {
      gnutls_x509_policy_st policy;
      gboolean found;

      if (gnutls_x509_crt_get_policy (certificate, i, &policy, NULL) < 0)
        return FALSE;
      found = g_str_has_prefix (policy.oid, OID_BASELINE_POLICIES);
      gnutls_x509_policy_release (&policy);
      if (found)
        return TRUE;
    }
}

static gboolean
has_timestamps (gnutls_x509_crt_t certificate)
{
  gnutls_datum_t raw = { 0 };
  int code = gnutls_x509_crt_get_extension_by_oid2 (certificate, OID_SCT_LIST, 0, &raw, NULL);

  if (code < 0)
    return FALSE;
  gnutls_free (raw.data);

  return TRUE;
}

static gboolean
tells_where_its_issuer_is (gnutls_x509_crt_t certificate)
{
  gnutls_datum_t uri = { 0 };
  gboolean found;

  if (gnutls_x509_crt_get_authority_info_access (certificate, 0, GNUTLS_IA_CAISSUERS_URI, &uri,
                                                 NULL) < 0)
    return FALSE;
  found = uri.size > 4 && memcmp (uri.data, "http", 4) == 0;
  gnutls_free (uri.data);

  return found;
}

static char *
get_part (gnutls_x509_crt_t certificate,
          gboolean of_issuer,
          const char *oid)
{
  char buffer[512];
  size_t size = sizeof buffer;
  int code;

  if (of_issuer)
    code = gnutls_x509_crt_get_issuer_dn_by_oid (certificate, oid, 0, 0, buffer, &size);
  else
    code = gnutls_x509_crt_get_dn_by_oid (certificate, oid, 0, 0, buffer, &size);

  return code < 0 ? NULL : g_utf8_casefold (buffer, (gssize) size);
}

static char **
split_words (const char *text)
{
  return text != NULL ? g_strsplit_set (text, " \t-_.,'()/0123456789", -1) : g_new0 (char *, 1);
}

static gboolean
has_word (char **words,
          const char *const *wanted)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (wanted, words[i]))
      return TRUE;

  return FALSE;
}

/* What is left of a name without generic words, to compare whose it is. */
static char *
get_own_words (char **words)
{
  GString *own = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && !g_strv_contains (generic_words, words[i]))
      g_string_append_printf (own, "%s ", words[i]);

  return g_string_free (own, FALSE);
}

static gboolean
is_kin (gnutls_x509_crt_t root,
        const char *organisation,
        const char *own_words)
{
  g_autofree char *root_organisation = get_part (root, FALSE, GNUTLS_OID_X520_ORGANIZATION_NAME);
  g_autofree char *root_name = get_part (root, FALSE, GNUTLS_OID_X520_COMMON_NAME);
  g_auto (GStrv) words = split_words (root_name);
  g_autofree char *root_words_left = get_own_words (words);

  if (organisation != NULL && root_organisation != NULL)
    return g_str_equal (organisation, root_organisation);

  return own_words[0] != '\0' && g_str_equal (own_words, root_words_left);
}

static gboolean
has_trusted_kin (gnutls_x509_trust_list_t list,
                 const char *organisation,
                 const char *own_words)
{
  gnutls_x509_trust_list_iter_t iter = NULL;
  gnutls_x509_crt_t root;
  gboolean found = FALSE;

  /* It is asked until its end, for only there it frees itself. */
  while (gnutls_x509_trust_list_iter_get_ca (list, &iter, &root) >= 0)
    {
      found = found || is_kin (root, organisation, own_words);
      gnutls_x509_crt_deinit (root);
    }

  return found;
}

/**
 * rrm_issuer_is_intermediate:
 * @list: whom the person trusts
 * @certificate: the last one of a chain that leads to nobody trusted; it is not self-signed
 * @is_leaf: whether it is the server's own
 *
 * Guesses whether the issuer that was not sent is an intermediate whose root is trusted, so that
 * the chain is merely incomplete, or a root that nobody here knows. Nothing in a certificate says
 * so for sure. In this order:
 *
 * - a server's certificate with the marks of a public authority: intermediate, for such an
 *   authority never signs one with its root (CA/Browser Forum baseline requirements);
 * - an issuer that calls itself a root: unknown;
 * - an issuer that calls itself an intermediate, or belongs to the same organisation as a trusted
 *   root, or bears its name: intermediate;
 * - anything else: unknown.
 *
 * Returns: whether it looks like an intermediate
 */
gboolean
rrm_issuer_is_intermediate (gnutls_x509_trust_list_t list,
                            gnutls_x509_crt_t certificate,
                            gboolean is_leaf)
{
  g_autofree char *organisation = get_part (certificate, TRUE, GNUTLS_OID_X520_ORGANIZATION_NAME);
  g_autofree char *name = get_part (certificate, TRUE, GNUTLS_OID_X520_COMMON_NAME);
  g_auto (GStrv) words = split_words (name);
  g_autofree char *own_words = get_own_words (words);

  if (is_leaf && (has_timestamps (certificate) || has_policy_of_public_authority (certificate) ||
                  tells_where_its_issuer_is (certificate)))
    return TRUE;
  if (has_word (words, root_words))
    return FALSE;
  if (has_word (words, intermediate_words))
    return TRUE;

  return has_trusted_kin (list, organisation, own_words);
}
