/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide.h"

#include "explain/text-out.h"

#include <glib/gi18n-lib.h>

static void
add_numbered_step (RrmTextOut *out,
                   guint number,
                   const RrmGuideStep *step)
{
  g_autofree char *first = g_strdup_printf ("%2u. ", number);

  rrm_text_out_paragraph (out, first, "    ", step->text);
  if (step->value != NULL)
    rrm_text_out_line (out, "      %s", step->value);
}

static void
add_setting (RrmTextOut *out,
             const RrmGuideStep *step)
{
  if (step->value != NULL)
    {
      rrm_text_out_line (out, "  %s %s", step->text, step->value);
      return;
    }
  rrm_text_out_blank (out);
  rrm_text_out_paragraph (out, "", "", step->text);
}

/**
 * rrm_guide_to_text:
 * @guide: a guide
 *
 * Returns: (transfer full): the guide for a terminal. A value stands in a line of its own, so that
 *   it can be copied whole
 */
char *
rrm_guide_to_text (RrmGuide *guide)
{
  RrmTextOut out = { g_string_new (NULL), NULL };

  rrm_text_out_paragraph (&out, "", "", guide->title);
  if (guide->numbered)
    rrm_text_out_blank (&out);
  for (guint i = 0; i < guide->steps->len; i++)
    {
      const RrmGuideStep *step = g_ptr_array_index (guide->steps, i);

      if (guide->numbered)
        add_numbered_step (&out, i + 1, step);
      else
        add_setting (&out, step);
    }

  if (guide->notes[0] != NULL)
    {
      rrm_text_out_blank (&out);
      rrm_text_out_paragraph (&out, "", "", _("Good to know"));
    }
  for (guint i = 0; guide->notes[i] != NULL; i++)
    rrm_text_out_paragraph (&out, "  • ", "    ", guide->notes[i]);

  return g_string_free (out.text, FALSE);
}
