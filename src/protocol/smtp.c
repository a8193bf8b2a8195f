/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/smtp.h"

#include "protocol/input.h"
#include "protocol/mechanism.h"
#include "protocol/smtp-private.h"

#include <string.h>

/* RFC 5321, section 4.1.1.1, wants a domain name or an address literal. The name of the computer is
 * the person's own affair, its address behind a router means nothing to the server, and so this
 * says neither; mail programs for telephones have long said the same. */
#define HELLO_NAME "[127.0.0.1]"

/* RFC 4954, section 4.3. */
#define MAX_AUTH_LINE 12288

static const char *const state_names[] = {
  "greeting", "ehlo", "helo", "starttls", "auth",    "mail",
  "rcpt",     "rest", "data", "message",  "rset",
};

/**
 * RrmSmtp:
 *
 * Submission (RFC 6409): greeting, EHLO, STARTTLS, AUTH, and an envelope that is dropped again with
 * RSET. A message is sent only after a rest, when it is handed to the engine.
 */
G_DEFINE_FINAL_TYPE (RrmSmtp, rrm_smtp, RRM_TYPE_ENGINE)

static RrmReply *
take_apart (RrmEngine *engine,
            const RrmSmtpReply *reply)
{
  guint code = rrm_smtp_reply_get_code (reply);
  g_autofree char *status = g_strdup_printf ("%u", code);
  g_autofree char *enhanced = rrm_smtp_reply_get_enhanced (reply);
  g_autofree char *text = rrm_smtp_reply_get_text (reply);

  return rrm_engine_make_reply (engine, status, code, enhanced, NULL, text);
}

/* Ends the conversation with @fault, politely. */
void
rrm_smtp_end_with (RrmEngine *engine,
                   RrmFault *fault)
{
  rrm_engine_fail (engine, fault);
  if (!RRM_SMTP (engine)->quit_sent)
    rrm_engine_send (engine, "QUIT");
}

/* Ends the conversation because the server said no; anything but a no is no answer at all. A server
 * that says 421 closes by itself (RFC 5321, section 3.8). */
void
rrm_smtp_end_refused (RrmEngine *engine,
                      RrmFaultKind kind,
                      const RrmSmtpReply *reply)
{
  guint code = rrm_smtp_reply_get_code (reply);

  if (code == 421)
    rrm_engine_fail (engine, rrm_fault_new_reply (RRM_FAULT_REPLY, take_apart (engine, reply)));
  else if (code >= 400)
    rrm_smtp_end_with (engine, rrm_fault_new_reply (kind, take_apart (engine, reply)));
  else
    {
      g_autofree char *text = rrm_smtp_reply_get_text (reply);
      g_autofree char *line = g_strdup_printf ("%u %s", code, text);

      rrm_engine_fail_malformed (engine, line);
    }
}

void
rrm_smtp_say_goodbye (RrmEngine *engine)
{
  rrm_engine_begin (engine, RRM_STEP_NAME_LOGOUT);
  if (!RRM_SMTP (engine)->quit_sent)
    rrm_engine_send (engine, "QUIT");
  rrm_engine_pass (engine);
  rrm_engine_finish (engine);
}

static void
send_hello (RrmEngine *engine,
            guint state)
{
  rrm_engine_set_state (engine, state);
  rrm_engine_send (engine, state == STATE_EHLO ? "EHLO " HELLO_NAME : "HELO " HELLO_NAME);
}

static void
after_login (RrmSmtp *self)
{
  if (rrm_engine_get_until (RRM_ENGINE (self)) <= RRM_STAGE_LOGIN)
    rrm_smtp_say_goodbye (RRM_ENGINE (self));
  else
    rrm_smtp_send_envelope (self);
}

static void
log_in (RrmSmtp *self)
{
  RrmEngine *engine = RRM_ENGINE (self);
  g_auto (GStrv) offered = rrm_mechanism_list (rrm_engine_get_capabilities (engine), "AUTH ");
  RrmMechanism mechanism;

  if (rrm_engine_get_auth (engine) == RRM_AUTH_NONE)
    {
      rrm_engine_skip (engine, RRM_STEP_NAME_LOGIN);
      after_login (self);
      return;
    }

  rrm_engine_begin (engine, RRM_STEP_NAME_LOGIN);
  rrm_engine_set_state (engine, STATE_AUTH);
  if (!rrm_mechanism_choose (rrm_engine_get_auth (engine),
                             rrm_engine_get_security (engine) != RRM_SECURITY_NONE,
                             rrm_engine_can_bind (engine), (const char *const *) offered, FALSE,
                             &mechanism))
    rrm_smtp_end_with (engine, rrm_fault_new (RRM_FAULT_NO_MECHANISM));
  else if (!rrm_input_is_login (rrm_engine_get_username (engine), rrm_engine_get_password (engine)))
    rrm_smtp_end_with (engine, rrm_fault_new (RRM_FAULT_BAD_INPUT));
  else
    {
      self->authentication = rrm_authentication_new (engine, &mechanism, "334 ");
      rrm_authentication_begin (self->authentication, "AUTH", MAX_AUTH_LINE);
    }
}

