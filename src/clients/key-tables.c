/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/keys.h"

/* What each program calls the settings that can be changed. */

static const RrmKeyWord numbers[] = {
  { "0", RRM_SECURITY_NONE },
  { "1", RRM_SECURITY_TLS },
  { "2", RRM_SECURITY_STARTTLS },
  { NULL, 0 },
};

static const RrmKeyWord no_method[] = { { "0", RRM_AUTH_AUTO }, { NULL, 0 } };

/* Whether there is a login at all; which way is the program's matter. */
static const RrmKeyWord login_switch[] = {
  { "1", RRM_AUTH_AUTO },
  { "0", RRM_AUTH_NONE },
  { NULL, 0 },
};

/* Claws Mail and Sylpheed. */
static const RrmKeys accountrc[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_IMAP] = {
    .host = "receive_server",
    .port = "imap_port",
    .port_switch = "set_imapport",
    .username = "user_id",
    .security = "ssl_imap",
    .securities = numbers,
    .auth = "imap_auth_method",
    .auths = no_method,
    .address = "address",
  },
  [RRM_PROTOCOL_POP3] = {
    .host = "receive_server",
    .port = "pop_port",
    .port_switch = "set_popport",
    .username = "user_id",
    .security = "ssl_pop",
    .securities = numbers,
    .address = "address",
    .leave = "remove_mail",
    .leave_on = "0",
    .leave_off = "1",
  },
  [RRM_PROTOCOL_SMTP] = {
    .host = "smtp_server",
    .port = "smtp_port",
    .port_switch = "set_smtpport",
    .username = "smtp_user_id",
    .security = "ssl_smtp",
    .securities = numbers,
    .auth = "use_smtp_auth",
    .auths = login_switch,
  },
};

static const RrmKeyWord evolution_securities[] = {
  { "ssl-on-alternate-port", RRM_SECURITY_TLS },
  { "starttls-on-standard-port", RRM_SECURITY_STARTTLS },
  { "none", RRM_SECURITY_NONE },
  { NULL, 0 },
};

static const RrmKeyWord evolution_imap_auths[] = { { "PLAIN", RRM_AUTH_AUTO }, { NULL, 0 } };

static const RrmKeyWord evolution_pop_auths[] = { { "none", RRM_AUTH_AUTO }, { NULL, 0 } };

#define EVOLUTION                                                                                  \
  .host = "Authentication/Host", .port = "Authentication/Port",                                    \
  .username = "Authentication/User", .security = "Security/Method",                                \
  .securities = evolution_securities, .auth = "Authentication/Method"

static const RrmKeys evolution[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_IMAP] = { EVOLUTION, .auths = evolution_imap_auths },
  [RRM_PROTOCOL_POP3] = {
    EVOLUTION,
    .auths = evolution_pop_auths,
    .leave = "Pop Backend/KeepOnServer",
    .leave_on = "true",
    .leave_off = "false",
  },
  [RRM_PROTOCOL_SMTP] = { EVOLUTION, .auths = evolution_imap_auths },
};

static const RrmKeyWord truths[] = {
  { "true", RRM_AUTH_AUTO },
  { "false", RRM_AUTH_NONE },
  { NULL, 0 },
};

/* The port stands behind the host. */
static const RrmKeys goa[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_IMAP] = {
    .host = "ImapHost",
    .username = "ImapUserName",
    .tls = "ImapUseSsl",
    .starttls = "ImapUseTls",
    .yes = "true",
    .no = "false",
    .address = "EmailAddress",
  },
  [RRM_PROTOCOL_SMTP] = {
    .host = "SmtpHost",
    .username = "SmtpUserName",
    .tls = "SmtpUseSsl",
    .starttls = "SmtpUseTls",
    .yes = "true",
    .no = "false",
    .auth = "SmtpUseAuth",
    .auths = truths,
  },
};

static const RrmKeyWord geary_securities[] = {
  { "transport", RRM_SECURITY_TLS },
  { "start-tls", RRM_SECURITY_STARTTLS },
  { "none", RRM_SECURITY_NONE },
  { NULL, 0 },
};

static const RrmKeyWord geary_auths[] = {
  { "use-incoming", RRM_AUTH_AUTO },
  { "none", RRM_AUTH_NONE },
  { NULL, 0 },
};

static const RrmKeys geary[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_IMAP] = {
    .host = "Incoming/host",
    .port = "Incoming/port",
    .username = "Incoming/login",
    .security = "Incoming/transport_security",
    .securities = geary_securities,
  },
  [RRM_PROTOCOL_SMTP] = {
    .host = "Outgoing/host",
    .port = "Outgoing/port",
    .username = "Outgoing/login",
    .security = "Outgoing/transport_security",
    .securities = geary_securities,
    .auth = "Outgoing/credentials",
    .auths = geary_auths,
  },
};

static const RrmKeyWord msmtp_auths[] = {
  { "on", RRM_AUTH_AUTO },
  { "off", RRM_AUTH_NONE },
  { NULL, 0 },
};

