/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/saved.h"
#include "setup/setup-private.h"

/* The saved accounts may be changed elsewhere while the window is open: by the command, or by
 * another window. */

/* One writing makes several signals. In milliseconds. */
#define PAUSE 100

static gboolean
on_pause_over (gpointer user_data)
{
  RrmSetup *self = user_data;

  self->watch_pause = 0;
  if (rrm_account_store_refresh (self->store))
    rrm_setup_notify (self, RRM_SETUP_PROP_N_SAVED);

  return G_SOURCE_REMOVE;
}

static void
on_file_changed (RrmSetup *self)
{
  if (self->watch_pause == 0)
    self->watch_pause = g_timeout_add (PAUSE, on_pause_over, self);
}

/*< private >
 * rrm_setup_watch_store:
 * @self: a setup that has its saved accounts
 *
 * Takes over what others change in the saved accounts. What is being typed stays as it is.
 */
void
rrm_setup_watch_store (RrmSetup *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (rrm_account_store_get_path (self->store));
  g_autoptr (GError) error = NULL;

  rrm_setup_stop_watching (self);
  self->watch = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->watch == NULL)
    {
      g_debug ("the saved accounts cannot be watched: %s", error->message);
      return;
    }
  g_signal_connect_swapped (self->watch, "changed", G_CALLBACK (on_file_changed), self);
}

/*< private >
 * rrm_setup_stop_watching:
 * @self: a setup
 */
void
rrm_setup_stop_watching (RrmSetup *self)
{
  if (self->watch != NULL)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);
  g_clear_handle_id (&self->watch_pause, g_source_remove);
}
