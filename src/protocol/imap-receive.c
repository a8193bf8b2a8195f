/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/imap-receive.h"

#include "protocol/imap-private.h"
#include "protocol/imap-receive-scan.h"

#include <string.h>

/* How often is looked where the server does not tell by itself: in INBOX without IDLE, in Junk
 * always. */
#define PAUSE_MS 4000

/**
 * RrmImapReceive:
 *
 * Waits for our message in INBOX and Junk, and deletes it. It looks without changing a flag
 * (EXAMINE), searches by the token, and reads the field with the token of what was found: a server
 * whose search finds too much must not cost anybody a message. Only then the folder is opened for
 * writing, and everything is looked at once more.
 */
struct _RrmImapReceive
{
  /* Not owned: it owns us. */
  RrmEngine *engine;
  /* In quotation marks; NULL as long as none is known. */
  char *junk;
  /* Its attributes say that it is for junk. */
  gboolean junk_special;
  /* The folders that are for something have been listed, and all of them. */
  gboolean special_listed;
  gboolean listed;
  gboolean in_junk;
  /* Junk has been looked at since the last wait. */
  gboolean junk_looked;
  /* The server has told of a new message since the last search. */
  gboolean news;
  /* A pause ended before IDLE had begun. */
  gboolean pause_over;
  gboolean no_idle;
  /* The time is over: one more look. */
  gboolean last;
  /* It has been seen, and is to go. */
  gboolean deleting;
  /* What the search found, and what of it is ours: sets of UIDs, or NULL. */
  char *found;
  GString *ours;
};

static void look (RrmImapReceive *self,
                  gboolean in_junk);

RrmImapReceive *
rrm_imap_receive_new (RrmEngine *engine)
{
  RrmImapReceive *self = g_new0 (RrmImapReceive, 1);

  self->engine = engine;
  self->ours = g_string_new (NULL);

  return self;
}

void
rrm_imap_receive_free (RrmImapReceive *self)
{
  g_free (self->junk);
  g_free (self->found);
  g_string_free (self->ours, TRUE);
  g_free (self);
}

static void
send (RrmImapReceive *self,
      guint state,
      const char *command)
{
  rrm_engine_set_state (self->engine, state);
  rrm_imap_send_tagged (self->engine, &RRM_IMAP (self->engine)->tag, command);
}

static void
say_goodbye (RrmImapReceive *self)
{
  rrm_imap_send_logout (RRM_IMAP (self->engine));
  rrm_engine_pass (self->engine);
  rrm_engine_finish (self->engine);
}

/* A server that knows what folders are for need not have been told of this one. */
static void
list_folders (RrmImapReceive *self)
{
  if (!self->special_listed && rrm_engine_has_capability (self->engine, "SPECIAL-USE"))
    {
      self->special_listed = TRUE;
      send (self, STATE_LIST, "LIST (SPECIAL-USE) \"\" \"*\"");
      return;
    }
  self->listed = TRUE;
  send (self, STATE_LIST, "LIST \"\" \"*\"");
  rrm_engine_hide_lines (self->engine, TRUE);
}

static void
search (RrmImapReceive *self)
{
  const char *token = rrm_letter_get_token (rrm_engine_get_letter (self->engine));
  g_autofree char *command =
    g_strconcat ("UID SEARCH HEADER " RRM_LETTER_FIELD " ", token, NULL);

  self->news = FALSE;
  g_clear_pointer (&self->found, g_free);
  send (self, STATE_SEARCH, command);
}

static void
look (RrmImapReceive *self,
      gboolean in_junk)
{
  g_autofree char *command = g_strconcat (self->deleting ? "SELECT " : "EXAMINE ",
                                          in_junk ? self->junk : "INBOX", NULL);

  self->in_junk = in_junk;
  send (self, STATE_OPEN, command);
}

/* Junk first, so that INBOX is open for the wait that follows. */
static void
look_again (RrmImapReceive *self)
{
  self->junk_looked = self->junk != NULL;
  look (self, self->junk_looked);
}

static void
end_idle (RrmImapReceive *self)
{
  rrm_engine_set_state (self->engine, STATE_IDLE_END);
  rrm_engine_send (self->engine, "DONE");
}

static void
wait_without_idle (RrmImapReceive *self)
{
  rrm_engine_set_state (self->engine, STATE_WAIT);
  rrm_engine_pause (self->engine, PAUSE_MS);
}

