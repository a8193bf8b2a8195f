/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/chosen.h"

#include "base/text.h"
#include "cli/discovery.h"
#include "cli/found.h"
#include "discover/discover.h"
#include "explain/explain.h"
#include "model/address.h"
#include "model/provider-map.h"

#include <glib/gi18n.h>

/* A name that somebody typed may stand in a refusal; it stays one line. */
#define MAX_SENTENCE_CHARACTERS 500

static gboolean
is_same_server (RrmServiceSettings *settings,
                RrmServiceSettings *other)
{
  return rrm_service_settings_get_protocol (settings) ==
           rrm_service_settings_get_protocol (other) &&
         g_ascii_strcasecmp (rrm_service_settings_get_host (settings),
                             rrm_service_settings_get_host (other)) == 0 &&
         rrm_service_settings_get_port (settings) == rrm_service_settings_get_port (other);
}

/* What the last passed test of a saved account used. */
static gboolean
find_tested (const RrmGoodResult *result,
             RrmServiceSettings *settings,
             RrmSecurity *security)
{
  RrmGoodService *service = NULL;

  if (result != NULL)
    service = rrm_service_settings_get_protocol (settings) == RRM_PROTOCOL_SMTP ? result->outgoing
                                                                                : result->incoming;
  if (service == NULL || !is_same_server (service->settings, settings) ||
      service->security == RRM_SECURITY_AUTO)
    return FALSE;
  *security = service->security;

  return TRUE;
}

/* The first way of this server that look-up is sure of. */
static gboolean
find_listed (GPtrArray *candidates,
             RrmServiceSettings *settings,
             RrmSecurity *security)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      RrmServiceSettings *candidate = g_ptr_array_index (candidates, i);

      if (!is_same_server (candidate, settings) ||
          rrm_service_settings_get_security (candidate) == RRM_SECURITY_AUTO)
        continue;
      *security = rrm_service_settings_get_security (candidate);
      return TRUE;
    }

  return FALSE;
}

/* Nothing is tested here, so "look at it" has to become one of the two ways. */
static void
settle_security (RrmServiceSettings *settings,
                 const RrmGoodResult *result,
                 GPtrArray *candidates)
{
  RrmSecurity security;

  if (settings == NULL || rrm_service_settings_get_security (settings) != RRM_SECURITY_AUTO)
    return;
  if (find_tested (result, settings, &security))
    {
      rrm_service_settings_set_security (settings, security);
      return;
    }
  if (!find_listed (candidates, settings, &security))
    return;

  rrm_service_settings_set_security (settings, security);
  g_printerr (_ ("Note: %s, port %u: %s is assumed. “rrmail test” finds out for sure.\n"),
              rrm_service_settings_get_host (settings),
              (guint) rrm_service_settings_get_port (settings),
              rrm_explain_security (security));
}

static void
print_notes (RrmLookup *lookup)
{
  for (guint i = 0; i < lookup->notes->len; i++)
    {
      g_autoptr (RrmExplanation) note =
        rrm_explain_finding (g_ptr_array_index (lookup->notes, i), NULL);

      g_printerr ("%s\n", note->title);
    }
}

/* Asks the provider; what it says is used when the person agrees. What is found takes the place of
 * what @found was. */
static RrmAccount *
discover_servers (RrmCliSettings *settings,
                  const RrmAddress *address,
                  RrmCliSaved *kept,
                  RrmCheckOptions *options,
                  RrmLookup **found,
                  GError **error)
{
  gboolean stopped;
  RrmLookup *told = rrm_cli_look_up (address, options, &stopped);
  g_autoptr (RrmLookup) candidates = rrm_cli_saved_put_first (kept, told);
  g_autoptr (RrmAccount) account = NULL;

  rrm_lookup_unref (*found);
  *found = told;
  if (stopped)
    {
      g_set_error_literal (error, RRM_CLI_ERROR, RRM_CLI_ERROR_STOPPED, _ ("Stopped."));
      return NULL;
    }
  account = rrm_cli_settings_to_account (settings, rrm_address_get_text (address), candidates,
                                         error);
  if (account == NULL || !rrm_cli_confirm_found (account, address, told, error))
    return NULL;

  return g_steal_pointer (&account);
}

