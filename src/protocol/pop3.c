/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/pop3.h"

#include "protocol/input.h"
#include "protocol/mechanism.h"
#include "protocol/pop3-private.h"
#include "protocol/scrub.h"

#include <string.h>

/* RFC 2449, section 4; RFC 5034, section 4, for a first response. */
#define MAX_COMMAND 255

static const char *const state_names[] = {
  "greeting", "stls", "refused", "refused-list", "capa", "capa-list", "auth",
  "user",     "pass", "stat",    "top",          "top-lines", "dele", "quit",
};

/**
 * RrmPop3:
 *
 * POP3 (RFC 1939): greeting, STLS (RFC 2595), CAPA (RFC 2449), AUTH (RFC 5034) or USER and PASS,
 * and STAT. Nothing is read or deleted but the message of a round trip, in a session of its own: a
 * session sees only what lay there when it began.
 */
G_DEFINE_FINAL_TYPE (RrmPop3, rrm_pop3, RRM_TYPE_ENGINE)

/* Ends the conversation with @fault, politely. */
void
rrm_pop3_end_with (RrmEngine *engine,
                   RrmFault *fault)
{
  rrm_engine_fail (engine, fault);
  if (!RRM_POP3 (engine)->quit_sent)
    rrm_engine_send (engine, "QUIT");
}

static void
say_goodbye (RrmEngine *engine)
{
  rrm_engine_begin (engine, RRM_STEP_NAME_LOGOUT);
  if (!RRM_POP3 (engine)->quit_sent)
    rrm_engine_send (engine, "QUIT");
  rrm_engine_pass (engine);
  rrm_engine_finish (engine);
}

static gboolean
is_response_code (const char *code,
                  gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (code[i]) && strchr ("/-_", code[i]) == NULL)
      return FALSE;

  return length > 0;
}

/* Takes an answer that begins with "-ERR" apart: RFC 2449, section 8. */
static RrmReply *
take_apart (RrmEngine *engine,
            const char *line)
{
  const char *text = line + strlen ("-ERR");
  g_autofree char *code = NULL;
  const char *close;

  while (*text == ' ')
    text++;
  close = text[0] == '[' ? strchr (text, ']') : NULL;
  if (close != NULL && is_response_code (text + 1, (gsize) (close - text - 1)))
    {
      code = g_strndup (text + 1, (gsize) (close - text - 1));
      text = close + 1;
    }

  return rrm_engine_make_reply (engine, "-ERR", 0, NULL, code, text);
}

gboolean
rrm_pop3_is_status (const char *line,
                    const char *status)
{
  gsize n = strlen (status);

  return g_ascii_strncasecmp (line, status, n) == 0 && (line[n] == ' ' || line[n] == '\0');
}

/* The server said no; anything else is no answer at all. */
void
rrm_pop3_end_refused (RrmEngine *engine,
                      const char *line)
{
  if (rrm_pop3_is_status (line, "-ERR"))
    rrm_pop3_end_with (engine,
                       rrm_fault_new_reply (RRM_FAULT_REPLY, take_apart (engine, line)));
  else
    rrm_engine_fail_malformed (engine, line);
}

static void
open_mailbox (RrmEngine *engine)
{
  RrmPop3 *self = RRM_POP3 (engine);

  rrm_engine_get_facts (engine)->login_accepted = TRUE;
  rrm_engine_pass (engine);
  if (rrm_engine_get_until (engine) <= RRM_STAGE_LOGIN)
    {
      say_goodbye (engine);
      return;
    }

  rrm_engine_begin (engine, RRM_STEP_NAME_MAILBOX);
  rrm_engine_set_state (engine, STATE_STAT);
  rrm_engine_send (engine, "STAT");
  self->quit_sent = rrm_engine_get_letter (engine) == NULL &&
                    rrm_engine_has_capability (engine, "PIPELINING");
  if (self->quit_sent)
    rrm_engine_send (engine, "QUIT");
}

