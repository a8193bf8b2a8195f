/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/hosts.h"
#include "practice/imap-folder.h"
#include "practice/login-host.h"

#include <string.h>

/* IMAP as InterMail speaks it: banner and replies are known, its list of capabilities is not. */
#define GREETING "* OK IMAP4 server (InterMail vM.9.01.00.037.1 201-2473-137-122-172) ready %d"
#define CAPABILITIES "IMAP4rev1 UIDPLUS NAMESPACE QUOTA"
#define PREAUTH "* PREAUTH"

/* A command's allowed states. */
enum
{
  FRESH = 1 << 0,
  LOGGED_IN = 1 << 1,
  SELECTED = 1 << 2,
  ANY = FRESH | LOGGED_IN | SELECTED,
};

typedef gboolean (*Handler) (RrmPracticeImap *self, const RrmPracticeCommand *command);

static const RrmPracticeLoginWords WORDS = {
  .verb = "AUTHENTICATE",
  .prompt = "+ ",
  .accepted = "%t OK LOGIN completed",
  .rejected = "%t NO invalid username or password",
  .cancelled = "%t BAD AUTHENTICATE cancelled",
  .malformed = "%t BAD Invalid argument",
  .unknown = "%t NO Unsupported authentication mechanism",
  .needs_tls = "%t NO [PRIVACYREQUIRED] Encryption is required first",
};

/* The capability list with the scenario's `add=` and `remove=`. */
static char *
dup_capabilities (RrmPracticeImap *self)
{
  RrmPracticeConnection *connection = self->connection;
  const RrmPracticeState *state = rrm_practice_connection_get_state (connection);
  RrmPracticeEndpoint *endpoint = rrm_practice_connection_get_endpoint (connection);
  const char *whole = rrm_practice_connection_lookup (connection, "capabilities");
  const char *add = rrm_practice_connection_lookup (connection, "add");
  const char *remove = rrm_practice_connection_lookup (connection, "remove");
  g_auto (GStrv) removed = g_strsplit (remove != NULL ? remove : "", " ", -1);
  g_autofree char *offer = rrm_practice_login_dup_offer (connection);
  g_auto (GStrv) mechanisms = g_strsplit (offer, " ", -1);
  g_autoptr (GString) all = g_string_new (CAPABILITIES);
  g_autoptr (GString) left = g_string_new (NULL);
  g_auto (GStrv) words = NULL;

  if (whole != NULL)
    return g_strdup (whole);

  if (!state->secure && rrm_practice_endpoint_get_security (endpoint) == RRM_PRACTICE_STARTTLS)
    g_string_append (all, " STARTTLS");
  if (!rrm_practice_login_is_allowed (connection))
    g_string_append (all, " LOGINDISABLED");
  else if (!state->logged_in)
    for (guint i = 0; mechanisms[i] != NULL; i++)
      if (*mechanisms[i] != '\0')
        g_string_append_printf (all, " AUTH=%s", mechanisms[i]);
  if (add != NULL)
    g_string_append_printf (all, " %s", add);

  words = g_strsplit (all->str, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) removed, words[i]))
      g_string_append_printf (left, "%s%s", left->len > 0 ? " " : "", words[i]);

  return g_strdup (left->str);
}

static gboolean
has_capability (RrmPracticeImap *self,
                const char *name)
{
  g_autofree char *capabilities = dup_capabilities (self);
  g_auto (GStrv) words = g_strsplit (capabilities, " ", -1);

  return g_strv_contains ((const char *const *) words, name);
}

static gboolean
answer (RrmPracticeImap *self,
        const RrmPracticeCommand *command,
        const GString *data,
        const char *words)
{
  return rrm_practice_connection_answer (self->connection, command->verb, NULL, data, words, NULL);
}

