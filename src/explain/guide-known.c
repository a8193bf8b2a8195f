/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-known.h"

#include "explain/explain.h"
#include "model/address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * RrmGuideKnown:
 *
 * What the rows of a guide can name and rest on: `program`, `address`, `name`, `organization`,
 * `reply-address`, `root-folder`; `imap` or `pop3`; `leave`, `days`, `remove-when-deleted` (POP3
 * only); `starttls` (for one server or both), `two-passwords`; for `incoming.` and `outgoing.`:
 * `host`, `port`, `endpoint` (both), `username`, `protocol-label`, `security` (a word of the
 * command's contract), `security-label`, `auth` (likewise), `auth-label`, `login` ("same", "own"
 * or "none"); and `label`, the row's own. What is empty or off is not known.
 */
struct _RrmGuideKnown
{
  GHashTable *values;
};

static void
set (RrmGuideKnown *known,
     const char *side,
     const char *name,
     const char *value)
{
  if (value != NULL && *value != '\0')
    g_hash_table_insert (known->values, g_strconcat (side, name, NULL), g_strdup (value));
}

static void
set_flag (RrmGuideKnown *known,
          const char *name,
          gboolean value)
{
  set (known, "", name, value ? "true" : NULL);
}

static const char *
get_username (RrmAccount *account,
              RrmServiceSettings *settings)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account);

  if (*rrm_service_settings_get_username (settings) != '\0')
    return rrm_service_settings_get_username (settings);
  if (*rrm_service_settings_get_username (incoming) != '\0')
    return rrm_service_settings_get_username (incoming);

  return rrm_account_get_address (account);
}

static void
set_server (RrmGuideKnown *known,
            RrmAccount *account,
            RrmServiceSettings *settings,
            const char *side)
{
  RrmProtocol protocol = rrm_service_settings_get_protocol (settings);
  RrmSecurity security = rrm_service_settings_get_security (settings);
  RrmAuth auth = rrm_service_settings_get_auth (settings);
  guint given = rrm_service_settings_get_port (settings);
  g_autofree char *host = rrm_host_normalize (rrm_service_settings_get_host (settings), NULL);
  guint used = given != 0 ? given : rrm_default_port (protocol, security);
  g_autofree char *port = g_strdup_printf ("%u", used);
  g_autofree char *endpoint =
    g_strdup_printf (host != NULL && strchr (host, ':') != NULL ? "[%s]:%s" : "%s:%s",
                     host != NULL ? host : "", port);

  set (known, side, "host", host);
  set (known, side, "port", port);
  set (known, side, "endpoint", endpoint);
  set (known, side, "protocol-label", rrm_explain_protocol (protocol));
  set (known, side, "security", rrm_security_to_string (security));
  set (known, side, "security-label", rrm_explain_security (security));
  set (known, side, "auth", rrm_auth_to_string (auth));
  set (known, side, "auth-label",
       rrm_explain_auth (auth == RRM_AUTH_AUTO ? RRM_AUTH_PLAIN : auth));
  if (auth != RRM_AUTH_NONE)
    set (known, side, "username", get_username (account, settings));
  if (security == RRM_SECURITY_STARTTLS)
    set_flag (known, "starttls", TRUE);
}

static gboolean
has_two_passwords (RrmAccount *account)
{
  RrmSecret *incoming = rrm_account_get_password (account, FALSE);
  RrmSecret *outgoing = rrm_account_get_password (account, TRUE);

  return incoming != NULL && outgoing != NULL && !rrm_secret_equal (incoming, outgoing);
}

/* One login serves both servers where everything about it is the same. */
static const char *
get_outgoing_login (RrmAccount *account)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account);
  RrmServiceSettings *outgoing = rrm_account_get_outgoing (account);
  gboolean incoming_ntlm = rrm_service_settings_get_auth (incoming) == RRM_AUTH_NTLM;
  gboolean outgoing_ntlm = rrm_service_settings_get_auth (outgoing) == RRM_AUTH_NTLM;

  if (rrm_service_settings_get_auth (outgoing) == RRM_AUTH_NONE)
    return "none";
  if (!g_str_equal (get_username (account, incoming), get_username (account, outgoing)) ||
      has_two_passwords (account) || incoming_ntlm != outgoing_ntlm)
    return "own";

  return "same";
}