/* PASS takes the rest of the line, blanks included (RFC 1939, section 7). */
static void
send_password (RrmEngine *engine,
               gboolean with_name)
{
  const char *username = rrm_engine_get_username (engine);
  gsize length;
  const char *password = rrm_secret_peek (rrm_engine_get_password (engine), &length);
  RrmSecret *bytes = rrm_secret_new_sized (strlen (username) + length + 32);
  g_autofree char *shown = with_name
                             ? g_strconcat ("USER ", username, "\nPASS " RRM_SECRET_MARK, NULL)
                             : g_strdup ("PASS " RRM_SECRET_MARK);

  if (with_name)
    {
      rrm_secret_append (bytes, "USER ", -1);
      rrm_secret_append (bytes, username, -1);
      rrm_secret_append (bytes, "\r\n", -1);
    }
  rrm_secret_append (bytes, "PASS ", -1);
  rrm_secret_append (bytes, password, (gssize) length);
  rrm_secret_append (bytes, "\r\n", -1);
  rrm_engine_send_secret (engine, bytes, shown);
}

static void
send_user (RrmEngine *engine)
{
  rrm_engine_get_facts (engine)->mechanism = RRM_AUTH_LOGIN;
  rrm_engine_get_facts (engine)->login_command = TRUE;
  rrm_engine_set_state (engine, STATE_USER);
  if (rrm_engine_has_capability (engine, "PIPELINING"))
    send_password (engine, TRUE);
  else
    {
      g_autofree char *line = g_strconcat ("USER ", rrm_engine_get_username (engine), NULL);

      rrm_engine_send (engine, line);
    }
}

/* A server that lists USER takes it (RFC 2449, section 6.3); one that lists nothing about signing
 * in, or knows no CAPA, is of the time when there was nothing else. In clear text such a list means
 * that it waits for STLS. */
static gboolean
has_user_command (RrmEngine *engine,
                  const char *const *offered)
{
  if (rrm_engine_has_capability (engine, "USER"))
    return TRUE;

  return offered[0] == NULL && !(rrm_engine_get_security (engine) == RRM_SECURITY_NONE &&
                                 rrm_engine_has_capability (engine, "STLS"));
}

static void
log_in (RrmEngine *engine)
{
  RrmPop3 *self = RRM_POP3 (engine);
  g_auto (GStrv) list = rrm_mechanism_list (rrm_engine_get_capabilities (engine), "SASL ");
  const char *const *offered = (const char *const *) list;
  gboolean encrypted = rrm_engine_get_security (engine) != RRM_SECURITY_NONE;
  gboolean has_user = has_user_command (engine, offered);
  RrmMechanism mechanism;

  rrm_engine_begin (engine, RRM_STEP_NAME_LOGIN);
  rrm_engine_set_state (engine, STATE_AUTH);
  if (!rrm_mechanism_choose (rrm_engine_get_auth (engine), encrypted,
                             rrm_engine_can_bind (engine), offered, has_user, &mechanism))
    rrm_pop3_end_with (engine,
                       rrm_fault_new (!has_user && offered[0] == NULL ? RRM_FAULT_LOGIN_DISABLED
                                                                      : RRM_FAULT_NO_MECHANISM));
  else if (!rrm_input_is_login (rrm_engine_get_username (engine), rrm_engine_get_password (engine)))
    rrm_pop3_end_with (engine, rrm_fault_new (RRM_FAULT_BAD_INPUT));
  else if (mechanism.command)
    send_user (engine);
  else
    {
      self->authentication = rrm_authentication_new (engine, &mechanism, "+ ");
      rrm_authentication_begin (self->authentication, "AUTH", MAX_COMMAND);
    }
}

static void
ask_for_capabilities (RrmEngine *engine)
{
  rrm_engine_begin (engine, RRM_STEP_NAME_CAPABILITIES);
  rrm_engine_set_state (engine, STATE_CAPA);
  rrm_engine_send (engine, "CAPA");
}

