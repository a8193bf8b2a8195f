/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft.h"

#include "model/address.h"
#include "model/provider-map.h"

/**
 * RrmDraft:
 *
 * What the person has filled in so far, right or wrong: nothing typed is lost because it cannot be
 * used. What can be wrong with it tells [method@Draft.check]; an account is made of it when nothing
 * is.
 */
struct _RrmDraft
{
  GObject parent_instance;

  /* Of the fields that are typed; never %NULL there. */
  char *texts[RRM_N_FIELDS];
  RrmSecret *password;
  RrmProtocol protocol;
  /* By direction: incoming, outgoing. */
  RrmSecurity security[2];
  RrmAuth auth[2];
  RrmSource source[2];
  /* What has no field of its own travels along. */
  RrmAccount *rest;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RrmDraft, rrm_draft, G_TYPE_OBJECT)

static void
emit_changed (RrmDraft *self,
              RrmField field)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (guint) field);
}

static void
rrm_draft_finalize (GObject *object)
{
  RrmDraft *self = RRM_DRAFT (object);

  for (guint i = 0; i < RRM_N_FIELDS; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->password, rrm_secret_unref);
  g_clear_object (&self->rest);

  G_OBJECT_CLASS (rrm_draft_parent_class)->finalize (object);
}

static void
rrm_draft_class_init (RrmDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_draft_finalize;

  /**
   * RrmDraft::changed:
   * @self: the draft
   * @field: the field that has another value
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
rrm_draft_init (RrmDraft *self)
{
  for (guint i = 0; i < RRM_N_FIELDS; i++)
    self->texts[i] = g_strdup ("");
  self->rest = rrm_account_new ("");
}

RrmDraft *
rrm_draft_new (void)
{
  return g_object_new (RRM_TYPE_DRAFT, NULL);
}

/**
 * rrm_draft_get_text:
 * @self: a draft
 * @field: a field that is typed, but for the password
 *
 * Returns: what stands in it
 */
const char *
rrm_draft_get_text (RrmDraft *self,
                    RrmField field)
{
  return self->texts[field];
}

/* Where the address served as the user name, the new one does too. */
static void
follow_address (RrmDraft *self,
                const char *old_address)
{
  static const RrmField usernames[] = {
    RRM_FIELD_INCOMING_USERNAME,
    RRM_FIELD_OUTGOING_USERNAME,
  };

  for (guint i = 0; i < G_N_ELEMENTS (usernames); i++)
    if (old_address[0] != '\0' && g_str_equal (self->texts[usernames[i]], old_address))
      rrm_draft_set_text (self, usernames[i], self->texts[RRM_FIELD_ADDRESS]);
}

void
rrm_draft_set_text (RrmDraft *self,
                    RrmField field,
                    const char *text)
{
  g_autofree char *old = NULL;

  if (g_str_equal (self->texts[field], text))
    return;

  old = g_steal_pointer (&self->texts[field]);
  self->texts[field] = g_strdup (text);
  if (rrm_field_incoming (field) == RRM_FIELD_INCOMING_SERVER)
    self->source[rrm_field_is_outgoing (field)] = RRM_SOURCE_PERSON;
  if (field == RRM_FIELD_ADDRESS)
    follow_address (self, old);
  emit_changed (self, field);
}

/**
 * rrm_draft_get_password:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the password typed, %NULL where there is none
 */
RrmSecret *
rrm_draft_get_password (RrmDraft *self)
{
  return self->password;
}

void
rrm_draft_set_password (RrmDraft *self,
                        RrmSecret *password)
{
  if (password != NULL)
    rrm_secret_ref (password);
  g_clear_pointer (&self->password, rrm_secret_unref);
  self->password = password;
  emit_changed (self, RRM_FIELD_PASSWORD);
}

RrmProtocol
rrm_draft_get_protocol (RrmDraft *self)
{
  return self->protocol;
}

static RrmProtocol
get_protocol (RrmDraft *self,
              gboolean outgoing)
{
  return outgoing ? RRM_PROTOCOL_SMTP : self->protocol;
}

/* This provider's own way with its ports, where the server is one of its. */
static RrmServiceSettings *
find_map_settings (RrmDraft *self,
                   gboolean outgoing)
{
  const char *text = self->texts[rrm_field_for (RRM_FIELD_INCOMING_SERVER, outgoing)];
  g_autofree char *host = rrm_host_normalize (text, NULL);

  if (host == NULL)
    return NULL;

  return rrm_provider_map_get_host_settings (rrm_provider_map_get_default (), host,
                                             get_protocol (self, outgoing));
}

/**
 * rrm_draft_get_usual_port:
 * @self: a draft
 * @outgoing: which server
 *
 * Returns: the port that goes with the chosen security. Where this provider is known to use one
 *   port for every kind, it is that one
 */
guint16
rrm_draft_get_usual_port (RrmDraft *self,
                          gboolean outgoing)
{
  g_autoptr (RrmServiceSettings) map = find_map_settings (self, outgoing);

  if (map != NULL && rrm_service_settings_get_security (map) == RRM_SECURITY_AUTO)
    return rrm_service_settings_get_port (map);

  return rrm_default_port (get_protocol (self, outgoing), self->security[outgoing]);
}

static gboolean
parse_port (const char *text,
            guint64 *port)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return g_ascii_string_to_unsigned (stripped, 10, 0, G_MAXUINT64, port, NULL);
}

