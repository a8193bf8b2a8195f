/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/input.h"

#include "base/text.h"

#include <string.h>

/* RFC 4616 asks servers for 255; more than this is a mistake, such as a pasted document. */
#define MAX_LENGTH 1000

/**
 * rrm_input_is_login:
 * @username: a name
 * @password: (nullable): a password
 *
 * Looks whether a name and a password can be sent at all: UTF-8 (RFC 4616, section 2), not empty,
 * no CR, LF or NUL, and of a length that a server can be expected to take. What cannot be sent is
 * refused; nothing is cut or replaced.
 *
 * Returns: whether they can be sent
 */
gboolean
rrm_input_is_login (const char *username,
                    const RrmSecret *password)
{
  gsize n = strlen (username);
  const char *bytes;
  gsize length;

  if (n == 0 || n > MAX_LENGTH || !g_utf8_validate (username, (gssize) n, NULL) ||
      rrm_text_has_controls (username))
    return FALSE;
  if (password == NULL)
    return FALSE;

  /* A NUL inside is no valid UTF-8 for GLib. */
  bytes = rrm_secret_peek (password, &length);

  return length > 0 && length <= MAX_LENGTH && g_utf8_validate (bytes, (gssize) length, NULL) &&
         memchr (bytes, '\r', length) == NULL && memchr (bytes, '\n', length) == NULL;
}

/**
 * rrm_input_is_mailbox:
 * @address: an address
 * @smtputf8: whether the server takes more than ASCII (RFC 6531)
 *
 * Looks whether an address can stand between the angle brackets of an envelope without ending them,
 * or the line.
 *
 * Returns: whether it can be sent
 */
gboolean
rrm_input_is_mailbox (const char *address,
                      gboolean smtputf8)
{
  gsize n = strlen (address);

  for (gsize i = 0; i < n; i++)
    if ((guchar) address[i] <= ' ' || address[i] == 0x7f || address[i] == '<' || address[i] == '>')
      return FALSE;

  return n > 0 && n <= MAX_LENGTH && g_utf8_validate (address, (gssize) n, NULL) &&
         (smtputf8 || g_str_is_ascii (address));
}
