/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft-private.h"

#include "model/address.h"
#include "model/provider-map.h"

/* The way from an account to what stands in the fields, and back. */

/* The texts of an account that are taken as they are. */
static const struct
{
  RrmField field;
  const char *property;
} texts[] = {
  { RRM_FIELD_ADDRESS, "address" },
  { RRM_FIELD_NAME, "name" },
  { RRM_FIELD_ORGANIZATION, "organization" },
  { RRM_FIELD_REPLY_ADDRESS, "reply-address" },
  { RRM_FIELD_ROOT_FOLDER, "root-folder" },
  { RRM_FIELD_SENT_FOLDER, "sent-folder" },
  { RRM_FIELD_DRAFTS_FOLDER, "drafts-folder" },
  { RRM_FIELD_TRASH_FOLDER, "trash-folder" },
  { RRM_FIELD_JUNK_FOLDER, "junk-folder" },
};

/**
 * rrm_draft_load_service:
 * @self: a draft
 * @service: settings of one server
 *
 * Fills in the fields of that server.
 */
void
rrm_draft_load_service (RrmDraft *self,
                        RrmServiceSettings *service)
{
  RrmProtocol protocol = rrm_service_settings_get_protocol (service);
  gboolean outgoing = protocol == RRM_PROTOCOL_SMTP;
  g_autofree char *port = g_strdup_printf ("%u", rrm_service_settings_get_port (service));

  if (!outgoing)
    rrm_draft_set_protocol (self, protocol);
  rrm_draft_set_text (self, rrm_field_for (RRM_FIELD_INCOMING_SERVER, outgoing),
                      rrm_service_settings_get_host (service));
  rrm_draft_set_security (self, outgoing, rrm_service_settings_get_security (service));
  rrm_draft_set_text (self, rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing), port);
  rrm_draft_set_text (self, rrm_field_for (RRM_FIELD_INCOMING_USERNAME, outgoing),
                      rrm_service_settings_get_username (service));
  rrm_draft_set_auth (self, outgoing, rrm_service_settings_get_auth (service));
  self->source[outgoing] = rrm_service_settings_get_source (service);
}

static gboolean
has_same_passwords (RrmAccount *account)
{
  RrmSecret *incoming = rrm_account_get_password (account, FALSE);
  RrmSecret *outgoing = rrm_account_get_password (account, TRUE);

  return incoming == outgoing ||
         (incoming != NULL && outgoing != NULL && rrm_secret_equal (incoming, outgoing));
}

/* Names and passwords tell it, where they are known. */
static RrmOutgoingLogin
find_login (RrmAccount *account)
{
  RrmOutgoingLogin login = rrm_account_get_outgoing_login (account);
  RrmServiceSettings *incoming = rrm_account_get_incoming (account);
  RrmServiceSettings *outgoing = rrm_account_get_outgoing (account);

  if (incoming == NULL || outgoing == NULL)
    return RRM_OUTGOING_LOGIN_SAME;
  if (rrm_service_settings_get_auth (outgoing) == RRM_AUTH_NONE)
    return login;
  if (!g_str_equal (rrm_service_settings_get_username (incoming),
                    rrm_service_settings_get_username (outgoing)) ||
      !has_same_passwords (account))
    return RRM_OUTGOING_LOGIN_OWN;
  if (login == RRM_OUTGOING_LOGIN_OWN && rrm_account_get_password (account, TRUE) == NULL)
    return RRM_OUTGOING_LOGIN_OWN;

  return RRM_OUTGOING_LOGIN_SAME;
}

static void
load_login (RrmDraft *self,
            RrmAccount *account)
{
  RrmOutgoingLogin login = find_login (account);

  rrm_draft_set_password (self, rrm_account_get_password (account, FALSE));
  rrm_draft_set_outgoing_login (self, login);
  if (login == RRM_OUTGOING_LOGIN_AFTER_INCOMING)
    rrm_draft_set_flag (self, RRM_FIELD_SMTP_AUTH, TRUE);
  rrm_draft_set_outgoing_password (
    self, login == RRM_OUTGOING_LOGIN_OWN ? rrm_account_get_password (account, TRUE) : NULL);
}

