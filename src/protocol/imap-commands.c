/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/imap-private.h"

#include "protocol/imap-scan.h"
#include "protocol/imap-tag.h"
#include "protocol/input.h"
#include "protocol/mechanism.h"

/* Sends @command behind a new tag, which @tag keeps. */
void
rrm_imap_send_tagged (RrmEngine *engine,
                      char **tag,
                      const char *command)
{
  g_autofree char *line = NULL;

  g_free (*tag);
  *tag = rrm_imap_tag_new ();
  line = g_strconcat (*tag, " ", command, NULL);
  rrm_engine_send (engine, line);
}

/* Says goodbye, once. */
void
rrm_imap_send_logout (RrmImap *self)
{
  if (!self->logout_sent)
    rrm_imap_send_tagged (RRM_ENGINE (self), &self->logout_tag, "LOGOUT");
  self->logout_sent = TRUE;
}

/* Ends the conversation with @fault, politely. */
void
rrm_imap_end_with (RrmEngine *engine,
                   RrmFault *fault)
{
  RrmImap *self = RRM_IMAP (engine);

  rrm_engine_fail (engine, fault);
  rrm_imap_send_logout (self);
}

void
rrm_imap_say_goodbye (RrmEngine *engine)
{
  RrmImap *self = RRM_IMAP (engine);

  rrm_engine_begin (engine, RRM_STEP_NAME_LOGOUT);
  rrm_imap_send_logout (self);
  rrm_engine_pass (engine);
  rrm_engine_finish (engine);
}

RrmReply *
rrm_imap_take_apart (RrmEngine *engine,
                     const char *status,
                     const char *text)
{
  const char *words;
  g_autofree char *code = rrm_imap_response_code (text, &words);

  return rrm_engine_make_reply (engine, status, 0, NULL, code, words);
}

/* Reads the response code CAPABILITY, if @text begins with it. */
gboolean
rrm_imap_take_capability_code (RrmEngine *engine,
                               const char *text)
{
  const char *words;
  g_autofree char *code = rrm_imap_response_code (text, &words);
  g_auto (GStrv) list = NULL;

  if (code == NULL || g_ascii_strncasecmp (code, "CAPABILITY ", 11) != 0)
    return FALSE;

  list = g_strsplit (code + 11, " ", -1);
  rrm_engine_set_capabilities (engine, (const char *const *) list);

  return TRUE;
}

void
rrm_imap_open_mailbox (RrmEngine *engine)
{
  RrmImap *self = RRM_IMAP (engine);

  if (rrm_engine_get_until (engine) <= RRM_STAGE_LOGIN)
    {
      rrm_imap_say_goodbye (engine);
      return;
    }

  rrm_engine_begin (engine, RRM_STEP_NAME_MAILBOX);
  rrm_engine_set_state (engine, STATE_MAILBOX);
  rrm_imap_send_tagged (engine, &self->tag, "EXAMINE INBOX");
  if (rrm_engine_has_capability (engine, "QUOTA"))
    rrm_imap_send_tagged (engine, &self->quota_tag, "GETQUOTAROOT INBOX");
  if (rrm_engine_get_until (engine) >= RRM_STAGE_DELIVERY)
    return;
  if (rrm_engine_has_capability (engine, "SPECIAL-USE"))
    rrm_imap_send_tagged (engine, &self->list_tag, "LIST (SPECIAL-USE) \"\" \"*\"");
  rrm_imap_send_logout (self);
}

void
rrm_imap_after_rest (RrmEngine *engine)
{
  RrmImap *self = RRM_IMAP (engine);

  if (rrm_engine_get_letter (engine) == NULL)
    {
      rrm_imap_say_goodbye (engine);
      return;
    }
  self->receive = rrm_imap_receive_new (engine);
  rrm_imap_receive_begin (self->receive, !self->abilities_told);
}

/* LOGINDISABLED wants encryption first, and takes PLAIN and LOGIN out of the list as well. Where
 * TLS stands and the server lists other ways to sign in, those are what it wants. */
static RrmFaultKind
why_no_mechanism (RrmEngine *engine,
                  const char *const *offered)
{
  RrmAuth wish = rrm_engine_get_auth (engine);
  gboolean encrypted = rrm_engine_get_security (engine) != RRM_SECURITY_NONE;
  gboolean wants_plain = wish == RRM_AUTH_AUTO || wish == RRM_AUTH_LOGIN || wish == RRM_AUTH_PLAIN;

  return wants_plain && rrm_engine_has_capability (engine, "LOGINDISABLED") &&
             (!encrypted || offered[0] == NULL)
           ? RRM_FAULT_LOGIN_DISABLED
           : RRM_FAULT_NO_MECHANISM;
}

