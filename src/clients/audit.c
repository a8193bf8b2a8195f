/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/audit.h"

#include "clients/audit-private.h"
#include "clients/client.h"

#include <string.h>

/* What is wrong with an account as a program has it: from its records and the map alone, without
 * any server. */

/**
 * rrm_audit_is_family_host:
 * @host: a server
 *
 * Returns: whether it belongs to this provider, today or once
 */
gboolean
rrm_audit_is_family_host (const char *host)
{
  RrmProviderMap *map = rrm_provider_map_get_default ();
  g_autofree char *lower = g_ascii_strdown (host, -1);

  return g_strv_contains (rrm_provider_map_get_hosts (map), lower) ||
         rrm_provider_map_classify_host (map, lower, NULL, NULL) == RRM_HOST_RETIRED ||
         g_str_has_suffix (lower, ".rr.com");
}

static gboolean
is_family_address (const char *text)
{
  g_autoptr (RrmAddress) address = rrm_address_parse (text, NULL);

  return address != NULL && rrm_provider_map_has_domain (rrm_provider_map_get_default (),
                                                         rrm_address_get_domain (address));
}

static gboolean
is_family_service (RrmServiceSettings *settings)
{
  return settings != NULL && (rrm_audit_is_family_host (rrm_service_settings_get_host (settings)) ||
                              is_family_address (rrm_service_settings_get_username (settings)));
}

/**
 * rrm_client_account_is_family:
 * @account: an account
 *
 * Returns: whether its address or one of its servers belongs to this family
 */
gboolean
rrm_client_account_is_family (const RrmClientAccount *account)
{
  return is_family_address (rrm_account_get_address (account->account)) ||
         is_family_service (rrm_account_get_incoming (account->account)) ||
         is_family_service (rrm_account_get_outgoing (account->account));
}

/**
 * rrm_audit_add:
 * @audit: what is known
 * @code: the cause
 * @settings: the server that it is about
 *
 * Returns: (transfer none): the new finding, with what every one of them tells
 */
RrmFinding *
rrm_audit_add (RrmAudit *audit,
               RrmFindingCode code,
               RrmServiceSettings *settings)
{
  RrmFinding *finding = rrm_finding_new_for_service (
    code, rrm_service_settings_get_protocol (settings), RRM_STEP_NAME_RESOLVE);
  g_autofree char *port = g_strdup_printf ("%u", rrm_service_settings_get_port (settings));

  /* A file is not what the person sets something in. */
  if (!audit->profile->client->is_document)
    rrm_finding_set_detail (finding, "program", audit->profile->client->name);
  rrm_finding_set_detail (finding, "address",
                          rrm_account_get_address (audit->account->account));
  rrm_finding_set_detail (finding, "host", rrm_service_settings_get_host (settings));
  rrm_finding_set_detail (finding, "port", port);
  rrm_finding_set_detail (finding, "security",
                          rrm_security_to_string (rrm_service_settings_get_security (settings)));
  rrm_finding_set_detail (finding, "username", rrm_service_settings_get_username (settings));
  g_ptr_array_add (audit->findings, finding);

  return finding;
}

/**
 * rrm_audit_new_change:
 * @audit: what is known
 * @settings: the server that is to change
 *
 * Returns: (transfer full): a change that names the outgoing entry where one is concerned
 */
RrmChange *
rrm_audit_new_change (const RrmAudit *audit,
                      RrmServiceSettings *settings)
{
  RrmChange *change = rrm_change_new ();

  if (rrm_service_settings_get_protocol (settings) == RRM_PROTOCOL_SMTP &&
      audit->account->entry != NULL)
    rrm_change_set_string (change, "entry", audit->account->entry);

  return change;
}

/* A blank that was typed before or after an address is no part of it. */
static gboolean
is_same_address (const char *a,
                 const char *b)
{
  g_autofree char *left = g_strstrip (g_strdup (a != NULL ? a : ""));
  g_autofree char *right = g_strstrip (g_strdup (b != NULL ? b : ""));

  return a != NULL && b != NULL && g_ascii_strcasecmp (left, right) == 0;
}

