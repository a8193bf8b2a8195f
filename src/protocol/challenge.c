/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/challenge.h"

#include <string.h>

/* RFC 7677, section 4, asks for at least 4096; the upper end keeps a hostile server from making the
 * computer work for minutes. */
#define MIN_ITERATIONS 4096
#define MAX_ITERATIONS 1000000

/* Where a Windows challenge says where its target name lies: MS-NLMP, section 2.2.1.2. */
#define NTLM_TYPE_AT 8
#define NTLM_TARGET_LENGTH_AT 12
#define NTLM_TARGET_OFFSET_AT 16
#define NTLM_MIN_LENGTH 32
/* libntlm's own buffer is 1024 bytes behind the fixed part. */
#define NTLM_MAX_LENGTH 1024

static gboolean
is_iteration_count (const char *text)
{
  guint64 value;

  return g_ascii_string_to_unsigned (text, 10, MIN_ITERATIONS, MAX_ITERATIONS, &value, NULL);
}

/**
 * rrm_challenge_is_scram_first:
 * @challenge: the server's first message
 *
 * Looks at a message of the form "r=…,s=…,i=…" (RFC 5802, section 7): a mandatory extension ("m=")
 * and an iteration count out of bounds end the exchange. That the nonce begins with ours and that
 * the salt is Base64 is for [method@Scram.prove] to see.
 *
 * Returns: whether the exchange may go on
 */
gboolean
rrm_challenge_is_scram_first (GBytes *challenge)
{
  gsize length;
  const char *text = g_bytes_get_data (challenge, &length);
  g_autofree char *message = NULL;
  g_auto (GStrv) parts = NULL;

  if (length == 0 || memchr (text, '\0', length) != NULL)
    return FALSE;

  message = g_strndup (text, length);
  parts = g_strsplit (message, ",", -1);

  return g_strv_length (parts) >= 3 && g_str_has_prefix (parts[0], "r=") &&
         g_str_has_prefix (parts[1], "s=") && g_str_has_prefix (parts[2], "i=") &&
         is_iteration_count (parts[2] + 2);
}

static guint32
read_little_endian (const guint8 *bytes,
                    guint n)
{
  guint32 value = 0;

  for (guint i = n; i > 0; i--)
    value = value << 8 | bytes[i - 1];

  return value;
}

/**
 * rrm_challenge_is_ntlm:
 * @challenge: the server's message
 *
 * Looks whether everything that an NTLM challenge points at lies inside it.
 *
 * Returns: whether the exchange may go on
 */
gboolean
rrm_challenge_is_ntlm (GBytes *challenge)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (challenge, &length);
  guint32 target_length;
  guint32 target_offset;

  if (length < NTLM_MIN_LENGTH || length > NTLM_MAX_LENGTH)
    return FALSE;
  if (memcmp (bytes, "NTLMSSP", 8) != 0 || read_little_endian (bytes + NTLM_TYPE_AT, 4) != 2)
    return FALSE;

  target_length = read_little_endian (bytes + NTLM_TARGET_LENGTH_AT, 2);
  target_offset = read_little_endian (bytes + NTLM_TARGET_OFFSET_AT, 4);

  return target_length == 0 || (target_offset <= length && target_length <= length - target_offset);
}
