/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/input.h"

#include <string.h>

/* The name space of our identifiers: the version 5 UUID of "org.rrmail.Setup" in the name space
 * of the DNS (RFC 9562, section 6.6). */
static const guint8 name_space[16] = {
  0xff, 0x0a, 0x6d, 0x01, 0xe4, 0x26, 0x54, 0x9a, 0x80, 0x7b, 0x84, 0xb1, 0xd6, 0xd2, 0x7c, 0xc8,
};

/**
 * rrm_export_uuid:
 * @what: what the identifier is for, so that two of them for one account differ
 * @address: an email address
 *
 * Makes an identifier that is the same each time, so that a second export replaces the first
 * where a program knows the thing by its identifier (RFC 9562, section 5.5).
 *
 * Returns: (transfer full): a UUID in lower case
 */
char *
rrm_export_uuid (const char *what,
                 const char *address)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 d[20];
  gsize length = sizeof d;

  g_checksum_update (checksum, name_space, sizeof name_space);
  g_checksum_update (checksum, (const guchar *) what, -1);
  g_checksum_update (checksum, (const guchar *) ":", 1);
  g_checksum_update (checksum, (const guchar *) address, -1);
  g_checksum_get_digest (checksum, d, &length);
  d[6] = (guint8) ((d[6] & 0x0f) | 0x50);
  d[8] = (guint8) ((d[8] & 0x3f) | 0x80);

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11],
                          d[12], d[13], d[14], d[15]);
}

/**
 * rrm_export_version:
 * @input: an input
 * @part: 0 for the first number of the program's version, 1 for the second
 *
 * Returns: that number, or %G_MAXINT where the version is not known: the newest
 */
int
rrm_export_version (const RrmExportInput *input,
                    guint part)
{
  const char *p = input->version;

  if (p == NULL)
    return G_MAXINT;

  for (guint i = 0; i < part; i++)
    {
      p = strchr (p, '.');
      if (p == NULL)
        return 0;
      p++;
    }

  return (int) MIN (g_ascii_strtoull (p, NULL, 10), G_MAXINT);
}

/**
 * rrm_export_password_command:
 * @server: a server
 * @verb: "lookup", or "store --label=…" for the command that puts the password there
 *
 * For programs that take a password from a command only, and give the command to a shell: nothing
 * but constants and the login's identifier stands in it. The keyring of a saved account answers it.
 *
 * Returns: (transfer full): the command
 */
char *
rrm_export_password_command (const RrmExportServer *server,
                             const char *verb)
{
  g_autofree char *id =
    rrm_login_id (server->protocol, server->host, (guint16) server->port, server->username);

  return g_strdup_printf ("secret-tool %s " RRM_LOGIN_ATTRIBUTE " %s", verb, id);
}
