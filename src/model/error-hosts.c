/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-hosts.h"

#include "model/address.h"
#include "model/provider-map.h"

#include <string.h>

/* What a name of a server says: more than any words. */
#define WEIGHT_HOST 12

/* The domain of an address of the family that stands in the text, or NULL. */
static char *
find_domain (const char *const *words)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at = strrchr (words[i], '@');
      const char *domain = at != NULL ? at + 1 : words[i];

      if (strchr (domain, '.') != NULL && rrm_provider_map_has_domain (map, domain))
        return g_strdup (domain);
    }

  return NULL;
}

static void
add (RrmErrorScores *scores,
     RrmFindingCode code,
     const char *host)
{
  rrm_error_scores_add (scores, &code, 1, WEIGHT_HOST, FALSE);
  rrm_error_scores_set_detail (scores, code, "host", host);
}

/* Returns whether the name is one of the family's. */
static gboolean
score_host (RrmErrorScores *scores,
            const char *host,
            const char *domain)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  /* Whoever asks here has an address of the family, told or not; but only a told one says which of
   * its servers is the right one. */
  RrmHostKind kind =
    rrm_provider_map_classify_host (map, host, domain != NULL ? domain : "rr.com", NULL);

  switch (kind)
    {
    case RRM_HOST_RETIRED:
      add (scores, RRM_FINDING_HOST_RETIRED, host);
      return TRUE;
    case RRM_HOST_TYPO:
      add (scores, RRM_FINDING_HOST_TYPO, host);
      return TRUE;
    case RRM_HOST_OTHER_ADDRESSES:
      if (domain != NULL)
        add (scores, RRM_FINDING_HOST_FOR_OTHER_ADDRESSES, host);
      return TRUE;
    case RRM_HOST_OWN:
    case RRM_HOST_SECOND:
      return TRUE;
    case RRM_HOST_UNKNOWN:
    default:
      return FALSE;
    }
}

/* "my domain is hvc.rr.com" names no server; "connect to nycap.rr.com" does. */
static gboolean
names_a_server (const char *const *words,
                guint index)
{
  static const char *const before[] = { "to", "server", "host", "hostname", NULL };
  RrmProviderMap *map = rrm_provider_map_get_default ();

  if (strchr (words[index], '.') == NULL || strchr (words[index], '@') != NULL)
    return FALSE;
  if (!rrm_provider_map_has_domain (map, words[index]) ||
      rrm_provider_map_classify_host (map, words[index], NULL, NULL) == RRM_HOST_RETIRED)
    return TRUE;

  return index > 0 && g_strv_contains (before, words[index - 1]);
}

static gboolean
follows_username (const char *const *words,
                  guint index,
                  guint back)
{
  return index >= back && g_str_has_prefix (words[index - back], "user") &&
         g_str_has_suffix (words[index - back], "name");
}

/* Where the words say which user name was refused: "with username pat.ca.rr.com failed". */
static gboolean
is_username (const char *const *words,
             guint index)
{
  for (guint back = 1; back <= 3; back++)
    if (follows_username (words, index, back))
      return TRUE;

  return FALSE;
}

/* "with username pat.ca.rr.com failed", "with username pat failed": the name has no @. */
static void
score_username (RrmErrorScores *scores,
                const char *const *words)
{
  const RrmFindingCode code = RRM_FINDING_USERNAME_NEEDS_DOMAIN;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean dotted = strchr (words[i], '.') != NULL;

      if (words[i + 1] != NULL && g_str_has_prefix (words[i + 1], "fail") &&
          strchr (words[i], '@') == NULL &&
          (dotted ? is_username (words, i) : follows_username (words, i, 1)))
        rrm_error_scores_add (scores, &code, 1, WEIGHT_HOST, FALSE);
    }
}

static GRegex *
get_name_regex (void)
{
  static gsize regex = 0;

  if (g_once_init_enter (&regex))
    {
      const char *name = "(?<![\\w@.-])[a-z0-9-]{1,63}(?:[.,][a-z0-9-]{1,63}){1,5}(?![\\w@])";

      g_once_init_leave (
        &regex, (gsize) g_regex_new (name, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
    }

  return (GRegex *) regex;
}

/* "mail.twc,com" comes apart as words, so it is looked for in the text itself. */
static void
score_commas (RrmErrorScores *scores,
              const char *text)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_regex_match (get_name_regex (), valid, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *name = g_match_info_fetch (match, 0);
      g_autofree char *dotted = g_ascii_strdown (name, -1);
      RrmHostKind kind;

      g_strdelimit (dotted, ",", '.');
      kind = rrm_provider_map_classify_host (map, dotted, "rr.com", NULL);
      if (strchr (name, ',') != NULL && kind != RRM_HOST_UNKNOWN)
        add (scores, RRM_FINDING_HOST_TYPO, name);
      g_match_info_next (match, NULL);
    }
}

/**
 * rrm_error_hosts_score:
 * @text: a text
 * @words: its words
 * @scores: where the names of servers in it count
 *
 * Returns: whether it names a server or an address of the family
 */
gboolean
rrm_error_hosts_score (const char *text,
                       RrmErrorWords *words,
                       RrmErrorScores *scores)
{
  const char *const *list = rrm_error_words_get (words);
  g_autofree char *domain = find_domain (list);
  gboolean found = domain != NULL;

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *host = NULL;

      if (!names_a_server (list, i) || is_username (list, i))
        continue;
      host = rrm_host_normalize (list[i], NULL);
      if (host != NULL && !rrm_host_is_literal (host))
        found |= score_host (scores, host, domain);
    }
  score_username (scores, list);
  score_commas (scores, text);

  return found;
}
