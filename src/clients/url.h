/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/document.h"

G_BEGIN_DECLS

/**
 * RrmReaderUrl:
 * @scheme: in lower case
 * @username: (nullable): decoded, %NULL where there is none
 * @host: without brackets
 * @port: (nullable): the port
 * @path: decoded, without the first slash
 *
 * A server as terminal programs write it: "imaps://ann%40rr.com@mail.twc.com:993/INBOX".
 */
typedef struct
{
  char *scheme;
  char *username;
  char *host;
  char *port;
  char *path;
} RrmReaderUrl;

RrmReaderUrl *rrm_reader_url_parse          (const char   *text);
void          rrm_reader_url_free           (RrmReaderUrl *url);
gboolean      rrm_reader_url_has_password   (const char   *text);
void          rrm_reader_url_forget_value   (char         *value);
void          rrm_reader_url_forget         (RrmDocument  *document,
                                             const char   *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmReaderUrl, rrm_reader_url_free)

G_END_DECLS
