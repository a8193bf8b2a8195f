/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/imap.h"

#include "protocol/imap-folders.h"
#include "protocol/imap-private.h"
#include "protocol/imap-scan.h"

#include <string.h>

static const char *const state_names[] = {
  "greeting",   "starttls",  "refused",  "capability", "login",  "mailbox",
  "rest",       "abilities", "list",     "open",       "search", "fetch",
  "idle-begin", "idle",      "idle-end", "wait",       "store",  "expunge",
};

/**
 * RrmImap:
 *
 * IMAP (RFC 9051, RFC 3501): greeting, STARTTLS, CAPABILITY, AUTHENTICATE or LOGIN, and then
 * EXAMINE, which changes no flag, with quota, folders and goodbye in the same packet. Where a
 * message is to follow, the session is kept instead.
 */
G_DEFINE_FINAL_TYPE (RrmImap, rrm_imap, RRM_TYPE_ENGINE)

static gboolean
is_status (const char *data,
           const char *status)
{
  gsize n = strlen (status);

  return g_ascii_strncasecmp (data, status, n) == 0 && (data[n] == ' ' || data[n] == '\0');
}

/* Which of the @n @statuses @line says; @text is what stands behind it. */
static const char *
read_status (const char *line,
             const char *const *statuses,
             guint n,
             const char **text)
{
  for (guint i = 0; i < n; i++)
    if (is_status (line, statuses[i]))
      {
        *text = line + strlen (statuses[i]);
        *text += **text == ' ' ? 1 : 0;
        return statuses[i];
      }

  return NULL;
}

static void
on_welcome (RrmEngine *engine,
            const char *text)
{
  rrm_imap_take_capability_code (engine, text);
  rrm_engine_pass (engine);
  if (rrm_engine_get_until (engine) <= RRM_STAGE_GREETING)
    rrm_imap_say_goodbye (engine);
  else if (rrm_engine_needs_tls (engine))
    rrm_imap_ask_for_tls (engine);
  else
    rrm_imap_ask_for_capability (engine);
}

static void
on_greeting (RrmEngine *engine,
             const char *line)
{
  static const char *const statuses[] = { "OK", "PREAUTH", "BYE" };
  RrmImap *self = RRM_IMAP (engine);
  const char *text = NULL;
  const char *status = g_str_has_prefix (line, "* ")
                         ? read_status (line + 2, statuses, G_N_ELEMENTS (statuses), &text)
                         : NULL;
  g_autoptr (RrmReply) reply = NULL;

  if (status == NULL)
    {
      rrm_engine_fail_malformed (engine, line);
      return;
    }

  rrm_engine_take_greeting (engine, line);
  reply = rrm_imap_take_apart (engine, status, text);
  self->preauthenticated = strcmp (status, "PREAUTH") == 0;
  if (strcmp (status, "BYE") == 0)
    rrm_engine_fail (engine, rrm_fault_new_reply (RRM_FAULT_REPLY, g_steal_pointer (&reply)));
  else if (self->preauthenticated &&
           (rrm_engine_needs_tls (engine) || rrm_engine_get_security (engine) == RRM_SECURITY_NONE))
    rrm_imap_end_with (engine, rrm_fault_new_reply (RRM_FAULT_PREAUTH, g_steal_pointer (&reply)));
  else
    on_welcome (engine, text);
}

/* The mailbox has been seen; only the quota and the folders may be missing. */
static void
after_mailbox (RrmEngine *engine)
{
  rrm_engine_pass (engine);
  if (rrm_engine_get_until (engine) < RRM_STAGE_DELIVERY)
    {
      rrm_imap_say_goodbye (engine);
      return;
    }
  rrm_engine_set_state (engine, STATE_REST);
  rrm_engine_rest (engine);
}

/* The session is over. Where it is still needed, that is a failure. */
static gboolean
may_end (RrmEngine *engine)
{
  RrmImap *self = RRM_IMAP (engine);

  if (self->receive != NULL)
    return rrm_imap_receive_gone (self->receive);
  if (!self->examined || rrm_engine_get_until (engine) >= RRM_STAGE_DELIVERY)
    return FALSE;

  after_mailbox (engine);

  return TRUE;
}

