/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/document.h"
#include "model/service-settings.h"

G_BEGIN_DECLS

/**
 * RrmUrlPart:
 * @RRM_URL_SCHEME: what stands before the first colon, without it
 * @RRM_URL_USERNAME: the user name, decoded
 * @RRM_URL_HOST: the host
 * @RRM_URL_PORT: the port
 *
 * What can be changed in a URL.
 */
typedef enum
{
  RRM_URL_SCHEME,
  RRM_URL_USERNAME,
  RRM_URL_HOST,
  RRM_URL_PORT,
} RrmUrlPart;

gsize    rrm_url_edit_find_port (const char      *host,
                                 gsize            length);
gboolean rrm_url_edit_is_of (const char          *text,
                             RrmServiceSettings  *settings,
                             gboolean            *has_username);
gboolean rrm_url_edit_set   (RrmDocument         *document,
                             const RrmSetting    *setting,
                             gsize                from,
                             gsize                to,
                             RrmUrlPart           part,
                             const char          *value,
                             GError             **error);
void     rrm_url_edit_find  (const char          *text,
                             RrmUrlPart           part,
                             const char          *value,
                             gsize               *from,
                             gsize               *to,
                             char               **encoded);
gboolean rrm_url_edit_is_plain (const char       *text);
char    *rrm_url_edit_hide  (const char          *text);

G_END_DECLS