static void
send_login (RrmEngine *engine)
{
  RrmImap *self = RRM_IMAP (engine);
  gboolean unasked = rrm_engine_has_capability (engine, "LITERAL+") ||
                     rrm_engine_has_capability (engine, "LITERAL-") ||
                     rrm_engine_has_capability (engine, "IMAP4rev2");

  rrm_engine_get_facts (engine)->mechanism = RRM_AUTH_LOGIN;
  rrm_engine_get_facts (engine)->login_command = TRUE;
  g_free (self->tag);
  self->tag = rrm_imap_tag_new ();
  self->login = rrm_imap_login_new (engine, self->tag, unasked);
  rrm_imap_login_send_next (self->login);
}

static void
send_authenticate (RrmEngine *engine,
                   const RrmMechanism *mechanism)
{
  RrmImap *self = RRM_IMAP (engine);
  g_autofree char *command = NULL;

  g_free (self->tag);
  self->tag = rrm_imap_tag_new ();
  command = g_strconcat (self->tag, " AUTHENTICATE", NULL);
  self->authentication = rrm_authentication_new (engine, mechanism, "+ ");
  rrm_authentication_begin (self->authentication, command,
                            rrm_engine_has_capability (engine, "SASL-IR") ? G_MAXSIZE : 0);
}

static void
log_in (RrmEngine *engine)
{
  RrmImap *self = RRM_IMAP (engine);
  g_auto (GStrv) offered = rrm_mechanism_list (rrm_engine_get_capabilities (engine), "AUTH=");
  RrmMechanism mechanism;

  if (self->preauthenticated)
    {
      rrm_engine_skip (engine, RRM_STEP_NAME_LOGIN);
      rrm_imap_open_mailbox (engine);
      return;
    }

  rrm_engine_begin (engine, RRM_STEP_NAME_LOGIN);
  rrm_engine_set_state (engine, STATE_LOGIN);
  if (!rrm_mechanism_choose (rrm_engine_get_auth (engine),
                             rrm_engine_get_security (engine) != RRM_SECURITY_NONE,
                             rrm_engine_can_bind (engine), (const char *const *) offered,
                             !rrm_engine_has_capability (engine, "LOGINDISABLED"), &mechanism))
    rrm_imap_end_with (engine,
                       rrm_fault_new (why_no_mechanism (engine, (const char *const *) offered)));
  else if (!rrm_input_is_login (rrm_engine_get_username (engine), rrm_engine_get_password (engine)))
    rrm_imap_end_with (engine, rrm_fault_new (RRM_FAULT_BAD_INPUT));
  else if (mechanism.command)
    send_login (engine);
  else
    send_authenticate (engine, &mechanism);
}

void
rrm_imap_after_capability (RrmEngine *engine)
{
  rrm_engine_pass (engine);
  if (rrm_engine_get_until (engine) <= RRM_STAGE_TLS)
    rrm_imap_say_goodbye (engine);
  else
    log_in (engine);
}

void
rrm_imap_ask_for_capability (RrmEngine *engine)
{
  rrm_engine_begin (engine, RRM_STEP_NAME_CAPABILITIES);
  if (rrm_engine_get_capabilities (engine) != NULL)
    {
      rrm_imap_after_capability (engine);
      return;
    }
  rrm_engine_set_state (engine, STATE_CAPABILITY);
  rrm_imap_send_tagged (engine, &RRM_IMAP (engine)->tag, "CAPABILITY");
}

/* It is asked for at once: a list that was read in clear text could not be believed anyway. */
void
rrm_imap_ask_for_tls (RrmEngine *engine)
{
  rrm_engine_begin (engine, RRM_STEP_NAME_STARTTLS);
  rrm_engine_set_state (engine, STATE_STARTTLS);
  if (rrm_engine_get_capabilities (engine) != NULL &&
      !rrm_engine_has_capability (engine, "STARTTLS"))
    rrm_imap_end_with (engine, rrm_fault_new (RRM_FAULT_STARTTLS_NOT_OFFERED));
  else
    rrm_imap_send_tagged (engine, &RRM_IMAP (engine)->tag, "STARTTLS");
}
