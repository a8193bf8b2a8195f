/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft-private.h"

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RrmDraft, rrm_draft, G_TYPE_OBJECT)

/*< private >
 * rrm_draft_emit_changed:
 * @self: a draft
 * @field: the field that has another value
 */
void
rrm_draft_emit_changed (RrmDraft *self,
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
  g_free (self->emptied_address);
  g_clear_pointer (&self->password, rrm_secret_unref);
  g_clear_pointer (&self->outgoing_password, rrm_secret_unref);
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
    self->texts[i] = g_strdup (i == RRM_FIELD_REMOVE_DAYS ? RRM_USUAL_DAYS : "");
  self->flags[RRM_FIELD_SMTP_AUTH] = TRUE;
  self->flags[RRM_FIELD_LEAVE_ON_SERVER] = TRUE;
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
 * @field: a field that is typed, but for the passwords
 *
 * Returns: what stands in it
 */
const char *
rrm_draft_get_text (RrmDraft *self,
                    RrmField field)
{
  return self->texts[field];
}

/* Where the address served as the user name, the new one does too. Who types over it empties it
 * first: a user name is not emptied for that. */
static void
follow_address (RrmDraft *self,
                const char *old_address)
{
  const char *address = self->texts[RRM_FIELD_ADDRESS];
  g_autofree char *emptied = g_steal_pointer (&self->emptied_address);
  const char *before = old_address[0] == '\0' && emptied != NULL ? emptied : old_address;
  static const RrmField usernames[] = {
    RRM_FIELD_INCOMING_USERNAME,
    RRM_FIELD_OUTGOING_USERNAME,
  };

  if (address[0] == '\0')
    self->emptied_address = g_strdup (before);
  for (guint i = 0; i < G_N_ELEMENTS (usernames); i++)
    if (address[0] != '\0' && before[0] != '\0' &&
        g_str_equal (self->texts[usernames[i]], before))
      rrm_draft_set_text (self, usernames[i], address);
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
  rrm_draft_emit_changed (self, field);
  rrm_draft_follow_login (self, field);
}

/**
 * rrm_draft_get_flag:
 * @self: a draft
 * @field: a field that is switched on or off
 *
 * Returns: whether it is on
 */
gboolean
rrm_draft_get_flag (RrmDraft *self,
                    RrmField field)
{
  return self->flags[field];
}

void
rrm_draft_set_flag (RrmDraft *self,
                    RrmField field,
                    gboolean flag)
{
  if (self->flags[field] == !!flag)
    return;

  self->flags[field] = !!flag;
  rrm_draft_emit_changed (self, field);
}

/**
 * rrm_draft_get_timeout:
 * @self: a draft
 *
 * Returns: how long a server may take over one step, in seconds; 0 where nobody has chosen
 */
guint
rrm_draft_get_timeout (RrmDraft *self)
{
  return self->timeout;
}

void
rrm_draft_set_timeout (RrmDraft *self,
                       guint timeout)
{
  if (self->timeout == timeout)
    return;

  self->timeout = timeout;
  rrm_draft_emit_changed (self, RRM_FIELD_TIMEOUT);
}

static gboolean
is_same_secret (RrmSecret *a,
                RrmSecret *b)
{
  return a == b || (a != NULL && b != NULL && rrm_secret_equal (a, b));
}

static void
set_secret (RrmSecret **secret,
            RrmSecret *value)
{
  RrmSecret *old = *secret;

  *secret = value != NULL ? rrm_secret_ref (value) : NULL;
  g_clear_pointer (&old, rrm_secret_unref);
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

/**
 * rrm_draft_set_password:
 * @self: a draft
 * @password: (nullable): the password
 *
 * Takes the password. Where the old one served for the outgoing server, the new one does too.
 */
void
rrm_draft_set_password (RrmDraft *self,
                        RrmSecret *password)
{
  gboolean follows = self->outgoing_password != NULL &&
                     is_same_secret (self->outgoing_password, self->password);

  set_secret (&self->password, password);
  rrm_draft_emit_changed (self, RRM_FIELD_PASSWORD);
  if (follows)
    rrm_draft_set_outgoing_password (self, password);
}

/**
 * rrm_draft_get_outgoing_password:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the password typed for the outgoing server alone
 */
RrmSecret *
rrm_draft_get_outgoing_password (RrmDraft *self)
{
  return self->outgoing_password;
}

void
rrm_draft_set_outgoing_password (RrmDraft *self,
                                 RrmSecret *password)
{
  set_secret (&self->outgoing_password, password);
  rrm_draft_emit_changed (self, RRM_FIELD_OUTGOING_PASSWORD);
}

RrmProtocol
rrm_draft_get_protocol (RrmDraft *self)
{
  return self->protocol;
}
