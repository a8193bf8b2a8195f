/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"
#include "explain/sentences.h"
#include "explain/slots.h"
#include "explain/told.h"

#include <locale.h>

/* Prints every wording of every cause, its slots filled with samples: one line each, the code, the
 * part and the text with a tab between. The test of their reading grade reads it. */

static const struct
{
  const char *name;
  const char *value;
} samples[] = {
  { "host", "mail.brighthouse.com" },
  { "expected-host", "mail.twc.com" },
  { "other-host", "mail.twc.com" },
  { "port", "587" },
  { "expected-port", "993" },
  { "other-port", "995" },
  { "security", "SSL/TLS" },
  { "found-security", "STARTTLS" },
  { "auth", "Encrypted password (CRAM-MD5)" },
  { "address", "pat@nc.rr.com" },
  { "expected-address", "pat@socal.rr.com" },
  { "username", "pat" },
  { "username-hint", "pat@roadrunner.com" },
  { "provider", "EarthLink" },
  { "product", "Avast Antivirus" },
  { "issuer", "Example Root" },
  { "names", "mail.twc.com, mail.brighthouse.com" },
  { "begins", "December 4, 2026" },
  { "expires", "December 4, 2026" },
  { "computer-time", "January 1, 2010, 5:05 AM" },
  { "true-time", "December 4, 2026, 5:05 PM" },
  { "n-tried", "8" },
  { "seconds", "15" },
  { "quota-used", "4,900" },
  { "quota-limit", "5,000" },
  { "size-limit", "20" },
  { "program", "Thunderbird" },
  { "accounts", "pat@nc.rr.com and sam@nc.rr.com" },
  { "differences", "server, port" },
  { "working", "sam@nc.rr.com" },
  { "aup", "AUP#Out-1500" },
  { "unlisted-aup", "AUP#Out-1999" },
  { "saved", "December 4, 2026" },
};

static char *
get_sample (const char *name,
            gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    if (g_str_equal (samples[i].name, name))
      return g_strdup (samples[i].value);

  return NULL;
}

static gboolean
dump (RrmFindingCode code,
      const char *part,
      const RrmWording *wordings)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < RRM_MAX_WORDINGS && wordings[i].text != NULL; i++)
    {
      g_autofree char *text = rrm_slots_fill (wordings[i].text, get_sample, NULL);

      if (text == NULL)
        g_printerr ("No sample for a slot of: %s\n", wordings[i].text);
      else
        g_print ("%s\t%s\t%s\n", rrm_finding_code_to_string (code), part, text);
      complete = complete && text != NULL;
    }

  return complete;
}

int
main (void)
{
  gboolean complete = TRUE;

  setlocale (LC_ALL, "C.UTF-8");
  for (guint i = 0; i < RRM_N_FINDING_CODES; i++)
    {
      const RrmSentences *sentences = rrm_sentences_find ((RrmFindingCode) i);
      const RrmSentences *told = rrm_told_find ((RrmFindingCode) i);

      if (sentences == NULL)
        {
          g_printerr ("No sentences for %s\n", rrm_finding_code_to_string ((RrmFindingCode) i));
          complete = FALSE;
          continue;
        }
      complete = dump (sentences->code, "title", sentences->title) && complete;
      complete = dump (sentences->code, "explanation", sentences->why) && complete;
      for (guint step = 0; step < RRM_MAX_STEPS; step++)
        complete = dump (sentences->code, "advice", sentences->steps[step]) && complete;
      if (told == NULL)
        continue;
      complete = dump (told->code, "title", told->title) && complete;
      complete = dump (told->code, "explanation", told->why) && complete;
      for (guint step = 0; step < RRM_MAX_STEPS; step++)
        complete = dump (told->code, "advice", told->steps[step]) && complete;
    }
  complete =
    dump (RRM_FINDING_SENDER_REJECTED, "explanation", rrm_told_get_numbers ()) && complete;

  return complete ? 0 : 1;
}
