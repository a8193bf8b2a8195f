/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/discovery.h"

#include "cli/run-loop.h"
#include "discover/discover.h"
#include "model/provider-map.h"

typedef struct
{
  GMainLoop *loop;
  RrmLookup *lookup;
} Search;

static void
on_discovered (GObject *source,
               GAsyncResult *result,
               gpointer data)
{
  Search *search = data;

  search->lookup = rrm_discover_finish (result);
  g_main_loop_quit (search->loop);
}

static RrmLookup *
discover (const RrmAddress *address,
          RrmCheckOptions *options,
          gboolean *stopped)
{
  const RrmNetContext context = {
    .start = g_get_monotonic_time (),
    .timeout = MIN (RRM_DISCOVER_TIMEOUT_MS, options->timeout),
    .family = options->family,
    .redirects = options->redirects,
    .trust = options->trust,
  };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Search search = { loop, NULL };

  rrm_discover_async (address, &context, cancellable, on_discovered, &search);
  rrm_cli_run_loop (loop, cancellable);
  *stopped = g_cancellable_is_cancelled (cancellable);

  return search.lookup;
}

/**
 * rrm_cli_look_up:
 * @address: an address
 * @options: (nullable): the ways there and whom to trust; %NULL keeps off the network
 * @stopped: (out): whether it was stopped with Ctrl-C; what was known by then is returned
 *
 * Looks settings up: in the built-in list, and where that knows nothing, with the provider.
 *
 * Returns: (transfer full): the settings
 */
RrmLookup *
rrm_cli_look_up (const RrmAddress *address,
                 RrmCheckOptions *options,
                 gboolean *stopped)
{
  g_autoptr (RrmLookup) built_in =
    rrm_provider_map_lookup (rrm_provider_map_get_default (), address);
  RrmLookup *found;

  *stopped = FALSE;
  if (options == NULL || !rrm_discover_may_ask (built_in))
    return g_steal_pointer (&built_in);

  found = discover (address, options, stopped);
  /* What is not there comes from nowhere, and was not guessed. */
  if (rrm_lookup_is_empty (found))
    {
      rrm_lookup_unref (found);
      return g_steal_pointer (&built_in);
    }
  for (guint i = 0; i < built_in->notes->len; i++)
    g_ptr_array_add (found->notes, g_object_ref (g_ptr_array_index (built_in->notes, i)));

  return found;
}
