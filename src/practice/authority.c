/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/authority.h"

#include "practice/staple.h"
#include "practice/x509.h"

#include <string.h>

#define DAY_SECONDS 86400
#define MAX_CHAIN 4

/* Every authority that can be asked for; each is made when it is first needed. */
typedef enum
{
  NODE_ROOT,
  NODE_INTERMEDIATE,
  NODE_OTHER_ROOT,
  NODE_OTHER_INTERMEDIATE,
  NODE_EXPIRED,
  NODE_CONSTRAINED,
  NODE_DEEP,
  NODE_NO_CA,
  N_NODES,
  NODE_NAMED = N_NODES,
  NODE_SELF,
} Node;

/**
 * RrmPracticeAuthority:
 *
 * A certificate authority that lives as long as this object: a root, an intermediate below it, and
 * others that nobody should trust. Its keys are made new, kept in memory and never written.
 *
 * Any thread may use it.
 */
struct _RrmPracticeAuthority
{
  GObject parent_instance;

  GMutex mutex;
  /* Behind @mutex; empty until needed. */
  RrmPracticeIssuer nodes[N_NODES];
  /* One key of each kind for all leaves, behind @mutex: RSA keys take long to make. */
  gnutls_x509_privkey_t leaf_keys[RRM_CERTIFICATE_KEY_ED25519 + 1];
  /* What was issued, by the key of its spec; behind @mutex. */
  GHashTable *issued;
};

G_DEFINE_FINAL_TYPE (RrmPracticeAuthority, rrm_practice_authority, G_TYPE_OBJECT)

static const struct
{
  Node parent;
  RrmPracticeIssuerPlan plan;
} NODES[N_NODES] = {
  [NODE_ROOT] = { NODE_SELF, { "Practice Root", -1, FALSE, FALSE, FALSE } },
  [NODE_INTERMEDIATE] = { NODE_ROOT, { "Practice Intermediate", 0, FALSE, FALSE, FALSE } },
  [NODE_OTHER_ROOT] = { NODE_SELF, { "Another Root", -1, FALSE, FALSE, FALSE } },
  [NODE_OTHER_INTERMEDIATE] = { NODE_OTHER_ROOT,
                                { "Another Intermediate", 0, FALSE, FALSE, FALSE } },
  [NODE_EXPIRED] = { NODE_ROOT, { "Practice Intermediate, Old", 0, TRUE, FALSE, FALSE } },
  [NODE_CONSTRAINED] = { NODE_ROOT,
                         { "Practice Intermediate for example.net", 0, FALSE, FALSE, TRUE } },
  [NODE_DEEP] = { NODE_INTERMEDIATE, { "Practice Intermediate, Deep", -1, FALSE, FALSE, FALSE } },
  [NODE_NO_CA] = { NODE_ROOT, { "Practice Person", -1, FALSE, TRUE, FALSE } },
};

