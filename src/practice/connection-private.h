/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/connection.h"
#include "practice/reply.h"

G_BEGIN_DECLS

typedef enum
{
  RRM_PRACTICE_END_OPEN,
  RRM_PRACTICE_END_CLOSE,
  RRM_PRACTICE_END_RESET,
  RRM_PRACTICE_END_SILENT,
} RrmPracticeEnd;

/**
 * RrmPracticeConnection:
 *
 * One client at one endpoint, served by one thread. The dialogue of each protocol is elsewhere;
 * this is what they share: scripted replies, delays, ends, and the log.
 *
 * Every function that returns a #gboolean and says nothing else returns whether to go on.
 */
struct _RrmPracticeConnection
{
  const RrmPracticeHouse *house;
  RrmPracticeEndpoint *endpoint;
  RrmPracticeWire *wire;
  RrmPracticeTalk *talk;
  RrmPracticeState state;
  RrmPracticeReplyFacts facts;
  /* How often each scripted reply was taken. */
  GHashTable *uses;
  char *tag;
  char *subject;
  char *user;
  char *client_address;
  guint client_port;
  /* Once it is not open any more, nothing is said. */
  RrmPracticeEnd end;
};

G_END_DECLS
