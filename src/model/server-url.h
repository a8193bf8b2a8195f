/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"
#include "model/service-settings.h"

#include <glib.h>

G_BEGIN_DECLS

#define RRM_SERVER_URL_ERROR (rrm_server_url_error_quark ())
GQuark rrm_server_url_error_quark (void);

/**
 * RrmServerUrlError:
 * @RRM_SERVER_URL_ERROR_FORM: it is not written SCHEME://[USER@]HOST[:PORT]
 * @RRM_SERVER_URL_ERROR_SCHEME: there is no such scheme
 * @RRM_SERVER_URL_ERROR_DIRECTION: the scheme is one of the other direction
 * @RRM_SERVER_URL_ERROR_PASSWORD: a colon stands before the @
 * @RRM_SERVER_URL_ERROR_USERNAME: the user name is empty or cannot be sent
 * @RRM_SERVER_URL_ERROR_PATH: something stands behind the server
 * @RRM_SERVER_URL_ERROR_PORT: the port is no number from 1 to 65535
 * @RRM_SERVER_URL_ERROR_BRACKETS: an IPv6 address without its brackets
 * @RRM_SERVER_URL_ERROR_HOST: the host is none
 */
typedef enum
{
  RRM_SERVER_URL_ERROR_FORM,
  RRM_SERVER_URL_ERROR_SCHEME,
  RRM_SERVER_URL_ERROR_DIRECTION,
  RRM_SERVER_URL_ERROR_PASSWORD,
  RRM_SERVER_URL_ERROR_USERNAME,
  RRM_SERVER_URL_ERROR_PATH,
  RRM_SERVER_URL_ERROR_PORT,
  RRM_SERVER_URL_ERROR_BRACKETS,
  RRM_SERVER_URL_ERROR_HOST,
} RrmServerUrlError;

/**
 * RrmServerUrl:
 * @protocol: the protocol
 * @security: how it is protected
 * @username: (nullable): exactly as it is to be sent
 * @host: (nullable): %NULL where the text was a protocol alone ("pop3")
 * @port: a TCP port
 *
 * A server in one line, as the command's contract writes it.
 */
typedef struct
{
  RrmProtocol protocol;
  RrmSecurity security;
  char *username;
  char *host;
  guint16 port;
} RrmServerUrl;

RrmServerUrl *rrm_server_url_parse (const char    *text,
                                    gboolean       outgoing,
                                    GError       **error);
void          rrm_server_url_free  (RrmServerUrl  *url);
char         *rrm_server_url_format (RrmServiceSettings *settings,
                                    const char    *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmServerUrl, rrm_server_url_free)

G_END_DECLS
