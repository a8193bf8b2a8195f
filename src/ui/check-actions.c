/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/check-actions.h"

#include "setup/saved.h"
#include "ui/settings-page.h"
#include "ui/test-actions.h"
#include "ui/unsaved.h"

/* What comes from outside the window: a command line, a menu of the desktop. */

/* An account that is asked for; an empty address is none in particular. */
typedef struct
{
  RrmWindow *window;
  char *address;
} Request;

static Request *
request_new (GtkWidget *widget,
             GVariant *parameter)
{
  Request *request = g_new0 (Request, 1);

  request->window = RRM_WINDOW (widget);
  request->address = g_strstrip (g_variant_dup_string (parameter, NULL));

  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->address);
  g_free (request);
}

/* With the password the test can begin; without it the field for it waits. */
static void
go_on (RrmWindow *self,
       gboolean test)
{
  RrmSetup *setup = rrm_window_get_setup (self);
  RrmFlowPage *page = rrm_window_get_shown_page (self);

  if (rrm_draft_get_password (rrm_setup_get_draft (setup)) == NULL)
    rrm_settings_page_show_field (RRM_SETTINGS_PAGE (page), RRM_FIELD_PASSWORD);
  else if (test)
    rrm_window_test (self);
}

static void
on_fetched (RrmSetup *setup,
            GParamSpec *pspec,
            RrmWindow *self)
{
  g_signal_handlers_disconnect_by_func (setup, on_fetched, self);
  if (rrm_setup_get_page (setup) == RRM_PAGE_SETTINGS)
    go_on (self, FALSE);
}

static void
on_fetched_for_test (RrmSetup *setup,
                     GParamSpec *pspec,
                     RrmWindow *self)
{
  g_signal_handlers_disconnect_by_func (setup, on_fetched_for_test, self);
  if (rrm_setup_get_page (setup) == RRM_PAGE_SETTINGS)
    go_on (self, TRUE);
}

/**
 * rrm_window_open_saved:
 * @self: a window
 * @address: an address
 * @test: whether it is tested at once, if its password is known
 *
 * Shows a saved account.
 *
 * Returns: whether there is such an account
 */
gboolean
rrm_window_open_saved (RrmWindow *self,
                       const char *address,
                       gboolean test)
{
  RrmSetup *setup = rrm_window_get_setup (self);

  if (!rrm_setup_open_saved (setup, address))
    return FALSE;

  if (rrm_setup_get_fetching (setup))
    g_signal_connect_object (setup, "notify::fetching",
                             test ? G_CALLBACK (on_fetched_for_test) : G_CALLBACK (on_fetched),
                             self, 0);
  else
    go_on (self, test);

  return TRUE;
}

/* Returns: (nullable): the only saved account, where none is asked for in particular */
static char *
get_only_saved (RrmSetup *setup)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (RrmSavedSummary) summary = NULL;

  if (rrm_setup_get_n_saved (setup) != 1)
    return NULL;
  summary = rrm_setup_describe_saved (setup, 0, now);

  return g_steal_pointer (&summary->address);
}

static void
check (gpointer data)
{
  Request *request = data;
  RrmSetup *setup = rrm_window_get_setup (request->window);
  g_autofree char *only = request->address[0] == '\0' ? get_only_saved (setup) : NULL;
  const char *address = only != NULL ? only : request->address;

  if (rrm_window_open_saved (request->window, address, TRUE))
    return;
  /* Which one of several, the person says there. */
  if (address[0] == '\0' && rrm_setup_get_n_saved (setup) > 1)
    rrm_setup_show_page (setup, RRM_PAGE_START);
  else
    rrm_setup_begin_with (setup, RRM_INTENT_REPAIR, address);
}

static void
on_check_account (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  rrm_window_leave (RRM_WINDOW (widget), check, request_new (widget, parameter), request_free);
}

static void
begin (gpointer data)
{
  Request *request = data;

  rrm_setup_begin_with (rrm_window_get_setup (request->window), RRM_INTENT_SET_UP,
                        request->address);
}

static void
on_new_account (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  rrm_window_leave (RRM_WINDOW (widget), begin, request_new (widget, parameter), request_free);
}

/**
 * rrm_check_actions_install:
 * @widget_class: the class of #RrmWindow
 *
 * Adds the actions that can be asked for from outside the window.
 */
void
rrm_check_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.check-account", "s", on_check_account);
  gtk_widget_class_install_action (widget_class, "win.new-account", "s", on_new_account);
}