static void
on_greeting (RrmEngine *engine,
             const char *line)
{
  if (!rrm_pop3_is_status (line, "+OK") && !rrm_pop3_is_status (line, "-ERR"))
    {
      rrm_engine_fail_malformed (engine, line);
      return;
    }
  rrm_engine_take_greeting (engine, line);
  if (!rrm_pop3_is_status (line, "+OK"))
    {
      rrm_pop3_end_refused (engine, line);
      return;
    }

  rrm_engine_pass (engine);
  if (rrm_engine_get_until (engine) <= RRM_STAGE_GREETING)
    say_goodbye (engine);
  else if (rrm_engine_needs_tls (engine))
    {
      rrm_engine_begin (engine, RRM_STEP_NAME_STARTTLS);
      rrm_engine_set_state (engine, STATE_STLS);
      rrm_engine_send (engine, "STLS");
    }
  else
    ask_for_capabilities (engine);
}

static void
on_stls (RrmEngine *engine,
         const char *line)
{
  if (rrm_pop3_is_status (line, "+OK"))
    {
      rrm_engine_pass (engine);
      rrm_engine_start_tls (engine);
    }
  else if (rrm_pop3_is_status (line, "-ERR"))
    {
      RRM_POP3 (engine)->refusal = take_apart (engine, line);
      rrm_engine_set_state (engine, STATE_REFUSED);
      rrm_engine_send (engine, "CAPA");
    }
  else
    rrm_engine_fail_malformed (engine, line);
}

static void
explain_refusal (RrmEngine *engine,
                 RrmFaultKind kind)
{
  rrm_pop3_end_with (engine,
                     rrm_fault_new_reply (kind, g_steal_pointer (&RRM_POP3 (engine)->refusal)));
}

static void
after_capabilities (RrmEngine *engine)
{
  if (rrm_engine_get_state (engine) == STATE_REFUSED_LIST)
    {
      explain_refusal (engine, rrm_engine_has_capability (engine, "STLS")
                                 ? RRM_FAULT_STARTTLS_REFUSED
                                 : RRM_FAULT_STARTTLS_NOT_OFFERED);
      return;
    }
  rrm_engine_pass (engine);
  if (rrm_engine_get_until (engine) <= RRM_STAGE_TLS)
    say_goodbye (engine);
  else
    log_in (engine);
}

/* The answer to CAPA; a server need not know it. */
static void
on_capa (RrmEngine *engine,
         const char *line)
{
  static const char *const none[] = { NULL };
  gboolean refused = rrm_engine_get_state (engine) == STATE_REFUSED;

  if (rrm_pop3_is_status (line, "+OK"))
    {
      RRM_POP3 (engine)->list = g_strv_builder_new ();
      rrm_engine_set_state (engine, refused ? STATE_REFUSED_LIST : STATE_CAPA_LIST);
    }
  else if (!rrm_pop3_is_status (line, "-ERR"))
    rrm_engine_fail_malformed (engine, line);
  else if (refused)
    explain_refusal (engine, RRM_FAULT_STARTTLS_NOT_OFFERED);
  else
    {
      rrm_engine_set_capabilities (engine, none);
      after_capabilities (engine);
    }
}

static void
on_capa_line (RrmEngine *engine,
              const char *line)
{
  RrmPop3 *self = RRM_POP3 (engine);
  g_auto (GStrv) list = NULL;

  if (strcmp (line, ".") != 0)
    {
      /* RFC 1939, section 3: a dot more where a line begins with one. */
      g_strv_builder_add (self->list, line[0] == '.' ? line + 1 : line);
      return;
    }

  list = g_strv_builder_end (self->list);
  g_clear_pointer (&self->list, g_strv_builder_unref);
  rrm_engine_set_capabilities (engine, (const char *const *) list);
  after_capabilities (engine);
}

static void
on_auth (RrmEngine *engine,
         const char *line)
{
  RrmPop3 *self = RRM_POP3 (engine);

  if (rrm_pop3_is_status (line, "+"))
    rrm_authentication_answer (self->authentication, line[1] == ' ' ? line + 2 : "");
  else if (!rrm_pop3_is_status (line, "+OK"))
    rrm_pop3_end_refused (engine, line);
  else if (rrm_authentication_accept (self->authentication, line))
    open_mailbox (engine);
}

static void
on_user (RrmEngine *engine,
         const char *line)
{
  if (!rrm_pop3_is_status (line, "+OK"))
    {
      rrm_pop3_end_refused (engine, line);
      return;
    }
  rrm_engine_set_state (engine, STATE_PASS);
  if (!rrm_engine_has_capability (engine, "PIPELINING"))
    send_password (engine, FALSE);
}

