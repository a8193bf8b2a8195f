/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RRM_SPEAKER_CLIENT,
  RRM_SPEAKER_SERVER,
} RrmSpeaker;

/**
 * RrmTranscriptLine:
 * @speaker: who said it
 * @text: one line, cleaned, secrets already masked
 */
typedef struct
{
  RrmSpeaker speaker;
  char *text;
} RrmTranscriptLine;

typedef struct _RrmTranscriptLog RrmTranscriptLog;

RrmTranscriptLog        *rrm_transcript_log_new        (void);
void                     rrm_transcript_log_free       (RrmTranscriptLog       *log);
void                     rrm_transcript_log_add        (RrmTranscriptLog       *log,
                                                        RrmSpeaker              speaker,
                                                        const char             *text,
                                                        gssize                  length);
guint                    rrm_transcript_log_get_length (const RrmTranscriptLog *log);
const RrmTranscriptLine *rrm_transcript_log_get_line   (const RrmTranscriptLog *log,
                                                        guint                   index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmTranscriptLog, rrm_transcript_log_free)

G_END_DECLS
