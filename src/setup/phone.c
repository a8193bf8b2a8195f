/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/phone.h"

#include <glib/gi18n-lib.h>

/* What a phone shows of an account, under the names that stand there. */

#define MAX_SECURITIES 3

/* The words for connection security, and what they mean. An iPhone's switch says only whether there
 * is any; Samsung says SSL for TLS from the first byte, and TLS for STARTTLS. */
static const struct
{
  const char *name;
  const char *way;
  const char *labels[RRM_N_PHONE_FIELDS];
  /* In place of the first label, where the name of the server tells what it is. */
  const char *servers[RRM_N_PROTOCOLS];
  struct
  {
    const char *label;
    RrmSecurity security;
  } securities[MAX_SECURITIES + 1];
} phones[RRM_N_PHONE_KINDS] = {
  [RRM_PHONE_IPHONE] = {
    N_ ("Mail on an iPhone or iPad"),
    N_ ("On the phone, open “Settings”, “Apps”, “Mail”, “Mail Accounts”, your account, and its "
        "name. The ports are under “Advanced” and under “SMTP”."),
    { N_ ("Host Name"), N_ ("User Name"), N_ ("Use SSL"), N_ ("Server Port") },
    { NULL },
    { { N_ ("On"), RRM_SECURITY_AUTO }, { N_ ("Off"), RRM_SECURITY_NONE } },
  },
  [RRM_PHONE_SAMSUNG] = {
    N_ ("Samsung Email"),
    N_ ("On the phone, open Samsung Email, its menu, the gear, and your account. Look for the "
        "settings of the servers."),
    { NULL, N_ ("User name"), N_ ("Security type"), N_ ("Port") },
    { [RRM_PROTOCOL_IMAP] = N_ ("IMAP server"), [RRM_PROTOCOL_POP3] = N_ ("POP3 server"),
      [RRM_PROTOCOL_SMTP] = N_ ("SMTP server") },
    { { N_ ("SSL"), RRM_SECURITY_TLS }, { N_ ("TLS"), RRM_SECURITY_STARTTLS },
      { N_ ("None"), RRM_SECURITY_NONE } },
  },
  [RRM_PHONE_GMAIL] = {
    N_ ("Gmail app on Android"),
    N_ ("On the phone, open Gmail, its menu, “Settings”, and your account. Look for the settings "
        "of the servers."),
    { N_ ("Server"), N_ ("Username"), N_ ("Security type"), N_ ("Port") },
    { [RRM_PROTOCOL_SMTP] = N_ ("SMTP server") },
    { { N_ ("SSL/TLS"), RRM_SECURITY_TLS }, { N_ ("STARTTLS"), RRM_SECURITY_STARTTLS },
      { N_ ("None"), RRM_SECURITY_NONE } },
  },
};

/**
 * rrm_phone_get_name:
 * @kind: a phone's mail program
 *
 * Returns: what people call it
 */
const char *
rrm_phone_get_name (RrmPhoneKind kind)
{
  return _ (phones[kind].name);
}

/**
 * rrm_phone_get_label:
 * @kind: a phone's mail program
 * @field: what is shown there
 * @protocol: of which server
 *
 * Returns: the name that it has there
 */
const char *
rrm_phone_get_label (RrmPhoneKind kind,
                     RrmPhoneField field,
                     RrmProtocol protocol)
{
  if (field == RRM_PHONE_SERVER && phones[kind].servers[protocol] != NULL)
    return _ (phones[kind].servers[protocol]);

  return _ (phones[kind].labels[field]);
}

/**
 * rrm_phone_describe_way:
 * @kind: a phone's mail program
 *
 * Returns: where the phone shows these values
 */
const char *
rrm_phone_describe_way (RrmPhoneKind kind)
{
  return _ (phones[kind].way);
}

/**
 * rrm_phone_list_securities:
 * @kind: a phone's mail program
 *
 * Returns: (transfer full) (array zero-terminated=1): what can be chosen for connection security,
 *   and before it that the person has not looked
 */
char **
rrm_phone_list_securities (RrmPhoneKind kind)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();

  g_strv_builder_add (labels, _ ("Not looked"));
  for (guint i = 0; phones[kind].securities[i].label != NULL; i++)
    g_strv_builder_add (labels, _ (phones[kind].securities[i].label));

  return g_strv_builder_end (labels);
}

/* A host or a port that cannot be one was not said. */
static RrmServiceSettings *
make_service (RrmPhoneKind kind,
              RrmProtocol protocol,
              const RrmPhoneSide *side)
{
  g_autofree char *server = g_strstrip (g_strdup (side->server));
  g_autofree char *username = g_strstrip (g_strdup (side->username));
  g_autofree char *number = g_strstrip (g_strdup (side->port));
  g_autofree char *host = g_utf8_strdown (server, -1);
  RrmSecurity security = side->security > 0
                           ? phones[kind].securities[side->security - 1].security
                           : RRM_SECURITY_AUTO;
  guint64 port = 0;
  RrmServiceSettings *service;

  g_ascii_string_to_unsigned (number, 10, 1, G_MAXUINT16, &port, NULL);
  service = rrm_service_settings_new (protocol, host, (guint16) port, security);
  rrm_service_settings_set_username (service, username);

  return service;
}

/**
 * rrm_phone_to_account:
 * @kind: a phone's mail program
 * @address: the address of the account
 * @protocol: how it receives mail
 * @incoming: what the phone shows of the incoming server
 * @outgoing: what it shows of the outgoing one
 *
 * Returns: (transfer full): the account as the phone has it; what was not said is empty, or 0
 */
RrmAccount *
rrm_phone_to_account (RrmPhoneKind kind,
                      const char *address,
                      RrmProtocol protocol,
                      const RrmPhoneSide *incoming,
                      const RrmPhoneSide *outgoing)
{
  RrmAccount *account = rrm_account_new (address);
  g_autoptr (RrmServiceSettings) receiving = make_service (kind, protocol, incoming);
  g_autoptr (RrmServiceSettings) sending = make_service (kind, RRM_PROTOCOL_SMTP, outgoing);

  rrm_account_set_incoming (account, receiving);
  rrm_account_set_outgoing (account, sending);

  return account;
}

/**
 * rrm_phone_list_unsaid:
 * @knows_protocol: whether the person has said how the phone receives mail
 * @incoming: what the phone shows of the incoming server
 * @outgoing: what it shows of the outgoing one
 *
 * Returns: (transfer full) (array zero-terminated=1): the settings of [func@phone_to_account] that
 *   have a value and mean nothing; a phone is never asked how it signs in
 */
char **
rrm_phone_list_unsaid (gboolean knows_protocol,
                       const RrmPhoneSide *incoming,
                       const RrmPhoneSide *outgoing)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  g_strv_builder_add_many (keys, "incoming.auth", "outgoing.auth", NULL);
  if (!knows_protocol)
    g_strv_builder_add (keys, "incoming.protocol");
  if (incoming->security == 0)
    g_strv_builder_add (keys, "incoming.security");
  if (outgoing->security == 0)
    g_strv_builder_add (keys, "outgoing.security");

  return g_strv_builder_end (keys);
}
