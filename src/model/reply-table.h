/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"
#include "model/fault.h"
#include "model/finding-code.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmReplyStrength:
 * @RRM_REPLY_BARE: by the bare reply code or status, or by a class of them
 * @RRM_REPLY_CODE: by an enhanced code or a response code
 * @RRM_REPLY_WORDS: by the server's words
 * @RRM_REPLY_AUP: by the provider's own number
 *
 * What a meaning rests on, the weakest first.
 */
typedef enum
{
  RRM_REPLY_BARE,
  RRM_REPLY_CODE,
  RRM_REPLY_WORDS,
  RRM_REPLY_AUP,
} RrmReplyStrength;

typedef struct _RrmReplyTable RrmReplyTable;

RrmReplyTable *rrm_reply_table_get_default (void);
gboolean       rrm_reply_table_explain     (RrmReplyTable    *table,
                                            RrmProtocol       protocol,
                                            RrmStepName       step,
                                            const RrmReply   *reply,
                                            RrmFindingCode   *code,
                                            RrmReplyStrength *strength);
char          *rrm_reply_table_find_aup    (RrmReplyTable    *table,
                                            const char       *text,
                                            RrmFindingCode   *code,
                                            gboolean         *listed);
gboolean       rrm_reply_table_match_words (RrmReplyTable    *table,
                                            RrmProtocol       protocol,
                                            RrmStepName       step,
                                            const char       *text,
                                            RrmFindingCode   *code);

G_END_DECLS
