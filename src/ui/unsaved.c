/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/unsaved.h"

#include "setup/draft-file.h"

#include <glib/gi18n.h>

/* What was typed is not lost without a question. */

/**
 * rrm_window_leave:
 * @self: a window
 * @func: what takes the place of what was typed
 * @data: for @func
 * @destroy: (nullable): gives up @data
 *
 * Does something that gives up what was typed: at once where nothing is lost, else when the person
 * agrees.
 */
void
rrm_window_leave (RrmWindow *self,
                  RrmQuestionFunc func,
                  gpointer data,
                  GDestroyNotify destroy)
{
  if (rrm_setup_is_unsaved (rrm_window_get_setup (self)))
    {
      rrm_window_ask (self, _ ("Leave what you typed?"),
                      _ ("It is not saved. When you go on, it is lost."), _ ("Go On"),
                      RRM_AGREEMENT_DESTRUCTIVE, func, data, destroy);
      return;
    }
  func (data);
  if (destroy != NULL)
    destroy (data);
}

static void
on_close_agreed (gpointer data)
{
  RrmWindow *self = data;

  rrm_setup_drop_draft (rrm_window_get_setup (self));
  gtk_window_destroy (GTK_WINDOW (self));
}

/**
 * rrm_window_ask_to_close:
 * @self: a window that is to be closed
 *
 * Stops a running test, and asks if something is not saved.
 *
 * Returns: whether the window stays open until that is answered
 */
gboolean
rrm_window_ask_to_close (RrmWindow *self)
{
  RrmSetup *setup = rrm_window_get_setup (self);

  rrm_setup_stop (setup);
  if (!rrm_setup_is_unsaved (setup))
    return FALSE;

  rrm_window_ask (self, _ ("Close without saving?"),
                  _ ("This account is not saved. To keep it, go on to the last page and save it "
                     "there."),
                  _ ("Close Without Saving"), RRM_AGREEMENT_DESTRUCTIVE, on_close_agreed, self,
                  NULL);

  return TRUE;
}
