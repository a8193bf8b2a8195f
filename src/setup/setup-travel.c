/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/setup-travel.h"

#include "setup/setup-private.h"

/* Who is in another network sees what works from there, before more is typed than the address. */

/**
 * rrm_setup_show_travel:
 * @self: a setup
 *
 * Asks for the address; who has one saved account means that one. Practice ends.
 */
void
rrm_setup_show_travel (RrmSetup *self)
{
  if (self->practice != NULL)
    rrm_setup_clear (self);
  rrm_setup_fill_only_saved (self);
  rrm_setup_show_page (self, RRM_PAGE_TRAVEL);
}

/**
 * rrm_setup_get_reach:
 * @self: a setup
 *
 * Returns: (transfer none): what was seen of the servers
 */
RrmReach *
rrm_setup_get_reach (RrmSetup *self)
{
  if (self->reach == NULL)
    self->reach = rrm_reach_new ();

  return self->reach;
}

/**
 * rrm_setup_look_around:
 * @self: a setup
 *
 * Looks at the servers of the address that was typed. No password leaves.
 *
 * Returns: whether its servers are known
 */
gboolean
rrm_setup_look_around (RrmSetup *self)
{
  g_autoptr (RrmProblem) problem = rrm_draft_check (self->draft, RRM_FIELD_ADDRESS);
  g_autoptr (RrmCheckOptions) options = NULL;
  g_autoptr (GError) error = NULL;

  if (problem != NULL && problem->blocking)
    return FALSE;
  options = rrm_setup_make_options (self, 0);
  if (self->practice != NULL && !rrm_practice_configure (self->practice, options, &error))
    g_critical ("practice: %s", error->message);

  return rrm_reach_start (rrm_setup_get_reach (self),
                          rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS), options);
}