static gboolean
on_capability (RrmPracticeImap *self,
               const RrmPracticeCommand *command)
{
  g_autofree char *capabilities = dup_capabilities (self);
  g_autoptr (GString) data = g_string_new (NULL);

  g_string_append_printf (data, "* CAPABILITY %s\r\n", capabilities);

  return answer (self, command, data, "%t OK CAPABILITY completed");
}

static gboolean
on_starttls (RrmPracticeImap *self,
             const RrmPracticeCommand *command)
{
  RrmPracticeConnection *connection = self->connection;
  RrmPracticeEndpoint *endpoint = rrm_practice_connection_get_endpoint (connection);
  gboolean able = rrm_practice_endpoint_get_security (endpoint) == RRM_PRACTICE_STARTTLS &&
                  !rrm_practice_connection_get_state (connection)->secure;
  gboolean positive;

  if (!rrm_practice_connection_answer (connection, "STARTTLS", NULL, NULL,
                                       able ? "%t OK Begin TLS negotiation now"
                                            : "%t NO Not authorized to use STARTTLS command",
                                       &positive))
    return FALSE;

  return !positive || rrm_practice_connection_get_state (connection)->secure ||
         rrm_practice_connection_start_tls (connection);
}

/* LOGIN name password. */
static gboolean
on_login (RrmPracticeImap *self,
          const RrmPracticeCommand *command)
{
  RrmPracticeConnection *connection = self->connection;
  const RrmPracticeState *state = rrm_practice_connection_get_state (connection);
  RrmPracticeTalk *talk = rrm_practice_connection_get_talk (connection);
  const RrmPracticeWord *password = rrm_practice_command_get_word (command, 1);
  g_autofree char *user = rrm_practice_command_dup_word (command, 0);
  GString *reply;

  if (!state->secure)
    rrm_practice_talk_count (talk, RRM_PRACTICE_CLEAR_LOGINS);
  if (password == NULL)
    return answer (self, command, NULL, "%t BAD Missing argument");

  rrm_practice_talk_note (talk, "mechanism", "login-command");
  reply = rrm_practice_connection_take_reply (connection, "LOGIN", NULL);
  if (reply == NULL && !rrm_practice_login_is_allowed (connection))
    reply = rrm_practice_connection_render (connection, WORDS.needs_tls);
  if (reply != NULL)
    {
      gboolean positive = rrm_practice_connection_judge (connection, reply);
      gboolean go_on;

      rrm_practice_talk_login (talk, state->secure, user, password->text, password->length,
                               positive);
      rrm_practice_connection_set_logged_in (connection, positive);
      go_on = rrm_practice_connection_say (connection, "LOGIN", reply) &&
              rrm_practice_connection_leave (connection, "LOGIN");
      g_string_free (reply, TRUE);
      return go_on;
    }

  return rrm_practice_login_password (connection, &WORDS, user, password->text, password->length);
}

static gboolean
on_authenticate (RrmPracticeImap *self,
                 const RrmPracticeCommand *command)
{
  g_autofree char *given = rrm_practice_command_dup_word (command, 0);
  g_autofree char *mechanism = g_ascii_strup (given != NULL ? given : "", -1);
  char *initial = rrm_practice_command_dup_word (command, 1);
  gboolean go_on;

  /* An initial response needs the server's permission (RFC 4959, section 3). */
  if (initial != NULL && !has_capability (self, "SASL-IR"))
    {
      rrm_practice_talk_note (rrm_practice_connection_get_talk (self->connection), "violation",
                              "initial response without SASL-IR");
      go_on = answer (self, command, NULL, "%t BAD Unexpected argument");
    }
  else
    go_on = rrm_practice_login_sasl (self->connection, &WORDS, mechanism, initial);
  if (initial != NULL)
    explicit_bzero (initial, strlen (initial));
  g_free (initial);

  return go_on;
}

