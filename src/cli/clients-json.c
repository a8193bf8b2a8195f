/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/clients-list.h"

#include "clients/audit.h"
#include "clients/twin.h"
#include "explain/json-out.h"

static void
write_findings (RrmJsonOut *out,
                GPtrArray *findings,
                RrmAccount *account)
{
  json_builder_set_member_name (out->builder, "findings");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < findings->len; i++)
    rrm_json_out_finding (out, g_ptr_array_index (findings, i), account);
  json_builder_end_array (out->builder);
}

/* The member is absent where nobody can tell. */
static void
write_stored (RrmJsonOut *out,
              RrmClientStored stored)
{
  if (stored != RRM_CLIENT_STORED_UNKNOWN)
    rrm_json_out_boolean (out, "password_stored", stored == RRM_CLIENT_STORED_YES);
}

static void
write_service (RrmJsonOut *out,
               const char *name,
               RrmServiceSettings *settings,
               const char *other_auth,
               RrmClientStored stored)
{
  if (settings == NULL)
    return;
  json_builder_set_member_name (out->builder, name);
  json_builder_begin_object (out->builder);
  rrm_json_out_settings (out, settings);
  rrm_json_out_string (out, "other_auth", other_auth);
  write_stored (out, stored);
  json_builder_end_object (out->builder);
}

static void
write_account (RrmJsonOut *out,
               const RrmClientProfile *profile,
               const RrmClientAccount *account)
{
  const RrmClientEntry *entry =
    account->entry != NULL ? rrm_client_profile_find_entry (profile, account->entry) : NULL;
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
  const RrmClientAccount *twin = rrm_client_find_twin (profile, account);
  g_autoptr (GPtrArray) findings = rrm_client_audit (profile, account);

  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "id", account->id);
  rrm_json_out_string (out, "address", rrm_account_get_address (account->account));
  rrm_json_out_string (out, "name", rrm_account_get_name (account->account));
  rrm_json_out_string (out, "entry", account->entry);
  rrm_json_out_boolean (out, "by_default", account->by_default);
  rrm_json_out_boolean (out, "alias", account->is_alias);
  rrm_json_out_string (out, "twin", twin != NULL ? twin->id : NULL);
  if (incoming != NULL && rrm_service_settings_get_protocol (incoming) == RRM_PROTOCOL_POP3)
    rrm_json_out_boolean (out, "leave_on_server",
                          rrm_account_get_leave_on_server (account->account));
  write_service (out, "incoming", incoming, account->other_auth, account->stored);
  if (entry != NULL)
    write_service (out, "outgoing", entry->settings, entry->other_auth, entry->stored);
  write_findings (out, findings, account->account);
  json_builder_end_object (out->builder);
}

static void
write_entries (RrmJsonOut *out,
               const RrmClientProfile *profile)
{
  json_builder_set_member_name (out->builder, "entries");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < profile->entries->len; i++)
    {
      const RrmClientEntry *entry = g_ptr_array_index (profile->entries, i);

      json_builder_begin_object (out->builder);
      rrm_json_out_string (out, "id", entry->id);
      rrm_json_out_string (out, "title", entry->title);
      rrm_json_out_boolean (out, "default", entry->is_default);
      rrm_json_out_settings (out, entry->settings);
      write_stored (out, entry->stored);
      json_builder_end_object (out->builder);
    }
  json_builder_end_array (out->builder);
}

static void
write_profile (RrmJsonOut *out,
               const RrmClientProfile *profile,
               RrmClientsListFlags flags)
{
  g_autoptr (GPtrArray) leftovers = rrm_client_audit_entries (profile);
  RrmDocument *user = rrm_client_profile_find_document (profile, RRM_THUNDERBIRD_USER_FILE);

  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "id", profile->client->id);
  rrm_json_out_string (out, "name", profile->client->name);
  rrm_json_out_string (out, "version", profile->version);
  rrm_json_out_string (out, "profile", profile->path);
  rrm_json_out_string (out, "profile_name", profile->name);
  rrm_json_out_boolean (out, "default", profile->is_default);
  rrm_json_out_boolean (out, "damaged", rrm_client_profile_is_damaged (profile));
  rrm_json_out_boolean (out, "running", profile->client->is_running != NULL &&
                                          profile->client->is_running (profile->path));
  rrm_json_out_string (out, "user_file", user != NULL ? rrm_document_get_path (user) : NULL);
  if (profile->error != NULL)
    rrm_json_out_string (out, "error",
                         rrm_client_error_to_string ((RrmClientError) profile->error->code));

  json_builder_set_member_name (out->builder, "accounts");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < profile->accounts->len; i++)
    if (rrm_clients_is_listed (g_ptr_array_index (profile->accounts, i), flags))
      write_account (out, profile, g_ptr_array_index (profile->accounts, i));
  json_builder_end_array (out->builder);
  write_entries (out, profile);
  write_findings (out, leftovers, NULL);
  json_builder_end_object (out->builder);
}

/**
 * rrm_clients_to_json:
 * @profiles: (element-type RrmClientProfile): what was read
 * @flags: what of it is listed
 *
 * Returns: (transfer full): what `rrmail clients --json` prints, without a line end
 */
char *
rrm_clients_to_json (GPtrArray *profiles,
                     RrmClientsListFlags flags)
{
  g_autoptr (RrmJsonOut) out = rrm_json_out_new (NULL);

  json_builder_set_member_name (out->builder, "programs");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < profiles->len; i++)
    write_profile (out, g_ptr_array_index (profiles, i), flags);
  json_builder_end_array (out->builder);

  return rrm_json_out_end (out, TRUE);
}
