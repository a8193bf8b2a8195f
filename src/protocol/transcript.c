/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/transcript.h"

#include "protocol/scrub.h"

#include <string.h>

/**
 * RrmTranscript:
 *
 * Writes down what is said, without what must not be read later.
 *
 * What we send is masked by position: whoever sends a secret knows where in the line it stands, and
 * says what to show instead. What the server sends is searched for the secret.
 */
struct _RrmTranscript
{
  /* Not owned: it belongs to the report, which outlives the engine. */
  RrmTranscriptLog *log;
  RrmScrub *scrub;
  /* How a challenge begins whose rest is not shown; NULL where challenges may be read. */
  const char *masked;
  /* Nothing that is received is shown, and how many lines that were. */
  gboolean hidden;
  guint n_hidden;
};

/**
 * rrm_transcript_new:
 * @log: where it goes
 * @secret: (nullable): what to take out of the server's words
 *
 * Returns: (transfer full): a transcript
 */
RrmTranscript *
rrm_transcript_new (RrmTranscriptLog *log,
                    RrmSecret *secret)
{
  RrmTranscript *self = g_new0 (RrmTranscript, 1);

  self->log = log;
  self->scrub = rrm_scrub_new (secret);

  return self;
}

void
rrm_transcript_free (RrmTranscript *self)
{
  rrm_scrub_free (self->scrub);
  g_free (self);
}

/**
 * rrm_transcript_sent:
 * @self: a transcript
 * @shown: what to show of what we send: lines, divided by LF, secrets already masked
 */
void
rrm_transcript_sent (RrmTranscript *self,
                     const char *shown)
{
  g_auto (GStrv) lines = g_strsplit (shown, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    rrm_transcript_log_add (self->log, RRM_SPEAKER_CLIENT, lines[i], -1);
}

/**
 * rrm_transcript_sent_secret:
 * @self: a transcript
 * @bytes: what we send: lines, of which the last ends with a secret
 * @shown: what to show of it: lines, divided by LF, with %RRM_SECRET_MARK for the secret
 *
 * What the server repeats of @bytes later is masked too.
 */
void
rrm_transcript_sent_secret (RrmTranscript *self,
                            const RrmSecret *bytes,
                            const char *shown)
{
  rrm_scrub_add_sent (self->scrub, bytes, shown);
  rrm_transcript_sent (self, shown);
}

/**
 * rrm_transcript_received:
 * @self: a transcript
 * @line: (array length=length): what the server said
 * @length: its length in bytes
 */
void
rrm_transcript_received (RrmTranscript *self,
                         const char *line,
                         gsize length)
{
  g_autofree char *text = NULL;

  if (self->hidden)
    {
      self->n_hidden++;
      return;
    }

  if (self->masked != NULL && g_str_has_prefix (line, self->masked))
    text = g_strconcat (self->masked, RRM_SECRET_MARK, NULL);
  else
    text = rrm_transcript_scrub (self, line, (gssize) length);

  rrm_transcript_log_add (self->log, RRM_SPEAKER_SERVER, text, -1);
}

/**
 * rrm_transcript_set_masked_challenges:
 * @self: a transcript
 * @prefix: (nullable): how a challenge begins; a static string
 *
 * From now on shows nothing of a challenge but @prefix: what a server says at the end of a SCRAM
 * exchange lets a reader try passwords against it at leisure.
 */
void
rrm_transcript_set_masked_challenges (RrmTranscript *self,
                                      const char *prefix)
{
  self->masked = prefix;
}

/**
 * rrm_transcript_set_hidden:
 * @self: a transcript
 * @hidden: whether what is received from now on is not shown
 *
 * Names of folders and headers of other people's mail are nobody's business but the person's. How
 * many lines were left out is shown when the next one is not.
 */
void
rrm_transcript_set_hidden (RrmTranscript *self,
                           gboolean hidden)
{
  g_autofree char *text = NULL;

  self->hidden = hidden;
  if (hidden || self->n_hidden == 0)
    return;

  text = g_strdup_printf ("‹%u lines›", self->n_hidden);
  self->n_hidden = 0;
  rrm_transcript_log_add (self->log, RRM_SPEAKER_SERVER, text, -1);
}

gboolean
rrm_transcript_get_hidden (const RrmTranscript *self)
{
  return self->hidden;
}

/**
 * rrm_transcript_scrub:
 * @self: a transcript
 * @bytes: (array length=length): what the server said
 * @length: its length in bytes, or -1 when it ends with a NUL
 *
 * Returns: (transfer full): the same without the secret
 */
char *
rrm_transcript_scrub (const RrmTranscript *self,
                      const char *bytes,
                      gssize length)
{
  return rrm_scrub_text (self->scrub, bytes, length);
}
