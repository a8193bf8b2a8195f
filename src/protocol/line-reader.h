/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Line ends included. */
#define RRM_MAX_LINE (8 * 1024)
#define RRM_MAX_REPLY (64 * 1024)
#define RRM_MAX_TOTAL (1024 * 1024)

/**
 * RrmRead:
 * @RRM_READ_NOTHING: more bytes are needed
 * @RRM_READ_LINE: a line, without its CRLF
 * @RRM_READ_LITERAL: the bytes that were asked for
 * @RRM_READ_BROKEN: the peer broke the rules for lines or the limits; nothing more comes
 *
 * What a [struct@LineReader] found.
 */
typedef enum
{
  RRM_READ_NOTHING,
  RRM_READ_LINE,
  RRM_READ_LITERAL,
  RRM_READ_BROKEN,
} RrmRead;

typedef struct _RrmLineReader RrmLineReader;

RrmLineReader *rrm_line_reader_new            (void);
void           rrm_line_reader_free           (RrmLineReader       *self);
void           rrm_line_reader_feed           (RrmLineReader       *self,
                                               const guint8        *bytes,
                                               gsize                length);
RrmRead        rrm_line_reader_next           (RrmLineReader       *self,
                                               const char         **bytes,
                                               gsize               *length);
const char    *rrm_line_reader_peek           (const RrmLineReader *self,
                                               gsize               *length);
gboolean       rrm_line_reader_expect_literal (RrmLineReader       *self,
                                               guint64              length);
void           rrm_line_reader_begin_reply    (RrmLineReader       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmLineReader, rrm_line_reader_free)

G_END_DECLS