static void
ask_for_tls (RrmEngine *engine)
{
  rrm_engine_begin (engine, RRM_STEP_NAME_STARTTLS);
  rrm_engine_set_state (engine, STATE_STARTTLS);
  if (rrm_engine_has_capability (engine, "STARTTLS"))
    rrm_engine_send (engine, "STARTTLS");
  else
    rrm_smtp_end_with (engine, rrm_fault_new (RRM_FAULT_STARTTLS_NOT_OFFERED));
}

static void
after_hello (RrmSmtp *self)
{
  RrmEngine *engine = RRM_ENGINE (self);

  rrm_engine_pass (engine);
  if (rrm_engine_needs_tls (engine))
    ask_for_tls (engine);
  else if (rrm_engine_get_until (engine) <= RRM_STAGE_TLS)
    rrm_smtp_say_goodbye (engine);
  else
    log_in (self);
}

static void
on_greeting (RrmSmtp *self,
             const RrmSmtpReply *reply)
{
  RrmEngine *engine = RRM_ENGINE (self);
  g_auto (GStrv) lines = rrm_smtp_reply_get_lines (reply);
  g_autofree char *line = g_strdup_printf ("%u %s", rrm_smtp_reply_get_code (reply), lines[0]);

  rrm_engine_take_greeting (engine, line);
  if (rrm_smtp_reply_get_code (reply) != 220)
    {
      rrm_smtp_end_refused (engine, RRM_FAULT_REPLY, reply);
      return;
    }

  rrm_engine_pass (engine);
  if (rrm_engine_get_until (engine) <= RRM_STAGE_GREETING)
    {
      rrm_smtp_say_goodbye (engine);
      return;
    }
  rrm_engine_begin (engine, RRM_STEP_NAME_CAPABILITIES);
  send_hello (engine, STATE_EHLO);
}

static void
take_extensions (RrmSmtp *self,
                 const RrmSmtpReply *reply)
{
  RrmEngine *engine = RRM_ENGINE (self);
  g_auto (GStrv) lines = rrm_smtp_reply_get_lines (reply);

  /* The first line greets; the extensions follow. */
  rrm_engine_set_capabilities (engine, (const char *const *) lines + 1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      guint64 size;

      if (g_ascii_strncasecmp (lines[i], "SIZE ", 5) == 0 &&
          g_ascii_string_to_unsigned (lines[i] + 5, 10, 0, G_MAXUINT64, &size, NULL))
        rrm_engine_get_facts (engine)->size_limit = size;
    }
}

static gboolean
is_unknown_command (guint code)
{
  return code == 500 || code == 502 || code == 504;
}

static void
on_ehlo (RrmSmtp *self,
         const RrmSmtpReply *reply)
{
  RrmEngine *engine = RRM_ENGINE (self);
  guint code = rrm_smtp_reply_get_code (reply);

  if (code == 250)
    {
      take_extensions (self, reply);
      after_hello (self);
    }
  else if (!is_unknown_command (code))
    rrm_smtp_end_refused (engine, RRM_FAULT_REPLY, reply);
  else if (rrm_engine_needs_tls (engine))
    {
      /* Without EHLO there is no STARTTLS, and before it nothing else is said. */
      rrm_engine_pass (engine);
      rrm_engine_begin (engine, RRM_STEP_NAME_STARTTLS);
      rrm_smtp_end_refused (engine, RRM_FAULT_STARTTLS_NOT_OFFERED, reply);
    }
  else
    send_hello (engine, STATE_HELO);
}

static void
on_helo (RrmSmtp *self,
         const RrmSmtpReply *reply)
{
  static const char *const none[] = { NULL };

  if (rrm_smtp_reply_get_code (reply) != 250)
    {
      rrm_smtp_end_refused (RRM_ENGINE (self), RRM_FAULT_REPLY, reply);
      return;
    }
  rrm_engine_set_capabilities (RRM_ENGINE (self), none);
  after_hello (self);
}

