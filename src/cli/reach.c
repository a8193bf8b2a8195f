/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/reach.h"

#include "cli/command.h"

#include <glib/gi18n.h>

/**
 * rrm_cli_reach_add_options:
 * @reach: where they go
 * @group: a command's options
 *
 * Adds the options.
 */
void
rrm_cli_reach_add_options (RrmCliReach *reach,
                           GOptionGroup *group)
{
  const GOptionEntry entries[] = {
    { "only", 0, 0, G_OPTION_ARG_FILENAME, &reach->only, N_ ("One direction alone"),
      N_ ("incoming|outgoing") },
    { "ipv4", '4', 0, G_OPTION_ARG_NONE, &reach->ipv4, N_ ("Connect by IPv4 only"), NULL },
    { "ipv6", '6', 0, G_OPTION_ARG_NONE, &reach->ipv6, N_ ("Connect by IPv6 only"), NULL },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &reach->ca_file,
      N_ ("Certificates to trust beside the system’s"), N_ ("FILE") },
    { "connect-to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &reach->connect_to,
      N_ ("Go to ADDRESS:PORT2 where HOST:PORT is meant"), N_ ("HOST:PORT:ADDRESS:PORT2") },
    { "no-probes", 0, 0, G_OPTION_ARG_NONE, &reach->no_probes,
      N_ ("Do not look at other ports and hosts for comparison"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_group_add_entries (group, entries);
}

/**
 * rrm_cli_reach_add_lookup:
 * @reach: where they go
 * @context: a command's options
 *
 * Adds the options of a command that tests nothing, but may ask a provider for its servers.
 */
void
rrm_cli_reach_add_lookup (RrmCliReach *reach,
                          GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "offline", 0, 0, G_OPTION_ARG_NONE, &reach->offline,
      N_ ("Look settings up without the network"), NULL },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &reach->ca_file,
      N_ ("Certificates to trust beside the system’s"), N_ ("FILE") },
    { "connect-to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &reach->connect_to,
      N_ ("Go to ADDRESS:PORT2 where HOST:PORT is meant"), N_ ("HOST:PORT:ADDRESS:PORT2") },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

/**
 * rrm_cli_reach_apply:
 * @reach: what was typed
 * @options: where it goes
 * @error: return location for an error
 *
 * Sets which servers are tested, and how.
 *
 * Returns: whether it was right
 */
gboolean
rrm_cli_reach_apply (const RrmCliReach *reach,
                     RrmCheckOptions *options,
                     GError **error)
{
  if (reach->only != NULL && g_str_equal (reach->only, "incoming"))
    options->outgoing = FALSE;
  else if (reach->only != NULL && g_str_equal (reach->only, "outgoing"))
    options->incoming = FALSE;
  else if (reach->only != NULL)
    return rrm_cli_set_usage (error, _ ("--only: “%s” is neither incoming nor outgoing."),
                              reach->only);
  if (reach->ipv4 && reach->ipv6)
    return rrm_cli_set_usage (error, "%s", _ ("--ipv4 and --ipv6 exclude each other."));
  if (reach->ipv4)
    options->family = G_SOCKET_FAMILY_IPV4;
  if (reach->ipv6)
    options->family = G_SOCKET_FAMILY_IPV6;
  options->probes = !reach->no_probes;

  return TRUE;
}

/**
 * rrm_cli_reach_open_ways:
 * @reach: what was typed
 * @options: where it goes
 * @error: return location for an error
 *
 * Reads the redirects, and the file of certificates.
 *
 * Returns: whether that was possible
 */
gboolean
rrm_cli_reach_open_ways (const RrmCliReach *reach,
                         RrmCheckOptions *options,
                         GError **error)
{
  for (guint i = 0; reach->connect_to != NULL && reach->connect_to[i] != NULL; i++)
    if (!rrm_redirects_add_text (options->redirects, reach->connect_to[i], NULL))
      return rrm_cli_set_usage (error, _ ("--connect-to: “%s” is not HOST:PORT:ADDRESS:PORT2."),
                                reach->connect_to[i]);
  if (reach->ca_file != NULL && !rrm_trust_add_file (options->trust, reach->ca_file, NULL))
    {
      g_set_error (error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
                   _ ("--ca-file: no certificates can be read from %s."), reach->ca_file);
      return FALSE;
    }

  return TRUE;
}

void
rrm_cli_reach_clear (RrmCliReach *reach)
{
  g_clear_pointer (&reach->only, g_free);
  g_clear_pointer (&reach->ca_file, g_free);
  g_clear_pointer (&reach->connect_to, g_strfreev);
}
