/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/hostname.h"

#include <string.h>

/**
 * rrm_hostname_literal:
 * @host: what the person typed
 *
 * Returns: (transfer full) (nullable): the address, if @host is an IP literal; brackets around an
 *   IPv6 address are allowed
 */
GInetAddress *
rrm_hostname_literal (const char *host)
{
  gsize length = strlen (host);
  g_autofree char *bare = NULL;

  if (length > 2 && host[0] == '[' && host[length - 1] == ']')
    bare = g_strndup (host + 1, length - 2);

  return g_inet_address_new_from_string (bare != NULL ? bare : host);
}

/**
 * rrm_hostname_normalise:
 * @host: what the person typed
 *
 * Brings a host into the one form in which two hosts compare: lower case, A-labels (RFC 5890)
 * without a dot at the end, IP addresses in their shortest form without brackets.
 *
 * Returns: (transfer full): the form to compare, to look up and to ask for
 */
char *
rrm_hostname_normalise (const char *host)
{
  g_autoptr (GInetAddress) literal = rrm_hostname_literal (host);
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;
  gsize length;

  if (literal != NULL)
    return g_inet_address_to_string (literal);

  ascii = g_hostname_to_ascii (host);
  lower = g_ascii_strdown (ascii != NULL ? ascii : host, -1);
  length = strlen (lower);
  if (length > 1 && lower[length - 1] == '.')
    lower[length - 1] = '\0';

  return g_steal_pointer (&lower);
}