static void
on_bye (RrmEngine *engine,
        const char *text)
{
  if (!may_end (engine))
    rrm_engine_fail (
      engine, rrm_fault_new_reply (RRM_FAULT_REPLY, rrm_imap_take_apart (engine, "BYE", text)));
}

static void
on_data (RrmEngine *engine,
         const char *data,
         gsize length)
{
  RrmImapScan scan = { data, data + length };
  RrmServiceFacts *facts = rrm_engine_get_facts (engine);
  guint64 number;

  if (RRM_IMAP (engine)->receive != NULL)
    rrm_imap_receive_data (RRM_IMAP (engine)->receive, data, length);
  if (g_ascii_strncasecmp (data, "CAPABILITY ", 11) == 0)
    {
      g_auto (GStrv) list = g_strsplit (data + 11, " ", -1);

      rrm_engine_set_capabilities (engine, (const char *const *) list);
      return;
    }
  /* Whatever else comes before a mailbox is open means nothing (RFC 9051, section 11.3). */
  if (rrm_engine_get_state (engine) != STATE_MAILBOX)
    return;

  if (rrm_imap_scan_number (&scan, &number) && g_ascii_strcasecmp (scan.p, " EXISTS") == 0)
    {
      facts->messages = number;
      facts->has_messages = TRUE;
    }
  else if (g_ascii_strncasecmp (data, "QUOTA ", 6) == 0 && !facts->has_quota)
    {
      scan.p = data + 6;
      facts->has_quota = rrm_imap_scan_storage (&scan, &facts->quota_used, &facts->quota_limit);
    }
  else if (g_ascii_strncasecmp (data, "LIST ", 5) == 0)
    rrm_imap_take_folder (data + 5, length - 5, facts);
}

static void
on_untagged (RrmEngine *engine,
             const char *data,
             gsize length)
{
  RrmImap *self = RRM_IMAP (engine);
  guint64 literal;

  if (is_status (data, "BYE"))
    on_bye (engine, data[3] == ' ' ? data + 4 : "");
  else if (is_status (data, "PREAUTH"))
    rrm_engine_fail_malformed (engine, data);
  else if (is_status (data, "OK") || is_status (data, "NO") || is_status (data, "BAD"))
    return;
  else if (!rrm_imap_ends_with_literal (data, length, &literal))
    on_data (engine, data, length);
  else if (!rrm_engine_read_literal (engine, literal))
    rrm_engine_fail_malformed (engine, data);
  else
    {
      self->response = g_string_new (data);
      g_string_append (self->response, "\r\n");
    }
}

static void
on_continuation (RrmEngine *engine,
                 const char *line)
{
  RrmImap *self = RRM_IMAP (engine);

  if (self->receive != NULL)
    {
      if (!rrm_imap_receive_continuation (self->receive))
        rrm_engine_fail_malformed (engine, line);
    }
  else if (self->authentication != NULL)
    rrm_authentication_answer (self->authentication, line[1] == ' ' ? line + 2 : "");
  else if (self->login == NULL || !rrm_imap_login_send_next (self->login))
    rrm_engine_fail_malformed (engine, line);
}

/* The refusal came first; the list says whether STARTTLS was ever there. */
static void
explain_refusal (RrmEngine *engine,
                 RrmFaultKind kind)
{
  rrm_imap_end_with (engine,
                     rrm_fault_new_reply (kind, g_steal_pointer (&RRM_IMAP (engine)->refusal)));
}

static void
on_starttls_refused (RrmEngine *engine,
                     const char *status,
                     const char *text)
{
  RrmImap *self = RRM_IMAP (engine);

  self->refusal = rrm_imap_take_apart (engine, status, text);
  if (rrm_engine_has_capability (engine, "STARTTLS"))
    {
      explain_refusal (engine, RRM_FAULT_STARTTLS_REFUSED);
      return;
    }
  rrm_engine_set_state (engine, STATE_REFUSED);
  rrm_imap_send_tagged (engine, &self->tag, "CAPABILITY");
}

