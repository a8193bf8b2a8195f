/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/certificate-spec.h"

#include <string.h>

/* Names for frequent faults; each is short for one certificate.KEY. */
static const struct
{
  const char *kind;
  const char *key;
  const char *value;
} KINDS[] = {
  { "good", NULL, NULL },
  { "expired", "until", "-1" },
  { "not-yet-valid", "from", "1" },
  { "wrong-name", "names", "mail.example.net" },
  { "self-signed", "issuer", "self" },
  { "unknown-issuer", "issuer", "unknown" },
  { "incomplete", "chain", "leaf" },
  { "revoked-staple", "staple", "revoked" },
  { "good-staple", "staple", "good" },
  { "expired-staple", "staple", "expired" },
  { "must-staple", "must-staple", "yes" },
  { "weak-key", "key", "rsa-1024" },
  { "weak-signature", "signature", "sha1" },
  { "no-san", "san", "none" },
  { "email-san", "san", "email" },
  { "wrong-usage", "usage", "client" },
  { "email-usage", "usage", "email" },
  { "expired-issuer", "issuer", "expired" },
  { "constrained-issuer", "issuer", "constrained" },
  { "deep-issuer", "issuer", "deep" },
  { "no-ca-issuer", "issuer", "no-ca" },
};

/* Each in the order of its enumeration. */
static const char *const KEYS[] = { "ecdsa", "rsa", "rsa-1024", "ed25519", NULL };
static const char *const USAGES[] = { "server", "client", "email", "any", "none", "encipher",
                                     NULL };
static const char *const SANS[] = { "dns", "none", "email", NULL };
static const char *const ISSUERS[] = {
  "intermediate", "root", "unknown", "expired", "constrained", "deep", "no-ca", "named", "self",
  NULL,
};
static const char *const STAPLES[] = { "none", "good", "revoked", "expired", NULL };

typedef struct
{
  const RrmPracticeEndpoint *endpoint;
  const RrmPracticeState *state;
  /* The entry of KINDS that holds, or -1. */
  int kind;
  gboolean good;
} Reader;

static const char *
look_up (const Reader *reader,
         const char *key)
{
  g_autofree char *full = g_strconcat ("certificate.", key, NULL);
  const char *value = rrm_practice_endpoint_lookup (reader->endpoint, reader->state, full);

  if (value == NULL && reader->kind >= 0 && g_strcmp0 (KINDS[reader->kind].key, key) == 0)
    value = KINDS[reader->kind].value;

  return value;
}

static guint
read_word (Reader *reader,
           const char *key,
           const char *const *words)
{
  const char *value = look_up (reader, key);

  if (value == NULL)
    return 0;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], value))
      return i;
  reader->good = FALSE;

  return 0;
}

static double
read_days (const Reader *reader,
           const char *key,
           double otherwise)
{
  const char *value = look_up (reader, key);

  return value != NULL ? g_ascii_strtod (value, NULL) : otherwise;
}

static char **
read_names (const Reader *reader)
{
  const char *names = rrm_practice_endpoint_lookup (reader->endpoint, reader->state, "names");

  if (names == NULL)
    names = look_up (reader, "names");
  if (names == NULL)
    return g_strdupv ((char **) rrm_practice_endpoint_get_hosts (reader->endpoint));

  return g_strsplit (names, ";", -1);
}

static char **
read_chain (const Reader *reader,
            RrmCertificateIssuer issuer)
{
  const char *chain = look_up (reader, "chain");

  if (chain == NULL)
    switch (issuer)
      {
      case RRM_CERTIFICATE_ISSUER_SELF:
      case RRM_CERTIFICATE_ISSUER_ROOT:
        chain = "leaf";
        break;
      case RRM_CERTIFICATE_ISSUER_NAMED:
      case RRM_CERTIFICATE_ISSUER_UNKNOWN:
        /* With its own root beside it nobody can take it for an incomplete chain. */
        chain = "leaf intermediate root";
        break;
      case RRM_CERTIFICATE_ISSUER_INTERMEDIATE:
      case RRM_CERTIFICATE_ISSUER_EXPIRED:
      case RRM_CERTIFICATE_ISSUER_CONSTRAINED:
      case RRM_CERTIFICATE_ISSUER_DEEP:
      case RRM_CERTIFICATE_ISSUER_NO_CA:
      default:
        chain = "leaf intermediate";
      }

  return g_strsplit (chain, " ", -1);
}

/**
 * rrm_certificate_spec_new:
 * @endpoint: an endpoint
 * @state: (nullable): what conditional keys are judged by
 * @error: where to say which value makes no sense
 *
 * Reads `certificate=KIND`, `names=` and the `certificate.*` keys, which refine the kind.
 *
 * Returns: (transfer full) (nullable): what the certificate must be like
 */
RrmCertificateSpec *
rrm_certificate_spec_new (const RrmPracticeEndpoint *endpoint,
                          const RrmPracticeState *state,
                          GError **error)
{
  g_autoptr (RrmCertificateSpec) self = g_new0 (RrmCertificateSpec, 1);
  const char *kind = rrm_practice_endpoint_lookup (endpoint, state, "certificate");
  Reader reader = { endpoint, state, -1, kind == NULL };

  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (KINDS); i++)
    if (g_str_equal (KINDS[i].kind, kind))
      {
        reader.kind = (int) i;
        reader.good = TRUE;
      }

  self->key = read_word (&reader, "key", KEYS);
  self->usage = read_word (&reader, "usage", USAGES);
  self->san = read_word (&reader, "san", SANS);
  self->issuer = read_word (&reader, "issuer", ISSUERS);
  self->staple = read_word (&reader, "staple", STAPLES);
  self->sha1 = g_strcmp0 (look_up (&reader, "signature"), "sha1") == 0;
  self->must_staple = g_strcmp0 (look_up (&reader, "must-staple"), "yes") == 0;
  if (kind != NULL && g_str_has_prefix (kind, "intercepted:"))
    {
      reader.good = TRUE;
      self->issuer = RRM_CERTIFICATE_ISSUER_NAMED;
      self->issuer_name = g_strdup (kind + strlen ("intercepted:"));
    }
  self->until_days = read_days (&reader, "until", 90);
  self->from_days = read_days (&reader, "from", self->until_days < 0 ? -400 : -30);
  self->names = read_names (&reader);
  self->chain = read_chain (&reader, self->issuer);
  self->common_name = g_strdup (look_up (&reader, "common-name"));

  if (!reader.good)
    {
      g_set_error (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_VALUE, "[%s]: certificate",
                   rrm_practice_endpoint_get_name (endpoint));
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
rrm_certificate_spec_free (RrmCertificateSpec *self)
{
  g_strfreev (self->names);
  g_strfreev (self->chain);
  g_free (self->common_name);
  g_free (self->issuer_name);
  g_free (self);
}

/**
 * rrm_certificate_spec_dup_key:
 * @self: a spec
 *
 * Returns: (transfer full): text that is the same for equal specs only
 */
char *
rrm_certificate_spec_dup_key (const RrmCertificateSpec *self)
{
  g_autofree char *names = g_strjoinv (";", self->names);
  g_autofree char *chain = g_strjoinv (" ", self->chain);

  return g_strdup_printf ("%s|%s|%s|%s|%g|%g|%u|%u|%u|%u|%u|%d|%d", names, chain,
                          self->common_name != NULL ? self->common_name : "",
                          self->issuer_name != NULL ? self->issuer_name : "", self->from_days,
                          self->until_days, self->key, self->usage, self->san, self->issuer,
                          self->staple, self->sha1, self->must_staple);
}