static gboolean
report (int result,
        GError **error)
{
  if (result < 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", gnutls_strerror_name (result));

  return result >= 0;
}

/* Called with the lock held. */
static const RrmPracticeIssuer *
get_node (RrmPracticeAuthority *self,
          int *result,
          Node node)
{
  const RrmPracticeIssuer *parent = NULL;

  if (self->nodes[node].certificate != NULL)
    return &self->nodes[node];
  if (NODES[node].parent != NODE_SELF)
    parent = get_node (self, result, NODES[node].parent);
  rrm_practice_x509_make_issuer (result, &self->nodes[node], &NODES[node].plan, parent);

  return &self->nodes[node];
}

/* Called with the lock held. */
static gnutls_x509_privkey_t
get_leaf_key (RrmPracticeAuthority *self,
              int *result,
              RrmCertificateKey kind)
{
  if (self->leaf_keys[kind] == NULL)
    self->leaf_keys[kind] = rrm_practice_x509_generate_key (result, kind);

  return self->leaf_keys[kind];
}

static Node
node_of_issuer (RrmCertificateIssuer issuer)
{
  switch (issuer)
    {
    case RRM_CERTIFICATE_ISSUER_ROOT:
      return NODE_ROOT;
    case RRM_CERTIFICATE_ISSUER_UNKNOWN:
      return NODE_OTHER_INTERMEDIATE;
    case RRM_CERTIFICATE_ISSUER_EXPIRED:
      return NODE_EXPIRED;
    case RRM_CERTIFICATE_ISSUER_CONSTRAINED:
      return NODE_CONSTRAINED;
    case RRM_CERTIFICATE_ISSUER_DEEP:
      return NODE_DEEP;
    case RRM_CERTIFICATE_ISSUER_NO_CA:
      return NODE_NO_CA;
    case RRM_CERTIFICATE_ISSUER_NAMED:
      return NODE_NAMED;
    case RRM_CERTIFICATE_ISSUER_SELF:
      return NODE_SELF;
    case RRM_CERTIFICATE_ISSUER_INTERMEDIATE:
    default:
      return NODE_INTERMEDIATE;
    }
}

/* Lines up the certificates that are sent, the leaf first. They are borrowed. */
static guint
make_chain (RrmPracticeAuthority *self,
            int *result,
            const RrmCertificateSpec *spec,
            gnutls_x509_crt_t leaf,
            const RrmPracticeIssuer *issuer,
            gnutls_x509_crt_t *chain)
{
  Node root = spec->issuer == RRM_CERTIFICATE_ISSUER_UNKNOWN ? NODE_OTHER_ROOT : NODE_ROOT;
  guint n = 0;

  chain[n++] = leaf;
  for (guint i = 0; spec->chain[i] != NULL && n < MAX_CHAIN; i++)
    {
      if (g_str_equal (spec->chain[i], "intermediate") && issuer != NULL)
        chain[n++] = issuer->certificate;
      else if (g_str_equal (spec->chain[i], "root") && spec->issuer != RRM_CERTIFICATE_ISSUER_NAMED)
        chain[n++] = get_node (self, result, root)->certificate;
      else if (g_str_equal (spec->chain[i], "other"))
        chain[n++] = get_node (self, result, NODE_OTHER_INTERMEDIATE)->certificate;
    }
  /* What lies between the issuer and the root belongs to the chain as well. */
  if (spec->issuer == RRM_CERTIFICATE_ISSUER_DEEP && n == 2)
    chain[n++] = get_node (self, result, NODE_INTERMEDIATE)->certificate;

  return n;
}

static int
on_staple_wanted (gnutls_session_t session,
                  void *data,
                  gnutls_datum_t *response)
{
  gsize length;
  const void *bytes = g_bytes_get_data (data, &length);

  response->data = gnutls_malloc (length);
  if (response->data == NULL)
    return GNUTLS_E_MEMORY_ERROR;
  memcpy (response->data, bytes, length);
  response->size = (unsigned int) length;

  return 0;
}

static gboolean
add_staple (RrmPracticeCredentials *credentials,
            const RrmCertificateSpec *spec,
            gnutls_x509_crt_t leaf,
            const RrmPracticeIssuer *issuer,
            GError **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean expired = spec->staple == RRM_CERTIFICATE_STAPLE_EXPIRED;
  RrmPracticeAnswer answer;

  if (spec->staple == RRM_CERTIFICATE_STAPLE_NONE || issuer == NULL)
    return TRUE;

  answer = (RrmPracticeAnswer){
    .certificate = leaf,
    .issuer = issuer->certificate,
    .key = issuer->key,
    .status = spec->staple == RRM_CERTIFICATE_STAPLE_REVOKED ? RRM_PRACTICE_STATUS_REVOKED
                                                             : RRM_PRACTICE_STATUS_GOOD,
    .from = now - (expired ? 30 : 1) * DAY_SECONDS,
    .until = now + (expired ? -20 : 3) * DAY_SECONDS,
  };
  credentials->staple = rrm_practice_staple_new (&answer, error);
  if (credentials->staple == NULL)
    return FALSE;
  /* The file and memory variants drop what is too old; a bad server does not. */
  gnutls_certificate_set_ocsp_status_request_function (credentials->gnutls, on_staple_wanted,
                                                       credentials->staple);

  return TRUE;
}

static void
credentials_free (RrmPracticeCredentials *credentials)
{
  if (credentials->gnutls != NULL)
    gnutls_certificate_free_credentials (credentials->gnutls);
  if (credentials->staple != NULL)
    g_bytes_unref (credentials->staple);
  g_free (credentials);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPracticeCredentials, credentials_free)

/* Called with the lock held. */
static RrmPracticeCredentials *
issue (RrmPracticeAuthority *self,
       const RrmCertificateSpec *spec,
       GError **error)
{
  g_autoptr (RrmPracticeCredentials) credentials = g_new0 (RrmPracticeCredentials, 1);
  gnutls_x509_crt_t chain[MAX_CHAIN];
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t leaf;
  Node node = node_of_issuer (spec->issuer);
  const RrmPracticeIssuer *issuer = NULL;
  RrmPracticeIssuer named = { NULL, NULL };
  const RrmPracticeIssuerPlan named_plan = {
    spec->issuer_name != NULL ? spec->issuer_name : "Filter Root", -1, FALSE, FALSE, FALSE,
  };
  gboolean good;
  int result = 0;

  rrm_practice_x509_check (&result, gnutls_certificate_allocate_credentials (&credentials->gnutls));
  key = get_leaf_key (self, &result, spec->key);
  if (node == NODE_NAMED)
    rrm_practice_x509_make_issuer (&result, &named, &named_plan, NULL);
  if (node != NODE_SELF)
    issuer = node == NODE_NAMED ? &named : get_node (self, &result, node);
  leaf = rrm_practice_x509_make_leaf (&result, spec, key, issuer);
  rrm_practice_x509_check (&result, gnutls_certificate_set_x509_key (
                      credentials->gnutls, chain,
                      (int) make_chain (self, &result, spec, leaf, issuer, chain), key));
  good = report (result, error) && add_staple (credentials, spec, leaf, issuer, error);
  gnutls_x509_crt_deinit (leaf);
  rrm_practice_x509_clear_issuer (&named);

  return good ? g_steal_pointer (&credentials) : NULL;
}

static void
rrm_practice_authority_finalize (GObject *object)
{
  RrmPracticeAuthority *self = RRM_PRACTICE_AUTHORITY (object);

  g_hash_table_unref (self->issued);
  for (guint i = 0; i < N_NODES; i++)
    rrm_practice_x509_clear_issuer (&self->nodes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->leaf_keys); i++)
    if (self->leaf_keys[i] != NULL)
      gnutls_x509_privkey_deinit (self->leaf_keys[i]);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (rrm_practice_authority_parent_class)->finalize (object);
}

