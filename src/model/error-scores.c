/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-scores.h"

/* The second cause of a rule counts a little less than the first. */
#define STEP 0.5
/* With less than this the words are a hint, and the honest answer is "not known". */
#define ENOUGH 2.9
/* With less than this they are not even near. */
#define NEAR 1.9
/* Words that may be about anything are worth this part of what they are worth about mail. */
#define FROM_AFAR 0.5

RrmErrorScores *
rrm_error_scores_new (void)
{
  return g_new0 (RrmErrorScores, 1);
}

void
rrm_error_scores_free (RrmErrorScores *self)
{
  for (guint i = 0; i < RRM_N_FINDING_CODES; i++)
    g_clear_pointer (&self->details[i], g_hash_table_unref);
  g_free (self);
}

/**
 * rrm_error_scores_add:
 * @self: the scores of a text
 * @codes: (array length=n_codes): causes, the likeliest first
 * @n_codes: how many
 * @weight: how much the text says for them
 * @near: whether it says so only if it is about mail
 */
void
rrm_error_scores_add (RrmErrorScores *self,
                      const RrmFindingCode *codes,
                      guint n_codes,
                      double weight,
                      gboolean near)
{
  double *to = near ? self->near : self->score;

  for (guint i = 0; i < n_codes; i++)
    to[codes[i]] += weight - STEP * i;
}

/**
 * rrm_error_scores_set_detail:
 * @self: the scores of a text
 * @code: a cause
 * @name: the name of a detail of its finding
 * @value: what the text says; what was said first stays
 */
void
rrm_error_scores_set_detail (RrmErrorScores *self,
                             RrmFindingCode code,
                             const char *name,
                             const char *value)
{
  if (self->details[code] == NULL)
    self->details[code] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!g_hash_table_contains (self->details[code], name))
    g_hash_table_insert (self->details[code], g_strdup (name), g_strdup (value));
}

static RrmFinding *
create_finding (RrmErrorScores *self,
                RrmFindingCode code)
{
  RrmFinding *finding = rrm_finding_new (code);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  rrm_finding_set_detail (finding, "basis", "words");
  if (self->details[code] == NULL)
    return finding;
  g_hash_table_iter_init (&iter, self->details[code]);
  while (g_hash_table_iter_next (&iter, &name, &value))
    rrm_finding_set_detail (finding, name, value);

  return finding;
}

static gboolean
take_best (double *scores,
           double least,
           RrmFindingCode *code)
{
  guint best = 0;

  for (guint i = 1; i < RRM_N_FINDING_CODES; i++)
    if (scores[i] > scores[best])
      best = i;
  if (scores[best] < least)
    return FALSE;
  *code = (RrmFindingCode) best;
  scores[best] = 0;

  return TRUE;
}

/**
 * rrm_error_scores_end:
 * @self: the scores of a text
 * @max: how many causes at most
 * @known: (out): whether the text says enough; else the findings are the nearest ones
 *
 * Returns: (transfer full) (element-type RrmFinding): the likeliest cause first
 */
GPtrArray *
rrm_error_scores_end (RrmErrorScores *self,
                      guint max,
                      gboolean *known)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  double least = NEAR;
  RrmFindingCode code;

  *known = FALSE;
  for (guint i = 0; i < RRM_N_FINDING_CODES; i++)
    *known |= self->score[i] >= ENOUGH;
  if (*known)
    least = STEP;
  else
    for (guint i = 0; i < RRM_N_FINDING_CODES; i++)
      self->score[i] += FROM_AFAR * self->near[i];
  while (findings->len < max && take_best (self->score, least, &code))
    g_ptr_array_add (findings, create_finding (self, code));
  if (*known)
    rrm_finding_set_detail (g_ptr_array_index (findings, 0), "likely", "most");

  return findings;
}
