/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/transcript-log.h"

#include "base/text.h"

/* A server that talks without end must not fill the memory: what comes after is left out. */
#define MAX_LINES 1000
#define MAX_LINE_CHARACTERS 1000

/**
 * RrmTranscriptLog:
 *
 * What was said, line by line. Whoever adds a line has masked its secrets before.
 */
struct _RrmTranscriptLog
{
  GPtrArray *lines;
};

static void
line_free (gpointer data)
{
  RrmTranscriptLine *line = data;

  g_free (line->text);
  g_free (line);
}

RrmTranscriptLog *
rrm_transcript_log_new (void)
{
  RrmTranscriptLog *log = g_new0 (RrmTranscriptLog, 1);

  log->lines = g_ptr_array_new_with_free_func (line_free);

  return log;
}

void
rrm_transcript_log_free (RrmTranscriptLog *log)
{
  g_ptr_array_unref (log->lines);
  g_free (log);
}

/**
 * rrm_transcript_log_add:
 * @log: a transcript
 * @speaker: who said it
 * @text: (array length=length): one line without its CRLF and without any secret
 * @length: its length in bytes, or -1 when it ends with a NUL
 */
void
rrm_transcript_log_add (RrmTranscriptLog *log,
                        RrmSpeaker speaker,
                        const char *text,
                        gssize length)
{
  RrmTranscriptLine *line;

  if (log->lines->len == MAX_LINES)
    return;

  line = g_new0 (RrmTranscriptLine, 1);
  line->speaker = speaker;
  line->text = rrm_text_clean (text, length, MAX_LINE_CHARACTERS);
  g_ptr_array_add (log->lines, line);
}

guint
rrm_transcript_log_get_length (const RrmTranscriptLog *log)
{
  return log->lines->len;
}

const RrmTranscriptLine *
rrm_transcript_log_get_line (const RrmTranscriptLog *log,
                             guint index)
{
  g_return_val_if_fail (index < log->lines->len, NULL);

  return g_ptr_array_index (log->lines, index);
}
