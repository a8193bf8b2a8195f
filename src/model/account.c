/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/account.h"

/* The properties of the texts come first, in this order. */
enum
{
  TEXT_ADDRESS,
  TEXT_NAME,
  TEXT_ORGANIZATION,
  TEXT_REPLY_ADDRESS,
  TEXT_ROOT_FOLDER,
  TEXT_SENT_FOLDER,
  TEXT_DRAFTS_FOLDER,
  TEXT_TRASH_FOLDER,
  TEXT_JUNK_FOLDER,
  N_TEXTS
};

/**
 * RrmAccount:
 *
 * One mail account: who writes, where mail comes from and where it goes. The passwords are no
 * properties: nothing may bind to, print or serialize them.
 */
struct _RrmAccount
{
  GObject parent_instance;

  /* Never NULL. The folders are those of IMAP, in the server's own words but UTF-8, levels parted
   * by '/'; "" where the program is to find them itself. */
  char *texts[N_TEXTS];
  /* NULL until they are known. */
  RrmServiceSettings *incoming;
  RrmServiceSettings *outgoing;
  RrmOutgoingLogin outgoing_login;
  /* How long a server may take over one step, in seconds; 0 where nobody has chosen. */
  guint timeout;
  /* POP3: mail stays at the server after it was downloaded. */
  gboolean leave_on_server;
  /* POP3: how many days it stays there; 0 is for ever. Means nothing unless it stays. */
  guint remove_after_days;
  /* POP3: what the person deletes goes from the server too. Means nothing unless it stays. */
  gboolean remove_when_deleted;
  /* The outgoing server is reached by IPv4 only. */
  gboolean ipv4_only;
  RrmSecret *password;
  /* NULL: the same as @password. */
  RrmSecret *outgoing_password;
};

enum
{
  PROP_INCOMING = N_TEXTS + 1,
  PROP_OUTGOING,
  PROP_OUTGOING_LOGIN,
  PROP_TIMEOUT,
  PROP_LEAVE_ON_SERVER,
  PROP_IPV4_ONLY,
  PROP_REMOVE_AFTER_DAYS,
  PROP_REMOVE_WHEN_DELETED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmAccount, rrm_account, G_TYPE_OBJECT)

