/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/search-actions.h"

#include "setup/search.h"
#include "ui/service-text.h"

#include <glib/gi18n.h>

/* What comes before the page about the person is left, where the built-in list does not know the
 * address: its provider is asked, and the person is. */

static void
on_agreed (gpointer data)
{
  RrmWindow *self = data;
  RrmSetup *setup = rrm_window_get_setup (self);

  if (rrm_setup_get_found (setup) == NULL)
    return;
  rrm_setup_use_found (setup);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.continue", NULL);
}

/* The question has its answer; without a yes it was a no. */
static void
on_answered (gpointer data)
{
  RrmWindow *self = data;

  rrm_setup_refuse_found (rrm_window_get_setup (self));
  g_object_unref (self);
}

static void
add_server (GString *text,
            const char *heading,
            GPtrArray *list)
{
  g_autofree char *server = NULL;

  if (list->len == 0)
    return;
  server = rrm_service_settings_describe (g_ptr_array_index (list, 0));
  g_string_append_printf (text, "%s: %s\n", heading, server);
}

static void
ask_about_found (RrmWindow *self)
{
  RrmSetup *setup = rrm_window_get_setup (self);
  RrmLookup *found = rrm_setup_get_found (setup);
  g_autofree char *origin = rrm_setup_describe_found (setup);
  g_autoptr (GString) body = g_string_new (origin);

  g_string_append (body, "\n\n");
  add_server (body, _ ("Receiving"), found->incoming);
  add_server (body, _ ("Sending"), found->outgoing);
  g_string_append_printf (body, "\n%s",
                          _ ("They are not in the built-in list. Your password would be sent to "
                             "these servers."));
  rrm_window_ask (self, _ ("Use these servers?"), body->str, _ ("Use Them"), RRM_AGREEMENT_PLAIN,
                  on_agreed, g_object_ref (self), on_answered);
}

static void
on_search (RrmSetup *setup,
           GParamSpec *pspec,
           RrmWindow *self)
{
  RrmSearch search = rrm_setup_get_search (setup);
  RrmField wrong;

  if (rrm_setup_get_page (setup) != RRM_PAGE_ABOUT)
    return;
  if (search == RRM_SEARCH_FOUND)
    ask_about_found (self);
  else if (search == RRM_SEARCH_EMPTY && rrm_setup_go_on (setup, &wrong))
    rrm_window_say (self, _ ("No servers were found. You can type them in."));
}

/**
 * rrm_window_follow_search:
 * @self: a window
 *
 * Goes on by itself when a search has ended.
 */
void
rrm_window_follow_search (RrmWindow *self)
{
  g_signal_connect_object (rrm_window_get_setup (self), "notify::search", G_CALLBACK (on_search),
                           self, 0);
}

/**
 * rrm_window_search:
 * @self: a window
 *
 * Asks the provider of the address, where that is still to be done.
 *
 * Returns: whether the flow has to wait
 */
gboolean
rrm_window_search (RrmWindow *self)
{
  RrmSetup *setup = rrm_window_get_setup (self);
  RrmField wrong = RRM_FIELD_NAME;

  if (rrm_setup_get_search (setup) == RRM_SEARCH_RUNNING)
    return TRUE;
  if (!rrm_setup_can_search (setup))
    return FALSE;
  if (!rrm_setup_search (setup, &wrong))
    rrm_window_show_wrong (self, wrong);

  return TRUE;
}