static void
wait_for_it (RrmImapReceive *self)
{
  self->junk_looked = FALSE;
  self->pause_over = FALSE;
  if (self->news)
    search (self);
  else if (self->last)
    rrm_imap_end_with (self->engine, rrm_fault_new (RRM_FAULT_NOT_SEEN));
  else if (self->no_idle || !rrm_engine_has_capability (self->engine, "IDLE"))
    wait_without_idle (self);
  else
    {
      send (self, STATE_IDLE_BEGIN, "IDLE");
      rrm_engine_pause (self->engine, PAUSE_MS);
    }
}

/* Not in the folder that was looked at last. */
static void
not_here (RrmImapReceive *self)
{
  if (self->deleting)
    {
      /* Somebody else was faster. */
      rrm_engine_get_facts (self->engine)->letter_left = FALSE;
      say_goodbye (self);
    }
  else if (self->in_junk)
    look (self, FALSE);
  else if (self->junk == NULL && !self->listed)
    list_folders (self);
  else if (self->junk != NULL && !self->junk_looked)
    look_again (self);
  else
    wait_for_it (self);
}

static void
fetch (RrmImapReceive *self)
{
  g_autofree char *command =
    g_strconcat ("UID FETCH ", self->found,
                 " (UID BODY.PEEK[HEADER.FIELDS (" RRM_LETTER_FIELD ")])", NULL);

  g_string_truncate (self->ours, 0);
  send (self, STATE_FETCH, command);
}

static void
here (RrmImapReceive *self)
{
  if (self->deleting)
    {
      g_autofree char *command =
        g_strconcat ("UID STORE ", self->ours->str, " +FLAGS.SILENT (\\Deleted)", NULL);

      send (self, STATE_STORE, command);
      return;
    }

  /* What follows belongs to the goodbye, and no longer to the time that it took. */
  rrm_engine_get_facts (self->engine)->letter_left = TRUE;
  if (self->in_junk)
    rrm_engine_warn (self->engine);
  else
    rrm_engine_pass (self->engine);
  self->deleting = TRUE;
  rrm_engine_begin (self->engine, RRM_STEP_NAME_LOGOUT);
  look (self, self->in_junk);
}

/* Without UIDPLUS (RFC 4315) an EXPUNGE would take away what others have marked as well. */
static void
expunge (RrmImapReceive *self)
{
  g_autofree char *command = g_strconcat ("UID EXPUNGE ", self->ours->str, NULL);

  if (rrm_engine_has_capability (self->engine, "UIDPLUS") ||
      rrm_engine_has_capability (self->engine, "IMAP4rev2"))
    send (self, STATE_EXPUNGE, command);
  else
    say_goodbye (self);
}

/**
 * rrm_imap_receive_begin:
 * @self: what waits
 * @ask_capability: the server has not told after the login what it can
 *
 * Our message has been sent: INBOX is open, and the search begins.
 */
void
rrm_imap_receive_begin (RrmImapReceive *self,
                        gboolean ask_capability)
{
  rrm_engine_begin (self->engine, RRM_STEP_NAME_RECEIVE);
  if (ask_capability)
    send (self, STATE_ABILITIES, "CAPABILITY");
  else
    look (self, FALSE);
}

