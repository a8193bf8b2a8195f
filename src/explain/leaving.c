/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/leaving.h"

#include <glib/gi18n-lib.h>

/* What becomes of the mailbox of those who leave the provider. Nobody knows more than what its own
 * pages say and what people have told, so each sentence says where it comes from, and none
 * promises anything. */

#define MAX_LINES 5

static const struct
{
  const char *heading;
  gboolean numbered;
  const char *lines[MAX_LINES];
} parts[] = {
  { N_("In this order"),
    TRUE,
    { N_("Get an address somewhere else first. Choose one that does not come with an internet "
         "line."),
      N_("Save your mail and your contacts. The steps for each program are below."),
      N_("Tell the new address to those who write to you. Change it where you sign in with it, "
         "such as your bank."),
      N_("Only then end the service.") } },
  { N_("What happens to the mailbox"),
    FALSE,
    { N_("Spectrum’s help page says: when the internet service ends, all mailboxes and what is in "
         "them may be removed. Then nobody can bring them back."),
      N_("It does not say when. Some other pages speak of 30 to 90 days. Spectrum does not confirm "
         "that, so do not count on it."),
      N_("People have told both. In June 2024, one lost the mail when the account was closed. In "
         "December 2023, one asked, and got the mailbox back for 60 days."),
      N_("It seems that no new mailboxes are given out since 2025. One that is gone may not come "
         "back, even with a new contract.") } },
  { N_("When it is locked"),
    FALSE,
    { N_("Spectrum’s help page says: after 180 days without a sign-in, the mailbox is locked and "
         "turns new mail away. To open it again, sign in at webmail.spectrum.net."),
      N_("After more than 12 months without one, it says, the password is reset.") } },
};

static const char *const source =
  N_("Put together in September 2026 from Spectrum’s help pages, which bear no date, and from what "
     "people wrote in public. Spectrum can change all of it at any time.");

void
rrm_advice_free (RrmAdvice *advice)
{
  g_free (advice->heading);
  g_strfreev (advice->lines);
  g_free (advice);
}

static RrmAdvice *
advice_new (const char *heading,
            const char *const *lines,
            guint n_lines,
            gboolean numbered)
{
  RrmAdvice *advice = g_new0 (RrmAdvice, 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < n_lines && lines[i] != NULL; i++)
    g_strv_builder_add (builder, _(lines[i]));
  advice->heading = g_strdup (_(heading));
  advice->lines = g_strv_builder_end (builder);
  advice->numbered = numbered;

  return advice;
}

/**
 * rrm_explain_leaving:
 *
 * Returns: (transfer full) (element-type RrmAdvice): what to do, what to expect, and how that is
 *   known
 */
GPtrArray *
rrm_explain_leaving (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_advice_free);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_ptr_array_add (list, advice_new (parts[i].heading, parts[i].lines, MAX_LINES,
                                       parts[i].numbered));
  g_ptr_array_add (list, advice_new (N_("How this is known"), &source, 1, FALSE));

  return list;
}
