/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/service-settings.h"

/**
 * RrmServiceSettings:
 *
 * How one server of an account is reached and signed in to. Enumerations are properties of type
 * guint, so that no type has to be registered for each of them.
 */
struct _RrmServiceSettings
{
  GObject parent_instance;

  RrmProtocol protocol;
  /* In lower case ASCII, or an IP address without brackets; never NULL. */
  char *host;
  guint16 port;
  RrmSecurity security;
  /* Sent exactly as it stands; never NULL. */
  char *username;
  RrmAuth auth;
  RrmSource source;
};

enum
{
  PROP_PROTOCOL = 1,
  PROP_HOST,
  PROP_PORT,
  PROP_SECURITY,
  PROP_USERNAME,
  PROP_AUTH,
  PROP_SOURCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmServiceSettings, rrm_service_settings, G_TYPE_OBJECT)

static void
rrm_service_settings_get_property (GObject *object,
                                   guint prop_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  RrmServiceSettings *self = RRM_SERVICE_SETTINGS (object);

  switch (prop_id)
    {
    case PROP_PROTOCOL:
      g_value_set_uint (value, self->protocol);
      break;
    case PROP_HOST:
      g_value_set_string (value, self->host);
      break;
    case PROP_PORT:
      g_value_set_uint (value, self->port);
      break;
    case PROP_SECURITY:
      g_value_set_uint (value, self->security);
      break;
    case PROP_USERNAME:
      g_value_set_string (value, self->username);
      break;
    case PROP_AUTH:
      g_value_set_uint (value, self->auth);
      break;
    case PROP_SOURCE:
      g_value_set_uint (value, self->source);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rrm_service_settings_set_property (GObject *object,
                                   guint prop_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  RrmServiceSettings *self = RRM_SERVICE_SETTINGS (object);

  switch (prop_id)
    {
    case PROP_PROTOCOL:
      rrm_service_settings_set_protocol (self, g_value_get_uint (value));
      break;
    case PROP_HOST:
      rrm_service_settings_set_host (self, g_value_get_string (value));
      break;
    case PROP_PORT:
      rrm_service_settings_set_port (self, (guint16) g_value_get_uint (value));
      break;
    case PROP_SECURITY:
      rrm_service_settings_set_security (self, g_value_get_uint (value));
      break;
    case PROP_USERNAME:
      rrm_service_settings_set_username (self, g_value_get_string (value));
      break;
    case PROP_AUTH:
      rrm_service_settings_set_auth (self, g_value_get_uint (value));
      break;
    case PROP_SOURCE:
      rrm_service_settings_set_source (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rrm_service_settings_finalize (GObject *object)
{
  RrmServiceSettings *self = RRM_SERVICE_SETTINGS (object);

  g_free (self->host);
  g_free (self->username);

  G_OBJECT_CLASS (rrm_service_settings_parent_class)->finalize (object);
}

static void
rrm_service_settings_class_init (RrmServiceSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rrm_service_settings_get_property;
  object_class->set_property = rrm_service_settings_set_property;
  object_class->finalize = rrm_service_settings_finalize;

  properties[PROP_PROTOCOL] =
    g_param_spec_uint ("protocol", NULL, NULL, 0, RRM_N_PROTOCOLS - 1, 0, flags);
  properties[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, "", flags);
  properties[PROP_PORT] = g_param_spec_uint ("port", NULL, NULL, 0, G_MAXUINT16, 0, flags);
  properties[PROP_SECURITY] =
    g_param_spec_uint ("security", NULL, NULL, 0, RRM_N_SECURITIES - 1, 0, flags);
  properties[PROP_USERNAME] = g_param_spec_string ("username", NULL, NULL, "", flags);
  properties[PROP_AUTH] = g_param_spec_uint ("auth", NULL, NULL, 0, RRM_N_AUTHS - 1, 0, flags);
  properties[PROP_SOURCE] =
    g_param_spec_uint ("source", NULL, NULL, 0, RRM_N_SOURCES - 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rrm_service_settings_init (RrmServiceSettings *self)
{
  self->host = g_strdup ("");
  self->username = g_strdup ("");
}

/**
 * rrm_service_settings_new:
 * @protocol: IMAP, POP3 or SMTP
 * @host: the server, as [func@host_normalize] gives it
 * @port: a TCP port
 * @security: how the connection is protected
 *
 * Returns: (transfer full): new settings without a user name, with looked-at authentication
 */
RrmServiceSettings *
rrm_service_settings_new (RrmProtocol protocol,
                          const char *host,
                          guint16 port,
                          RrmSecurity security)
{
  RrmServiceSettings *self = g_object_new (RRM_TYPE_SERVICE_SETTINGS, NULL);

  self->protocol = protocol;
  g_free (self->host);
  self->host = g_strdup (host);
  self->port = port;
  self->security = security;

  return self;
}

/**
 * rrm_service_settings_copy:
 * @self: settings
 *
 * Returns: (transfer full): an independent copy
 */
RrmServiceSettings *
rrm_service_settings_copy (RrmServiceSettings *self)
{
  RrmServiceSettings *copy =
    rrm_service_settings_new (self->protocol, self->host, self->port, self->security);

  rrm_service_settings_set_username (copy, self->username);
  copy->auth = self->auth;
  copy->source = self->source;

  return copy;
}

/**
 * rrm_service_settings_equal:
 * @self: settings
 * @other: other settings
 *
 * Returns: whether both mean the same server and login; where they came from does not count
 */
gboolean
rrm_service_settings_equal (RrmServiceSettings *self,
                            RrmServiceSettings *other)
{
  return self->protocol == other->protocol && self->port == other->port &&
         self->security == other->security && self->auth == other->auth &&
         g_str_equal (self->host, other->host) && g_str_equal (self->username, other->username);
}

RrmProtocol
rrm_service_settings_get_protocol (RrmServiceSettings *self)
{
  return self->protocol;
}

const char *
rrm_service_settings_get_host (RrmServiceSettings *self)
{
  return self->host;
}

guint16
rrm_service_settings_get_port (RrmServiceSettings *self)
{
  return self->port;
}

RrmSecurity
rrm_service_settings_get_security (RrmServiceSettings *self)
{
  return self->security;
}

const char *
rrm_service_settings_get_username (RrmServiceSettings *self)
{
  return self->username;
}

RrmAuth
rrm_service_settings_get_auth (RrmServiceSettings *self)
{
  return self->auth;
}

RrmSource
rrm_service_settings_get_source (RrmServiceSettings *self)
{
  return self->source;
}

/* A setter notifies only when the value changes; these differ in the field's type only. */
#define DEFINE_SETTER(Type, field, PROP)                                                           \
  void rrm_service_settings_set_##field (RrmServiceSettings *self, Type field)                     \
  {                                                                                                \
    if (self->field == field)                                                                      \
      return;                                                                                      \
    self->field = field;                                                                           \
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP]);                                  \
  }
#define DEFINE_STRING_SETTER(field, PROP)                                                          \
  void rrm_service_settings_set_##field (RrmServiceSettings *self, const char *field)              \
  {                                                                                                \
    const char *text = field != NULL ? field : "";                                                 \
    if (g_str_equal (self->field, text))                                                           \
      return;                                                                                      \
    g_free (self->field);                                                                          \
    self->field = g_strdup (text);                                                                 \
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP]);                                  \
  }

DEFINE_SETTER (RrmProtocol, protocol, PROP_PROTOCOL)
DEFINE_STRING_SETTER (host, PROP_HOST)
DEFINE_SETTER (guint16, port, PROP_PORT)
DEFINE_SETTER (RrmSecurity, security, PROP_SECURITY)
DEFINE_STRING_SETTER (username, PROP_USERNAME)
DEFINE_SETTER (RrmAuth, auth, PROP_AUTH)
DEFINE_SETTER (RrmSource, source, PROP_SOURCE)

/**
 * rrm_login_id:
 * @protocol: the protocol of a server
 * @host: its host, in lower case ASCII
 * @port: its port
 * @username: who signs in
 *
 * A name for this login that holds nothing typed, so that it can stand in a command: the keyring
 * keeps it with the password, and a program that takes passwords from a command asks for it.
 *
 * Returns: (transfer full): 32 hexadecimal digits, the same for the same login each time
 */
char *
rrm_login_id (RrmProtocol protocol,
              const char *host,
              guint16 port,
              const char *username)
{
  g_autofree char *text =
    g_strdup_printf ("%s\n%s\n%u\n%s", rrm_protocol_to_string (protocol), host, port, username);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strndup (digest, 32);
}
