/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/clients-list.h"

#include "base/text.h"
#include "clients/audit.h"
#include "clients/twin.h"
#include "explain/client-refusal.h"
#include "explain/explain.h"

#include <glib/gi18n.h>

/**
 * rrm_clients_is_listed:
 * @account: an account
 * @flags: what is listed
 *
 * Returns: whether it is one to tell of
 */
gboolean
rrm_clients_is_listed (const RrmClientAccount *account,
                       RrmClientsListFlags flags)
{
  return (flags & RRM_CLIENTS_LIST_ALL) != 0 || rrm_client_account_is_family (account);
}

static gboolean
has_error (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (rrm_finding_get_severity (g_ptr_array_index (findings, i)) == RRM_SEVERITY_ERROR)
      return TRUE;

  return FALSE;
}

/**
 * rrm_clients_are_sound:
 * @profiles: (element-type RrmClientProfile): what was read
 * @flags: what of it is listed
 *
 * Returns: whether at least one account was found and nothing is wrong with any
 */
gboolean
rrm_clients_are_sound (GPtrArray *profiles,
                       RrmClientsListFlags flags)
{
  guint n_accounts = 0;

  for (guint i = 0; i < profiles->len; i++)
    {
      const RrmClientProfile *profile = g_ptr_array_index (profiles, i);

      if (profile->error != NULL || rrm_client_profile_is_damaged (profile))
        return FALSE;
      for (guint j = 0; j < profile->accounts->len; j++)
        {
          const RrmClientAccount *account = g_ptr_array_index (profile->accounts, j);
          g_autoptr (GPtrArray) findings = rrm_client_audit (profile, account);

          if (!rrm_clients_is_listed (account, flags))
            continue;
          n_accounts++;
          if (has_error (findings))
            return FALSE;
        }
    }

  return n_accounts > 0;
}

static const char *
describe_stored (RrmClientStored stored)
{
  switch (stored)
    {
    case RRM_CLIENT_STORED_YES:
      return _("saved");
    case RRM_CLIENT_STORED_NO:
      return _("not saved");
    case RRM_CLIENT_STORED_UNKNOWN:
    default:
      return NULL;
    }
}

/* What stands in a file of a stranger is no command for the terminal. */
static char *
clean (const char *text)
{
  return rrm_text_clean (text != NULL ? text : "", -1, 200);
}

static void
append_service (GString *text,
                const char *heading,
                RrmServiceSettings *settings,
                const char *other_auth,
                RrmClientStored stored)
{
  const char *password = describe_stored (stored);
  RrmAuth auth = rrm_service_settings_get_auth (settings);
  g_autofree char *host = clean (rrm_service_settings_get_host (settings));
  g_autofree char *username = clean (rrm_service_settings_get_username (settings));

  g_string_append_printf (
    text, "    %s: %s  %s  %u  %s\n", heading,
    rrm_explain_protocol (rrm_service_settings_get_protocol (settings)), host,
    rrm_service_settings_get_port (settings),
    rrm_explain_security (rrm_service_settings_get_security (settings)));
  g_string_append_printf (text, "      %s: %s\n", _("User name"), username);
  if (other_auth != NULL || auth != RRM_AUTH_AUTO)
    g_string_append_printf (text, "      %s: %s\n", _("Authentication"),
                            other_auth != NULL ? other_auth : rrm_explain_auth (auth));
  if (password != NULL)
    g_string_append_printf (text, "      %s: %s\n", _("Password"), password);
}

static void
append_clean (GString *text,
              const char *indent,
              const char *label,
              const char *sentence)
{
  g_autofree char *line = rrm_text_clean (sentence, -1, 2000);

  g_string_append_printf (text, "%s%s%s%s\n", indent, label != NULL ? label : "",
                          label != NULL ? ": " : "", line);
}

static void
append_finding (GString *text,
                RrmFinding *finding,
                RrmAccount *account)
{
  g_autoptr (RrmExplanation) explanation = rrm_explain_finding (finding, account);
  RrmChange *change = rrm_finding_get_change (finding);
  g_auto (GStrv) items = change != NULL ? rrm_explain_change_items (change, account) : NULL;

  append_clean (text, "    ", rrm_explain_severity (rrm_finding_get_severity (finding)),
                explanation->title);
  append_clean (text, "      ", NULL, explanation->explanation);
  for (guint i = 0; items != NULL && items[i] != NULL; i++)
    append_clean (text, "      → ", NULL, items[i]);
}

