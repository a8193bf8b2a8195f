/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/log.h"

#include <string.h>

/* A server in a test may be fed for long; what is said beyond this is only counted. */
#define MAX_LINES_PER_TALK 500

/**
 * RrmPracticeLog:
 *
 * What clients said to a practice server, connection by connection, with TLS state and counts.
 *
 * No secret ever comes in: connections hand over text that they have masked already. Every function
 * may be called from any thread, also while the server runs.
 */
struct _RrmPracticeLog
{
  GObject parent_instance;

  GMutex mutex;
  /* Of RrmPracticeTalk, in the order of their beginning; all below is behind @mutex. */
  GPtrArray *talks;
  /* Keyed digests of logins that an endpoint refused; the key is forgotten with the log. */
  GHashTable *refused;
  guint8 digest_key[32];
};

/* One connection. Freed with the log, which every connection keeps alive. */
struct _RrmPracticeTalk
{
  RrmPracticeLog *log;
  guint number;
  char *endpoint;
  guint counts[RRM_PRACTICE_N_FACTS];
  GString *lines;
  guint n_lines;
  GString *commands;
  GString *clear_commands;
  GHashTable *notes;
};

G_DEFINE_FINAL_TYPE (RrmPracticeLog, rrm_practice_log, G_TYPE_OBJECT)

static void
talk_free (RrmPracticeTalk *talk)
{
  g_free (talk->endpoint);
  g_string_free (talk->lines, TRUE);
  g_string_free (talk->commands, TRUE);
  g_string_free (talk->clear_commands, TRUE);
  g_hash_table_unref (talk->notes);
  g_free (talk);
}

static void
add_line (RrmPracticeTalk *talk,
          gboolean secure,
          char direction,
          const char *bytes,
          gsize length)
{
  if (talk->n_lines++ >= MAX_LINES_PER_TALK)
    return;

  g_string_append_printf (talk->lines, "%u %s %s %c ", talk->number, talk->endpoint,
                          secure ? "tls" : "clear", direction);
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) bytes[i];

      if (c >= 0x20 && c != 0x7f)
        g_string_append_c (talk->lines, (char) c);
      else
        g_string_append_printf (talk->lines, "\\x%02x", c);
    }
  g_string_append_c (talk->lines, '\n');
}

static gboolean
matches (const RrmPracticeTalk *talk,
         const char *endpoint)
{
  return endpoint == NULL || g_str_equal (talk->endpoint, endpoint);
}

static void
add_word (GString *list,
          const char *word)
{
  if (list->len > 0)
    g_string_append_c (list, ' ');
  g_string_append (list, word);
}

static void
rrm_practice_log_finalize (GObject *object)
{
  RrmPracticeLog *self = RRM_PRACTICE_LOG (object);

  g_ptr_array_unref (self->talks);
  g_hash_table_unref (self->refused);
  explicit_bzero (self->digest_key, sizeof self->digest_key);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (rrm_practice_log_parent_class)->finalize (object);
}

static void
rrm_practice_log_class_init (RrmPracticeLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_practice_log_finalize;
}

static void
rrm_practice_log_init (RrmPracticeLog *self)
{
  g_mutex_init (&self->mutex);
  self->talks = g_ptr_array_new_with_free_func ((GDestroyNotify) talk_free);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < sizeof self->digest_key; i++)
    self->digest_key[i] = (guint8) g_random_int ();
}

RrmPracticeLog *
rrm_practice_log_new (void)
{
  return g_object_new (RRM_TYPE_PRACTICE_LOG, NULL);
}

/**
 * rrm_practice_log_count:
 * @self: a log
 * @endpoint: (nullable): the name of an endpoint, or %NULL for all
 * @fact: what to count
 *
 * Returns: how often it happened so far
 */
guint
rrm_practice_log_count (RrmPracticeLog *self,
                        const char *endpoint,
                        RrmPracticeFact fact)
{
  guint n = 0;

  g_return_val_if_fail (RRM_IS_PRACTICE_LOG (self), 0);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->talks->len; i++)
    {
      RrmPracticeTalk *talk = g_ptr_array_index (self->talks, i);

      if (matches (talk, endpoint))
        n += talk->counts[fact];
    }
  g_mutex_unlock (&self->mutex);

  return n;
}

/**
 * rrm_practice_log_dup_commands:
 * @self: a log
 * @endpoint: (nullable): the name of an endpoint, or %NULL for all
 * @clear_only: only what was said outside TLS
 *
 * Returns: (transfer full): the commands received, joined by blanks, "|" between connections
 */
char *
rrm_practice_log_dup_commands (RrmPracticeLog *self,
                               const char *endpoint,
                               gboolean clear_only)
{
  g_autoptr (GString) all = g_string_new (NULL);

  g_return_val_if_fail (RRM_IS_PRACTICE_LOG (self), NULL);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->talks->len; i++)
    {
      RrmPracticeTalk *talk = g_ptr_array_index (self->talks, i);
      const GString *commands = clear_only ? talk->clear_commands : talk->commands;

      if (!matches (talk, endpoint) || commands->len == 0)
        continue;
      if (all->len > 0)
        g_string_append (all, " | ");
      g_string_append (all, commands->str);
    }
  g_mutex_unlock (&self->mutex);

  return g_strdup (all->str);
}

/**
 * rrm_practice_log_dup_note:
 * @self: a log
 * @endpoint: (nullable): the name of an endpoint, or %NULL for all
 * @key: "sni", "alpn", "offered", "tls", "failure", "user", "mechanism", "ehlo", "sender" or
 *   "violation"
 *
 * Returns: (transfer full) (nullable): what the latest connection that has such a note noted
 */
