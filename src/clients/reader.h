/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/* More accounts in one file than anybody has. */
#define RRM_READER_MAX_ACCOUNTS 500
/* More files in one folder of settings than any program makes. */
#define RRM_READER_MAX_FILES 2000

/**
 * RrmReaderWord:
 * @word: what a file says; %NULL ends a list
 * @value: what it means
 */
typedef struct
{
  const char *word;
  int value;
} RrmReaderWord;

int                 rrm_reader_look_up    (const RrmReaderWord   *words,
                                           const char            *text,
                                           int                    otherwise);
const char         *rrm_reader_text       (RrmDocument           *document,
                                           const char            *section,
                                           const char            *key);
gboolean            rrm_reader_is_on      (RrmDocument           *document,
                                           const char            *section,
                                           const char            *key);
guint               rrm_reader_number     (const char            *text,
                                           guint                  otherwise);
gboolean            rrm_reader_has_secret (RrmDocument           *document,
                                           const char            *section,
                                           const char            *key);
void                rrm_reader_forget     (RrmDocument           *document,
                                           const char            *key);
RrmServiceSettings *rrm_reader_server     (RrmProtocol            protocol,
                                           const char            *host,
                                           const char            *port,
                                           RrmSecurity            security,
                                           const char            *username,
                                           RrmAuth                auth);
RrmClientAccount   *rrm_reader_add        (RrmClientProfile      *profile,
                                           const char            *id,
                                           const char            *address,
                                           RrmServiceSettings    *incoming,
                                           RrmDocument           *document,
                                           const char            *section);
RrmClientEntry     *rrm_reader_add_own    (RrmClientProfile      *profile,
                                           RrmClientAccount      *account,
                                           RrmServiceSettings    *outgoing);
void                rrm_reader_join       (RrmClientProfile      *profile,
                                           RrmClientAccount      *account,
                                           const char            *entry);
void                rrm_reader_find       (const RrmClientRoots  *roots,
                                           const char *const     *names,
                                           GPtrArray             *paths);
void                rrm_reader_find_nothing (const RrmClientRoots *roots,
                                             GPtrArray            *paths);
gboolean            rrm_reader_holds      (const char            *path,
                                           const RrmDialect      *dialect,
                                           const char            *key);
gboolean            rrm_reader_is_named   (const char            *path,
                                           const char *const     *names);
gboolean            rrm_reader_is_in      (const char            *path,
                                           const char            *folder,
                                           const char            *name);
GPtrArray          *rrm_reader_list       (const char            *folder,
                                           const char            *suffix);
void                rrm_reader_split_host (const char            *text,
                                           char                 **host,
                                           char                 **port);
char               *rrm_reader_unescape   (const char            *text);
void                rrm_reader_mailbox    (const char            *text,
                                           char                 **name,
                                           char                 **address);
void                rrm_reader_set_mailbox (RrmAccount           *account,
                                           const char            *text);

G_END_DECLS