static gboolean
is_login_complete (RrmEngine *engine,
                   const char *line)
{
  RrmImap *self = RRM_IMAP (engine);

  if (self->authentication != NULL)
    return rrm_authentication_accept (self->authentication, line);
  if (rrm_imap_login_is_sent (self->login))
    return TRUE;

  /* It cannot know the password yet. */
  rrm_engine_fail_malformed (engine, line);

  return FALSE;
}

static void
on_login_ok (RrmEngine *engine,
             const char *line,
             const char *text)
{
  if (!is_login_complete (engine, line))
    return;

  rrm_engine_get_facts (engine)->login_accepted = TRUE;
  RRM_IMAP (engine)->abilities_told = rrm_imap_take_capability_code (engine, text);
  rrm_engine_pass (engine);
  rrm_imap_open_mailbox (engine);
}

static gboolean
has_all (RrmImap *self)
{
  return self->examined && self->quota_tag == NULL && self->list_tag == NULL;
}

static void
on_ok (RrmEngine *engine,
       const char *line,
       const char *text)
{
  static const char *const none[] = { NULL };

  switch (rrm_engine_get_state (engine))
    {
    case STATE_STARTTLS:
      rrm_engine_pass (engine);
      rrm_engine_start_tls (engine);
      break;
    case STATE_REFUSED:
      explain_refusal (engine, rrm_engine_has_capability (engine, "STARTTLS")
                                 ? RRM_FAULT_STARTTLS_REFUSED
                                 : RRM_FAULT_STARTTLS_NOT_OFFERED);
      break;
    case STATE_CAPABILITY:
      if (rrm_engine_get_capabilities (engine) == NULL)
        rrm_engine_set_capabilities (engine, none);
      rrm_imap_after_capability (engine);
      break;
    case STATE_LOGIN:
      on_login_ok (engine, line, text);
      break;
    case STATE_MAILBOX:
      RRM_IMAP (engine)->examined = TRUE;
      if (has_all (RRM_IMAP (engine)))
        after_mailbox (engine);
      break;
    default:
      rrm_imap_receive_ok (RRM_IMAP (engine)->receive);
    }
}

static void
on_refused (RrmEngine *engine,
            const char *status,
            const char *text)
{
  switch (rrm_engine_get_state (engine))
    {
    case STATE_STARTTLS:
      on_starttls_refused (engine, status, text);
      break;
    case STATE_REFUSED:
      explain_refusal (engine, RRM_FAULT_STARTTLS_NOT_OFFERED);
      break;
    case STATE_LOGIN:
    case STATE_CAPABILITY:
    case STATE_MAILBOX:
      rrm_imap_end_with (
        engine, rrm_fault_new_reply (RRM_FAULT_REPLY, rrm_imap_take_apart (engine, status, text)));
      break;
    default:
      rrm_imap_receive_refused (RRM_IMAP (engine)->receive,
                                rrm_imap_take_apart (engine, status, text));
    }
}

/* The server has answered the command with the tag @tag, if it is one of ours. */
static gboolean
take_tag (char **tag,
          const char *line,
          gsize length)
{
  if (*tag == NULL || strlen (*tag) != length || strncmp (*tag, line, length) != 0)
    return FALSE;

  g_clear_pointer (tag, g_free);

  return TRUE;
}