static gboolean
has_usual_port (RrmDraft *self,
                gboolean outgoing)
{
  guint64 port;

  return parse_port (self->texts[rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing)], &port) &&
         port == rrm_draft_get_usual_port (self, outgoing);
}

/**
 * rrm_draft_get_port_note:
 * @self: a draft
 * @outgoing: which server
 *
 * Returns: what can be said of the port
 */
RrmPortNote
rrm_draft_get_port_note (RrmDraft *self,
                         gboolean outgoing)
{
  guint16 usual = rrm_default_port (get_protocol (self, outgoing), self->security[outgoing]);
  RrmField field = rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing);
  guint64 port;

  if (!parse_port (self->texts[field], &port) || port == 0 || port > G_MAXUINT16)
    return RRM_PORT_NOTE_NONE;
  if (port == usual)
    return RRM_PORT_NOTE_USUAL;

  return has_usual_port (self, outgoing) ? RRM_PORT_NOTE_PROVIDER : RRM_PORT_NOTE_UNUSUAL;
}

static void
follow_port (RrmDraft *self,
             gboolean outgoing)
{
  g_autofree char *port = g_strdup_printf ("%u", rrm_draft_get_usual_port (self, outgoing));

  rrm_draft_set_text (self, rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing), port);
}

/**
 * rrm_draft_set_protocol:
 * @self: a draft
 * @protocol: IMAP or POP3
 *
 * Chooses the kind of account. The port follows, unless it was another than the usual one.
 */
void
rrm_draft_set_protocol (RrmDraft *self,
                        RrmProtocol protocol)
{
  gboolean follows = has_usual_port (self, FALSE);

  g_return_if_fail (protocol != RRM_PROTOCOL_SMTP);
  if (self->protocol == protocol)
    return;

  self->protocol = protocol;
  if (follows)
    follow_port (self, FALSE);
  emit_changed (self, RRM_FIELD_PROTOCOL);
}

RrmSecurity
rrm_draft_get_security (RrmDraft *self,
                        gboolean outgoing)
{
  return self->security[outgoing];
}

/**
 * rrm_draft_set_security:
 * @self: a draft
 * @outgoing: which server
 * @security: how the connection is protected
 *
 * Chooses the security. The port follows, unless it was another than the usual one.
 */
void
rrm_draft_set_security (RrmDraft *self,
                        gboolean outgoing,
                        RrmSecurity security)
{
  gboolean follows = has_usual_port (self, outgoing);

  if (self->security[outgoing] == security)
    return;

  self->security[outgoing] = security;
  if (follows)
    follow_port (self, outgoing);
  emit_changed (self, rrm_field_for (RRM_FIELD_INCOMING_SECURITY, outgoing));
}

