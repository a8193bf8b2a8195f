/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

/**
 * rrm_process_harden:
 *
 * Keeps secrets of this process out of core dumps, other processes of the same user and key logs.
 * Called first thing in `main ()`, before any thread starts, because it changes the environment.
 */
void
rrm_process_harden (void)
{
  const struct rlimit no_core = { 0, 0 };

  (void) setrlimit (RLIMIT_CORE, &no_core);
  (void) prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);

  /* GnuTLS would write the session keys there, and with them the password. */
  g_unsetenv ("SSLKEYLOGFILE");
  /* At its highest level GnuTLS prints key material. */
  g_unsetenv ("GNUTLS_DEBUG_LEVEL");
}
