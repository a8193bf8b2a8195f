/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/provider-map-private.h"

#include "model/tables.h"

#include <string.h>

/* A short name is one slip away from too many others. */
#define SHORT_HOST 14

static void
set_expected (const char **expected,
              const char *host)
{
  if (expected != NULL)
    *expected = host;
}

/* What people type between the parts of a name; they are no letters of it. */
static char *
tidy_host (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  GString *host = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p++)
    if (*p == ',')
      g_string_append_c (host, '.');
    else if (!g_ascii_isspace (*p))
      g_string_append_c (host, *p);
  if (host->len > 0 && host->str[host->len - 1] == '.')
    g_string_truncate (host, host->len - 1);

  return g_string_free (host, FALSE);
}

/* Returns: (nullable): the domain behind one of the prefixes: "nc.rr.com" */
static const char *
find_old_domain (RrmProviderMap *map,
                 const RrmMapOldHosts *old,
                 const char *host)
{
  for (guint i = 0; old->prefixes[i] != NULL; i++)
    {
      const char *domain = host + strlen (old->prefixes[i]);

      if (g_str_has_prefix (host, old->prefixes[i]) &&
          rrm_table_matches_pattern ((const char *const *) old->patterns, domain) &&
          rrm_provider_map_get_stranger (map, domain) == NULL)
        return domain;
    }

  return NULL;
}

/* A name that never was a host counts only for an address of the family: some are others'. */
static RrmHostKind
classify_old (RrmProviderMap *map,
              const char *host,
              RrmMapGroup *group,
              const char **expected)
{
  for (guint i = 0; i < map->old_hosts->len; i++)
    {
      RrmMapOldHosts *old = g_ptr_array_index (map->old_hosts, i);
      const char *domain = find_old_domain (map, old, host);
      RrmMapGroup *replacement = group;

      if (domain == NULL && !g_strv_contains ((const char *const *) old->hosts, host))
        continue;
      if (old->kind == RRM_HOST_TYPO && group == NULL)
        continue;

      if (replacement == NULL && domain != NULL)
        replacement = rrm_provider_map_find_group (map, domain);
      set_expected (expected, (replacement != NULL ? replacement : old->group)->host);
      return old->kind;
    }

  return RRM_HOST_UNKNOWN;
}

/* "smpt.san.rr.com": a slip in the first label of a name that is known otherwise. */
static gboolean
has_slip_in_label (RrmProviderMap *map,
                   const char *host,
                   RrmMapGroup *group,
                   const char **expected)
{
  const char *dot = strchr (host, '.');
  g_autofree char *label = dot != NULL ? g_strndup (host, (gsize) (dot - host)) : NULL;
  const char *right = label != NULL ? rrm_provider_map_find_slip (map->labels, label) : NULL;
  g_autofree char *repaired = right != NULL ? g_strconcat (right, dot, NULL) : NULL;
  RrmMapGroup *found = repaired != NULL ? rrm_provider_map_find_host (map, repaired) : NULL;

  if (repaired == NULL)
    return FALSE;
  if (found == NULL)
    return classify_old (map, repaired, group, expected) != RRM_HOST_UNKNOWN;

  set_expected (expected, (group != NULL ? group : found)->host);

  return TRUE;
}

/* The domain of the address where its server belongs: "nc.rr.com", "charter.net". */
static gboolean
is_bare_domain (RrmProviderMap *map,
                const char *host)
{
  g_autofree char *region = g_str_has_suffix (host, ".rr.com")
                                ? g_strndup (host, strlen (host) - strlen (".rr.com"))
                                : NULL;

  if (region != NULL)
    return strchr (region, '.') == NULL;

  return rrm_provider_map_find_group (map, host) != NULL;
}

static gboolean
is_near_miss (RrmProviderMap *map,
              const char *host)
{
  for (guint i = 0; i + 1 < map->hosts->len; i++)
    {
      const char *right = g_ptr_array_index (map->hosts, i);
      guint limit = strlen (right) > SHORT_HOST ? 2 : 1;

      if (rrm_table_distance (host, right) <= limit)
        return TRUE;
    }

  return FALSE;
}