static void
set_pop3 (RrmGuideKnown *known,
          RrmAccount *account)
{
  gboolean leave = rrm_account_get_leave_on_server (account);
  guint days = rrm_account_get_remove_after_days (account);
  g_autofree char *text = days > 0 ? g_strdup_printf ("%u", days) : NULL;

  set_flag (known, "pop3", TRUE);
  set_flag (known, "leave", leave);
  if (leave)
    {
      set (known, "", "days", text);
      set_flag (known, "remove-when-deleted", rrm_account_get_remove_when_deleted (account));
    }
}

/**
 * rrm_guide_known_new:
 * @account: an account with both its servers
 * @table: which program is spoken of
 *
 * Returns: (transfer full): what the rows of @table can name
 */
RrmGuideKnown *
rrm_guide_known_new (RrmAccount *account,
                     const RrmGuideTable *table)
{
  RrmGuideKnown *known = g_new0 (RrmGuideKnown, 1);
  RrmServiceSettings *incoming = rrm_account_get_incoming (account);

  known->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  set (known, "", "program", g_dgettext (GETTEXT_PACKAGE, table->name));
  set (known, "", "address", rrm_account_get_address (account));
  set (known, "", "name", rrm_account_get_name (account));
  set (known, "", "organization", rrm_account_get_organization (account));
  set (known, "", "reply-address", rrm_account_get_reply_address (account));
  set_server (known, account, incoming, "incoming.");
  set_server (known, account, rrm_account_get_outgoing (account), "outgoing.");
  set (known, "outgoing.", "login", get_outgoing_login (account));
  set_flag (known, "two-passwords", has_two_passwords (account));
  if (rrm_service_settings_get_protocol (incoming) == RRM_PROTOCOL_POP3)
    {
      set_pop3 (known, account);
    }
  else
    {
      set_flag (known, "imap", TRUE);
      set (known, "", "root-folder", rrm_account_get_root_folder (account));
    }

  return known;
}

/**
 * rrm_guide_known_new_for:
 * @program: the program's name
 * @address: (nullable): the address that it is about
 *
 * Returns: (transfer full): what rows can name that are not about settings
 */
RrmGuideKnown *
rrm_guide_known_new_for (const char *program,
                         const char *address)
{
  RrmGuideKnown *known = g_new0 (RrmGuideKnown, 1);

  known->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  set (known, "", "program", program);
  set (known, "", "address", address);

  return known;
}

/**
 * rrm_guide_known_set:
 * @known: what is known
 * @name: the name of a slot or of a condition
 * @value: (nullable): what is known under it
 */
void
rrm_guide_known_set (RrmGuideKnown *known,
                     const char *name,
                     const char *value)
{
  set (known, "", name, value);
}

void
rrm_guide_known_free (RrmGuideKnown *known)
{
  g_hash_table_unref (known->values);
  g_free (known);
}

/**
 * rrm_guide_known_set_row:
 * @known: what is known
 * @label: (nullable): the label of the row that is looked at, translated
 */
void
rrm_guide_known_set_row (RrmGuideKnown *known,
                         const char *label)
{
  g_hash_table_remove (known->values, "label");
  set (known, "", "label", label);
}

/**
 * rrm_guide_known_get:
 * @name: the name of a slot or of a condition
 * @known: a #RrmGuideKnown
 *
 * Returns: (transfer full) (nullable): what is known under it
 */
char *
rrm_guide_known_get (const char *name,
                     gpointer known)
{
  return g_strdup (g_hash_table_lookup (((RrmGuideKnown *) known)->values, name));
}
