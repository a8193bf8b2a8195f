/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/account.h"

/**
 * RrmAccount:
 *
 * One mail account: who writes, where mail comes from and where it goes. The passwords are no
 * properties: nothing may bind to, print or serialize them.
 */
struct _RrmAccount
{
  GObject parent_instance;

  /* Never NULL, all four. */
  char *address;
  char *name;
  char *organization;
  char *reply_address;
  /* NULL until they are known. */
  RrmServiceSettings *incoming;
  RrmServiceSettings *outgoing;
  /* POP3: mail stays at the server after it was downloaded. */
  gboolean leave_on_server;
  /* POP3: how many days it stays there; 0 is for ever. Means nothing unless it stays. */
  guint remove_after_days;
  /* POP3: what the person deletes goes from the server too. Means nothing unless it stays. */
  gboolean remove_when_deleted;
  /* IMAP, in the server's own words but UTF-8, levels parted by '/'; never NULL, "" where the
   * program is to find them itself. */
  char *root_folder;
  char *sent_folder;
  char *drafts_folder;
  char *trash_folder;
  char *junk_folder;
  /* The outgoing server is reached by IPv4 only. */
  gboolean ipv4_only;
  RrmSecret *password;
  /* NULL: the same as @password. */
  RrmSecret *outgoing_password;
};

enum
{
  PROP_ADDRESS = 1,
  PROP_NAME,
  PROP_ORGANIZATION,
  PROP_REPLY_ADDRESS,
  PROP_INCOMING,
  PROP_OUTGOING,
  PROP_LEAVE_ON_SERVER,
  PROP_IPV4_ONLY,
  PROP_REMOVE_AFTER_DAYS,
  PROP_REMOVE_WHEN_DELETED,
  PROP_ROOT_FOLDER,
  PROP_SENT_FOLDER,
  PROP_DRAFTS_FOLDER,
  PROP_TRASH_FOLDER,
  PROP_JUNK_FOLDER,
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