/**
 * rrm_provider_map_classify_host:
 * @map: the map
 * @host: a host as it was set, or as it was typed
 * @domain: (nullable): the domain of the address, in lower case ASCII
 * @expected: (out) (optional) (nullable): the host for that address; where the address tells
 *   nothing, what replaced an old host; %NULL where neither is known
 *
 * Tells what a host is for an address. That a name looks like a slip counts only for addresses of
 * the family: the same name can be right elsewhere.
 *
 * Returns: what it is
 */
RrmHostKind
rrm_provider_map_classify_host (RrmProviderMap *map,
                                const char *host,
                                const char *domain,
                                const char **expected)
{
  g_autofree char *tidy = tidy_host (host);
  RrmMapGroup *group = domain != NULL ? rrm_provider_map_find_group (map, domain) : NULL;
  RrmMapGroup *served = rrm_provider_map_find_host (map, tidy);
  RrmHostKind kind;

  set_expected (expected, group != NULL ? group->host : NULL);
  if (served != NULL)
    {
      if (group == NULL)
        return RRM_HOST_UNKNOWN;
      if (g_ascii_strcasecmp (tidy, host) != 0)
        return RRM_HOST_TYPO;
      if (served == group)
        return RRM_HOST_OWN;
      if (g_strcmp0 (rrm_provider_map_get_second_host (map, domain), tidy) == 0)
        return RRM_HOST_SECOND;
      return RRM_HOST_OTHER_ADDRESSES;
    }

  kind = classify_old (map, tidy, group, expected);
  if (kind != RRM_HOST_UNKNOWN)
    return kind;
  if (has_slip_in_label (map, tidy, group, expected))
    return RRM_HOST_TYPO;
  if (group != NULL && (is_bare_domain (map, tidy) || is_near_miss (map, tidy)))
    return RRM_HOST_TYPO;

  return RRM_HOST_UNKNOWN;
}

/**
 * rrm_provider_map_get_hosts:
 * @map: the map
 *
 * Returns: (transfer none) (array zero-terminated=1): all hosts of the family that serve today
 */
const char *const *
rrm_provider_map_get_hosts (RrmProviderMap *map)
{
  return (const char *const *) map->hosts->pdata;
}

/**
 * rrm_provider_map_get_siblings:
 * @map: the map
 * @host: a host in lower case
 *
 * Returns: (transfer full) (array zero-terminated=1): the other hosts of the family that serve
 *   today; none where @host is no host of the map
 */
char **
rrm_provider_map_get_siblings (RrmProviderMap *map,
                               const char *host)
{
  g_autoptr (GStrvBuilder) siblings = g_strv_builder_new ();

  if (rrm_provider_map_find_host (map, host) != NULL)
    for (guint i = 0; i + 1 < map->hosts->len; i++)
      if (!g_str_equal (g_ptr_array_index (map->hosts, i), host))
        g_strv_builder_add (siblings, g_ptr_array_index (map->hosts, i));

  return g_strv_builder_end (siblings);
}

/**
 * rrm_provider_map_suggest_host:
 * @map: the map
 * @text: a server's name as typed
 * @domain: (nullable): the domain of the address, in lower case ASCII
 *
 * Returns: (transfer full) (nullable): the host that is meant or that serves this address, where
 *   @text is known to be another one
 */
char *
rrm_provider_map_suggest_host (RrmProviderMap *map,
                               const char *text,
                               const char *domain)
{
  const char *expected = NULL;
  RrmHostKind kind = rrm_provider_map_classify_host (map, text, domain, &expected);

  if (kind != RRM_HOST_TYPO && kind != RRM_HOST_RETIRED && kind != RRM_HOST_OTHER_ADDRESSES)
    return NULL;

  return g_strdup (expected);
}
