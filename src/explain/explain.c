/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"

#include "explain/known.h"
#include "explain/sentences.h"
#include "explain/slots.h"
#include "explain/told.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A finding is put into words here: its sentences are looked up by its code, those that fit are
 * picked by what is known, translated, and filled. */

/* What is said of this provider is said to nobody who has another one. */
static gboolean
is_for_others (const char *text,
               const RrmKnown *known)
{
  return (strstr (text, "Spectrum") != NULL && !rrm_known_is_family_host (known)) ||
         (strstr (text, "spectrum.net") != NULL && !rrm_known_is_family_address (known));
}

static char *
pick (const RrmWording *wordings,
      RrmKnown *known)
{
  for (guint i = 0; i < RRM_MAX_WORDINGS && wordings[i].text != NULL; i++)
    {
      char *text;

      if (is_for_others (wordings[i].text, known) ||
          !rrm_slots_hold (wordings[i].when, rrm_known_get, known))
        continue;
      text = rrm_slots_fill (g_dgettext (GETTEXT_PACKAGE, wordings[i].text), rrm_known_get_label,
                             known);
      if (text != NULL)
        return text;
    }

  return NULL;
}

static char **
pick_steps (const RrmSentences *sentences,
            RrmKnown *known)
{
  g_autoptr (GStrvBuilder) advice = g_strv_builder_new ();

  for (guint i = 0; i < RRM_MAX_STEPS; i++)
    {
      g_autofree char *step = pick (sentences->steps[i], known);

      if (step != NULL)
        g_strv_builder_add (advice, step);
    }

  return g_strv_builder_end (advice);
}

/**
 * rrm_explain_finding_where:
 * @finding: a finding
 *
 * Returns: whose fault it is, in a word or two
 */
const char *
rrm_explain_finding_where (RrmFinding *finding)
{
  const RrmKnown known = { finding, NULL };
  RrmWhere where = rrm_finding_get_where (finding);

  if (rrm_told_is (finding))
    return rrm_told_get_where (finding);

  return where == RRM_WHERE_PROVIDER && !rrm_known_is_family_host (&known)
           ? _("Your mail provider")
           : rrm_explain_where (where);
}

/* What is said where nobody has tested anything, and else what is said after a test. */
static void
explain_told (RrmExplanation *explanation,
              RrmKnown *known)
{
  const RrmSentences *told = rrm_told_find (rrm_finding_get_code (known->finding));
  g_autofree char *number = pick (rrm_told_get_numbers (), known);

  if (told != NULL)
    {
      explanation->title = pick (told->title, known);
      explanation->explanation = pick (told->why, known);
      if (told->steps[0][0].text != NULL)
        explanation->advice = pick_steps (told, known);
    }
  if (number != NULL && explanation->explanation == NULL)
    explanation->explanation =
      pick (rrm_sentences_find (rrm_finding_get_code (known->finding))->why, known);
  if (number != NULL)
    {
      g_autofree char *why = g_steal_pointer (&explanation->explanation);

      explanation->explanation = g_strjoin (" ", why, number, NULL);
    }
}

/**
 * rrm_explain_finding:
 * @finding: a finding
 * @account: (nullable): the account that it is about, for what the finding itself does not hold
 *
 * Returns: (transfer full): the finding in the person's language
 */
RrmExplanation *
rrm_explain_finding (RrmFinding *finding,
                     RrmAccount *account)
{
  const RrmSentences *sentences = rrm_sentences_find (rrm_finding_get_code (finding));
  RrmKnown known = { finding, account };
  RrmExplanation *explanation;

  g_return_val_if_fail (sentences != NULL, NULL);

  explanation = g_new0 (RrmExplanation, 1);
  explanation->where = g_strdup (rrm_explain_finding_where (finding));
  if (rrm_told_is (finding))
    explain_told (explanation, &known);
  if (explanation->title == NULL)
    explanation->title = pick (sentences->title, &known);
  if (explanation->explanation == NULL)
    explanation->explanation = pick (sentences->why, &known);
  if (explanation->advice == NULL)
    explanation->advice = pick_steps (sentences, &known);

  return explanation;
}

void
rrm_explanation_free (RrmExplanation *explanation)
{
  g_free (explanation->where);
  g_free (explanation->title);
  g_free (explanation->explanation);
  g_strfreev (explanation->advice);
  g_free (explanation);
}
