/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/found-actions.h"

#include "setup/setup-found.h"
#include "ui/file-choice.h"
#include "ui/found-account-page.h"
#include "ui/found-page.h"
#include "ui/test-actions.h"
#include "ui/unsaved.h"
#include "ui/window.h"

#include <glib/gi18n.h>

/* What is set up on this computer: choosing, testing, mending, and going back. */

static RrmFoundAccountPage *
get_page (RrmWindow *self)
{
  return RRM_FOUND_ACCOUNT_PAGE (rrm_window_get_shown_page (self));
}

static void
on_show_found (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  rrm_setup_show_found (rrm_window_get_setup (RRM_WINDOW (widget)));
}

static void
on_open_found (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  RrmSetup *setup = rrm_window_get_setup (RRM_WINDOW (widget));
  g_autoptr (RrmFoundAccount) account =
    g_list_model_get_item (rrm_found_get_accounts (rrm_setup_get_computer (setup)),
                           g_variant_get_uint32 (parameter));

  if (account != NULL)
    rrm_setup_open_found (setup, account);
}

static void
on_open_other (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  rrm_window_choose_file (RRM_WINDOW (widget), g_variant_get_string (parameter, NULL),
                          rrm_setup_read_found);
}

static void
test (gpointer data)
{
  RrmWindow *self = data;
  g_autoptr (RrmSecret) password = NULL;
  g_autoptr (RrmSecret) sender_password = NULL;

  if (!rrm_found_account_page_take_passwords (get_page (self), &password, &sender_password))
    return;
  rrm_setup_load_found (rrm_window_get_setup (self), password, sender_password);
  rrm_window_test (self);
}

static void
on_test_found (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  rrm_window_leave (RRM_WINDOW (widget), test, widget, NULL);
}

/* A change that waits for the person's word, or is being made. */
typedef struct
{
  RrmWindow *window;
  /* Where it was asked for. */
  RrmFlowPage *page;
  /* A finding's code, or a copy; NULL: all that keeps mail from going, the change that was made. */
  char *what;
  /* The person knows that what was changed later goes back, too. */
  gboolean later_too;
  /* What the person was shown; NULL before that. */
  char **lines;
  /* It was shown before, and is another change by now. */
  gboolean again;
} Request;

static Request *
request_new (RrmWindow *window,
             const char *what)
{
  Request *request = g_new0 (Request, 1);

  request->window = g_object_ref (window);
  request->page = g_object_ref (rrm_window_get_shown_page (window));
  request->what = what[0] != '\0' ? g_strdup (what) : NULL;

  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->window);
  g_object_unref (request->page);
  g_free (request->what);
  g_strfreev (request->lines);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
set_busy (Request *request,
          gboolean busy)
{
  if (RRM_IS_FOUND_ACCOUNT_PAGE (request->page))
    rrm_found_account_page_set_busy (RRM_FOUND_ACCOUNT_PAGE (request->page), busy);
  else if (RRM_IS_FOUND_PAGE (request->page))
    rrm_found_page_set_busy (RRM_FOUND_PAGE (request->page), busy);
}

/* Where it was asked for, as long as that is what is shown. */
static void
say (Request *request,
     const GError *error)
{
  const char *refusal = error != NULL ? error->message : NULL;

  if (RRM_IS_FOUND_ACCOUNT_PAGE (request->page) &&
      rrm_window_get_shown_page (request->window) == request->page)
    rrm_found_account_page_say (RRM_FOUND_ACCOUNT_PAGE (request->page), refusal);
  else if (refusal != NULL)
    rrm_window_say (request->window, refusal);
}

static void ask_to_undo (Request *request);
static void plan (Request *request,
                  gboolean again);

