/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/known-peers.h"

#include <string.h>

/* So many servers are remembered; behind that all are forgotten, which costs a little time only. */
#define MAX_PEERS 64

/**
 * RrmKnownPeers:
 *
 * The servers that were met in one run, so that a certificate which comes a thousand times is read
 * once. A server is known by every byte that it sent, and by the host that was meant: whoever sends
 * anything else is somebody else.
 */
struct _RrmKnownPeers
{
  /* The digest of what was sent to the RrmPeer. */
  GHashTable *peers;
};

/**
 * rrm_known_peers_new:
 *
 * Returns: (transfer full): a memory that knows nobody
 */
RrmKnownPeers *
rrm_known_peers_new (void)
{
  RrmKnownPeers *self = g_new0 (RrmKnownPeers, 1);

  self->peers =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rrm_peer_unref);

  return self;
}

void
rrm_known_peers_free (RrmKnownPeers *self)
{
  g_hash_table_unref (self->peers);
  g_free (self);
}

/* Lengths stand before all else, so that no two chains look alike. */
static char *
make_key (const gnutls_datum_t *raw,
          guint n,
          const char *host)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) &n, sizeof n);
  for (guint i = 0; i < n; i++)
    {
      guint64 length = raw[i].size;

      g_checksum_update (checksum, (const guchar *) &length, sizeof length);
      g_checksum_update (checksum, raw[i].data, (gssize) raw[i].size);
    }
  g_checksum_update (checksum, (const guchar *) host, (gssize) strlen (host));

  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * rrm_known_peers_meet:
 * @self: a memory
 * @raw: (array length=n): certificates as they came, in DER
 * @n: how many
 * @host: the host that is meant
 *
 * Returns: (transfer full): the server that sent just these for this host
 */
RrmPeer *
rrm_known_peers_meet (RrmKnownPeers *self,
                      const gnutls_datum_t *raw,
                      guint n,
                      const char *host)
{
  g_autofree char *key = make_key (raw, n, host);
  RrmPeer *peer = g_hash_table_lookup (self->peers, key);

  if (peer != NULL)
    return rrm_peer_ref (peer);

  if (g_hash_table_size (self->peers) >= MAX_PEERS)
    g_hash_table_remove_all (self->peers);
  peer = rrm_peer_new (raw, n);
  g_hash_table_insert (self->peers, g_steal_pointer (&key), rrm_peer_ref (peer));

  return peer;
}
