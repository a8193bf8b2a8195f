/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/found-account.h"

G_BEGIN_DECLS

/**
 * RrmFoundAccount:
 *
 * An account of this family as a mail program has it, with what is wrong with it. It is a copy of
 * what was read: to be changed, the program's files are read again.
 */
struct _RrmFoundAccount
{
  GObject parent_instance;

  const RrmClient *client;
  /* The profile, and what the program calls the account there. */
  char *path;
  char *id;
  RrmAccount *account;
  /* What the audit says, the most important first; the leftovers of the profile come last. */
  GPtrArray *findings;
  /* Where another account of the program receives for the same address; NULL where none does. */
  char *twin;
  /* Whether the file breaks its rules, so that some of this may be missing. */
  gboolean damaged;
  gboolean tested;
  gboolean works;
  /* What a test has shown to work where the program has something else; NULL where nothing is. */
  RrmChange *better;
  /* Among the findings: that another account works; NULL where it does not. */
  RrmFinding *differing;
};

RrmChange *rrm_found_find_difference (RrmAccount *from,
                                      RrmAccount *to);

char *rrm_found_describe_error (const GError *error,
                                const char   *program);

G_END_DECLS
