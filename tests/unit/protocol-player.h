/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol-script.h"
#include "protocol/engine.h"

G_BEGIN_DECLS

/* What the session is known by, where a script has the header "binding". */
#define RRM_PLAYER_BINDING "0123456789abcdefghijklmnopqrstuv"

/**
 * RrmPlayer:
 * @report: what the engine wrote into
 * @client: what the client sent, in the words of a script
 * @server: all that the server sent
 * @steps: how the steps ended: "greeting+ login!reply"
 * @fault: (nullable): why the failed step failed
 * @end: the last answer of the engine
 * @letter: the message that the script has the client go on with
 * @wants_tls: the engine asked for TLS and was not told how it went
 *
 * An engine with somebody who does what it asks for, and looks whether it keeps the rules
 * meanwhile.
 */
typedef struct
{
  const RrmScript *script;
  RrmServiceReport *report;
  RrmEngine *engine;
  GString *client;
  GString *server;
  GString *steps;
  RrmFault *fault;
  RrmStep end;
  RrmLetter *letter;
  gboolean wants_tls;
  /* Rules. */
  gboolean letter_given;
  gboolean encrypted;
  gboolean clear_chosen;
  gboolean secret_sent;
  /* What the server says is not what the script says. */
  gboolean spoilt;
  int running;
  GPtrArray *tags;
  /* What must not be shown anywhere. */
  char *secret;
  char *encoded_secret;
} RrmPlayer;

RrmPlayer *rrm_player_new       (const RrmScript *script);
void       rrm_player_free      (RrmPlayer       *player);
void       rrm_player_drain     (RrmPlayer       *player);
void       rrm_player_feed      (RrmPlayer       *player,
                                 const char      *bytes,
                                 gsize            length);
void       rrm_player_start_tls (RrmPlayer       *player,
                                 gboolean         verified);
void       rrm_player_resume    (RrmPlayer       *player,
                                 gboolean         with_letter);
gboolean   rrm_player_is_over   (RrmPlayer       *player);
char      *rrm_player_with_tags (RrmPlayer       *player,
                                 const char      *text);
char      *rrm_player_fold_tags (RrmPlayer       *player,
                                 const char      *text);
void       rrm_player_check_end (RrmPlayer       *player);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPlayer, rrm_player_free)

G_END_DECLS
