/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/client-after.h"

#include <glib/gi18n-lib.h>

/**
 * rrm_explain_client_after:
 * @word: (nullable): what comes after a change in a mail program: "log-in" or "password"
 * @program: what the person calls the program
 *
 * Returns: (transfer full) (nullable): what the person has to know
 */
char *
rrm_explain_client_after (const char *word,
                          const char *program)
{
  if (g_strcmp0 (word, "log-in") == 0)
    return g_strdup_printf (_ ("Log out of this computer and in again. %s uses the new settings "
                               "from then on."),
                            program);
  if (g_strcmp0 (word, "password") == 0)
    return g_strdup_printf (_ ("%s will ask for your password again. That is expected."), program);

  return NULL;
}