/* The addresses that send through an entry, and whether it signs in with one of them. */
static GPtrArray *
list_senders (const RrmClientProfile *profile,
              const char *entry,
              const char *username,
              gboolean *has_owner)
{
  GPtrArray *senders = g_ptr_array_new ();

  *has_owner = FALSE;
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);
      const char *address = rrm_account_get_address (account->account);

      if (g_strcmp0 (account->entry, entry) != 0 || address == NULL || address[0] == '\0' ||
          g_ptr_array_find_with_equal_func (senders, address, (GEqualFunc) is_same_address, NULL))
        continue;
      g_ptr_array_add (senders, (gpointer) address);
      *has_owner |= is_same_address (address, username);
    }

  return senders;
}

static const RrmClientEntry *
find_own_entry (const RrmClientProfile *profile,
                const char *address)
{
  for (guint i = 0; i < profile->entries->len; i++)
    {
      const RrmClientEntry *entry = g_ptr_array_index (profile->entries, i);

      if (is_same_address (rrm_service_settings_get_username (entry->settings), address))
        return entry;
    }

  return NULL;
}

static RrmChange *
make_own_entry (const RrmAudit *audit,
                const char *address)
{
  const RrmClientEntry *own = find_own_entry (audit->profile, address);
  RrmChange *change = rrm_change_new ();

  rrm_change_set_string (change, "entry", own != NULL ? own->id : RRM_CLIENT_NEW_ENTRY);
  if (own == NULL)
    rrm_change_set_string (change, "outgoing.username", address);

  return change;
}

static char *
join_senders (GPtrArray *senders)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < senders->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (senders, i));

  return g_string_free (text, FALSE);
}

/* The server takes mail only from the address that signed in (AUP#Out-1500). */
static void
audit_sender (RrmAudit *audit,
              RrmServiceSettings *outgoing)
{
  const char *username = rrm_service_settings_get_username (outgoing);
  const char *address = rrm_account_get_address (audit->account->account);
  g_autoptr (GPtrArray) senders = NULL;
  g_autofree char *names = NULL;
  gboolean has_owner;
  RrmFinding *finding;
  RrmChange *change;

  if (address == NULL || address[0] == '\0' || is_same_address (username, address) ||
      !rrm_audit_is_family_host (rrm_service_settings_get_host (outgoing)))
    return;

  senders = list_senders (audit->profile, audit->account->entry, username, &has_owner);
  if (senders->len > 1 &&
      (has_owner || !is_same_address (g_ptr_array_index (senders, 0), address)))
    {
      finding = rrm_audit_add (audit, RRM_FINDING_CLIENT_SMTP_SHARED, outgoing);
      names = join_senders (senders);
      rrm_finding_set_detail (finding, "accounts", names);
      rrm_finding_set_change (finding, make_own_entry (audit, address));
    }
  else if (strchr (username, '@') != NULL)
    {
      finding = rrm_audit_add (audit, RRM_FINDING_SENDER_NOT_LOGIN, outgoing);
      change = rrm_audit_new_change (audit, outgoing);
      rrm_change_set_string (change, "outgoing.username", address);
      rrm_finding_set_change (finding, change);
    }
}

/* What a program receives for it cannot send for. */
static void
audit_no_entry (RrmAudit *audit)
{
  RrmFinding *finding;

  if (!audit->profile->client->sends_by_entry || audit->account->is_alias)
    return;
  finding = rrm_finding_new_for_service (RRM_FINDING_CLIENT_WRONG_SETTINGS, RRM_PROTOCOL_SMTP,
                                         RRM_STEP_NAME_RESOLVE);
  rrm_finding_set_detail (finding, "program", audit->profile->client->name);
  rrm_finding_set_detail (finding, "address",
                          rrm_account_get_address (audit->account->account));
  rrm_finding_set_detail (finding, "differences", "outgoing.host");
  rrm_finding_set_detail (finding, "basis", "none");
  g_ptr_array_add (audit->findings, finding);
}