char *
rrm_practice_log_dup_note (RrmPracticeLog *self,
                           const char *endpoint,
                           const char *key)
{
  char *text = NULL;

  g_return_val_if_fail (RRM_IS_PRACTICE_LOG (self), NULL);

  g_mutex_lock (&self->mutex);
  for (guint i = self->talks->len; i > 0 && text == NULL; i--)
    {
      RrmPracticeTalk *talk = g_ptr_array_index (self->talks, i - 1);

      if (matches (talk, endpoint))
        text = g_strdup (g_hash_table_lookup (talk->notes, key));
    }
  g_mutex_unlock (&self->mutex);

  return text;
}

/**
 * rrm_practice_log_dup_text:
 * @self: a log
 *
 * Returns: (transfer full): everything said, a line each, secrets masked
 */
char *
rrm_practice_log_dup_text (RrmPracticeLog *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (RRM_IS_PRACTICE_LOG (self), NULL);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->talks->len; i++)
    {
      RrmPracticeTalk *talk = g_ptr_array_index (self->talks, i);

      g_string_append (text, talk->lines->str);
    }
  g_mutex_unlock (&self->mutex);

  return g_string_free (text, FALSE);
}

/**
 * rrm_practice_log_open:
 * @self: a log
 * @endpoint: the endpoint's name
 *
 * Begins the record of one connection.
 *
 * Returns: (transfer none): the record; it lives as long as the log
 */
RrmPracticeTalk *
rrm_practice_log_open (RrmPracticeLog *self,
                       const char *endpoint)
{
  RrmPracticeTalk *talk = g_new0 (RrmPracticeTalk, 1);

  talk->log = self;
  talk->endpoint = g_strdup (endpoint);
  talk->lines = g_string_new (NULL);
  talk->commands = g_string_new (NULL);
  talk->clear_commands = g_string_new (NULL);
  talk->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  talk->counts[RRM_PRACTICE_CONNECTIONS] = 1;

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->talks, talk);
  talk->number = self->talks->len;
  g_mutex_unlock (&self->mutex);

  return talk;
}

void
rrm_practice_talk_count (RrmPracticeTalk *talk,
                         RrmPracticeFact fact)
{
  g_mutex_lock (&talk->log->mutex);
  talk->counts[fact]++;
  g_mutex_unlock (&talk->log->mutex);
}

/**
 * rrm_practice_talk_client:
 * @talk: a connection's record
 * @secure: whether it came through TLS
 * @text: what the client said, its secrets masked
 */
void
rrm_practice_talk_client (RrmPracticeTalk *talk,
                          gboolean secure,
                          const char *text)
{
  g_mutex_lock (&talk->log->mutex);
  add_line (talk, secure, '<', text, strlen (text));
  g_mutex_unlock (&talk->log->mutex);
}

void
rrm_practice_talk_server (RrmPracticeTalk *talk,
                          gboolean secure,
                          const char *bytes,
                          gsize length)
{
  g_mutex_lock (&talk->log->mutex);
  add_line (talk, secure, '>', bytes, length);
  g_mutex_unlock (&talk->log->mutex);
}

void
rrm_practice_talk_command (RrmPracticeTalk *talk,
                           gboolean secure,
                           const char *verb)
{
  g_mutex_lock (&talk->log->mutex);
  talk->counts[RRM_PRACTICE_COMMANDS]++;
  add_word (talk->commands, verb);
  if (!secure)
    add_word (talk->clear_commands, verb);
  g_mutex_unlock (&talk->log->mutex);
}

void
rrm_practice_talk_note (RrmPracticeTalk *talk,
                        const char *key,
                        const char *text)
{
  g_mutex_lock (&talk->log->mutex);
  g_hash_table_insert (talk->notes, g_strdup (key), g_strdup (text));
  g_mutex_unlock (&talk->log->mutex);
}

/**
 * rrm_practice_talk_login:
 * @talk: a connection's record
 * @secure: whether it came through TLS
 * @user: the name given
 * @proof: the password given, or what the mechanism sends in its place
 * @length: its length in bytes
 * @accepted: what the server answers
 *
 * Counts a login. Of @proof only a digest under a key of this log is kept, to tell whether a client
 * tries the same again after a refusal.
 */
void
rrm_practice_talk_login (RrmPracticeTalk *talk,
                         gboolean secure,
                         const char *user,
                         const char *proof,
                         gsize length,
                         gboolean accepted)
{
  RrmPracticeLog *log = talk->log;
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, log->digest_key, sizeof log->digest_key);
  g_autofree char *digest = NULL;

  g_hmac_update (hmac, (const guchar *) talk->endpoint, (gssize) strlen (talk->endpoint) + 1);
  g_hmac_update (hmac, (const guchar *) user, (gssize) strlen (user) + 1);
  g_hmac_update (hmac, (const guchar *) proof, (gssize) length);
  digest = g_strdup (g_hmac_get_string (hmac));
  g_hmac_unref (hmac);

  g_mutex_lock (&log->mutex);
  talk->counts[RRM_PRACTICE_LOGINS]++;
  if (accepted)
    talk->counts[RRM_PRACTICE_LOGINS_ACCEPTED]++;
  if (!secure)
    talk->counts[RRM_PRACTICE_CLEAR_SECRETS]++;
  if (!accepted && !g_hash_table_add (log->refused, g_steal_pointer (&digest)))
    talk->counts[RRM_PRACTICE_LOGINS_REPEATED]++;
  g_hash_table_insert (talk->notes, g_strdup ("user"), g_strdup (user));
  g_mutex_unlock (&log->mutex);
}