  switch (prop_id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ORGANIZATION:
      g_value_set_string (value, self->organization);
      break;
    case PROP_REPLY_ADDRESS:
      g_value_set_string (value, self->reply_address);
      break;
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
    case PROP_ROOT_FOLDER:
      g_value_set_string (value, self->root_folder);
      break;
    case PROP_SENT_FOLDER:
      g_value_set_string (value, self->sent_folder);
      break;
    case PROP_DRAFTS_FOLDER:
      g_value_set_string (value, self->drafts_folder);
      break;
    case PROP_TRASH_FOLDER:
      g_value_set_string (value, self->trash_folder);
      break;
    case PROP_JUNK_FOLDER:
      g_value_set_string (value, self->junk_folder);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rrm_account_set_property (GObject *object,
                          guint prop_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  RrmAccount *self = RRM_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_ADDRESS:
      rrm_account_set_address (self, g_value_get_string (value));
      break;
    case PROP_NAME:
      rrm_account_set_name (self, g_value_get_string (value));
      break;
    case PROP_ORGANIZATION:
      rrm_account_set_organization (self, g_value_get_string (value));
      break;
    case PROP_REPLY_ADDRESS:
      rrm_account_set_reply_address (self, g_value_get_string (value));
      break;
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
    case PROP_ROOT_FOLDER:
      rrm_account_set_root_folder (self, g_value_get_string (value));
      break;
    case PROP_SENT_FOLDER:
      rrm_account_set_sent_folder (self, g_value_get_string (value));
      break;
    case PROP_DRAFTS_FOLDER:
      rrm_account_set_drafts_folder (self, g_value_get_string (value));
      break;
    case PROP_TRASH_FOLDER:
      rrm_account_set_trash_folder (self, g_value_get_string (value));
      break;
    case PROP_JUNK_FOLDER:
      rrm_account_set_junk_folder (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rrm_account_finalize (GObject *object)
{
  RrmAccount *self = RRM_ACCOUNT (object);

  g_free (self->address);
  g_free (self->name);
  g_free (self->organization);
  g_free (self->reply_address);
  g_free (self->root_folder);
  g_free (self->sent_folder);
  g_free (self->drafts_folder);
  g_free (self->trash_folder);
  g_free (self->junk_folder);
  g_clear_object (&self->incoming);
  g_clear_object (&self->outgoing);
  g_clear_pointer (&self->password, rrm_secret_unref);
  g_clear_pointer (&self->outgoing_password, rrm_secret_unref);

  G_OBJECT_CLASS (rrm_account_parent_class)->finalize (object);
}

static void
rrm_account_class_init (RrmAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rrm_account_get_property;
  object_class->set_property = rrm_account_set_property;
  object_class->finalize = rrm_account_finalize;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, "", flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_ORGANIZATION] = g_param_spec_string ("organization", NULL, NULL, "", flags);
  properties[PROP_REPLY_ADDRESS] = g_param_spec_string ("reply-address", NULL, NULL, "", flags);
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
  properties[PROP_ROOT_FOLDER] = g_param_spec_string ("root-folder", NULL, NULL, "", flags);
  properties[PROP_SENT_FOLDER] = g_param_spec_string ("sent-folder", NULL, NULL, "", flags);
  properties[PROP_DRAFTS_FOLDER] = g_param_spec_string ("drafts-folder", NULL, NULL, "", flags);
  properties[PROP_TRASH_FOLDER] = g_param_spec_string ("trash-folder", NULL, NULL, "", flags);
  properties[PROP_JUNK_FOLDER] = g_param_spec_string ("junk-folder", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rrm_account_init (RrmAccount *self)
{
  self->address = g_strdup ("");
  self->name = g_strdup ("");
  self->organization = g_strdup ("");
  self->reply_address = g_strdup ("");
  self->root_folder = g_strdup ("");
  self->sent_folder = g_strdup ("");
  self->drafts_folder = g_strdup ("");
  self->trash_folder = g_strdup ("");
  self->junk_folder = g_strdup ("");
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
  RrmAccount *copy = rrm_account_new (self->address);

  rrm_account_set_name (copy, self->name);
  rrm_account_set_organization (copy, self->organization);
  rrm_account_set_reply_address (copy, self->reply_address);
  if (self->incoming != NULL)
    copy->incoming = rrm_service_settings_copy (self->incoming);
  if (self->outgoing != NULL)
    copy->outgoing = rrm_service_settings_copy (self->outgoing);
  copy->leave_on_server = self->leave_on_server;
  copy->ipv4_only = self->ipv4_only;
  copy->remove_after_days = self->remove_after_days;
  copy->remove_when_deleted = self->remove_when_deleted;
  rrm_account_set_root_folder (copy, self->root_folder);
  rrm_account_set_sent_folder (copy, self->sent_folder);
  rrm_account_set_drafts_folder (copy, self->drafts_folder);
  rrm_account_set_trash_folder (copy, self->trash_folder);
  rrm_account_set_junk_folder (copy, self->junk_folder);
  rrm_account_set_password (copy, self->password);
  rrm_account_set_outgoing_password (copy, self->outgoing_password);

  return copy;
}

/* These getters differ in the field only. */
#define DEFINE_GETTER(Type, field)                                                                 \
  Type rrm_account_get_##field (RrmAccount *self)                                                  \
  {                                                                                                \
    return self->field;                                                                            \
  }

DEFINE_GETTER (const char *, address)
DEFINE_GETTER (const char *, name)
DEFINE_GETTER (const char *, organization)
DEFINE_GETTER (const char *, reply_address)
DEFINE_GETTER (gboolean, leave_on_server)
DEFINE_GETTER (gboolean, ipv4_only)
DEFINE_GETTER (gboolean, remove_when_deleted)
DEFINE_GETTER (const char *, sent_folder)
DEFINE_GETTER (const char *, drafts_folder)
DEFINE_GETTER (const char *, trash_folder)
DEFINE_GETTER (const char *, junk_folder)

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

/**
 * rrm_account_get_remove_after_days:
 * @self: an account
 *
 * Returns: how many days downloaded mail stays at a POP3 server that keeps it; 0 is for ever
 */
guint
rrm_account_get_remove_after_days (RrmAccount *self)
{
  return self->remove_after_days;
}

/**
 * rrm_account_get_root_folder:
 * @self: an account
 *
 * Returns: the IMAP folder under which all others stand, "" where there is none
 */
const char *
rrm_account_get_root_folder (RrmAccount *self)
{
  return self->root_folder;
}

#define DEFINE_STRING_SETTER(field, PROP)                                                          \
  void rrm_account_set_##field (RrmAccount *self, const char *field)                               \
  {                                                                                                \
    const char *text = field != NULL ? field : "";                                                 \
    if (g_str_equal (self->field, text))                                                           \
      return;                                                                                      \
    g_free (self->field);                                                                          \
    self->field = g_strdup (text);                                                                 \
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP]);                                  \
  }
#define DEFINE_OBJECT_SETTER(field, PROP)                                                          \
  void rrm_account_set_##field (RrmAccount *self, RrmServiceSettings *field)                       \
  {                                                                                                \
    if (g_set_object (&self->field, field))                                                        \
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP]);                                \
  }
#define DEFINE_BOOLEAN_SETTER(field, PROP)                                                         \
  void rrm_account_set_##field (RrmAccount *self, gboolean field)                                  \
  {                                                                                                \
    if (self->field == field)                                                                      \
      return;                                                                                      \
    self->field = field;                                                                           \
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP]);                                  \
  }

DEFINE_STRING_SETTER (address, PROP_ADDRESS)
DEFINE_STRING_SETTER (name, PROP_NAME)
DEFINE_STRING_SETTER (organization, PROP_ORGANIZATION)
DEFINE_STRING_SETTER (reply_address, PROP_REPLY_ADDRESS)
DEFINE_OBJECT_SETTER (incoming, PROP_INCOMING)
DEFINE_OBJECT_SETTER (outgoing, PROP_OUTGOING)
DEFINE_BOOLEAN_SETTER (leave_on_server, PROP_LEAVE_ON_SERVER)
DEFINE_BOOLEAN_SETTER (ipv4_only, PROP_IPV4_ONLY)
DEFINE_BOOLEAN_SETTER (remove_when_deleted, PROP_REMOVE_WHEN_DELETED)
DEFINE_STRING_SETTER (root_folder, PROP_ROOT_FOLDER)
DEFINE_STRING_SETTER (sent_folder, PROP_SENT_FOLDER)
DEFINE_STRING_SETTER (drafts_folder, PROP_DRAFTS_FOLDER)
DEFINE_STRING_SETTER (trash_folder, PROP_TRASH_FOLDER)
DEFINE_STRING_SETTER (junk_folder, PROP_JUNK_FOLDER)

void
rrm_account_set_remove_after_days (RrmAccount *self,
                                   guint days)
{
  if (self->remove_after_days == days)
    return;
  self->remove_after_days = days;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOVE_AFTER_DAYS]);
}

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