RrmAuth
rrm_draft_get_auth (RrmDraft *self,
                    gboolean outgoing)
{
  return self->auth[outgoing];
}

void
rrm_draft_set_auth (RrmDraft *self,
                    gboolean outgoing,
                    RrmAuth auth)
{
  if (self->auth[outgoing] == auth)
    return;

  self->auth[outgoing] = auth;
  emit_changed (self, rrm_field_for (RRM_FIELD_INCOMING_AUTH, outgoing));
}

/**
 * rrm_draft_get_source:
 * @self: a draft
 * @outgoing: which server
 *
 * Returns: where the settings came from; a server that was typed over is the person's own
 */
RrmSource
rrm_draft_get_source (RrmDraft *self,
                      gboolean outgoing)
{
  return self->source[outgoing];
}

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

/**
 * rrm_draft_load_account:
 * @self: a draft
 * @account: an account, with its password or not
 *
 * Fills in everything.
 */
void
rrm_draft_load_account (RrmDraft *self,
                        RrmAccount *account)
{
  g_set_object (&self->rest, account);
  rrm_draft_set_text (self, RRM_FIELD_ADDRESS, rrm_account_get_address (account));
  rrm_draft_set_text (self, RRM_FIELD_NAME, rrm_account_get_name (account));
  rrm_draft_set_text (self, RRM_FIELD_ORGANIZATION, rrm_account_get_organization (account));
  rrm_draft_set_text (self, RRM_FIELD_REPLY_ADDRESS, rrm_account_get_reply_address (account));
  if (rrm_account_get_incoming (account) != NULL)
    rrm_draft_load_service (self, rrm_account_get_incoming (account));
  if (rrm_account_get_outgoing (account) != NULL)
    rrm_draft_load_service (self, rrm_account_get_outgoing (account));
  rrm_draft_set_password (self, rrm_account_get_password (account, FALSE));
}

static RrmServiceSettings *
make_service (RrmDraft *self,
              gboolean outgoing)
{
  const char *text = self->texts[rrm_field_for (RRM_FIELD_INCOMING_SERVER, outgoing)];
  g_autofree char *host = rrm_host_normalize (text, NULL);
  RrmServiceSettings *service;
  guint64 port = 0;

  parse_port (self->texts[rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing)], &port);
  service = rrm_service_settings_new (get_protocol (self, outgoing), host != NULL ? host : "",
                                      (guint16) port, self->security[outgoing]);
  rrm_service_settings_set_username (
    service, self->texts[rrm_field_for (RRM_FIELD_INCOMING_USERNAME, outgoing)]);
  rrm_service_settings_set_auth (service, self->auth[outgoing]);
  rrm_service_settings_set_source (service, self->source[outgoing]);

  return service;
}

/**
 * rrm_draft_to_account:
 * @self: a draft without a blocking problem
 *
 * Returns: (transfer full): the account that it describes, with its password
 */
RrmAccount *
rrm_draft_to_account (RrmDraft *self)
{
  RrmAccount *account = rrm_account_copy (self->rest);
  g_autoptr (RrmAddress) address = rrm_address_parse (self->texts[RRM_FIELD_ADDRESS], NULL);
  g_autoptr (RrmServiceSettings) incoming = make_service (self, FALSE);
  g_autoptr (RrmServiceSettings) outgoing = make_service (self, TRUE);
  g_autofree char *name = g_strstrip (g_strdup (self->texts[RRM_FIELD_NAME]));

  rrm_account_set_address (account, address != NULL ? rrm_address_get_text (address) : "");
  rrm_account_set_name (account, name);
  rrm_account_set_organization (account, self->texts[RRM_FIELD_ORGANIZATION]);
  rrm_account_set_reply_address (account, self->texts[RRM_FIELD_REPLY_ADDRESS]);
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_password (account, self->password);

  return account;
}
