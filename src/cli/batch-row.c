/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/batch-row.h"

#include "base/text.h"
#include "cli/command.h"
#include "cli/password.h"
#include "cli/settings.h"
#include "discover/discover.h"
#include "explain/report-json.h"
#include "model/address.h"
#include "model/provider-map.h"

#include <glib/gi18n.h>

/* What stands in a list may be anything; what is said of it stays short. */
#define MAX_CHARACTERS 500

static gboolean
needs_password (RrmServiceSettings *service,
                gboolean wanted,
                RrmCheckOptions *options)
{
  return wanted && service != NULL && options->until >= RRM_STAGE_LOGIN &&
         rrm_service_settings_get_auth (service) != RRM_AUTH_NONE;
}

static gboolean
read_password (const RrmAccountRow *row,
               RrmAccount *account,
               RrmCheckOptions *options,
               GError **error)
{
  g_autoptr (RrmSecret) password = NULL;

  if (!needs_password (rrm_account_get_incoming (account), options->incoming, options) &&
      !needs_password (rrm_account_get_outgoing (account), options->outgoing, options))
    return TRUE;
  if (row->password_file == NULL)
    return rrm_cli_set_usage (error, "%s", _ ("It has no password_file."));
  if (g_str_equal (row->password_file, "-"))
    return rrm_cli_set_usage (error, "%s", _ ("Standard input holds no password of a list."));

  password = rrm_password_read_file (row->password_file, error);
  rrm_account_set_password (account, password);

  return password != NULL;
}

/* The servers of another provider would have to be shown to a person before a password goes there.
 * Of an address that looks misspelt the report says so. */
static gboolean
check_servers (RrmAccount *account,
               RrmLookup *lookup,
               RrmCheckOptions *options,
               GError **error)
{
  gboolean incoming = rrm_account_get_incoming (account) != NULL;
  gboolean outgoing = rrm_account_get_outgoing (account) != NULL;

  if (!incoming && !outgoing && rrm_discover_may_ask (lookup))
    return rrm_cli_set_usage (error,
                              _ ("“%s” is not in the built-in list of addresses. “rrmail lookup” "
                                 "finds servers; name them under “incoming” and “outgoing”."),
                              rrm_account_get_address (account));
  if (!incoming && !outgoing)
    return TRUE;
  if (options->incoming && !incoming)
    return rrm_cli_set_usage (error, "%s", _ ("No incoming server is known for this address."));
  if (options->outgoing && !outgoing)
    return rrm_cli_set_usage (error, "%s", _ ("No outgoing server is known for this address."));

  return TRUE;
}

/**
 * rrm_batch_row_to_account:
 * @row: a row
 * @options: how it is tested
 * @allow_cleartext: whether it may ask for no encryption
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Puts the account of a row together, and reads its password.
 *
 * Returns: (transfer full) (nullable): the account
 */
RrmAccount *
rrm_batch_row_to_account (const RrmAccountRow *row,
                          RrmCheckOptions *options,
                          gboolean allow_cleartext,
                          GError **error)
{
  /* Borrowed from the row. */
  RrmCliSettings settings = {
    .incoming = row->incoming,
    .outgoing = row->outgoing,
    .username = row->username,
    .allow_cleartext = allow_cleartext,
  };
  g_autoptr (GError) local = NULL;
  g_autoptr (RrmAddress) address = NULL;
  g_autoptr (RrmLookup) lookup = NULL;
  g_autoptr (RrmAccount) account = NULL;

  if (row->error != NULL)
    {
      rrm_cli_set_usage (error, "%s", row->error);
      return NULL;
    }
  address = rrm_address_parse (row->address, &local);
  if (address == NULL)
    {
      g_autofree char *why = rrm_cli_describe_address (row->address, local);

      rrm_cli_set_usage (error, "%s", why);
      return NULL;
    }

  lookup = rrm_provider_map_lookup (rrm_provider_map_get_default (), address);
  account = rrm_cli_settings_to_account (&settings, rrm_address_get_text (address), lookup, error);
  if (account == NULL || !check_servers (account, lookup, options, error) ||
      !read_password (row, account, options, error))
    return NULL;

  return g_steal_pointer (&account);
}

/* An address that is none is told as a finding, as one is that a test looks at. */
static GListStore *
find_wrong_address (const RrmAccountRow *row,
                    const char *shown)
{
  GListStore *findings = g_list_store_new (RRM_TYPE_FINDING);
  g_autoptr (RrmAddress) address = row->error == NULL ? rrm_address_parse (row->address, NULL)
                                                      : NULL;
  g_autoptr (RrmFinding) finding = NULL;

  if (row->error != NULL || address != NULL)
    return findings;

  finding = rrm_finding_new (RRM_FINDING_ADDRESS_TYPO);
  rrm_finding_set_detail (finding, "address", shown);
  g_list_store_append (findings, finding);

  return findings;
}

/* The row goes before the first member. */
static char *
put_row_first (const RrmAccountRow *row,
               const char *json)
{
  g_assert (json[0] == '{' && json[1] == '"');

  return g_strdup_printf ("{\"line\":%u,\"key\":\"%s\",%s", row->line, row->key, json + 1);
}

/**
 * rrm_batch_row_report:
 * @row: a row
 * @report: the report of its account
 *
 * Returns: (transfer full): the report as one line of JSON, which also tells the row
 */
char *
rrm_batch_row_report (const RrmAccountRow *row,
                      RrmReport *report)
{
  g_autofree char *json = rrm_report_to_json (report, FALSE);

  return put_row_first (row, json);
}

/**
 * rrm_batch_row_refuse:
 * @row: a row that cannot be tested
 * @until: how far it would be tested
 * @why: why not, in one sentence
 *
 * Returns: (transfer full): its report, as one line of JSON
 */
char *
rrm_batch_row_refuse (const RrmAccountRow *row,
                      RrmStage until,
                      const char *why)
{
  g_autofree char *address = rrm_text_clean (row->address, -1, MAX_CHARACTERS);
  /* "--incoming: …" is said of the option of a command; in a list it is a field. */
  g_autofree char *error =
    rrm_text_clean (g_str_has_prefix (why, "--") ? why + 2 : why, -1, MAX_CHARACTERS);
  g_autoptr (GListStore) findings = find_wrong_address (row, address);
  g_autoptr (RrmAccount) account = rrm_account_new (address);
  g_autofree char *json =
    rrm_refused_report_to_json (account, until, G_LIST_MODEL (findings), error);

  return put_row_first (row, json);
}
