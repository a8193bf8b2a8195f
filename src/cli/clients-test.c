/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/clients-test.h"

#include "cli/password.h"
#include "cli/run-check.h"
#include "clients/audit.h"
#include "explain/explain.h"
#include "explain/json-out.h"
#include "explain/report-json.h"
#include "explain/report-text.h"
#include "model/address.h"
#include "model/provider-map.h"

#include <glib/gi18n.h>

/* Every account of the family is tested as the program has it, one after the other. */

/* One account and what its test said. */
typedef struct
{
  const RrmClientProfile *profile;
  const RrmClientAccount *account;
  /* NULL where nothing of it could be tested. */
  RrmReport *report;
} Tested;

/* One after the other. */
typedef struct
{
  const RrmClientsTestOptions *options;
  /* A password is asked for once for each address. */
  GHashTable *passwords;
  GPtrArray *tested;
  gboolean stopped;
} Tester;

/**
 * rrm_clients_test_add_options:
 * @options: where the options go
 * @context: the command line
 */
void
rrm_clients_test_add_options (RrmClientsTestOptions *options,
                              GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options->password_file,
      N_ ("Read the password from FILE; “-” is standard input"), N_ ("FILE") },
    { "allow-cleartext", 0, 0, G_OPTION_ARG_NONE, &options->allow_cleartext,
      N_ ("Permit connections without encryption"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionGroup *group =
    g_option_group_new ("test", _ ("Options of --test:"), _ ("Show the options of --test"), NULL,
                        NULL);

  rrm_cli_scope_add_options (&options->scope, group);
  rrm_cli_reach_add_options (&options->reach, group);
  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_add_group (context, group);
}

void
rrm_clients_test_clear (RrmClientsTestOptions *options)
{
  rrm_cli_scope_clear (&options->scope);
  rrm_cli_reach_clear (&options->reach);
  g_free (options->password_file);
}

static void
tested_free (gpointer data)
{
  Tested *tested = data;

  g_clear_object (&tested->report);
  g_free (tested);
}

static gboolean
may_test (RrmServiceSettings *settings,
          const RrmClientsTestOptions *options)
{
  return settings != NULL &&
         (options->allow_cleartext ||
          rrm_service_settings_get_security (settings) != RRM_SECURITY_NONE);
}

static RrmCheckOptions *
make_options (Tester *tester,
              RrmAccount *account,
              GError **error)
{
  g_autoptr (RrmCheckOptions) options = rrm_check_options_new ();

  if (!rrm_cli_reach_apply (&tester->options->reach, options, error) ||
      !rrm_cli_scope_apply (&tester->options->scope, options, error) ||
      !rrm_cli_reach_open_ways (&tester->options->reach, options, error))
    return NULL;
  options->incoming =
    options->incoming && may_test (rrm_account_get_incoming (account), tester->options);
  options->outgoing =
    options->outgoing && may_test (rrm_account_get_outgoing (account), tester->options);

  return g_steal_pointer (&options);
}

/* Each name that signs in is asked about once. */
static RrmSecret *
find_password (Tester *tester,
               const char *username,
               GError **error)
{
  g_autofree char *key = g_ascii_strdown (username, -1);
  RrmSecret *password = g_hash_table_lookup (tester->passwords, key);
  g_autofree char *prompt = NULL;

  if (password != NULL)
    return password;
  if (tester->options->password_file != NULL)
    {
      g_free (key);
      key = g_strdup ("");
      password = g_hash_table_lookup (tester->passwords, key);
      if (password == NULL)
        password = rrm_password_read_file (tester->options->password_file, error);
      else
        return password;
    }
  else
    {
      prompt = g_strdup_printf (_ ("Password for %s"), username);
      password = rrm_password_read_terminal (prompt, error);
    }
  if (password != NULL)
    g_hash_table_insert (tester->passwords, g_steal_pointer (&key), password);

  return password;
}

static const char *
get_username (RrmServiceSettings *settings,
              gboolean tested)
{
  return tested && rrm_service_settings_get_auth (settings) != RRM_AUTH_NONE
           ? rrm_service_settings_get_username (settings)
           : NULL;
}

/* An outgoing entry may sign in as someone else, whose password this one is not. */
static gboolean
set_passwords (Tester *tester,
               RrmAccount *account,
               const RrmCheckOptions *options,
               GError **error)
{
  const char *receiver = get_username (rrm_account_get_incoming (account), options->incoming);
  const char *sender = get_username (rrm_account_get_outgoing (account), options->outgoing);
  RrmSecret *password;

  if (receiver == NULL)
    receiver = sender;
  if (receiver == NULL)
    return TRUE;
  password = find_password (tester, receiver, error);
  if (password == NULL)
    return FALSE;
  rrm_account_set_password (account, password);
  if (sender == NULL || g_ascii_strcasecmp (receiver, sender) == 0)
    return TRUE;

  password = find_password (tester, sender, error);
  if (password == NULL)
    return FALSE;
  rrm_account_set_outgoing_login (account, RRM_OUTGOING_LOGIN_OWN);
  rrm_account_set_outgoing_password (account, password);

  return TRUE;
}

static gboolean
test_account (Tester *tester,
              const RrmClientProfile *profile,
              const RrmClientAccount *listed,
              GError **error)
{
  g_autoptr (RrmAccount) account = rrm_account_copy (listed->account);
  g_autoptr (RrmCheckOptions) options = make_options (tester, account, error);
  Tested *tested;

  if (options == NULL)
    return FALSE;
  tested = g_new0 (Tested, 1);
  tested->profile = profile;
  tested->account = listed;
  g_ptr_array_add (tester->tested, tested);
  if (!options->incoming && !options->outgoing)
    return TRUE;

  if (options->until >= RRM_STAGE_LOGIN && !set_passwords (tester, account, options, error))
    return FALSE;
  tested->report = rrm_cli_run_check (account, options, FALSE);
  tester->stopped = rrm_report_get_stopped (tested->report);

  return TRUE;
}

static gboolean
test_all (Tester *tester,
          GPtrArray *profiles,
          GError **error)
{
  for (guint i = 0; i < profiles->len; i++)
    {
      const RrmClientProfile *profile = g_ptr_array_index (profiles, i);

      for (guint j = 0; j < profile->accounts->len && !tester->stopped; j++)
        {
          const RrmClientAccount *account = g_ptr_array_index (profile->accounts, j);

          if (!account->is_alias && rrm_client_account_is_family (account) &&
              !test_account (tester, profile, account, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
works (const Tested *tested)
{
  return tested->report != NULL &&
         rrm_report_get_verdict (tested->report) != RRM_VERDICT_NOT_WORKING;
}

/* The server that the map has for the account's address. */
static char *
get_group (const Tested *tested)
{
  g_autoptr (RrmAddress)
    address = rrm_address_parse (rrm_account_get_address (tested->account->account), NULL);
  g_autoptr (RrmServiceSettings)
    settings = address != NULL
                 ? rrm_provider_map_get_settings (rrm_provider_map_get_default (),
                                                  rrm_address_get_domain (address),
                                                  RRM_PROTOCOL_SMTP)
                 : NULL;

  return settings != NULL ? g_strdup (rrm_service_settings_get_host (settings)) : NULL;
}

/* What an account that works, of the same program and the same servers, has in another way. */
static RrmFinding *
compare (GPtrArray *all,
         const Tested *failing)
{
  g_autofree char *group = get_group (failing);

  for (guint i = 0; group != NULL && !works (failing) && i < all->len; i++)
    {
      const Tested *other = g_ptr_array_index (all, i);
      g_autofree char *other_group = get_group (other);
      RrmFinding *finding;

      if (other->profile != failing->profile || !works (other) ||
          g_strcmp0 (group, other_group) != 0)
        continue;
      finding = rrm_client_compare (failing->profile, other->account, failing->account);
      if (finding != NULL)
        return finding;
    }

  return NULL;
}

static void
print_text (GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Tested *tested = g_ptr_array_index (all, i);
      const char *address = rrm_account_get_address (tested->account->account);
      g_autoptr (RrmFinding) difference = compare (all, tested);
      g_autofree char *text =
        tested->report != NULL ? rrm_report_to_text (tested->report, 0) : NULL;

      g_print ("%s%s  %s\n", i > 0 ? "\n" : "", tested->profile->client->name, address);
      if (text != NULL)
        g_print ("%s", text);
      else
        g_print ("%s\n", _ ("Not tested: its connections have no encryption."));
      if (difference != NULL)
        {
          g_autoptr (RrmExplanation)
            explanation = rrm_explain_finding (difference, tested->account->account);

          g_print ("\n%s\n%s\n", explanation->title, explanation->explanation);
        }
    }
}

static void
write_tested (RrmJsonOut *out,
              GPtrArray *all,
              const Tested *tested)
{
  g_autoptr (RrmFinding) difference = compare (all, tested);
  g_autofree char *json =
    tested->report != NULL ? rrm_report_to_json (tested->report, FALSE) : NULL;

  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "id", tested->profile->client->id);
  rrm_json_out_string (out, "profile", tested->profile->path);
  rrm_json_out_string (out, "address", rrm_account_get_address (tested->account->account));
  if (json != NULL)
    {
      json_builder_set_member_name (out->builder, "report");
      json_builder_add_value (out->builder, json_from_string (json, NULL));
    }
  json_builder_set_member_name (out->builder, "findings");
  json_builder_begin_array (out->builder);
  if (difference != NULL)
    rrm_json_out_finding (out, difference, tested->account->account);
  json_builder_end_array (out->builder);
  json_builder_end_object (out->builder);
}

static void
print_json (GPtrArray *all)
{
  g_autoptr (RrmJsonOut) out = rrm_json_out_new (NULL);
  g_autofree char *json = NULL;

  json_builder_set_member_name (out->builder, "tests");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < all->len; i++)
    write_tested (out, all, g_ptr_array_index (all, i));
  json_builder_end_array (out->builder);
  json = rrm_json_out_end (out, TRUE);
  rrm_cli_print_json (json);
}

static RrmExit
get_exit (const Tester *tester)
{
  if (tester->stopped)
    return RRM_EXIT_STOPPED;
  for (guint i = 0; i < tester->tested->len; i++)
    if (!works (g_ptr_array_index (tester->tested, i)))
      return RRM_EXIT_NOT_WORKING;

  return tester->tested->len > 0 ? RRM_EXIT_WORKING : RRM_EXIT_NOT_WORKING;
}

/**
 * rrm_clients_test:
 * @profiles: (element-type RrmClientProfile): what was read
 * @options: how to test
 *
 * Tests every account of the family as its program has it. A server without encryption is left out
 * unless that was allowed.
 *
 * Returns: the exit status: 0 where all of them work
 */
RrmExit
rrm_clients_test (GPtrArray *profiles,
                  const RrmClientsTestOptions *options)
{
  g_autoptr (GHashTable) passwords =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rrm_secret_unref);
  g_autoptr (GPtrArray) tested = g_ptr_array_new_with_free_func (tested_free);
  g_autoptr (GError) error = NULL;
  Tester tester = { options, passwords, tested, FALSE };

  if (!test_all (&tester, profiles, &error))
    return rrm_cli_fail (error);
  if (options->json)
    print_json (tested);
  else
    print_text (tested);

  return get_exit (&tester);
}