static void
audit_passwords (RrmAudit *audit)
{
  const RrmClientEntry *entry =
    audit->account->entry != NULL
      ? rrm_client_profile_find_entry (audit->profile, audit->account->entry)
      : NULL;
  RrmServiceSettings *incoming = rrm_account_get_incoming (audit->account->account);
  RrmFinding *finding;
  gboolean sending;

  if (entry == NULL || incoming == NULL || audit->account->is_alias ||
      rrm_service_settings_get_auth (entry->settings) == RRM_AUTH_NONE)
    return;
  sending = entry->stored == RRM_CLIENT_STORED_NO;
  if (!(sending && audit->account->stored == RRM_CLIENT_STORED_YES) &&
      !(entry->stored == RRM_CLIENT_STORED_YES && audit->account->stored == RRM_CLIENT_STORED_NO))
    return;

  finding = rrm_audit_add (audit, RRM_FINDING_CLIENT_PASSWORD_MISSING,
                           sending ? entry->settings : incoming);
  rrm_finding_set_detail (finding, "side", sending ? "outgoing" : "incoming");
}

static void
audit_address (RrmAudit *audit)
{
  g_autoptr (RrmLookup) lookup = NULL;

  if (audit->address == NULL)
    return;
  lookup = rrm_provider_map_lookup (audit->map, audit->address);
  for (guint i = 0; i < lookup->notes->len; i++)
    {
      RrmFinding *note = g_ptr_array_index (lookup->notes, i);

      if (rrm_finding_get_code (note) == RRM_FINDING_ADDRESS_TYPO)
        g_ptr_array_add (audit->findings, g_object_ref (note));
    }
}

static void
audit_removal (RrmAudit *audit,
               RrmServiceSettings *incoming)
{
  RrmFinding *finding;
  RrmChange *change;

  if (rrm_service_settings_get_protocol (incoming) != RRM_PROTOCOL_POP3 ||
      rrm_account_get_leave_on_server (audit->account->account))
    return;
  finding = rrm_audit_add (audit, RRM_FINDING_POP_REMOVES_MAIL, incoming);
  change = rrm_change_new ();
  rrm_change_set_boolean (change, "incoming.leave-on-server", TRUE);
  rrm_finding_set_change (finding, change);
}

/* Errors above warnings above hints; else as they were found. */
static void
sort_findings (GPtrArray *findings)
{
  for (guint i = 1; i < findings->len; i++)
    for (guint j = i; j > 0; j--)
      {
        RrmFinding *before = g_ptr_array_index (findings, j - 1);
        RrmFinding *after = g_ptr_array_index (findings, j);

        if (rrm_finding_get_severity (before) <= rrm_finding_get_severity (after))
          break;
        findings->pdata[j - 1] = after;
        findings->pdata[j] = before;
      }
}

/**
 * rrm_client_audit:
 * @profile: what a program has configured
 * @account: one of its accounts
 *
 * Holds an account against the map, against the other accounts of the program, and itself. Each
 * finding names the values it rests on; its change is what the program would have to say. Changes
 * of an outgoing server name its entry, which is %RRM_CLIENT_NEW_ENTRY where the account needs one
 * of its own.
 *
 * Returns: (transfer full) (element-type RrmFinding): what is wrong, the most important first
 */
GPtrArray *
rrm_client_audit (const RrmClientProfile *profile,
                  const RrmClientAccount *account)
{
  g_autoptr (RrmAddress)
    address = rrm_address_parse (rrm_account_get_address (account->account), NULL);
  const RrmClientEntry *entry =
    account->entry != NULL ? rrm_client_profile_find_entry (profile, account->entry) : NULL;
  RrmServiceSettings *incoming = rrm_account_get_incoming (account->account);
  RrmAudit audit = { profile, account, rrm_provider_map_get_default (), address,
                     address != NULL ? rrm_address_get_domain (address) : NULL,
                     g_ptr_array_new_with_free_func (g_object_unref) };

  if (!rrm_client_account_is_family (account))
    return audit.findings;

  audit_address (&audit);
  if (incoming != NULL && !account->is_alias)
    rrm_audit_service (&audit, incoming, account->other_auth);
  if (entry != NULL)
    {
      audit_sender (&audit, entry->settings);
      rrm_audit_service (&audit, entry->settings, entry->other_auth);
    }
  else
    {
      audit_no_entry (&audit);
    }
  audit_passwords (&audit);
  if (incoming != NULL && !account->is_alias)
    audit_removal (&audit, incoming);
  sort_findings (audit.findings);

  return audit.findings;
}

