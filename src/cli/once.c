/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/once.h"

#include "cli/command.h"

#include <glib/gi18n.h>
#include <string.h>

/* What GLib takes without a word: of an option that is given twice it keeps the last value, and
 * drops the value of one that has none. Both are slips that change what is tested. */

/* Options without a value. */
static const char *const flags[] = {
  "add", "all", "allow-cleartext", "deliver", "dry-run", "ipv4", "ipv6", "json",
  "list", "no-probes", "no-save", "offline", "test", "transcript", "with-password", NULL,
};

/* Options that mean something each time. */
static const char *const repeatable[] = { "connect-to", "finding", NULL };

static const struct
{
  char letter;
  const char *name;
} letters[] = { { '4', "ipv4" }, { '6', "ipv6" }, { 'j', "jobs" } };

/* Returns: (nullable): the long name of a single short option */
static char *
find_letter (const char *argument)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (argument[1] == letters[i].letter && (argument[2] == '\0' || argument[1] == 'j'))
      return g_strdup (letters[i].name);

  return NULL;
}

static gboolean
has_own_value (const char *argument)
{
  return g_str_has_prefix (argument, "--") ? strchr (argument, '=') != NULL : argument[2] != '\0';
}

static char *
get_name (const char *argument)
{
  if (!g_str_has_prefix (argument, "--"))
    return argument[0] == '-' && argument[1] != '\0' ? find_letter (argument) : NULL;

  return g_strndup (argument + 2, strcspn (argument + 2, "="));
}

/**
 * rrm_cli_check_once:
 * @argc: the number of arguments
 * @argv: the arguments, the command's own name first
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Looks for what contradicts itself before the options are read.
 *
 * Returns: whether nothing does
 */
gboolean
rrm_cli_check_once (int argc,
                    char **argv,
                    GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    {
      g_autofree char *name = get_name (argv[i]);
      gboolean flag = name != NULL && g_strv_contains (flags, name);

      if (name == NULL || g_str_has_prefix (name, "help"))
        continue;
      if (flag && has_own_value (argv[i]))
        return rrm_cli_set_usage (error, _ ("--%s takes no value."), name);
      if (g_hash_table_contains (seen, name) && !g_strv_contains (repeatable, name))
        return rrm_cli_set_usage (error, _ ("--%s is given twice."), name);
      /* Its value is the next argument, whatever that looks like. */
      if (!flag && !has_own_value (argv[i]) && !g_str_equal (name, "practice"))
        i++;
      g_hash_table_add (seen, g_steal_pointer (&name));
    }

  return TRUE;
}