static void
append_twin (GString *text,
             const RrmClientProfile *profile,
             const RrmClientAccount *account)
{
  const RrmClientAccount *twin = rrm_client_find_twin (profile, account);
  g_autofree char *sentence =
    twin != NULL ? rrm_explain_client_twin (
                     profile->client->name,
                     rrm_service_settings_get_host (rrm_account_get_incoming (twin->account)))
                 : NULL;

  if (twin != NULL)
    append_clean (text, "    ", NULL, sentence);
}

static void
append_account (GString *text,
                const RrmClientProfile *profile,
                const RrmClientAccount *account)
{
  const RrmClientEntry *entry =
    account->entry != NULL ? rrm_client_profile_find_entry (profile, account->entry) : NULL;
  g_autoptr (GPtrArray) findings = rrm_client_audit (profile, account);
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
  g_autofree char *address = clean (rrm_account_get_address (account->account));

  g_string_append_printf (text, "  %s\n", address);
  append_twin (text, profile, account);
  if (incoming != NULL)
    append_service (text, _("Receiving"), incoming, account->other_auth, account->stored);
  if (entry != NULL)
    {
      g_autofree char *id = clean (entry->id);
      g_autofree char *title = clean (entry->title);

      append_service (text, _("Sending"), entry->settings, entry->other_auth, entry->stored);
      g_string_append_printf (text, "      %s: %s%s%s%s\n", _("Entry in the mail program"), id,
                              title[0] != '\0' ? ", " : "", title,
                              account->by_default ? _(" (the default)") : "");
    }
  for (guint i = 0; i < findings->len; i++)
    append_finding (text, g_ptr_array_index (findings, i), account->account);
}

/* Why there may be less of it than there was, or nothing. */
static void
append_refusal (GString *text,
                const RrmClientProfile *profile)
{
  RrmClientError code = profile->error != NULL ? (RrmClientError) profile->error->code
                                               : RRM_CLIENT_ERROR_DAMAGED;
  g_autofree char *why = rrm_explain_client_refusal (
    rrm_client_error_to_string (code), profile->client->name,
    profile->error != NULL ? profile->error->message : profile->path);

  if (profile->error != NULL || rrm_client_profile_is_damaged (profile))
    g_string_append_printf (text, "  %s\n", why);
}

static void
append_profile (GString *text,
                const RrmClientProfile *profile,
                RrmClientsListFlags flags)
{
  g_autoptr (GPtrArray) leftovers = rrm_client_audit_entries (profile);
  RrmDocument *user = rrm_client_profile_find_document (profile, RRM_THUNDERBIRD_USER_FILE);
  guint n_others = 0;

  g_string_append_printf (text, "%s%s%s  %s\n", profile->client->name,
                          profile->version != NULL ? " " : "",
                          profile->version != NULL ? profile->version : "", profile->path);
  append_refusal (text, profile);
  if (user != NULL)
    append_clean (text, "  ", _("The program reads this file at each start, and what it says wins"),
                  rrm_document_get_path (user));
  for (guint i = 0; i < profile->accounts->len; i++)
    if (rrm_clients_is_listed (g_ptr_array_index (profile->accounts, i), flags))
      append_account (text, profile, g_ptr_array_index (profile->accounts, i));
    else
      n_others++;
  for (guint i = 0; i < leftovers->len; i++)
    append_finding (text, g_ptr_array_index (leftovers, i), NULL);
  if (n_others > 0)
    {
      g_string_append_printf (text, ngettext ("  %u account of another provider is not shown.",
                                              "  %u accounts of other providers are not shown.",
                                              n_others), n_others);
      g_string_append_c (text, '\n');
    }
}

/**
 * rrm_clients_to_text:
 * @profiles: (element-type RrmClientProfile): what was read
 * @flags: what of it is listed
 *
 * Returns: (transfer full): them for reading, with what is wrong
 */
char *
rrm_clients_to_text (GPtrArray *profiles,
                     RrmClientsListFlags flags)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < profiles->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      append_profile (text, g_ptr_array_index (profiles, i), flags);
    }
  if (profiles->len == 0)
    g_string_append_printf (text, "%s\n", _("No settings of a mail program were found here."));

  return g_string_free (text, FALSE);
}