static gboolean
on_quota (RrmPracticeImap *self,
          const RrmPracticeCommand *command)
{
  const char *storage = rrm_practice_connection_lookup (self->connection, "quota");
  const char *messages = rrm_practice_connection_lookup (self->connection, "quota-messages");
  g_autofree char *storage_words = g_strdup (storage != NULL ? storage : "120000/5000000");
  g_autofree char *message_words = g_strdup (messages);
  g_autofree char *words = g_strdup_printf ("%%t OK %s completed", command->verb);
  g_autoptr (GString) data = g_string_new (NULL);

  if (!has_capability (self, "QUOTA"))
    return answer (self, command, NULL, "%t BAD Unrecognized command");

  if (g_str_equal (command->verb, "GETQUOTAROOT"))
    g_string_append (data, "* QUOTAROOT INBOX \"\"\r\n");
  g_strdelimit (storage_words, "/", ' ');
  g_string_append_printf (data, "* QUOTA \"\" (STORAGE %s", storage_words);
  if (message_words != NULL)
    g_string_append_printf (data, " MESSAGE %s", g_strdelimit (message_words, "/", ' '));
  g_string_append (data, ")\r\n");

  return answer (self, command, data, words);
}

static gboolean
on_namespace (RrmPracticeImap *self,
              const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new ("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n");

  return answer (self, command, data, "%t OK NAMESPACE completed");
}

static gboolean
on_id (RrmPracticeImap *self,
       const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new ("* ID NIL\r\n");

  return answer (self, command, data, "%t OK ID completed");
}

static gboolean
on_noop (RrmPracticeImap *self,
         const RrmPracticeCommand *command)
{
  g_autoptr (GString) news = g_string_new (NULL);
  g_autofree char *words = g_strdup_printf ("%%t OK %s completed", command->verb);

  if (self->view != NULL)
    rrm_practice_imap_refresh (self, news);

  return answer (self, command, news, words);
}

/* CLOSE and UNSELECT; the first one also removes what is marked (RFC 9051, section 6.4.1). */
static gboolean
on_close (RrmPracticeImap *self,
          const RrmPracticeCommand *command)
{
  g_autofree char *words = g_strdup_printf ("%%t OK %s completed", command->verb);

  for (guint i = 0; i < self->view->len && g_str_equal (command->verb, "CLOSE"); i++)
    {
      const RrmPracticeMessage *message = g_ptr_array_index (self->view, i);

      if (message->flags & RRM_PRACTICE_FLAG_DELETED && !self->read_only)
        rrm_practice_mailbox_remove (self->mailbox, self->folder, message->uid);
    }
  g_clear_pointer (&self->view, g_ptr_array_unref);

  return answer (self, command, NULL, words);
}

static gboolean
on_idle (RrmPracticeImap *self,
         const RrmPracticeCommand *command)
{
  if (!has_capability (self, "IDLE"))
    return answer (self, command, NULL, "%t BAD Unrecognized command");

  return rrm_practice_imap_idle (self, command);
}

static gboolean
on_enable (RrmPracticeImap *self,
           const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new ("* ENABLED\r\n");

  return answer (self, command, data, "%t OK ENABLE completed");
}

static gboolean
on_logout (RrmPracticeImap *self,
           const RrmPracticeCommand *command)
{
  g_autoptr (GString) data = g_string_new ("* BYE IMAP4 server signing off\r\n");

  answer (self, command, data, "%t OK LOGOUT completed");
  rrm_practice_connection_end (self->connection);

  return FALSE;
}

