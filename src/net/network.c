/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/network.h"

#include <gio/gio.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

static gboolean
leads_outside (const struct ifaddrs *entry)
{
  g_autoptr (GSocketAddress) address = NULL;
  GInetAddress *inet;

  if (entry->ifa_addr == NULL || !(entry->ifa_flags & IFF_UP) ||
      (entry->ifa_flags & IFF_LOOPBACK))
    return FALSE;
  if (entry->ifa_addr->sa_family == AF_INET)
    address = g_socket_address_new_from_native (entry->ifa_addr, sizeof (struct sockaddr_in));
  else if (entry->ifa_addr->sa_family == AF_INET6)
    address = g_socket_address_new_from_native (entry->ifa_addr, sizeof (struct sockaddr_in6));
  if (address == NULL)
    return FALSE;

  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));

  /* A link-local address is what a computer gives itself when nobody gives it one. */
  return !g_inet_address_get_is_loopback (inet) && !g_inet_address_get_is_link_local (inet);
}

/**
 * rrm_network_is_usable:
 *
 * Looks at this computer's own interfaces; nothing is sent.
 *
 * Returns: whether any of them has an address that leads outside
 */
gboolean
rrm_network_is_usable (void)
{
  struct ifaddrs *entries = NULL;
  gboolean usable = FALSE;

  /* Not to know is no reason to blame the network. */
  if (getifaddrs (&entries) != 0)
    return TRUE;

  for (const struct ifaddrs *entry = entries; entry != NULL && !usable; entry = entry->ifa_next)
    usable = leads_outside (entry);
  freeifaddrs (entries);

  return usable;
}
