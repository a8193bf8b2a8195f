/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

/**
 * Cert:
 *
 * A certificate with its key, made by a test.
 */
typedef struct
{
  gnutls_x509_crt_t crt;
  gnutls_x509_privkey_t key;
} Cert;

typedef enum
{
  KEY_P256,
  KEY_P384,
  KEY_RSA_1024,
  KEY_RSA_2048,
  KEY_ED25519,
  KEY_P521,
  KEY_RSA_3072,
  KEY_ED448,
  KEY_P224,
  KEY_RSA_PSS,
  N_KEYS,
} Key;

/**
 * Plan:
 * @name: the common name
 * @organisation: (nullable): the organisation
 * @issuer: (nullable): who signs it; %NULL is itself
 * @like: (nullable): a certificate to share the key with
 * @dns: (nullable): DNS names with a blank between two
 * @ip: (nullable): an IP address
 * @uri: (nullable): a URI
 * @email: (nullable): a mail address
 * @ca: it is an authority
 * @path_length: with @ca, the authorities below, plus 1; 0 is any number
 * @until: in days from now, 0 is 90; a negative one has expired
 * @from: in days from now, 0 is long ago
 * @usage: (nullable): OIDs of the extended key usage with a blank between two
 * @permitted: (nullable): a name constraint
 * @excluded: (nullable): likewise
 * @permitted_net: (nullable): a network, such as "192.0.2.0/24"
 * @excluded_net: (nullable): likewise
 * @permitted_subject: (nullable): a common name that a subject is to begin with
 * @excluded_subject: (nullable): likewise, that it may not begin with
 * @permitted_uri: (nullable): the host of URIs
 * @version_1: it has no extensions
 * @must_staple: it demands a stapled answer (RFC 7633)
 * @second_name: (nullable): one more common name
 * @policy: (nullable): the OID of a policy
 * @require_policy: each below it must have a policy (RFC 5280, section 4.2.1.11)
 * @inhibit_any: "any policy" counts no more below it (RFC 5280, section 4.2.1.14)
 * @srv: (nullable): a name of the type SRV-ID (RFC 4985)
 * @pss: signed with RSA-PSS (RFC 4055)
 *
 * What a certificate of a test is like.
 */
typedef struct
{
  const char *name;
  const char *organisation;
  const Cert *issuer;
  const Cert *like;
  Key key;
  const char *dns;
  const char *ip;
  const char *uri;
  const char *email;
  gboolean ca;
  int path_length;
  int until;
  int from;
  const char *usage;
  const char *permitted;
  const char *excluded;
  const char *permitted_net;
  const char *excluded_net;
  const char *permitted_subject;
  const char *excluded_subject;
  const char *permitted_uri;
  gboolean version_1;
  gboolean must_staple;
  const char *second_name;
  const char *policy;
  gboolean require_policy;
  gboolean inhibit_any;
  gboolean pss;
  const char *srv;
  gboolean sha1;
  gboolean no_cert_sign;
  gboolean public_marks;
  gboolean strange_extension;
} Plan;

Cert *cert_new  (const Plan *plan);
void  cert_free (Cert       *cert);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cert, cert_free)

G_END_DECLS