/**
 * rrm_client_audit_entries:
 * @profile: what a program has configured
 *
 * Returns: (transfer full) (element-type RrmFinding): the outgoing entries of this family that no
 *   account uses. The change names the entry, which is taken out only when the person asks for it
 */
GPtrArray *
rrm_client_audit_entries (const RrmClientProfile *profile)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < profile->entries->len; i++)
    {
      const RrmClientEntry *entry = g_ptr_array_index (profile->entries, i);
      g_autoptr (GPtrArray) senders = NULL;
      gboolean has_owner;
      RrmFinding *finding;
      RrmChange *change;

      senders = list_senders (profile, entry->id, NULL, &has_owner);
      if (senders->len > 0 || entry->is_named || !is_family_service (entry->settings))
        continue;
      finding = rrm_finding_new_for_service (RRM_FINDING_CLIENT_SMTP_LEFTOVER, RRM_PROTOCOL_SMTP,
                                             RRM_STEP_NAME_RESOLVE);
      /* It keeps nobody's mail from going. */
      rrm_finding_set_severity (finding, RRM_SEVERITY_WARNING);
      if (!profile->client->is_document)
        rrm_finding_set_detail (finding, "program", profile->client->name);
      rrm_finding_set_detail (finding, "host", rrm_service_settings_get_host (entry->settings));
      rrm_finding_set_detail (finding, "username",
                              rrm_service_settings_get_username (entry->settings));
      change = rrm_change_new ();
      rrm_change_set_string (change, "entry", entry->id);
      rrm_finding_set_change (finding, change);
      g_ptr_array_add (findings, finding);
    }

  return findings;
}

static void
compare_service (RrmChange *change,
                 RrmServiceSettings *working,
                 RrmServiceSettings *failing)
{
  if (working != NULL && failing != NULL &&
      rrm_service_settings_get_protocol (working) == rrm_service_settings_get_protocol (failing))
    rrm_change_set_service (change, failing, working);
}

static char *
list_keys (const RrmChange *change)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rrm_change_get_n_items (change); i++)
    {
      const char *key = rrm_change_get_item (change, i)->key;

      if (!g_str_equal (key, "entry"))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", key);
    }

  return g_string_free (text, FALSE);
}

/**
 * rrm_client_compare:
 * @profile: what a program has configured
 * @working: an account that works
 * @failing: one of the same group of servers that does not
 *
 * Returns: (transfer full) (nullable): what differs, or %NULL where nothing does
 */
RrmFinding *
rrm_client_compare (const RrmClientProfile *profile,
                    const RrmClientAccount *working,
                    const RrmClientAccount *failing)
{
  g_autoptr (RrmChange) change = rrm_change_new ();
  g_autofree char *differences = NULL;
  RrmFinding *finding;

  if (failing->entry != NULL)
    rrm_change_set_string (change, "entry", failing->entry);
  compare_service (change, rrm_account_get_incoming (working->account),
                   rrm_account_get_incoming (failing->account));
  compare_service (change, rrm_account_get_outgoing (working->account),
                   rrm_account_get_outgoing (failing->account));
  differences = list_keys (change);
  if (differences[0] == '\0')
    return NULL;

  finding = rrm_finding_new (RRM_FINDING_CLIENT_ACCOUNTS_DIFFER);
  rrm_finding_set_detail (finding, "program", profile->client->name);
  rrm_finding_set_detail (finding, "working", rrm_account_get_address (working->account));
  rrm_finding_set_detail (finding, "address", rrm_account_get_address (failing->account));
  rrm_finding_set_detail (finding, "differences", differences);
  rrm_finding_set_change (finding, g_steal_pointer (&change));

  return finding;
}
