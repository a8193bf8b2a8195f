/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/url.h"

#include "export/escape.h"

#include <string.h>

/**
 * rrm_sheet_add_host:
 * @sheet: a sheet
 * @server: a server
 *
 * Writes the host and the port, with brackets around an IPv6 address (RFC 3986, section 3.2.2).
 */
void
rrm_sheet_add_host (RrmSheet *sheet,
                    const RrmExportServer *server)
{
  gboolean brackets = strchr (server->host, ':') != NULL;

  rrm_sheet_print (sheet, "%s%s%s:%u", brackets ? "[" : "", server->host, brackets ? "]" : "",
                   server->port);
}

/**
 * rrm_sheet_add_url:
 * @sheet: a sheet
 * @scheme: a scheme
 * @server: a server
 *
 * Writes "scheme://user:password@host:port", without what @server has not.
 */
void
rrm_sheet_add_url (RrmSheet *sheet,
                   const char *scheme,
                   const RrmExportServer *server)
{
  rrm_sheet_print (sheet, "%s://", scheme);
  if (server->login)
    {
      rrm_escape_uri (sheet, server->username);
      if (server->password != NULL)
        {
          rrm_sheet_add_char (sheet, ':');
          rrm_escape_uri (sheet, rrm_secret_peek (server->password, NULL));
        }
      rrm_sheet_add_char (sheet, '@');
    }
  rrm_sheet_add_host (sheet, server);
}