static void
rrm_account_get_property (GObject *object,
                          guint prop_id,
                          GValue *value,
                          GParamSpec *pspec)
{
  RrmAccount *self = RRM_ACCOUNT (object);

  if (prop_id <= N_TEXTS)
    {
      g_value_set_string (value, self->texts[prop_id - 1]);
      return;
    }

  switch (prop_id)
    {
    case PROP_INCOMING:
      g_value_set_object (value, self->incoming);
      break;
    case PROP_OUTGOING:
      g_value_set_object (value, self->outgoing);
      break;
    case PROP_LEAVE_ON_SERVER:
      g_value_set_boolean (value, self->leave_on_server);
      break;
    case PROP_IPV4_ONLY:
      g_value_set_boolean (value, self->ipv4_only);
      break;
    case PROP_REMOVE_AFTER_DAYS:
      g_value_set_uint (value, self->remove_after_days);
      break;
    case PROP_REMOVE_WHEN_DELETED:
      g_value_set_boolean (value, self->remove_when_deleted);
      break;
    case PROP_OUTGOING_LOGIN:
      g_value_set_uint (value, self->outgoing_login);
      break;
    case PROP_TIMEOUT:
      g_value_set_uint (value, self->timeout);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_text (RrmAccount *self,
          guint text,
          const char *value)
{
  if (g_strcmp0 (self->texts[text], value) == 0)
    return;

  g_free (self->texts[text]);
  self->texts[text] = g_strdup (value != NULL ? value : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[text + 1]);
}

static void
rrm_account_set_property (GObject *object,
                          guint prop_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  RrmAccount *self = RRM_ACCOUNT (object);

  if (prop_id <= N_TEXTS)
    {
      set_text (self, prop_id - 1, g_value_get_string (value));
      return;
    }

  switch (prop_id)
    {
    case PROP_INCOMING:
      rrm_account_set_incoming (self, g_value_get_object (value));
      break;
    case PROP_OUTGOING:
      rrm_account_set_outgoing (self, g_value_get_object (value));
      break;
    case PROP_LEAVE_ON_SERVER:
      rrm_account_set_leave_on_server (self, g_value_get_boolean (value));
      break;
    case PROP_IPV4_ONLY:
      rrm_account_set_ipv4_only (self, g_value_get_boolean (value));
      break;
    case PROP_REMOVE_AFTER_DAYS:
      rrm_account_set_remove_after_days (self, g_value_get_uint (value));
      break;
    case PROP_REMOVE_WHEN_DELETED:
      rrm_account_set_remove_when_deleted (self, g_value_get_boolean (value));
      break;
    case PROP_OUTGOING_LOGIN:
      rrm_account_set_outgoing_login (self, g_value_get_uint (value));
      break;
    case PROP_TIMEOUT:
      rrm_account_set_timeout (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rrm_account_finalize (GObject *object)
{
  RrmAccount *self = RRM_ACCOUNT (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  g_clear_object (&self->incoming);
  g_clear_object (&self->outgoing);
  g_clear_pointer (&self->password, rrm_secret_unref);
  g_clear_pointer (&self->outgoing_password, rrm_secret_unref);

  G_OBJECT_CLASS (rrm_account_parent_class)->finalize (object);
}

static void
rrm_account_class_init (RrmAccountClass *klass)
{
  static const char *const names[N_TEXTS] = {
    "address",      "name",          "organization", "reply-address", "root-folder",
    "sent-folder",  "drafts-folder", "trash-folder", "junk-folder",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rrm_account_get_property;
  object_class->set_property = rrm_account_set_property;
  object_class->finalize = rrm_account_finalize;

  for (guint i = 0; i < N_TEXTS; i++)
    properties[i + 1] = g_param_spec_string (names[i], NULL, NULL, "", flags);
  properties[PROP_INCOMING] =
    g_param_spec_object ("incoming", NULL, NULL, RRM_TYPE_SERVICE_SETTINGS, flags);
  properties[PROP_OUTGOING] =
    g_param_spec_object ("outgoing", NULL, NULL, RRM_TYPE_SERVICE_SETTINGS, flags);
  properties[PROP_LEAVE_ON_SERVER] =
    g_param_spec_boolean ("leave-on-server", NULL, NULL, TRUE, flags);
  properties[PROP_IPV4_ONLY] = g_param_spec_boolean ("ipv4-only", NULL, NULL, FALSE, flags);
  properties[PROP_REMOVE_AFTER_DAYS] =
    g_param_spec_uint ("remove-after-days", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_REMOVE_WHEN_DELETED] =
    g_param_spec_boolean ("remove-when-deleted", NULL, NULL, FALSE, flags);
  properties[PROP_OUTGOING_LOGIN] =
    g_param_spec_uint ("outgoing-login", NULL, NULL, 0, RRM_N_OUTGOING_LOGINS - 1, 0, flags);
  properties[PROP_TIMEOUT] = g_param_spec_uint ("timeout", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rrm_account_init (RrmAccount *self)
{
  for (guint i = 0; i < N_TEXTS; i++)
    self->texts[i] = g_strdup ("");
  self->leave_on_server = TRUE;
}

/**
 * rrm_account_new:
 * @address: the email address, as [func@address_parse] gives it
 *
 * Returns: (transfer full): a new account without servers
 */
RrmAccount *
rrm_account_new (const char *address)
{
  return g_object_new (RRM_TYPE_ACCOUNT, "address", address, NULL);
}

/**
 * rrm_account_copy:
 * @self: an account
 *
 * Returns: (transfer full): an independent copy; it shares the passwords, which never change
 */
RrmAccount *
rrm_account_copy (RrmAccount *self)
{
  RrmAccount *copy = g_object_new (RRM_TYPE_ACCOUNT, NULL);

  for (guint i = 0; i < N_TEXTS; i++)
    set_text (copy, i, self->texts[i]);
  if (self->incoming != NULL)
    copy->incoming = rrm_service_settings_copy (self->incoming);
  if (self->outgoing != NULL)
    copy->outgoing = rrm_service_settings_copy (self->outgoing);
  copy->outgoing_login = self->outgoing_login;
  copy->timeout = self->timeout;
  copy->leave_on_server = self->leave_on_server;
  copy->ipv4_only = self->ipv4_only;
  copy->remove_after_days = self->remove_after_days;
  copy->remove_when_deleted = self->remove_when_deleted;
  rrm_account_set_password (copy, self->password);
  rrm_account_set_outgoing_password (copy, self->outgoing_password);

  return copy;
}

/* These differ in the text only. */
#define DEFINE_TEXT(field, TEXT)                                                                   \
  const char *rrm_account_get_##field (RrmAccount *self)                                           \
  {                                                                                                \
    return self->texts[TEXT];                                                                      \
  }                                                                                                \
  void rrm_account_set_##field (RrmAccount *self, const char *field)                               \
  {                                                                                                \
    set_text (self, TEXT, field != NULL ? field : "");                                             \
  }

DEFINE_TEXT (address, TEXT_ADDRESS)
DEFINE_TEXT (name, TEXT_NAME)
DEFINE_TEXT (organization, TEXT_ORGANIZATION)
DEFINE_TEXT (reply_address, TEXT_REPLY_ADDRESS)
DEFINE_TEXT (root_folder, TEXT_ROOT_FOLDER)
DEFINE_TEXT (sent_folder, TEXT_SENT_FOLDER)
DEFINE_TEXT (drafts_folder, TEXT_DRAFTS_FOLDER)
DEFINE_TEXT (trash_folder, TEXT_TRASH_FOLDER)
DEFINE_TEXT (junk_folder, TEXT_JUNK_FOLDER)

/**
 * rrm_account_get_incoming:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the IMAP or POP3 server
 */
RrmServiceSettings *
rrm_account_get_incoming (RrmAccount *self)
{
  return self->incoming;
}

/**
 * rrm_account_get_outgoing:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the SMTP server
 */
RrmServiceSettings *
rrm_account_get_outgoing (RrmAccount *self)
{
  return self->outgoing;
}

/* And these in the value only. */
#define DEFINE_VALUE(Type, field, PROP)                                                            \
  Type rrm_account_get_##field (RrmAccount *self)                                                  \
  {                                                                                                \
    return self->field;                                                                            \
  }                                                                                                \
  void rrm_account_set_##field (RrmAccount *self, Type field)                                      \
  {                                                                                                \
    if (self->field == field)                                                                      \
      return;                                                                                      \
    self->field = field;                                                                           \
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP]);                                  \
  }
#define DEFINE_OBJECT_SETTER(field, PROP)                                                          \
  void rrm_account_set_##field (RrmAccount *self, RrmServiceSettings *field)                       \
  {                                                                                                \
    if (g_set_object (&self->field, field))                                                        \
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP]);                                \
  }

DEFINE_OBJECT_SETTER (incoming, PROP_INCOMING)
DEFINE_OBJECT_SETTER (outgoing, PROP_OUTGOING)
DEFINE_VALUE (RrmOutgoingLogin, outgoing_login, PROP_OUTGOING_LOGIN)
DEFINE_VALUE (guint, timeout, PROP_TIMEOUT)
DEFINE_VALUE (gboolean, leave_on_server, PROP_LEAVE_ON_SERVER)
DEFINE_VALUE (gboolean, ipv4_only, PROP_IPV4_ONLY)
DEFINE_VALUE (guint, remove_after_days, PROP_REMOVE_AFTER_DAYS)
DEFINE_VALUE (gboolean, remove_when_deleted, PROP_REMOVE_WHEN_DELETED)

/**
 * rrm_account_get_password:
 * @self: an account
 * @outgoing: whether it is for the outgoing server
 *
 * Returns: (transfer none) (nullable): the password for that server
 */
RrmSecret *
rrm_account_get_password (RrmAccount *self,
                          gboolean outgoing)
{
  if (outgoing && self->outgoing_password != NULL)
    return self->outgoing_password;

  return self->password;
}

static void
set_secret (RrmSecret **field,
            RrmSecret *secret)
{
  RrmSecret *old = *field;

  *field = secret != NULL ? rrm_secret_ref (secret) : NULL;
  g_clear_pointer (&old, rrm_secret_unref);
}

/**
 * rrm_account_set_password:
 * @self: an account
 * @password: (nullable): for both servers, or for the incoming one if the other has its own
 */
void
rrm_account_set_password (RrmAccount *self,
                          RrmSecret *password)
{
  set_secret (&self->password, password);
}

/**
 * rrm_account_set_outgoing_password:
 * @self: an account
 * @password: (nullable): for the outgoing server alone; %NULL: the same as for the incoming one
 */
void
rrm_account_set_outgoing_password (RrmAccount *self,
                                   RrmSecret *password)
{
  set_secret (&self->outgoing_password, password);
}
