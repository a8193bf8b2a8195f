/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/found-actions.h"

#include "setup/setup-found.h"
#include "ui/file-choice.h"
#include "ui/found-account-page.h"
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

/* A change that waits for the person's word. */
typedef struct
{
  RrmWindow *window;
  /* A finding's code, or a copy; NULL: all that keeps mail from going. */
  char *what;
} Request;

static Request *
request_new (RrmWindow *window,
             const char *what)
{
  Request *request = g_new0 (Request, 1);

  request->window = window;
  request->what = what[0] != '\0' ? g_strdup (what) : NULL;

  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->what);
  g_free (request);
}

static void
mend (gpointer data)
{
  Request *request = data;
  g_autofree char *refusal = NULL;

  rrm_setup_mend_found (rrm_window_get_setup (request->window), request->what, &refusal);
  rrm_found_account_page_say (get_page (request->window), refusal);
}

/* What will change is shown before it does. */
static void
on_mend_found (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);
  RrmFoundAccount *account = rrm_setup_get_found_account (rrm_window_get_setup (self));
  Request *request = request_new (self, g_variant_get_string (parameter, NULL));
  g_autofree char *refusal = NULL;
  g_auto (GStrv) lines = rrm_found_account_plan (account, request->what, &refusal);
  g_autofree char *joined = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  if (lines == NULL)
    {
      rrm_found_account_page_say (get_page (self), refusal);
      request_free (request);
      return;
    }
  joined = g_strjoinv ("\n", lines);
  heading =
    g_strdup_printf (_ ("Change this in %s?"), rrm_found_account_get_program (account));
  body = g_strdup_printf ("%s\n\n%s", joined,
                          _ ("Your mail stays where it is. The old settings are kept, and you can "
                             "go back to them."));
  rrm_window_ask (self, heading, body, _ ("Change It"), FALSE, mend, request, request_free);
}

static void
on_undo_mended (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);
  g_autofree char *refusal = NULL;

  if (rrm_setup_undo_mended (rrm_window_get_setup (self), &refusal))
    rrm_window_say (self, _ ("The old settings are back."));
  rrm_found_account_page_say (get_page (self), refusal);
}

static void
undo_copy (gpointer data)
{
  Request *request = data;
  g_autofree char *refusal = NULL;

  if (rrm_setup_undo_copy (rrm_window_get_setup (request->window), request->what, &refusal))
    rrm_window_say (request->window, _ ("The old settings are back."));
  else
    rrm_window_say (request->window, refusal);
}

static void
on_undo_copy (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  rrm_window_ask (self, _ ("Go back to the old settings?"),
                  _ ("The mail program gets its files back as they were before the change. What "
                     "was set in it since then goes back, too. Your mail stays where it is."),
                  _ ("Go Back"), FALSE, undo_copy,
                  request_new (self, g_variant_get_string (parameter, NULL)), request_free);
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