static void
on_starttls (RrmSmtp *self,
             const RrmSmtpReply *reply)
{
  RrmEngine *engine = RRM_ENGINE (self);

  if (rrm_smtp_reply_get_code (reply) != 220)
    {
      rrm_smtp_end_refused (engine, RRM_FAULT_STARTTLS_REFUSED, reply);
      return;
    }
  rrm_engine_pass (engine);
  rrm_engine_start_tls (engine);
}

static void
on_auth (RrmSmtp *self,
         const RrmSmtpReply *reply)
{
  RrmEngine *engine = RRM_ENGINE (self);
  guint code = rrm_smtp_reply_get_code (reply);
  g_auto (GStrv) lines = rrm_smtp_reply_get_lines (reply);

  if (code == 334 && g_strv_length (lines) == 1)
    rrm_authentication_answer (self->authentication, lines[0]);
  else if (code != 235)
    rrm_smtp_end_refused (engine, RRM_FAULT_REPLY, reply);
  else if (rrm_authentication_accept (self->authentication, lines[0]))
    {
      rrm_engine_get_facts (engine)->login_accepted = TRUE;
      rrm_engine_pass (engine);
      after_login (self);
    }
}

static void
on_reply (RrmSmtp *self,
          const RrmSmtpReply *reply)
{
  switch (rrm_engine_get_state (RRM_ENGINE (self)))
    {
    case STATE_GREETING:
      on_greeting (self, reply);
      break;
    case STATE_EHLO:
      on_ehlo (self, reply);
      break;
    case STATE_HELO:
      on_helo (self, reply);
      break;
    case STATE_STARTTLS:
      on_starttls (self, reply);
      break;
    case STATE_AUTH:
      on_auth (self, reply);
      break;
    case STATE_MAIL:
      rrm_smtp_on_sender (self, reply);
      break;
    case STATE_RCPT:
      rrm_smtp_on_recipient (self, reply);
      break;
    case STATE_DATA:
      rrm_smtp_on_data (self, reply);
      break;
    case STATE_MESSAGE:
      rrm_smtp_on_message (self, reply);
      break;
    case STATE_RSET:
      rrm_smtp_after_reset (RRM_ENGINE (self));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
rrm_smtp_on_line (RrmEngine *engine,
                  const char *line,
                  gsize length)
{
  RrmSmtp *self = RRM_SMTP (engine);
  g_autoptr (RrmSmtpReply) reply = NULL;

  if (self->reply == NULL)
    self->reply = rrm_smtp_reply_new ();

  switch (rrm_smtp_reply_add (self->reply, line))
    {
    case RRM_SMTP_REPLY_COMPLETE:
      reply = g_steal_pointer (&self->reply);
      on_reply (self, reply);
      break;
    case RRM_SMTP_REPLY_MALFORMED:
      rrm_engine_fail_malformed (engine, line);
      break;
    default:
      break;
    }
}

static void
rrm_smtp_on_tls_started (RrmEngine *engine)
{
  rrm_engine_begin (engine, RRM_STEP_NAME_CAPABILITIES);
  send_hello (engine, STATE_EHLO);
}

/* The envelope has stood the test; whether its end is answered does not matter. */
static gboolean
rrm_smtp_on_silence (RrmEngine *engine)
{
  if (rrm_engine_get_state (engine) != STATE_RSET)
    return FALSE;

  rrm_engine_pass (engine);
  rrm_engine_finish (engine);

  return TRUE;
}

static void
rrm_smtp_finalize (GObject *object)
{
  RrmSmtp *self = RRM_SMTP (object);

  g_clear_pointer (&self->reply, rrm_smtp_reply_free);
  g_clear_pointer (&self->authentication, rrm_authentication_free);

  G_OBJECT_CLASS (rrm_smtp_parent_class)->finalize (object);
}

static void
rrm_smtp_class_init (RrmSmtpClass *klass)
{
  RrmEngineClass *engine_class = RRM_ENGINE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rrm_smtp_finalize;
  engine_class->state_names = state_names;
  engine_class->on_line = rrm_smtp_on_line;
  engine_class->on_tls_started = rrm_smtp_on_tls_started;
  engine_class->on_timeout = rrm_smtp_on_silence;
  engine_class->on_eof = rrm_smtp_on_silence;
  engine_class->on_resume = rrm_smtp_after_rest;
}

static void
rrm_smtp_init (RrmSmtp *self)
{
}