static void
rrm_practice_authority_class_init (RrmPracticeAuthorityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_practice_authority_finalize;
}

static void
rrm_practice_authority_init (RrmPracticeAuthority *self)
{
  g_mutex_init (&self->mutex);
  self->issued = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) credentials_free);
}

RrmPracticeAuthority *
rrm_practice_authority_new (void)
{
  return g_object_new (RRM_TYPE_PRACTICE_AUTHORITY, NULL);
}

/**
 * rrm_practice_authority_dup_pem:
 * @self: an authority
 * @error: where to say what failed
 *
 * Returns: (transfer full) (nullable): the trusted root's certificate in PEM, without any key
 */
GBytes *
rrm_practice_authority_dup_pem (RrmPracticeAuthority *self,
                                GError **error)
{
  const RrmPracticeIssuer *root;
  gnutls_datum_t pem = { NULL, 0 };
  GBytes *bytes = NULL;
  int result = 0;

  g_return_val_if_fail (RRM_IS_PRACTICE_AUTHORITY (self), NULL);

  g_mutex_lock (&self->mutex);
  root = get_node (self, &result, NODE_ROOT);
  rrm_practice_x509_check (&result, gnutls_x509_crt_export2 (root->certificate,
                                                             GNUTLS_X509_FMT_PEM, &pem));
  g_mutex_unlock (&self->mutex);

  if (report (result, error))
    bytes = g_bytes_new (pem.data, pem.size);
  gnutls_free (pem.data);

  return bytes;
}

/**
 * rrm_practice_authority_get_credentials:
 * @self: an authority
 * @spec: what the certificate must be like
 * @error: where to say what failed
 *
 * Issues a certificate with its chain and key, once for all equal wishes.
 *
 * Returns: (transfer none) (nullable): the certificate; it lives as long as the authority
 */
const RrmPracticeCredentials *
rrm_practice_authority_get_credentials (RrmPracticeAuthority *self,
                                        const RrmCertificateSpec *spec,
                                        GError **error)
{
  g_autofree char *key = rrm_certificate_spec_dup_key (spec);
  RrmPracticeCredentials *credentials;

  g_return_val_if_fail (RRM_IS_PRACTICE_AUTHORITY (self), NULL);

  g_mutex_lock (&self->mutex);
  credentials = g_hash_table_lookup (self->issued, key);
  if (credentials == NULL)
    {
      credentials = issue (self, spec, error);
      if (credentials != NULL)
        g_hash_table_insert (self->issued, g_steal_pointer (&key), credentials);
    }
  g_mutex_unlock (&self->mutex);

  return credentials;
}
