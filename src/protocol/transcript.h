/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "model/transcript-log.h"

G_BEGIN_DECLS

typedef struct _RrmTranscript RrmTranscript;

RrmTranscript *rrm_transcript_new                   (RrmTranscriptLog    *log,
                                                     RrmSecret           *secret);
void           rrm_transcript_free                  (RrmTranscript       *self);
void           rrm_transcript_sent                  (RrmTranscript       *self,
                                                     const char          *shown);
void           rrm_transcript_sent_secret           (RrmTranscript       *self,
                                                     const RrmSecret     *bytes,
                                                     const char          *shown);
void           rrm_transcript_received              (RrmTranscript       *self,
                                                     const char          *line,
                                                     gsize                length);
void           rrm_transcript_set_masked_challenges (RrmTranscript       *self,
                                                     const char          *prefix);
void           rrm_transcript_set_hidden            (RrmTranscript       *self,
                                                     gboolean             hidden);
gboolean       rrm_transcript_get_hidden            (const RrmTranscript *self);
char          *rrm_transcript_scrub                 (const RrmTranscript *self,
                                                     const char          *bytes,
                                                     gssize               length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmTranscript, rrm_transcript_free)

G_END_DECLS
