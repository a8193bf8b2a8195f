/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "discover/way.h"

/**
 * rrm_way_is_open:
 * @context: the way to servers
 * @host: a host
 * @port: a port
 *
 * Where ways are redirected, as in practice mode, the others are closed: nobody looks for settings
 * on the true network then.
 *
 * Returns: whether @host may be asked
 */
gboolean
rrm_way_is_open (const RrmNetContext *context,
                 const char *host,
                 guint16 port)
{
  const char *address;
  guint16 real_port;

  return context->redirects == NULL || rrm_redirects_is_empty (context->redirects) ||
         rrm_redirects_lookup (context->redirects, host, port, &address, &real_port);
}