/* From the options, else the saved account, else the built-in list, else the provider. */
static RrmAccount *
find_servers (RrmCliSettings *settings,
              const RrmAddress *address,
              RrmCliSaved *kept,
              RrmCheckOptions *options,
              RrmLookup **found,
              GError **error)
{
  g_autoptr (RrmLookup) candidates = rrm_cli_saved_put_first (kept, *found);
  g_autoptr (RrmAccount) account =
    rrm_cli_settings_to_account (settings, rrm_address_get_text (address), candidates, error);

  if (account != NULL && options != NULL && rrm_cli_find_lacking (account, options) &&
      rrm_discover_may_ask (*found))
    {
      g_object_unref (account);
      account = discover_servers (settings, address, kept, options, found, error);
    }
  if (account != NULL && rrm_account_get_incoming (account) == NULL &&
      rrm_account_get_outgoing (account) == NULL)
    {
      rrm_cli_set_unknown (address, error);
      return NULL;
    }

  return g_steal_pointer (&account);
}

/**
 * rrm_cli_choose_account:
 * @settings: the options of a command
 * @text: what was given as an address
 * @options: (nullable): the servers that are needed, the ways there and whom to trust; %NULL keeps
 *   off the network
 * @saved: (out) (optional) (nullable): the saved account of that address
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Puts together the account that a command is about: what the options say, else what was saved,
 * else what look-up finds; what comes from the network, a person confirms. What is assumed, and
 * what look-up has to say, goes to standard error.
 *
 * Returns: (transfer full) (nullable): the account, without passwords; a direction that nobody
 *   knows a server for stays empty
 */
RrmAccount *
rrm_cli_choose_account (RrmCliSettings *settings,
                        const char *text,
                        RrmCheckOptions *options,
                        RrmCliSaved **saved,
                        GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (RrmAddress) address = rrm_address_parse (text, &local);
  g_autoptr (RrmLookup) found = NULL;
  g_autoptr (RrmCliSaved) kept = NULL;
  g_autoptr (RrmAccount) chosen = NULL;
  const RrmGoodResult *result = NULL;
  g_autofree char *why = NULL;

  if (address == NULL)
    {
      why = rrm_cli_describe_address (text, local);
      rrm_cli_set_usage (error, "%s", why);
      return NULL;
    }

  found = rrm_provider_map_lookup (rrm_provider_map_get_default (), address);
  kept = rrm_cli_saved_open (rrm_address_get_text (address));
  chosen = find_servers (settings, address, kept, options, &found, error);
  if (chosen == NULL)
    return NULL;
  if (kept != NULL)
    {
      RrmAccount *merged = rrm_cli_saved_complete (kept, chosen, settings->name);

      g_object_unref (chosen);
      chosen = merged;
      result = rrm_cli_saved_good_result (kept);
    }

  print_notes (found);
  settle_security (rrm_account_get_incoming (chosen), result, found->incoming);
  settle_security (rrm_account_get_outgoing (chosen), result, found->outgoing);
  if (saved != NULL)
    *saved = g_steal_pointer (&kept);

  return g_steal_pointer (&chosen);
}

/**
 * rrm_cli_refuse:
 * @sentence: why a mail program cannot be given the account
 *
 * Says it in one line on standard error.
 *
 * Returns: the exit status that goes with it
 */
RrmExit
rrm_cli_refuse (const char *sentence)
{
  g_autofree char *line = rrm_text_clean (sentence, -1, MAX_SENTENCE_CHARACTERS);

  g_printerr ("rrmail: %s\n", line);

  return RRM_EXIT_NOT_WORKING;
}