static void
load_delivery (RrmDraft *self,
               RrmAccount *account)
{
  guint days = rrm_account_get_remove_after_days (account);
  g_autofree char *text = days > 0 ? g_strdup_printf ("%u", days) : g_strdup (RRM_USUAL_DAYS);

  rrm_draft_set_flag (self, RRM_FIELD_IPV4_ONLY, rrm_account_get_ipv4_only (account));
  rrm_draft_set_flag (self, RRM_FIELD_LEAVE_ON_SERVER, rrm_account_get_leave_on_server (account));
  rrm_draft_set_flag (self, RRM_FIELD_REMOVE_AFTER, days > 0);
  rrm_draft_set_text (self, RRM_FIELD_REMOVE_DAYS, text);
  rrm_draft_set_flag (self, RRM_FIELD_REMOVE_WHEN_DELETED,
                      rrm_account_get_remove_when_deleted (account));
  rrm_draft_set_timeout (self, rrm_account_get_timeout (account));
}

/**
 * rrm_draft_load_account:
 * @self: a draft
 * @account: an account, with its passwords or not
 *
 * Fills in everything.
 */
void
rrm_draft_load_account (RrmDraft *self,
                        RrmAccount *account)
{
  g_set_object (&self->rest, account);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;

      g_object_get (account, texts[i].property, &text, NULL);
      rrm_draft_set_text (self, texts[i].field, text);
    }
  if (rrm_account_get_incoming (account) != NULL)
    rrm_draft_load_service (self, rrm_account_get_incoming (account));
  if (rrm_account_get_outgoing (account) != NULL)
    rrm_draft_load_service (self, rrm_account_get_outgoing (account));
  load_login (self, account);
  load_delivery (self, account);
}

static RrmServiceSettings *
make_service (RrmDraft *self,
              gboolean outgoing)
{
  const char *text = self->texts[rrm_field_for (RRM_FIELD_INCOMING_SERVER, outgoing)];
  g_autofree char *host = rrm_host_normalize (text, NULL);
  RrmField username = outgoing && self->login == RRM_OUTGOING_LOGIN_OWN
                        ? RRM_FIELD_OUTGOING_USERNAME
                        : RRM_FIELD_INCOMING_USERNAME;
  RrmServiceSettings *service;
  guint64 port = 0;

  rrm_draft_parse_number (self->texts[rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing)], &port);
  service = rrm_service_settings_new (rrm_draft_get_service_protocol (self, outgoing),
                                      host != NULL ? host : "", (guint16) port,
                                      self->security[outgoing]);
  rrm_service_settings_set_username (service, self->texts[username]);
  rrm_service_settings_set_auth (service, rrm_draft_get_auth (self, outgoing));
  rrm_service_settings_set_source (service, self->source[outgoing]);

  return service;
}

static void
store_delivery (RrmDraft *self,
                RrmAccount *account)
{
  guint64 days = 0;

  rrm_draft_parse_number (self->texts[RRM_FIELD_REMOVE_DAYS], &days);
  rrm_account_set_ipv4_only (account, self->flags[RRM_FIELD_IPV4_ONLY]);
  rrm_account_set_leave_on_server (account, self->flags[RRM_FIELD_LEAVE_ON_SERVER]);
  rrm_account_set_remove_after_days (account,
                                     self->flags[RRM_FIELD_REMOVE_AFTER] ? (guint) days : 0);
  rrm_account_set_remove_when_deleted (account, self->flags[RRM_FIELD_REMOVE_WHEN_DELETED]);
  rrm_account_set_timeout (account, self->timeout);
}

/**
 * rrm_draft_to_account:
 * @self: a draft without a blocking problem
 *
 * Returns: (transfer full): the account that it describes, with its passwords
 */
RrmAccount *
rrm_draft_to_account (RrmDraft *self)
{
  RrmAccount *account = rrm_account_copy (self->rest);
  g_autoptr (RrmAddress) address = rrm_address_parse (self->texts[RRM_FIELD_ADDRESS], NULL);
  g_autoptr (RrmServiceSettings) incoming = make_service (self, FALSE);
  g_autoptr (RrmServiceSettings) outgoing = make_service (self, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (self->texts[texts[i].field]));

      g_object_set (account, texts[i].property, text, NULL);
    }
  rrm_account_set_address (account, address != NULL ? rrm_address_get_text (address) : "");
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_outgoing_login (account, self->flags[RRM_FIELD_SMTP_AUTH]
                                             ? self->login
                                             : RRM_OUTGOING_LOGIN_SAME);
  rrm_account_set_password (account, self->password);
  rrm_account_set_outgoing_password (
    account, rrm_draft_has_own_login (self) ? self->outgoing_password : NULL);
  store_delivery (self, account);

  return account;
}