/* The running command has been answered with OK. */
void
rrm_imap_receive_ok (RrmImapReceive *self)
{
  switch (rrm_engine_get_state (self->engine))
    {
    case STATE_ABILITIES:
      look (self, FALSE);
      break;
    case STATE_LIST:
      rrm_engine_hide_lines (self->engine, FALSE);
      not_here (self);
      break;
    case STATE_OPEN:
      search (self);
      break;
    case STATE_SEARCH:
      if (self->found != NULL)
        fetch (self);
      else
        not_here (self);
      break;
    case STATE_FETCH:
      if (self->ours->len > 0)
        here (self);
      else
        not_here (self);
      break;
    case STATE_IDLE_BEGIN:
    case STATE_IDLE:
      /* It ended by itself. */
      wait_without_idle (self);
      break;
    case STATE_IDLE_END:
      if (self->news)
        search (self);
      else
        look_again (self);
      break;
    case STATE_STORE:
      expunge (self);
      break;
    case STATE_EXPUNGE:
      rrm_engine_get_facts (self->engine)->letter_left = FALSE;
      say_goodbye (self);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * rrm_imap_receive_refused:
 * @self: what waits
 * @reply: (transfer full): the no
 *
 * The running command has been refused. Junk is worth a look, but nothing depends on it.
 */
void
rrm_imap_receive_refused (RrmImapReceive *self,
                          RrmReply *reply)
{
  g_autoptr (RrmReply) no = reply;
  guint state = rrm_engine_get_state (self->engine);

  if (self->deleting)
    say_goodbye (self);
  else if (state == STATE_ABILITIES || state == STATE_LIST)
    rrm_imap_receive_ok (self);
  else if (state == STATE_IDLE_BEGIN || state == STATE_IDLE || state == STATE_IDLE_END)
    {
      self->no_idle = TRUE;
      wait_without_idle (self);
    }
  else if (self->in_junk)
    {
      g_clear_pointer (&self->junk, g_free);
      self->listed = TRUE;
      look (self, FALSE);
    }
  else
    rrm_imap_end_with (self->engine,
                       rrm_fault_new_reply (RRM_FAULT_REPLY, g_steal_pointer (&no)));
}

static void
take_folder (RrmImapReceive *self,
             const char *data,
             gsize length)
{
  RrmImapScan scan = { data + 5, data + length };
  g_autofree char *name = NULL;
  g_autofree char *quoted = NULL;
  gboolean special;

  if (!rrm_imap_scan_junk (&scan, &name, &special))
    return;
  quoted = rrm_imap_quote (name);
  if (quoted == NULL || (self->junk != NULL && (self->junk_special || !special)))
    return;

  g_free (self->junk);
  self->junk = g_steal_pointer (&quoted);
  self->junk_special = special;
}

static void
take_field (RrmImapReceive *self,
            const char *data,
            gsize length)
{
  RrmImapScan scan = { data, data + length };
  g_autofree char *field = NULL;
  guint64 uid;

  if (rrm_imap_scan_fetch (&scan, &uid, &field) &&
      rrm_letter_is_marked_in (rrm_engine_get_letter (self->engine), field))
    g_string_append_printf (self->ours, "%s%" G_GUINT64_FORMAT, self->ours->len > 0 ? "," : "",
                            uid);
}

static gboolean
is_exists (const char *data,
           gsize length)
{
  RrmImapScan scan = { data, data + length };
  guint64 number;

  return rrm_imap_scan_number (&scan, &number) && g_ascii_strcasecmp (scan.p, " EXISTS") == 0;
}

/* An untagged response, literals included. */
void
rrm_imap_receive_data (RrmImapReceive *self,
                       const char *data,
                       gsize length)
{
  RrmImapScan scan = { data, data + length };
  guint state = rrm_engine_get_state (self->engine);

  if (!self->in_junk && is_exists (data, length))
    {
      self->news = TRUE;
      if (state == STATE_IDLE)
        end_idle (self);
      else if (state == STATE_WAIT)
        search (self);
    }
  else if (state == STATE_LIST && g_ascii_strncasecmp (data, "LIST ", 5) == 0)
    take_folder (self, data, length);
  else if (state == STATE_SEARCH && self->found == NULL)
    self->found = rrm_imap_scan_found (&scan);
  else if (state == STATE_FETCH)
    take_field (self, data, length);
}

/* "+": IDLE has begun. FALSE where nothing was asked. */
gboolean
rrm_imap_receive_continuation (RrmImapReceive *self)
{
  if (rrm_engine_get_state (self->engine) != STATE_IDLE_BEGIN)
    return FALSE;

  rrm_engine_set_state (self->engine, STATE_IDLE);
  if (self->news || self->pause_over)
    end_idle (self);

  return TRUE;
}

void
rrm_imap_receive_pause_over (RrmImapReceive *self)
{
  guint state = rrm_engine_get_state (self->engine);

  if (state == STATE_IDLE)
    end_idle (self);
  else if (state == STATE_IDLE_BEGIN)
    self->pause_over = TRUE;
  else
    look_again (self);
}

/**
 * rrm_imap_receive_timeout:
 * @self: what waits
 *
 * The time is over. What came in its last moments is looked for once; then it ends.
 *
 * Returns: whether it goes on
 */
gboolean
rrm_imap_receive_timeout (RrmImapReceive *self)
{
  guint state = rrm_engine_get_state (self->engine);

  if (self->deleting)
    {
      say_goodbye (self);
      return TRUE;
    }
  if (self->last)
    return FALSE;

  self->last = TRUE;
  if (state == STATE_IDLE || state == STATE_WAIT)
    rrm_imap_receive_pause_over (self);

  return TRUE;
}

/* The server has gone. FALSE where that is a failure. */
gboolean
rrm_imap_receive_gone (RrmImapReceive *self)
{
  if (!self->deleting)
    return FALSE;

  rrm_engine_pass (self->engine);
  rrm_engine_finish (self->engine);

  return TRUE;
}