static void
on_tagged (RrmEngine *engine,
           const char *line)
{
  static const char *const statuses[] = { "OK", "NO", "BAD" };
  RrmImap *self = RRM_IMAP (engine);
  gsize tag_length = strcspn (line, " ");
  const char *text = NULL;
  const char *status = line[tag_length] == ' ' ? read_status (line + tag_length + 1, statuses,
                                                              G_N_ELEMENTS (statuses), &text)
                                               : NULL;

  if (status == NULL)
    {
      rrm_engine_fail_malformed (engine, line);
      return;
    }

  if (take_tag (&self->tag, line, tag_length))
    {
      if (strcmp (status, "OK") == 0)
        on_ok (engine, line, text);
      else
        on_refused (engine, status, text);
    }
  else if (take_tag (&self->quota_tag, line, tag_length) ||
           take_tag (&self->list_tag, line, tag_length))
    {
      /* No quota and no folders, or none to be told, are no fault. */
      if (has_all (self) && rrm_engine_get_state (engine) == STATE_MAILBOX)
        after_mailbox (engine);
    }
  else if (!take_tag (&self->logout_tag, line, tag_length))
    rrm_engine_fail_malformed (engine, line);
  else if (self->examined)
    after_mailbox (engine);
}

static void
rrm_imap_on_line (RrmEngine *engine,
                  const char *line,
                  gsize length)
{
  RrmImap *self = RRM_IMAP (engine);

  if (self->response != NULL)
    {
      g_autoptr (GString) response = g_steal_pointer (&self->response);

      g_string_append_len (response, line, (gssize) length);
      on_untagged (engine, response->str, response->len);
    }
  else if (rrm_engine_get_state (engine) == STATE_GREETING)
    on_greeting (engine, line);
  else if (g_str_has_prefix (line, "* "))
    on_untagged (engine, line + 2, length - 2);
  else if (line[0] == '+' && (line[1] == ' ' || line[1] == '\0'))
    on_continuation (engine, line);
  else
    on_tagged (engine, line);
}

static void
rrm_imap_on_literal (RrmEngine *engine,
                     const char *bytes,
                     gsize length)
{
  g_string_append_len (RRM_IMAP (engine)->response, bytes, (gssize) length);
}

static void
rrm_imap_on_tls_started (RrmEngine *engine)
{
  rrm_imap_ask_for_capability (engine);
}

/* Where the server has said enough. */
static gboolean
rrm_imap_on_eof (RrmEngine *engine)
{
  if (rrm_engine_get_state (engine) != STATE_REFUSED)
    return may_end (engine);

  explain_refusal (engine, RRM_FAULT_STARTTLS_REFUSED);

  return TRUE;
}

static gboolean
rrm_imap_on_timeout (RrmEngine *engine)
{
  RrmImap *self = RRM_IMAP (engine);

  if (self->receive != NULL)
    return rrm_imap_receive_timeout (self->receive);
  if (!self->examined)
    return rrm_imap_on_eof (engine);

  after_mailbox (engine);

  return TRUE;
}

static void
rrm_imap_on_pause (RrmEngine *engine)
{
  rrm_imap_receive_pause_over (RRM_IMAP (engine)->receive);
}

static void
rrm_imap_finalize (GObject *object)
{
  RrmImap *self = RRM_IMAP (object);

  g_free (self->tag);
  g_free (self->quota_tag);
  g_free (self->list_tag);
  g_free (self->logout_tag);
  if (self->response != NULL)
    g_string_free (self->response, TRUE);
  g_clear_pointer (&self->refusal, rrm_reply_free);
  g_clear_pointer (&self->authentication, rrm_authentication_free);
  g_clear_pointer (&self->login, rrm_imap_login_free);
  g_clear_pointer (&self->receive, rrm_imap_receive_free);

  G_OBJECT_CLASS (rrm_imap_parent_class)->finalize (object);
}

static void
rrm_imap_class_init (RrmImapClass *klass)
{
  RrmEngineClass *engine_class = RRM_ENGINE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rrm_imap_finalize;
  engine_class->state_names = state_names;
  engine_class->on_line = rrm_imap_on_line;
  engine_class->on_literal = rrm_imap_on_literal;
  engine_class->on_tls_started = rrm_imap_on_tls_started;
  engine_class->on_timeout = rrm_imap_on_timeout;
  engine_class->on_eof = rrm_imap_on_eof;
  engine_class->on_resume = rrm_imap_after_rest;
  engine_class->on_pause = rrm_imap_on_pause;
}

static void
rrm_imap_init (RrmImap *self)
{
}
