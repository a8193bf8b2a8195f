/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/source.h"

/**
 * rrm_source_new_timer:
 * @milliseconds: when
 * @callback: what to call
 * @data: for @callback
 *
 * Returns: (transfer full): a timer that runs in the main context of the caller
 */
GSource *
rrm_source_new_timer (guint milliseconds,
                      GSourceFunc callback,
                      gpointer data)
{
  GSource *source = g_timeout_source_new (milliseconds);

  g_source_set_callback (source, callback, data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

/**
 * rrm_source_new_cancel:
 * @cancellable: (nullable): what may be cancelled
 * @callback: called from the main loop when it is, never from within the cancelling
 * @data: for @callback
 *
 * Returns: (transfer full) (nullable): a source in the main context of the caller; %NULL without a
 *   @cancellable
 */
GSource *
rrm_source_new_cancel (GCancellable *cancellable,
                       RrmCancelledFunc callback,
                       gpointer data)
{
  GSource *source;

  if (cancellable == NULL)
    return NULL;

  source = g_cancellable_source_new (cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (callback), data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

static gboolean
dispatch_deadline (GSource *source,
                   GSourceFunc callback,
                   gpointer data)
{
  return callback (data);
}

static GSourceFuncs deadline_funcs = { .dispatch = dispatch_deadline };

/**
 * rrm_source_new_deadline:
 * @callback: what to call when the time has come that [method@GLib.Source.set_ready_time] sets
 * @data: for @callback
 *
 * Returns: (transfer full): a timer in the main context of the caller that can be set again and
 *   again
 */
GSource *
rrm_source_new_deadline (GSourceFunc callback,
                         gpointer data)
{
  GSource *source = g_source_new (&deadline_funcs, sizeof (GSource));

  g_source_set_static_name (source, "deadline");
  g_source_set_callback (source, callback, data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

/**
 * rrm_source_clear:
 * @source: (inout): a source, or %NULL
 *
 * Stops a source and lets go of it.
 */
void
rrm_source_clear (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}
