/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/authentication.h"
#include "protocol/engine-private.h"
#include "protocol/imap-login.h"
#include "protocol/imap-receive.h"
#include "protocol/imap.h"

G_BEGIN_DECLS

/* The conversation in three files: imap-commands.c says things, imap.c hears the answers, and
 * imap-receive.c waits for our message. */

enum
{
  STATE_GREETING = RRM_ENGINE_STATE_GREETING,
  STATE_STARTTLS,
  /* STARTTLS was refused, and the list of capabilities is asked for why. */
  STATE_REFUSED,
  STATE_CAPABILITY,
  STATE_LOGIN,
  STATE_MAILBOX,
  /* INBOX has been seen, and whether a message follows is not decided here. */
  STATE_REST,
  /* The first of the states that imap-receive.c goes through. */
  STATE_ABILITIES,
  STATE_LIST,
  STATE_OPEN,
  STATE_SEARCH,
  STATE_FETCH,
  STATE_IDLE_BEGIN,
  STATE_IDLE,
  STATE_IDLE_END,
  STATE_WAIT,
  STATE_STORE,
  STATE_EXPUNGE,
};

struct _RrmImap
{
  RrmEngine parent_instance;

  /* The tags of the commands that are not answered, or NULL. */
  char *tag;
  char *quota_tag;
  char *list_tag;
  char *logout_tag;
  gboolean logout_sent;
  /* A response that goes on behind a literal, as on the wire; NULL between responses. */
  GString *response;
  /* Why STARTTLS was refused. */
  RrmReply *refusal;
  RrmAuthentication *authentication;
  RrmImapLogin *login;
  /* The server signed us in by itself (PREAUTH under TLS). */
  gboolean preauthenticated;
  /* What the server can was told after the login. */
  gboolean abilities_told;
  /* INBOX could be opened. */
  gboolean examined;
  /* NULL until our message is on its way. */
  RrmImapReceive *receive;
};

void      rrm_imap_send_tagged          (RrmEngine   *engine,
                                         char       **tag,
                                         const char  *command);
void      rrm_imap_end_with             (RrmEngine   *engine,
                                         RrmFault    *fault);
void      rrm_imap_send_logout          (RrmImap     *self);
void      rrm_imap_say_goodbye          (RrmEngine   *engine);
RrmReply *rrm_imap_take_apart           (RrmEngine   *engine,
                                         const char  *status,
                                         const char  *text);
gboolean  rrm_imap_take_capability_code (RrmEngine   *engine,
                                         const char  *text);
void      rrm_imap_ask_for_tls          (RrmEngine   *engine);
void      rrm_imap_ask_for_capability   (RrmEngine   *engine);
void      rrm_imap_after_capability     (RrmEngine   *engine);
void      rrm_imap_open_mailbox         (RrmEngine   *engine);
void      rrm_imap_after_rest           (RrmEngine   *engine);

G_END_DECLS