static void
on_pass (RrmEngine *engine,
         const char *line)
{
  if (rrm_pop3_is_status (line, "+OK"))
    open_mailbox (engine);
  else
    rrm_pop3_end_refused (engine, line);
}

/* "+OK count size" (RFC 1939, section 5). */
static void
on_stat (RrmEngine *engine,
         const char *line)
{
  g_auto (GStrv) words = NULL;
  guint64 count;
  guint64 size;

  if (!rrm_pop3_is_status (line, "+OK"))
    {
      rrm_pop3_end_refused (engine, line);
      return;
    }
  words = g_strsplit (line, " ", 4);
  if (g_strv_length (words) < 3 ||
      !g_ascii_string_to_unsigned (words[1], 10, 0, G_MAXINT64, &count, NULL) ||
      !g_ascii_string_to_unsigned (words[2], 10, 0, G_MAXINT64, &size, NULL))
    {
      rrm_engine_fail_malformed (engine, line);
      return;
    }

  rrm_engine_get_facts (engine)->messages = count;
  rrm_engine_get_facts (engine)->has_messages = TRUE;
  rrm_engine_pass (engine);
  if (rrm_engine_get_letter (engine) != NULL)
    rrm_pop3_receive (engine);
  else if (rrm_engine_get_until (engine) < RRM_STAGE_DELIVERY)
    say_goodbye (engine);
  else
    {
      /* It comes back, and only then its goodbye is one. */
      if (!RRM_POP3 (engine)->quit_sent)
        rrm_engine_send (engine, "QUIT");
      rrm_engine_finish (engine);
    }
}

static void
rrm_pop3_on_line (RrmEngine *engine,
                  const char *line,
                  gsize length)
{
  static void (*const handlers[]) (RrmEngine *, const char *) = {
    [STATE_GREETING] = on_greeting, [STATE_STLS] = on_stls,
    [STATE_REFUSED] = on_capa,      [STATE_REFUSED_LIST] = on_capa_line,
    [STATE_CAPA] = on_capa,         [STATE_CAPA_LIST] = on_capa_line,
    [STATE_AUTH] = on_auth,         [STATE_USER] = on_user,
    [STATE_PASS] = on_pass,         [STATE_STAT] = on_stat,
    [STATE_TOP] = rrm_pop3_on_top,  [STATE_TOP_LINES] = rrm_pop3_on_top_line,
    [STATE_DELE] = rrm_pop3_on_dele, [STATE_QUIT] = rrm_pop3_on_quit,
  };

  handlers[rrm_engine_get_state (engine)](engine, line);
}

static void
rrm_pop3_on_tls_started (RrmEngine *engine)
{
  ask_for_capabilities (engine);
}

/* A refusal stands, whatever else is not said, and so does a message that was seen. */
static gboolean
rrm_pop3_on_silence (RrmEngine *engine)
{
  guint state = rrm_engine_get_state (engine);

  if (state != STATE_REFUSED && state != STATE_REFUSED_LIST)
    return rrm_pop3_leave_letter (engine);

  explain_refusal (engine, RRM_FAULT_STARTTLS_REFUSED);

  return TRUE;
}

static void
rrm_pop3_finalize (GObject *object)
{
  RrmPop3 *self = RRM_POP3 (object);

  g_clear_pointer (&self->list, g_strv_builder_unref);
  g_clear_pointer (&self->refusal, rrm_reply_free);
  g_clear_pointer (&self->authentication, rrm_authentication_free);

  G_OBJECT_CLASS (rrm_pop3_parent_class)->finalize (object);
}

static void
rrm_pop3_class_init (RrmPop3Class *klass)
{
  RrmEngineClass *engine_class = RRM_ENGINE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rrm_pop3_finalize;
  engine_class->state_names = state_names;
  engine_class->on_line = rrm_pop3_on_line;
  engine_class->on_tls_started = rrm_pop3_on_tls_started;
  engine_class->on_timeout = rrm_pop3_on_silence;
  engine_class->on_eof = rrm_pop3_on_silence;
}

static void
rrm_pop3_init (RrmPop3 *self)
{
}
