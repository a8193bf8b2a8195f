/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/authentication.h"
#include "protocol/engine-private.h"
#include "protocol/pop3.h"

G_BEGIN_DECLS

/* The conversation in two files: pop3.c up to STAT, pop3-receive.c looks for our message. */

enum
{
  STATE_GREETING = RRM_ENGINE_STATE_GREETING,
  STATE_STLS,
  /* STLS was refused, and the list of capabilities is asked for why. */
  STATE_REFUSED,
  STATE_REFUSED_LIST,
  STATE_CAPA,
  STATE_CAPA_LIST,
  STATE_AUTH,
  STATE_USER,
  STATE_PASS,
  STATE_STAT,
  STATE_TOP,
  STATE_TOP_LINES,
  STATE_DELE,
  STATE_QUIT,
};

struct _RrmPop3
{
  RrmEngine parent_instance;

  /* The list that arrives; NULL between lists. */
  GStrvBuilder *list;
  /* Why STLS was refused. */
  RrmReply *refusal;
  RrmAuthentication *authentication;
  /* QUIT has gone out with the command before it. */
  gboolean quit_sent;

  /* The message that is looked at, and the one before the last that will be. */
  guint64 number;
  guint64 stop;
  /* Its header is not over, and whether the token stood in it. */
  gboolean in_header;
  gboolean found;
};

gboolean rrm_pop3_is_status     (const char *line,
                                 const char *status);
void     rrm_pop3_end_with      (RrmEngine  *engine,
                                 RrmFault   *fault);
void     rrm_pop3_end_refused   (RrmEngine  *engine,
                                 const char *line);
void     rrm_pop3_receive       (RrmEngine  *engine);
void     rrm_pop3_on_top        (RrmEngine  *engine,
                                 const char *line);
void     rrm_pop3_on_top_line   (RrmEngine  *engine,
                                 const char *line);
void     rrm_pop3_on_dele       (RrmEngine  *engine,
                                 const char *line);
void     rrm_pop3_on_quit       (RrmEngine  *engine,
                                 const char *line);
gboolean rrm_pop3_leave_letter  (RrmEngine  *engine);

G_END_DECLS
