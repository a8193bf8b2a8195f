/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/imap-tag.h"

#include <sys/random.h>

#define TAG_LENGTH 8

/**
 * rrm_imap_tag_new:
 *
 * Makes a tag that nobody can guess. An attacker who knew the tag of STARTTLS could answer it
 * before it was sent, and so make it succeed without TLS (CVE-2026-42246).
 *
 * Returns: (transfer full): a new tag of 40 random bits
 */
char *
rrm_imap_tag_new (void)
{
  static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
  guint8 bytes[TAG_LENGTH];
  char tag[TAG_LENGTH + 1] = { 0 };

  /* So few bytes come whole or not at all. */
  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    g_error ("The system gives no random bytes");
  for (guint i = 0; i < TAG_LENGTH; i++)
    tag[i] = digits[bytes[i] % 32];

  return g_strdup (tag);
}
