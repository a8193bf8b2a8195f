/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/engine.h"
#include "protocol/line-reader.h"
#include "protocol/outbox.h"
#include "protocol/transcript.h"

G_BEGIN_DECLS

/* The state of the common frame, for its two files only: engine.c faces the pump, engine-frame.c
 * the protocols. */
typedef struct
{
  RrmServiceReport *report;
  RrmSecurity security;
  RrmAuth auth;
  RrmStage until;
  char *username;
  char *address;
  RrmSecret *password;
  /* NULL before TLS stands. */
  RrmTlsInfo *tls;
  /* The message of the round trip; NULL until there is one. */
  RrmLetter *letter;

  RrmLineReader *reader;
  RrmOutbox *outbox;
  RrmTranscript *transcript;
  guint state;
  /* What the server announced last; forgotten when TLS begins. */
  char **capabilities;

  gboolean started;
  /* The first line has come. */
  gboolean greeted;
  /* START_TLS was given, and nobody has told how it went. */
  gboolean awaiting_tls;
  /* A verified TLS session stands. */
  gboolean protected;
  /* Which step runs; -1 between steps. */
  int running;
  /* What the pump said about the connection, looked at when every line is. */
  gboolean at_eof;
  gboolean was_reset;
  gboolean timed_out;
  gboolean pause_over;
  /* How long is read at most without an answer that is due; 0 outside a pause. */
  guint pause;
  /* What was asked for last may have been done, whatever comes of it. */
  gboolean in_doubt;
  /* It waits to be resumed. */
  gboolean resting;
  /* How it ended, told when the outbox is empty. */
  gboolean over;
  RrmStep end;
} RrmEnginePrivate;

RrmEnginePrivate *rrm_engine_get_private   (RrmEngine *self);
void              rrm_engine_fail_injected (RrmEngine *self);

G_END_DECLS
