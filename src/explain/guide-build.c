/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-build.h"

#include "explain/slots.h"

#include <glib/gi18n-lib.h>

/* The rows of a table become the steps and notes of a guide. */

static void
step_free (gpointer data)
{
  RrmGuideStep *step = data;

  g_free (step->text);
  g_free (step->label);
  g_free (step->value);
  g_free (step);
}

static char *
fill (const char *text,
      RrmGuideKnown *known)
{
  return rrm_slots_fill (g_dgettext (GETTEXT_PACKAGE, text), rrm_guide_known_get, known);
}

/* NULL for a row that does not apply. */
static RrmGuideStep *
make_step (const RrmGuideRow *row,
           RrmGuideKnown *known)
{
  const char *label = row->label != NULL ? g_dgettext (GETTEXT_PACKAGE, row->label) : NULL;
  g_autofree char *text = NULL;
  RrmGuideStep *step;

  if (!rrm_slots_hold (row->when, rrm_guide_known_get, known))
    return NULL;
  rrm_guide_known_set_row (known, label);
  text = fill (row->text, known);
  g_return_val_if_fail (text != NULL, NULL);

  step = g_new0 (RrmGuideStep, 1);
  step->text = g_steal_pointer (&text);
  if (row->value != NULL)
    {
      step->label = g_strdup (label);
      step->value = fill (row->value, known);
    }

  return step;
}

static char **
list_notes (const RrmGuideRow *rows,
            RrmGuideKnown *known)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();

  for (const RrmGuideRow *row = rows; row->text != NULL; row++)
    {
      RrmGuideStep *step = make_step (row, known);

      if (step == NULL)
        continue;
      g_strv_builder_add (notes, step->text);
      step_free (step);
    }

  return g_strv_builder_end (notes);
}

/**
 * rrm_guide_build:
 * @title: the guide's title in English, not translated yet, with slots
 * @steps: its steps, up to one without text
 * @notes: its notes, likewise
 * @known: what they can name
 *
 * Returns: (transfer full): a numbered guide with the rows that apply
 */
RrmGuide *
rrm_guide_build (const char *title,
                 const RrmGuideRow *steps,
                 const RrmGuideRow *notes,
                 RrmGuideKnown *known)
{
  RrmGuide *guide = g_new0 (RrmGuide, 1);

  guide->numbered = TRUE;
  guide->title = fill (title, known);
  guide->steps = g_ptr_array_new_with_free_func (step_free);
  for (const RrmGuideRow *row = steps; row->text != NULL; row++)
    {
      RrmGuideStep *step = make_step (row, known);

      if (step != NULL)
        g_ptr_array_add (guide->steps, step);
    }
  guide->notes = list_notes (notes, known);

  return guide;
}
