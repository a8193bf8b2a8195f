/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft-private.h"

/* How one signs in: to the incoming server always, to the outgoing one in one of several ways. */

/* With one login for both servers, there is one name too; another name for sending is a login of
 * its own. */
static void
follow_username (RrmDraft *self,
                 RrmField field)
{
  const char *incoming = self->texts[RRM_FIELD_INCOMING_USERNAME];

  if (g_str_equal (self->texts[RRM_FIELD_OUTGOING_USERNAME], incoming))
    return;
  if (field == RRM_FIELD_INCOMING_USERNAME)
    rrm_draft_set_text (self, RRM_FIELD_OUTGOING_USERNAME, incoming);
  else
    rrm_draft_set_outgoing_login (self, RRM_OUTGOING_LOGIN_OWN);
}

/*< private >
 * rrm_draft_follow_login:
 * @self: a draft
 * @field: a field that has another value
 *
 * Keeps the two logins one, where they are.
 */
void
rrm_draft_follow_login (RrmDraft *self,
                        RrmField field)
{
  if (self->login == RRM_OUTGOING_LOGIN_OWN)
    return;
  if (field == RRM_FIELD_INCOMING_USERNAME || field == RRM_FIELD_OUTGOING_USERNAME)
    follow_username (self, field);
}

/**
 * rrm_draft_get_outgoing_login:
 * @self: a draft
 *
 * Returns: how one signs in to the outgoing server, where it requires that
 */
RrmOutgoingLogin
rrm_draft_get_outgoing_login (RrmDraft *self)
{
  return self->login;
}

/**
 * rrm_draft_set_outgoing_login:
 * @self: a draft
 * @login: how one signs in to the outgoing server
 *
 * Chooses it. A login of its own begins with the name and password of the incoming one.
 */
void
rrm_draft_set_outgoing_login (RrmDraft *self,
                              RrmOutgoingLogin login)
{
  if (self->login == login)
    return;

  self->login = login;
  rrm_draft_emit_changed (self, RRM_FIELD_OUTGOING_LOGIN);
  if (login == RRM_OUTGOING_LOGIN_OWN && self->outgoing_password == NULL)
    rrm_draft_set_outgoing_password (self, self->password);
}

static gboolean
signs_in (RrmDraft *self,
          gboolean outgoing)
{
  return !outgoing || (self->flags[RRM_FIELD_SMTP_AUTH] &&
                       self->login != RRM_OUTGOING_LOGIN_AFTER_INCOMING);
}

/**
 * rrm_draft_get_auth:
 * @self: a draft
 * @outgoing: which server
 *
 * Returns: how one signs in there; %RRM_AUTH_NONE where one does not
 */
RrmAuth
rrm_draft_get_auth (RrmDraft *self,
                    gboolean outgoing)
{
  return signs_in (self, outgoing) ? self->auth[outgoing] : RRM_AUTH_NONE;
}

static void
require_login (RrmDraft *self,
               gboolean required)
{
  rrm_draft_set_flag (self, RRM_FIELD_SMTP_AUTH, required);
  if (required && self->login == RRM_OUTGOING_LOGIN_AFTER_INCOMING)
    rrm_draft_set_outgoing_login (self, RRM_OUTGOING_LOGIN_SAME);
}

/**
 * rrm_draft_set_auth:
 * @self: a draft
 * @outgoing: which server
 * @auth: how one signs in there; %RRM_AUTH_NONE for the outgoing server only
 *
 * Chooses it.
 */
void
rrm_draft_set_auth (RrmDraft *self,
                    gboolean outgoing,
                    RrmAuth auth)
{
  if (rrm_draft_get_auth (self, outgoing) == auth)
    return;

  if (outgoing)
    require_login (self, auth != RRM_AUTH_NONE);
  if (auth == RRM_AUTH_NONE || self->auth[outgoing] == auth)
    return;

  self->auth[outgoing] = auth;
  rrm_draft_emit_changed (self, rrm_field_for (RRM_FIELD_INCOMING_AUTH, outgoing));
}

/**
 * rrm_draft_has_own_login:
 * @self: a draft
 *
 * Returns: whether the outgoing server is signed in to with a name and password of its own
 */
gboolean
rrm_draft_has_own_login (RrmDraft *self)
{
  return self->flags[RRM_FIELD_SMTP_AUTH] && self->login == RRM_OUTGOING_LOGIN_OWN;
}
