/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/provider-map.h"

#include "model/provider-map-private.h"
#include "model/tables.h"

#include <string.h>

/**
 * RrmProviderMap:
 *
 * Which servers serve which addresses of this family. It is data (`data/provider-map.ini`) and
 * never changes while the program runs, so every thread may read it.
 */

/**
 * rrm_provider_map_get_default:
 *
 * Returns: (transfer none): the program's own map
 */
RrmProviderMap *
rrm_provider_map_get_default (void)
{
  static gsize map = 0;

  if (g_once_init_enter (&map))
    g_once_init_leave (&map, (gsize) rrm_provider_map_load ());

  return (RrmProviderMap *) map;
}

/*< private >
 * rrm_provider_map_find_slip:
 * @slips: (element-type RrmMapSlip): wrong and right texts
 * @text: a text
 *
 * Returns: (nullable): the right one, where @text is a wrong one
 */
const char *
rrm_provider_map_find_slip (const GArray *slips,
                            const char *text)
{
  for (guint i = 0; i < slips->len; i++)
    {
      const RrmMapSlip *slip = &g_array_index (slips, RrmMapSlip, i);

      if (g_str_equal (slip->wrong, text))
        return slip->right;
    }

  return NULL;
}

/*< private >
 * rrm_provider_map_find_host:
 * @map: the map
 * @host: a host in lower case
 *
 * Returns: (nullable): the group that it serves
 */
RrmMapGroup *
rrm_provider_map_find_host (RrmProviderMap *map,
                            const char *host)
{
  for (guint i = 0; i < map->groups->len; i++)
    {
      RrmMapGroup *group = g_ptr_array_index (map->groups, i);

      if (g_str_equal (group->host, host))
        return group;
    }

  return NULL;
}

/**
 * rrm_provider_map_get_stranger:
 * @map: the map
 * @domain: a mail domain in lower case ASCII
 *
 * Returns: (transfer none) (nullable): why a domain that may look like one of the family has no
 *   mailbox at its servers
 */
const RrmStranger *
rrm_provider_map_get_stranger (RrmProviderMap *map,
                               const char *domain)
{
  for (guint i = 0; i < map->strangers->len; i++)
    {
      RrmMapStranger *stranger = g_ptr_array_index (map->strangers, i);

      if (g_strv_contains ((const char *const *) stranger->domains, domain) ||
          rrm_table_matches_pattern ((const char *const *) stranger->patterns, domain))
        return &stranger->stranger;
    }

  return NULL;
}

/*< private >
 * rrm_provider_map_find_group:
 * @map: the map
 * @domain: a mail domain in lower case ASCII
 *
 * Returns: (nullable): the group that serves it; an exact name goes before a pattern
 */
RrmMapGroup *
rrm_provider_map_find_group (RrmProviderMap *map,
                             const char *domain)
{
  for (guint i = 0; i < map->groups->len; i++)
    {
      RrmMapGroup *group = g_ptr_array_index (map->groups, i);

      if (g_strv_contains ((const char *const *) group->domains, domain))
        return group;
    }
  if (rrm_provider_map_get_stranger (map, domain) != NULL)
    return NULL;

  for (guint i = 0; i < map->groups->len; i++)
    {
      RrmMapGroup *group = g_ptr_array_index (map->groups, i);

      if (rrm_table_matches_pattern ((const char *const *) group->patterns, domain))
        return group;
    }

  return NULL;
}

/**
 * rrm_provider_map_has_domain:
 * @map: the map
 * @domain: a mail domain in lower case ASCII
 *
 * Returns: whether its addresses have mailboxes at the servers of the map
 */
gboolean
rrm_provider_map_has_domain (RrmProviderMap *map,
                             const char *domain)
{
  return rrm_provider_map_find_group (map, domain) != NULL;
}

static RrmServiceSettings *
make_settings (RrmMapGroup *group,
               RrmProtocol protocol,
               const RrmMapPort *port)
{
  RrmServiceSettings *settings =
    rrm_service_settings_new (protocol, group->host, port->port, port->security);

  rrm_service_settings_set_source (settings, RRM_SOURCE_MAP);

  return settings;
}

/**
 * rrm_provider_map_get_settings:
 * @map: the map
 * @domain: a mail domain in lower case ASCII
 * @protocol: which service
 *
 * Returns: (transfer full) (nullable): the best settings for its addresses, without a user name
 */
RrmServiceSettings *
rrm_provider_map_get_settings (RrmProviderMap *map,
                               const char *domain,
                               RrmProtocol protocol)
{
  RrmMapGroup *group = rrm_provider_map_find_group (map, domain);

  return group != NULL ? make_settings (group, protocol, &group->ports[protocol]) : NULL;
}

/**
 * rrm_provider_map_get_host_settings:
 * @map: the map
 * @host: a host in lower case
 * @protocol: which service
 *
 * Returns: (transfer full) (nullable): how a host of the map is reached, without a user name
 */
RrmServiceSettings *
rrm_provider_map_get_host_settings (RrmProviderMap *map,
                                    const char *host,
                                    RrmProtocol protocol)
{
  RrmMapGroup *group = rrm_provider_map_find_host (map, host);

  return group != NULL ? make_settings (group, protocol, &group->ports[protocol]) : NULL;
}

