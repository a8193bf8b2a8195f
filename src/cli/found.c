/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/found.h"

#include "cli/command.h"
#include "cli/question.h"
#include "explain/lookup-text.h"
#include "model/provider-map.h"
#include "model/server-url.h"

#include <glib/gi18n.h>

/* Servers that somebody on the network has named. A name server or a guess can name anybody's: they
 * are shown, and a person agrees, before anything goes there. */

/**
 * rrm_cli_find_lacking:
 * @account: an account
 * @options: what of it is tested
 *
 * Returns: whether a server is lacking that would be tested
 */
gboolean
rrm_cli_find_lacking (RrmAccount *account,
                      const RrmCheckOptions *options)
{
  return (options->incoming && rrm_account_get_incoming (account) == NULL) ||
         (options->outgoing && rrm_account_get_outgoing (account) == NULL);
}

static void
add_if_found (GPtrArray *list,
              RrmServiceSettings *settings)
{
  if (settings != NULL && rrm_service_settings_get_source (settings) != RRM_SOURCE_PERSON &&
      rrm_service_settings_get_source (settings) != RRM_SOURCE_SAVED)
    g_ptr_array_add (list, g_object_ref (settings));
}

/* What of the account was found, and not given. */
static RrmLookup *
choose_found (RrmAccount *account,
              const RrmAddress *address,
              const RrmLookup *found)
{
  RrmLookup *chosen = rrm_lookup_new (address, found->source);

  add_if_found (chosen->incoming, rrm_account_get_incoming (account));
  add_if_found (chosen->outgoing, rrm_account_get_outgoing (account));

  return chosen;
}

/* A server of another domain may be right, and is worth a second look. */
static void
add_strangers (GString *text,
               GPtrArray *list,
               const char *domain)
{
  for (guint i = 0; i < list->len; i++)
    {
      const char *host = rrm_service_settings_get_host (g_ptr_array_index (list, i));
      g_autofree char *note = rrm_explain_stranger (host, domain);

      if (!rrm_host_is_within (host, domain))
        g_string_append_printf (text, "%s\n", note);
    }
}

static char *
describe (const RrmLookup *chosen,
          const RrmAddress *address)
{
  const char *domain = rrm_address_get_domain (address);
  g_autofree char *servers = rrm_lookup_to_text (chosen);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("“%s” is not in the built-in list. These servers were found:\n"),
                          rrm_address_get_text (address));
  g_string_append (text, servers);
  add_strangers (text, chosen->incoming, domain);
  add_strangers (text, chosen->outgoing, domain);

  return g_string_free (text, FALSE);
}

static void
add_option (GString *line,
            const char *option,
            GPtrArray *list,
            const char *address)
{
  for (guint i = 0; i < list->len; i++)
    {
      RrmServiceSettings *settings = g_ptr_array_index (list, i);
      g_autofree char *url = rrm_server_url_format (settings, address);

      g_string_append_printf (line, " --%s=%s", option, url);
      if (rrm_service_settings_get_auth (settings) == RRM_AUTH_NONE)
        g_string_append (line, " --outgoing-auth=none");
    }
}

static gboolean
refuse (const RrmLookup *chosen,
        GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, _ ("“%s” is not in the built-in list. If the servers that were "
                                   "found are right, name them:"), chosen->address);
  add_option (line, "incoming", chosen->incoming, chosen->address);
  add_option (line, "outgoing", chosen->outgoing, chosen->address);
  g_set_error_literal (error, RRM_CLI_ERROR, RRM_CLI_ERROR_UNCONFIRMED, line->str);

  return FALSE;
}

/**
 * rrm_cli_confirm_found:
 * @account: an account that was put together from what was found
 * @address: its address
 * @found: what was found
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Shows the servers that were found, and asks. Where nobody can answer, they are named as options,
 * to be given next time.
 *
 * Returns: whether they may be used
 */
gboolean
rrm_cli_confirm_found (RrmAccount *account,
                       const RrmAddress *address,
                       const RrmLookup *found,
                       GError **error)
{
  g_autoptr (RrmLookup) chosen = choose_found (account, address, found);
  g_autofree char *text = NULL;

  if (rrm_lookup_is_empty (chosen))
    return TRUE;
  if (!rrm_cli_can_ask ())
    return refuse (chosen, error);

  text = describe (chosen, address);
  g_printerr ("%s", text);
  if (rrm_cli_ask (_ ("Your password would go to these servers. Use them? [y/N]")))
    return TRUE;

  return rrm_cli_set_usage (error, "%s",
                            _ ("Nothing was done. Other servers can be named with --incoming=URL "
                               "and --outgoing=URL."));
}

/**
 * rrm_cli_set_unknown:
 * @address: an address whose servers nobody knows
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Says so. For an address of somebody else, or one that nobody has, that is said; it is likelier
 * than that the servers were left out on purpose.
 *
 * Returns: %FALSE
 */
gboolean
rrm_cli_set_unknown (const RrmAddress *address,
                     GError **error)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  const char *text = rrm_address_get_text (address);
  const char *domain = rrm_address_get_domain (address);
  g_autofree char *right = rrm_provider_map_correct_domain (map, domain);

  if (right != NULL)
    return rrm_cli_set_usage (error, _ ("“%s” looks misspelled. Is “%s@%s” meant?"), text,
                              rrm_address_get_local_part (address), right);

  return rrm_cli_set_usage (error,
                            _ ("“%s” is not in the built-in list of addresses. Use --incoming=URL "
                               "and --outgoing=URL."),
                            text);
}
