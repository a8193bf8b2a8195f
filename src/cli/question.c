/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/question.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Far more than "y", in any language. */
#define MAX_ANSWER 200

/**
 * rrm_cli_can_ask:
 *
 * Returns: whether somebody sits at a terminal and can answer
 */
gboolean
rrm_cli_can_ask (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

/**
 * rrm_cli_ask:
 * @question: what is asked, with how it is answered
 *
 * Asks on the terminal. Of what was typed only this line is read: a password may come next.
 *
 * Returns: whether the person has said yes, in their language
 */
gboolean
rrm_cli_ask (const char *question)
{
  char answer[MAX_ANSWER] = "";
  gsize length = 0;
  char byte;
  gssize n;

  g_printerr ("%s ", question);
  while ((n = read (STDIN_FILENO, &byte, 1)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      if (byte == '\n')
        return rpmatch (answer) == 1;
      if (length < MAX_ANSWER - 1)
        answer[length++] = byte;
    }

  return FALSE;
}