/* And mpop. */
static const RrmKeys msmtp[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_POP3] = {
    .host = "host",
    .port = "port",
    .username = "user",
    .auth = "auth",
    .auths = msmtp_auths,
    .leave = "keep",
    .leave_on = "on",
    .leave_off = "off",
    .host_maker = "eval",
    .username_maker = "eval",
  },
  [RRM_PROTOCOL_SMTP] = {
    .host = "host",
    .port = "port",
    .username = "user",
    .auth = "auth",
    .auths = msmtp_auths,
    .address = "from",
    .host_maker = "eval",
    .username_maker = "eval",
  },
};

static const RrmKeyWord mbsync_securities[] = {
  { "IMAPS", RRM_SECURITY_TLS },
  { "STARTTLS", RRM_SECURITY_STARTTLS },
  { "None", RRM_SECURITY_NONE },
  { NULL, 0 },
};

static const RrmKeyWord mbsync_auths[] = { { "*", RRM_AUTH_AUTO }, { NULL, 0 } };

static const RrmKeys mbsync[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_IMAP] = {
    .host = "host",
    .port = "port",
    .username = "user",
    .security = "ssltype",
    .securities = mbsync_securities,
    .auth = "authmechs",
    .auths = mbsync_auths,
    .username_maker = "usercmd",
  },
};

/* The kind of connection is part of the kind of retriever. */
static const RrmKeyWord getmail_imap[] = {
  { "SimpleIMAPSSLRetriever", RRM_SECURITY_TLS },
  { "SimpleIMAPRetriever", RRM_SECURITY_NONE },
  { NULL, 0 },
};

static const RrmKeyWord getmail_pop[] = {
  { "SimplePOP3SSLRetriever", RRM_SECURITY_TLS },
  { "SimplePOP3Retriever", RRM_SECURITY_NONE },
  { NULL, 0 },
};

static const RrmKeys getmail[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_IMAP] = {
    .host = "server",
    .port = "port",
    .username = "username",
    .security = "type",
    .securities = getmail_imap,
  },
  [RRM_PROTOCOL_POP3] = {
    .host = "server",
    .port = "port",
    .username = "username",
    .security = "type",
    .securities = getmail_pop,
    .leave = "options/delete",
    .leave_on = "false",
    .leave_off = "true",
  },
};

static const RrmKeys offlineimap[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_IMAP] = {
    .host = "remotehost",
    .port = "remoteport",
    .username = "remoteuser",
    .host_maker = "remotehosteval",
    .username_maker = "remoteusereval",
    .tls = "ssl",
    .starttls = "starttls",
    .yes = "yes",
    .no = "no",
  },
};

static const RrmKeyWord kmail_safeties[] = {
  { "SSL", RRM_SECURITY_TLS },
  { "STARTTLS", RRM_SECURITY_STARTTLS },
  { "None", RRM_SECURITY_NONE },
  { NULL, 0 },
};

static const RrmKeyWord kmail_encryptions[] = {
  { "SSL", RRM_SECURITY_TLS },
  { "TLS", RRM_SECURITY_STARTTLS },
  { "None", RRM_SECURITY_NONE },
  { NULL, 0 },
};

/* The place in its list of ways. */
static const RrmKeyWord kmail_auths[] = { { "1", RRM_AUTH_AUTO }, { NULL, 0 } };

static const RrmKeys kmail[RRM_N_PROTOCOLS] = {
  [RRM_PROTOCOL_IMAP] = {
    .host = "ImapServer",
    .port = "ImapPort",
    .username = "UserName",
    .security = "Safety",
    .securities = kmail_safeties,
    .auth = "Authentication",
    .auths = kmail_auths,
  },
  [RRM_PROTOCOL_POP3] = {
    .host = "host",
    .port = "port",
    .username = "login",
    .tls = "useSSL",
    .starttls = "useTLS",
    .yes = "true",
    .no = "false",
    .auth = "authenticationMethod",
    .auths = kmail_auths,
    .leave = "leaveOnServer",
    .leave_on = "true",
    .leave_off = "false",
  },
  [RRM_PROTOCOL_SMTP] = {
    .host = "host",
    .port = "port",
    .username = "user",
    .security = "encryption",
    .securities = kmail_encryptions,
    .auth = "auth",
    .auths = truths,
  },
};

static const struct
{
  const char *id;
  const RrmKeys *keys;
} tables[] = {
  { "claws-mail", accountrc }, { "sylpheed", accountrc }, { "evolution", evolution },
  { "goa", goa },              { "geary", geary },        { "msmtp", msmtp },
  { "mpop", msmtp },           { "mbsync", mbsync },      { "getmail", getmail },
  { "offlineimap", offlineimap }, { "kmail", kmail },
};

/**
 * rrm_keys_find:
 * @client: a program
 * @protocol: which server
 *
 * Returns: (nullable): its names for the settings of that server
 */
const RrmKeys *
rrm_keys_find (const RrmClient *client,
               RrmProtocol protocol)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].id, client->id))
      return tables[i].keys[protocol].host != NULL ? &tables[i].keys[protocol] : NULL;

  return NULL;
}