static const struct
{
  const char *verb;
  guint states;
  Handler handler;
} COMMANDS[] = {
  { "CAPABILITY", ANY, on_capability },
  { "NOOP", ANY, on_noop },
  { "LOGOUT", ANY, on_logout },
  { "ID", ANY, on_id },
  { "STARTTLS", FRESH, on_starttls },
  { "AUTHENTICATE", FRESH, on_authenticate },
  { "LOGIN", FRESH, on_login },
  { "SELECT", LOGGED_IN | SELECTED, rrm_practice_imap_open },
  { "EXAMINE", LOGGED_IN | SELECTED, rrm_practice_imap_open },
  { "LIST", LOGGED_IN | SELECTED, rrm_practice_imap_list },
  { "LSUB", LOGGED_IN | SELECTED, rrm_practice_imap_list },
  { "STATUS", LOGGED_IN | SELECTED, rrm_practice_imap_status },
  { "NAMESPACE", LOGGED_IN | SELECTED, on_namespace },
  { "GETQUOTAROOT", LOGGED_IN | SELECTED, on_quota },
  { "GETQUOTA", LOGGED_IN | SELECTED, on_quota },
  { "ENABLE", LOGGED_IN, on_enable },
  { "IDLE", LOGGED_IN | SELECTED, on_idle },
  { "FETCH", SELECTED, rrm_practice_imap_fetch },
  { "SEARCH", SELECTED, rrm_practice_imap_search },
  { "STORE", SELECTED, rrm_practice_imap_store },
  { "EXPUNGE", SELECTED, rrm_practice_imap_expunge },
  { "CHECK", SELECTED, on_noop },
  { "CLOSE", SELECTED, on_close },
  { "UNSELECT", SELECTED, on_close },
};

static void
log_command (RrmPracticeImap *self,
             const RrmPracticeCommand *command)
{
  g_autoptr (GString) text = g_string_new (command->tag);
  gboolean secret = g_str_equal (command->verb, "LOGIN");
  gboolean sasl = g_str_equal (command->verb, "AUTHENTICATE");

  if (command->uid)
    g_string_append (text, " UID");
  g_string_append_printf (text, " %s", command->verb);
  for (guint i = 0; i < command->words->len; i++)
    {
      const RrmPracticeWord *word = rrm_practice_command_get_word (command, i);

      if (secret || (sasl && i > 0))
        g_string_append (text, " ‹secret›");
      else
        g_string_append_printf (text, " %.*s", (int) MIN (word->length, 200), word->text);
    }
  rrm_practice_connection_heard (self->connection, command->verb, text->str);
}

static gboolean
handle (RrmPracticeImap *self,
        const RrmPracticeCommand *command)
{
  const RrmPracticeState *state = rrm_practice_connection_get_state (self->connection);
  guint now = !state->logged_in ? FRESH : self->view == NULL ? LOGGED_IN : SELECTED;
  const char *stage = command->verb;
  Handler handler = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (COMMANDS); i++)
    if (g_str_equal (COMMANDS[i].verb, command->verb) && COMMANDS[i].states & now)
      handler = COMMANDS[i].handler;
  if (!rrm_practice_connection_enter (self->connection, stage))
    return FALSE;
  if (handler != NULL)
    return handler (self, command);

  return rrm_practice_connection_answer (self->connection, "other", NULL, NULL,
                                         "%t BAD Unrecognized command", NULL);
}

/* Whether the scenario's greeting says that nobody needs to log in. */
static gboolean
greets_with_preauth (RrmPracticeConnection *connection)
{
  const char *greeting = rrm_practice_connection_lookup (connection, "greeting");

  return greeting != NULL && g_str_has_prefix (greeting, PREAUTH);
}

/**
 * rrm_practice_imap_serve:
 * @connection: a connection
 *
 * Serves IMAP (RFC 3501 and 9051) until the conversation is over.
 */
void
rrm_practice_imap_serve (RrmPracticeConnection *connection)
{
  RrmPracticeImap self = {
    .connection = connection,
    .mailbox = rrm_practice_connection_get_house (connection)->mailbox,
  };
  gboolean go_on = rrm_practice_connection_greet (connection, GREETING);

  if (greets_with_preauth (connection))
    rrm_practice_connection_set_logged_in (connection, TRUE);
  while (go_on)
    {
      g_autoptr (RrmPracticeCommand) command = rrm_practice_command_read (connection);

      if (command == NULL)
        break;
      rrm_practice_connection_set_tag (connection, command->tag);
      log_command (&self, command);
      go_on = handle (&self, command);
    }
  g_clear_pointer (&self.view, g_ptr_array_unref);
}