static void
on_mended (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;

  rrm_setup_mend_found_finish (RRM_SETUP (source), result, &error);
  set_busy (request, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    plan (g_steal_pointer (&request), TRUE);
  else
    say (request, error);
}

static void
mend (gpointer data)
{
  Request *asked = data;
  Request *request = request_new (asked->window, asked->what != NULL ? asked->what : "");

  set_busy (request, TRUE);
  rrm_setup_mend_found_async (rrm_window_get_setup (request->window), request->what,
                              (const char *const *) asked->lines, NULL, on_mended, request);
}

/* The person's word is for these lines alone. */
static void
ask (Request *request,
     char **lines)
{
  RrmFoundAccount *account = rrm_setup_get_found_account (rrm_window_get_setup (request->window));
  g_autofree char *joined = g_strjoinv ("\n", lines);
  g_autofree char *heading =
    g_strdup_printf (request->again ? _ ("%s has other settings by now. Change this?")
                                    : _ ("Change this in %s?"),
                     rrm_found_account_get_program (account));
  g_autofree char *body =
    g_strdup_printf ("%s\n\n%s", joined,
                     _ ("Your mail stays where it is. The old settings are kept, and you can "
                        "go back to them."));

  g_strfreev (request->lines);
  request->lines = lines;
  rrm_window_ask (request->window, heading, body, _ ("Change It"), RRM_AGREEMENT_SUGGESTED, mend,
                  request, request_free);
}

/* What will change is shown before it does, unless the person has gone somewhere else. */
static void
on_planned (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = rrm_setup_plan_mend_finish (RRM_SETUP (source), result, &error);

  set_busy (request, FALSE);
  if (lines == NULL)
    say (request, error);
  else if (rrm_window_get_shown_page (request->window) == request->page)
    ask (g_steal_pointer (&request), g_steal_pointer (&lines));
}

/* Takes the request. */
static void
plan (Request *request,
      gboolean again)
{
  request->again = again;
  set_busy (request, TRUE);
  rrm_setup_plan_mend_async (rrm_window_get_setup (request->window), request->what, NULL,
                             on_planned, request);
}

static void
on_mend_found (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  plan (request_new (self, g_variant_get_string (parameter, NULL)), FALSE);
}

static void
on_undone (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;

  if (rrm_setup_undo_copy_finish (RRM_SETUP (source), result, &error))
    rrm_window_say (request->window, _ ("The old settings are back."));
  set_busy (request, FALSE);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    say (request, error);
  else if (rrm_window_get_shown_page (request->window) == request->page)
    ask_to_undo (g_steal_pointer (&request));
}

static void
undo (Request *request)
{
  set_busy (request, TRUE);
  rrm_setup_undo_copy_async (rrm_window_get_setup (request->window), request->what,
                             request->later_too, NULL, on_undone, request);
}

static void
on_undo_mended (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  undo (request_new (RRM_WINDOW (widget), ""));
}

static void
undo_all (gpointer data)
{
  Request *asked = data;
  Request *request = request_new (asked->window, asked->what != NULL ? asked->what : "");

  request->later_too = TRUE;
  undo (request);
}

/**
 * rrm_found_actions_ask_back:
 * @window: a window
 * @confirmed: called when the person says yes
 * @data: for @confirmed
 * @destroy: (nullable): for @data
 *
 * Asks whether what was changed in a mail program later may go back, too.
 */
void
rrm_found_actions_ask_back (RrmWindow *window,
                            RrmQuestionFunc confirmed,
                            gpointer data,
                            GDestroyNotify destroy)
{
  rrm_window_ask (window, _ ("Go back to the old settings?"),
                  _ ("The mail program gets its files back as they were before the change. What "
                     "was set in it since then goes back, too. Your mail stays where it is."),
                  _ ("Go Back"), RRM_AGREEMENT_SUGGESTED, confirmed, data, destroy);
}

static void
ask_to_undo (Request *request)
{
  rrm_found_actions_ask_back (request->window, undo_all, request, request_free);
}

static void
on_undo_copy (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  ask_to_undo (request_new (RRM_WINDOW (widget), g_variant_get_string (parameter, NULL)));
}

static void
on_compare (GtkWidget *widget,
            const char *action,
            GVariant *parameter)
{
  rrm_setup_show_page (rrm_window_get_setup (RRM_WINDOW (widget)), RRM_PAGE_COMPARE);
}

static void
on_phone (GtkWidget *widget,
          const char *action,
          GVariant *parameter)
{
  rrm_setup_show_page (rrm_window_get_setup (RRM_WINDOW (widget)), RRM_PAGE_PHONE);
}

/**
 * rrm_found_actions_install:
 * @widget_class: the class of #RrmWindow
 *
 * Adds the actions for what is set up on this computer.
 */
void
rrm_found_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-found", NULL, on_show_found);
  gtk_widget_class_install_action (widget_class, "win.open-found", "u", on_open_found);
  gtk_widget_class_install_action (widget_class, "win.open-other", "s", on_open_other);
  gtk_widget_class_install_action (widget_class, "win.test-found", NULL, on_test_found);
  gtk_widget_class_install_action (widget_class, "win.mend-found", "s", on_mend_found);
  gtk_widget_class_install_action (widget_class, "win.undo-mended", NULL, on_undo_mended);
  gtk_widget_class_install_action (widget_class, "win.undo-copy", "s", on_undo_copy);
  gtk_widget_class_install_action (widget_class, "win.compare", NULL, on_compare);
  gtk_widget_class_install_action (widget_class, "win.phone", NULL, on_phone);
}
