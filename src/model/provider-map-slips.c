/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/provider-map-private.h"

#include "model/tables.h"

#include <string.h>

/* Shorter names are one slip away from too many real ones. */
#define MIN_REGION 5
#define MIN_DOMAIN 11

static gboolean
is_exact (RrmProviderMap *map,
          const char *domain)
{
  for (guint i = 0; i < map->groups->len; i++)
    {
      RrmMapGroup *group = g_ptr_array_index (map->groups, i);

      if (g_strv_contains ((const char *const *) group->domains, domain))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_region (RrmProviderMap *map,
           const char *region)
{
  for (guint i = 0; i < map->regions->len; i++)
    if (g_str_equal (g_ptr_array_index (map->regions, i), region))
      return TRUE;

  return FALSE;
}

/* "wi.rr.com.com" */
static char *
correct_ending (RrmProviderMap *map,
                const char *domain)
{
  for (guint i = 0; i < map->endings->len; i++)
    {
      const RrmMapSlip *slip = &g_array_index (map->endings, RrmMapSlip, i);
      g_autofree char *repaired = NULL;

      /* "rr.com.com" itself has no region and no dot before it. */
      if (g_str_equal (domain, slip->wrong + 1))
        return g_strdup (slip->right + 1);
      if (!g_str_has_suffix (domain, slip->wrong))
        continue;
      repaired = g_strndup (domain, strlen (domain) - strlen (slip->wrong));
      if (is_region (map, repaired))
        return g_strconcat (repaired, slip->right, NULL);
    }

  return NULL;
}

/* "charter.ner" */
static char *
correct_last_label (RrmProviderMap *map,
                    const char *domain)
{
  const char *dot = strrchr (domain, '.');
  const char *right = dot != NULL ? rrm_provider_map_find_slip (map->last_labels, dot + 1) : NULL;
  g_autofree char *stem = NULL;
  g_autofree char *repaired = NULL;
  const char *likelier;

  if (right == NULL)
    return NULL;

  stem = g_strndup (domain, (gsize) (dot - domain));
  repaired = g_strconcat (stem, ".", right, NULL);
  if (!is_exact (map, repaired))
    return NULL;
  likelier = rrm_provider_map_get_likelier_domain (map, repaired);

  return likelier != NULL ? g_strdup (likelier) : g_steal_pointer (&repaired);
}

/* "tampabat.rr.com": one slip from one known region, and no known region itself. */
static char *
correct_region (RrmProviderMap *map,
                const char *domain)
{
  g_autofree char *region = NULL;
  const char *found = NULL;

  if (!g_str_has_suffix (domain, ".rr.com"))
    return NULL;
  region = g_strndup (domain, strlen (domain) - strlen (".rr.com"));
  if (is_region (map, region))
    return NULL;

  for (guint i = 0; i < map->regions->len; i++)
    {
      const char *known = g_ptr_array_index (map->regions, i);

      if (strlen (known) < MIN_REGION || rrm_table_distance (region, known) != 1)
        continue;
      if (found != NULL)
        return NULL;
      found = known;
    }

  return found != NULL ? g_strconcat (found, ".rr.com", NULL) : NULL;
}

/* "charer.net" */
static char *
correct_near_miss (RrmProviderMap *map,
                   const char *domain)
{
  for (guint i = 0; i < map->groups->len; i++)
    {
      RrmMapGroup *group = g_ptr_array_index (map->groups, i);

      for (guint j = 0; group->domains[j] != NULL; j++)
        if (strlen (group->domains[j]) >= MIN_DOMAIN &&
            !g_str_has_suffix (group->domains[j], ".rr.com") &&
            rrm_table_distance (domain, group->domains[j]) == 1)
          return g_strdup (group->domains[j]);
    }

  return NULL;
}

/**
 * rrm_provider_map_correct_domain:
 * @map: the map
 * @domain: a mail domain in lower case ASCII
 *
 * Returns: (transfer full) (nullable): the domain of the family that is meant, where @domain is a
 *   mistyped one
 */
char *
rrm_provider_map_correct_domain (RrmProviderMap *map,
                                 const char *domain)
{
  const char *right = rrm_provider_map_find_slip (map->domains, domain);
  char *repaired;

  if (right != NULL)
    return g_strdup (right);
  if (is_exact (map, domain) || rrm_provider_map_get_stranger (map, domain) != NULL)
    return NULL;

  repaired = correct_ending (map, domain);
  if (repaired == NULL)
    repaired = correct_last_label (map, domain);
  if (repaired == NULL)
    repaired = correct_region (map, domain);
  if (repaired == NULL && !rrm_provider_map_has_domain (map, domain))
    repaired = correct_near_miss (map, domain);

  return repaired;
}

/**
 * rrm_provider_map_get_likelier_domain:
 * @map: the map
 * @domain: a mail domain in lower case ASCII
 *
 * Returns: (nullable): a domain that is likelier to be meant than @domain, which exists too
 */
const char *
rrm_provider_map_get_likelier_domain (RrmProviderMap *map,
                                      const char *domain)
{
  return rrm_provider_map_find_slip (map->doubtful, domain);
}

/**
 * rrm_provider_map_suggest_address:
 * @map: the map
 * @text: what the person typed
 *
 * Mends what cannot stand in an address (spaces, a comma for a dot, a dot at its end), and a
 * mistyped domain of the family.
 *
 * Returns: (transfer full) (nullable): the address that is meant, where it is one of the family and
 *   another one than @text
 */
char *
rrm_provider_map_suggest_address (RrmProviderMap *map,
                                  const char *text)
{
  g_autoptr (GString) tidy = g_string_new (NULL);
  g_autoptr (RrmAddress) address = NULL;
  g_autofree char *right = NULL;
  const char *domain;

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p == ',')
      g_string_append_c (tidy, '.');
    else if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (tidy, g_utf8_get_char (p));
  while (tidy->len > 0 && tidy->str[tidy->len - 1] == '.')
    g_string_truncate (tidy, tidy->len - 1);

  address = rrm_address_parse (tidy->str, NULL);
  if (address == NULL)
    return NULL;
  domain = rrm_address_get_domain (address);
  right = rrm_provider_map_correct_domain (map, domain);
  if (right != NULL)
    return g_strdup_printf ("%s@%s", rrm_address_get_local_part (address), right);
  if (!rrm_provider_map_has_domain (map, domain) || g_str_equal (tidy->str, text))
    return NULL;

  return g_strdup (rrm_address_get_text (address));
}
