/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

#include "model/tables.h"

#include <string.h>

static GKeyFile *
get_table (void)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, (gsize) rrm_table_load ("interceptors.ini"));

  return (GKeyFile *) table;
}

/* Whether @word stands in @text with no letter or digit beside it. */
static gboolean
has_word (const char *text,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    if ((p == text || !g_ascii_isalnum (p[-1])) && !g_ascii_isalnum (p[length]))
      return TRUE;

  return FALSE;
}

/**
 * rrm_interceptor_find:
 * @issuer: the issuer of a certificate, a distinguished name
 * @product: (out) (transfer full): the program or device that makes such certificates
 * @maker: (out) (transfer full): whose it is
 *
 * Returns: whether it is one of those that are known to stand between a computer and its servers
 */
gboolean
rrm_interceptor_find (const char *issuer,
                      char **product,
                      char **maker)
{
  GKeyFile *table = get_table ();
  g_auto (GStrv) groups = g_key_file_get_groups (table, NULL);
  g_autofree char *lower = g_ascii_strdown (issuer, -1);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) words = rrm_table_get_list (table, groups[i], "issuer");

      for (guint j = 0; words[j] != NULL; j++)
        {
          g_autofree char *word = g_ascii_strdown (words[j], -1);

          if (!has_word (lower, word))
            continue;
          *product = g_key_file_get_string (table, groups[i], "product", NULL);
          *maker = g_key_file_get_string (table, groups[i], "maker", NULL);
          return TRUE;
        }
    }

  return FALSE;
}
