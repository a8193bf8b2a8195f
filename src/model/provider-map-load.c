/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/provider-map-private.h"

#include "model/tables.h"

#include <string.h>

/* Reading data/provider-map.ini. What is wrong in it is a bug of the build: it ends the program,
 * and the tests find it. */

static char *
get_string (GKeyFile *table,
            const char *group,
            const char *key)
{
  char *value = g_key_file_get_string (table, group, key, NULL);

  if (value == NULL)
    g_error ("provider-map.ini: [%s] lacks %s", group, key);

  return value;
}

/* "587 starttls" */
static RrmMapPort
parse_port (const char *group,
            const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 2);
  RrmMapPort port = { 0, RRM_SECURITY_TLS };
  guint64 number = 0;

  if (g_strv_length (words) != 2 || !rrm_security_parse (words[1], &port.security) ||
      !g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXUINT16, &number, NULL))
    g_error ("provider-map.ini: [%s] %s is no port", group, text);
  port.port = (guint16) number;

  return port;
}

static RrmMapGroup *
load_group (GKeyFile *table,
            const char *name,
            const char *title)
{
  RrmMapGroup *group = g_new0 (RrmMapGroup, 1);
  g_auto (GStrv) modes = rrm_table_get_list (table, name, "smtp-modes");

  group->name = g_strdup (title);
  group->host = get_string (table, name, "host");
  for (RrmProtocol protocol = 0; protocol < RRM_N_PROTOCOLS; protocol++)
    {
      g_autofree char *port = get_string (table, name, rrm_protocol_to_string (protocol));

      group->ports[protocol] = parse_port (name, port);
    }

  group->smtp_modes = g_array_new (FALSE, FALSE, sizeof (RrmMapPort));
  for (guint i = 0; modes[i] != NULL; i++)
    {
      RrmMapPort mode = parse_port (name, modes[i]);

      g_array_append_val (group->smtp_modes, mode);
    }
  group->domains = rrm_table_get_list (table, name, "domains");
  group->patterns = rrm_table_get_list (table, name, "patterns");
  group->second_host = g_key_file_get_string (table, name, "second-host", NULL);
  group->second_for = rrm_table_get_list (table, name, "second-for");

  return group;
}

static RrmMapStranger *
load_stranger (GKeyFile *table,
               const char *name)
{
  RrmMapStranger *stranger = g_new0 (RrmMapStranger, 1);

  stranger->stranger.kind = get_string (table, name, "kind");
  stranger->stranger.provider = g_key_file_get_string (table, name, "provider", NULL);
  stranger->domains = rrm_table_get_list (table, name, "domains");
  stranger->patterns = rrm_table_get_list (table, name, "patterns");

  return stranger;
}

static RrmMapOldHosts *
load_old_hosts (RrmProviderMap *map,
                const char *name,
                RrmHostKind kind)
{
  RrmMapOldHosts *old = g_new0 (RrmMapOldHosts, 1);
  g_autofree char *group = get_string (map->table, name, "group");

  old->kind = kind;
  old->hosts = rrm_table_get_list (map->table, name, "hosts");
  old->prefixes = rrm_table_get_list (map->table, name, "prefixes");
  old->patterns = rrm_table_get_list (map->table, name, "patterns");
  for (guint i = 0; i < map->groups->len; i++)
    {
      RrmMapGroup *candidate = g_ptr_array_index (map->groups, i);

      if (g_str_equal (candidate->name, group))
        old->group = candidate;
    }
  if (old->group == NULL)
    g_error ("provider-map.ini: [%s] names no group", name);

  return old;
}

static GArray *
load_slips (GKeyFile *table,
            const char *group)
{
  g_auto (GStrv) keys = g_key_file_get_keys (table, group, NULL, NULL);
  GArray *slips = g_array_new (FALSE, FALSE, sizeof (RrmMapSlip));

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      RrmMapSlip slip = { g_strdup (keys[i]), get_string (table, group, keys[i]) };

      g_array_append_val (slips, slip);
    }

  return slips;
}

static GPtrArray *
load_regions (GKeyFile *table)
{
  g_auto (GStrv) keys = g_key_file_get_keys (table, "regions", NULL, NULL);
  GPtrArray *regions = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_auto (GStrv) list = rrm_table_get_list (table, "regions", keys[i]);

      for (guint j = 0; list[j] != NULL; j++)
        g_ptr_array_add (regions, g_strdup (list[j]));
    }

  return regions;
}

static void
load_sections (RrmProviderMap *map,
               char **sections)
{
  /* The groups first: the others point to them. */
  for (guint i = 0; sections[i] != NULL; i++)
    if (g_str_has_prefix (sections[i], "group "))
      {
        RrmMapGroup *group = load_group (map->table, sections[i], sections[i] + strlen ("group "));

        g_ptr_array_add (map->groups, group);
        g_ptr_array_add (map->hosts, group->host);
      }
  g_ptr_array_add (map->hosts, NULL);

  for (guint i = 0; sections[i] != NULL; i++)
    if (g_str_has_prefix (sections[i], "not-here "))
      g_ptr_array_add (map->strangers, load_stranger (map->table, sections[i]));
    else if (g_str_has_prefix (sections[i], "retired "))
      g_ptr_array_add (map->old_hosts, load_old_hosts (map, sections[i], RRM_HOST_RETIRED));
    else if (g_str_has_prefix (sections[i], "wrong-host "))
      g_ptr_array_add (map->old_hosts, load_old_hosts (map, sections[i], RRM_HOST_TYPO));
}

/*< private >
 * rrm_provider_map_load:
 *
 * Returns: (transfer full): the map; it lives as long as the program
 */
RrmProviderMap *
rrm_provider_map_load (void)
{
  RrmProviderMap *map = g_new0 (RrmProviderMap, 1);
  g_auto (GStrv) sections = NULL;

  map->table = rrm_table_load ("provider-map.ini");
  map->groups = g_ptr_array_new ();
  map->strangers = g_ptr_array_new ();
  map->old_hosts = g_ptr_array_new ();
  map->hosts = g_ptr_array_new ();
  sections = g_key_file_get_groups (map->table, NULL);
  load_sections (map, sections);
  map->labels = load_slips (map->table, "wrong-labels");
  map->domains = load_slips (map->table, "wrong-domains");
  map->endings = load_slips (map->table, "wrong-endings");
  map->last_labels = load_slips (map->table, "wrong-last-labels");
  map->doubtful = load_slips (map->table, "doubtful-domains");
  map->usernames = load_slips (map->table, "usernames");
  map->regions = load_regions (map->table);

  return map;
}