static void
add_settings (GPtrArray *list,
              RrmMapGroup *group,
              RrmProtocol protocol,
              const RrmMapPort *port,
              const char *username)
{
  RrmServiceSettings *settings = make_settings (group, protocol, port);

  rrm_service_settings_set_username (settings, username);
  g_ptr_array_add (list, settings);
}

static void
add_notes (RrmProviderMap *map,
           const RrmAddress *address,
           GPtrArray *notes)
{
  const char *domain = rrm_address_get_domain (address);
  const RrmStranger *stranger = rrm_provider_map_get_stranger (map, domain);
  g_autofree char *right = rrm_provider_map_correct_domain (map, domain);
  const char *likelier = rrm_provider_map_get_likelier_domain (map, domain);

  if (right != NULL || likelier != NULL)
    {
      RrmFinding *finding = rrm_finding_new (RRM_FINDING_ADDRESS_TYPO);
      RrmChange *change = rrm_change_new ();
      const char *expected = right != NULL ? right : likelier;
      g_autofree char *expected_address =
        g_strdup_printf ("%s@%s", rrm_address_get_local_part (address), expected);

      if (right == NULL)
        rrm_finding_set_severity (finding, RRM_SEVERITY_WARNING);
      rrm_finding_set_detail (finding, "address", rrm_address_get_text (address));
      rrm_finding_set_detail (finding, "expected-address", expected_address);
      rrm_finding_set_detail (finding, "domain", domain);
      rrm_finding_set_detail (finding, "expected-domain", expected);
      rrm_change_set_string (change, "address", expected_address);
      rrm_finding_set_change (finding, change);
      g_ptr_array_add (notes, finding);
    }
  else if (stranger != NULL)
    {
      RrmFinding *finding = rrm_finding_new (RRM_FINDING_NOT_THIS_PROVIDER);

      rrm_finding_set_detail (finding, "domain", domain);
      rrm_finding_set_detail (finding, "kind", stranger->kind);
      rrm_finding_set_detail (finding, "provider", stranger->provider);
      g_ptr_array_add (notes, finding);
    }
}

/**
 * rrm_provider_map_lookup:
 * @map: the map
 * @address: an address
 *
 * Finds the settings for an address by its domain. With them, or in their place, stand notes: a
 * mistyped address with the likely one, and whose an address is that has no mailbox here.
 *
 * The outgoing port is first given as %RRM_SECURITY_AUTO, to be looked at; after it stand the modes
 * in the order in which to try them where nobody can look.
 *
 * Returns: (transfer full): the settings, without any where the map has none
 */
RrmLookup *
rrm_provider_map_lookup (RrmProviderMap *map,
                         const RrmAddress *address)
{
  RrmLookup *lookup = rrm_lookup_new (address, RRM_SOURCE_MAP);
  RrmMapGroup *group = rrm_provider_map_find_group (map, rrm_address_get_domain (address));
  const char *username = rrm_address_get_text (address);

  add_notes (map, address, lookup->notes);
  if (group == NULL)
    return lookup;

  add_settings (lookup->incoming, group, RRM_PROTOCOL_IMAP, &group->ports[RRM_PROTOCOL_IMAP],
                username);
  add_settings (lookup->incoming, group, RRM_PROTOCOL_POP3, &group->ports[RRM_PROTOCOL_POP3],
                username);
  add_settings (lookup->outgoing, group, RRM_PROTOCOL_SMTP, &group->ports[RRM_PROTOCOL_SMTP],
                username);
  for (guint i = 0; i < group->smtp_modes->len; i++)
    add_settings (lookup->outgoing, group, RRM_PROTOCOL_SMTP,
                  &g_array_index (group->smtp_modes, RrmMapPort, i), username);
  lookup->username_hint = rrm_provider_map_hint_for_username (map, address);

  return lookup;
}

/**
 * rrm_provider_map_get_second_host:
 * @map: the map
 * @domain: a mail domain in lower case ASCII
 *
 * Returns: (nullable): the other host of the family, worth a try when the first refuses the login;
 *   offered to the person, never tried without being asked for
 */
const char *
rrm_provider_map_get_second_host (RrmProviderMap *map,
                                  const char *domain)
{
  RrmMapGroup *group = rrm_provider_map_find_group (map, domain);

  if (group == NULL || group->second_host == NULL ||
      !rrm_table_matches_pattern ((const char *const *) group->second_for, domain))
    return NULL;

  return group->second_host;
}

/**
 * rrm_provider_map_hint_for_username:
 * @map: the map
 * @address: an address
 *
 * Returns: (transfer full) (nullable): another user name, worth a try when the full address is
 *   refused
 */
char *
rrm_provider_map_hint_for_username (RrmProviderMap *map,
                                    const RrmAddress *address)
{
  const char *domain =
    rrm_provider_map_find_slip (map->usernames, rrm_address_get_domain (address));

  if (domain == NULL)
    return NULL;

  return g_strdup_printf ("%s@%s", rrm_address_get_local_part (address), domain);
}
