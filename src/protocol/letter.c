/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/letter.h"

#include <string.h>
#include <sys/random.h>

/* Of 32 signs: 130 random bits. Nobody can write a message that we would take for ours. */
#define TOKEN_LENGTH 26

/**
 * RrmLetter:
 *
 * The one message of the round trip, and the random token by which it is found again. Whatever does
 * not carry the token is never touched.
 */
struct _RrmLetter
{
  gatomicrefcount ref_count;
  char *token;
  /* The whole message, without line ends and without the dots that SMTP adds. */
  char **lines;
};

G_DEFINE_BOXED_TYPE (RrmLetter, rrm_letter, rrm_letter_ref, rrm_letter_unref)

static char *
make_token (void)
{
  static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
  guint8 bytes[TOKEN_LENGTH];
  char token[TOKEN_LENGTH + 1] = { 0 };

  /* So few bytes come whole or not at all. */
  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    g_error ("The system gives no random bytes");
  for (guint i = 0; i < TOKEN_LENGTH; i++)
    token[i] = digits[bytes[i] % 32];

  return g_strdup (token);
}

/* RFC 5322, section 3.3, whatever the language of the computer. */
static char *
format_date (GDateTime *date)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  gint64 offset = g_date_time_get_utc_offset (date) / G_TIME_SPAN_MINUTE;
  gint64 minutes = ABS (offset);

  return g_strdup_printf ("%s, %d %s %d %02d:%02d:%02d %c%02d%02d",
                          days[g_date_time_get_day_of_week (date) - 1],
                          g_date_time_get_day_of_month (date),
                          months[g_date_time_get_month (date) - 1], g_date_time_get_year (date),
                          g_date_time_get_hour (date), g_date_time_get_minute (date),
                          g_date_time_get_second (date), offset < 0 ? '-' : '+',
                          (int) (minutes / 60), (int) (minutes % 60));
}

/**
 * rrm_letter_new:
 * @token: what tells it from other messages
 * @lines: (array zero-terminated=1): the whole message, a line each
 *
 * Returns: (transfer full): a message
 */
RrmLetter *
rrm_letter_new (const char *token,
                const char *const *lines)
{
  RrmLetter *self = g_new0 (RrmLetter, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->token = g_strdup (token);
  self->lines = g_strdupv ((char **) lines);

  return self;
}

/**
 * rrm_letter_compose:
 * @address: an address that can stand in an envelope; the message goes from it to itself
 * @date: now
 *
 * Writes the message with a new token (RFC 5322). The words are for whoever finds it before we have
 * removed it. They are ASCII; an address that is not goes only to a server that takes it in a
 * header as well (RFC 6532). No program answers what says that a program wrote it (RFC 3834,
 * section 5).
 *
 * Returns: (transfer full): the message
 */
RrmLetter *
rrm_letter_compose (const char *address,
                    GDateTime *date)
{
  g_autofree char *token = make_token ();
  g_autofree char *when = format_date (date);
  const char *at = strrchr (address, '@');
  g_autofree char *text = g_strdup_printf (
    "Date: %s\n"
    "From: <%s>\n"
    "To: <%s>\n"
    "Subject: Test message of Roadrunner Mail Setup\n"
    "Message-ID: <%s@%s>\n"
    RRM_LETTER_FIELD ": %s\n"
    "Auto-Submitted: auto-generated\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=us-ascii\n"
    "Content-Transfer-Encoding: 7bit\n"
    "\n"
    "This is a test. The program Roadrunner Mail Setup sent this message from\n"
    "your mail account to your own address, because it was asked to find out\n"
    "whether your mail is sent and arrives.\n"
    "\n"
    "As soon as the program sees the message, it removes it again. If you still\n"
    "find it here, you can delete it. There is no need to answer.",
    when, address, address, token, at != NULL ? at + 1 : "localhost", token);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return rrm_letter_new (token, (const char *const *) lines);
}

RrmLetter *
rrm_letter_ref (RrmLetter *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rrm_letter_unref (RrmLetter *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->token);
  g_strfreev (self->lines);
  g_free (self);
}

const char *
rrm_letter_get_token (const RrmLetter *self)
{
  return self->token;
}

const char *const *
rrm_letter_get_lines (const RrmLetter *self)
{
  return (const char *const *) self->lines;
}

/**
 * rrm_letter_is_marked_by:
 * @self: a message
 * @line: a line of a header, without its line end
 *
 * Returns: whether it is the field with the token of @self, and nothing else
 */
gboolean
rrm_letter_is_marked_by (const RrmLetter *self,
                         const char *line)
{
  gsize n = strlen (RRM_LETTER_FIELD);
  g_autofree char *value = NULL;

  if (g_ascii_strncasecmp (line, RRM_LETTER_FIELD, n) != 0 || line[n] != ':')
    return FALSE;
  value = g_strstrip (g_strdup (line + n + 1));

  return strcmp (value, self->token) == 0;
}

/**
 * rrm_letter_is_marked_in:
 * @self: a message
 * @header: a header, or a part of one
 *
 * Returns: whether the field with the token of @self stands in it
 */
gboolean
rrm_letter_is_marked_in (const RrmLetter *self,
                         const char *header)
{
  g_auto (GStrv) lines = g_strsplit (header, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (rrm_letter_is_marked_by (self, lines[i]))
      return TRUE;

  return FALSE;
}
