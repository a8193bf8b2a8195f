/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/application.h"

#include "base/process.h"
#include "setup/draft-file.h"
#include "ui/help-window.h"
#include "ui/window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

/**
 * RrmApplication:
 *
 * The program around the window.
 */
struct _RrmApplication
{
  AdwApplication parent_instance;

  /* For the window; NULL once it is there. */
  RrmSetup *setup;
};

G_DEFINE_FINAL_TYPE (RrmApplication, rrm_application, ADW_TYPE_APPLICATION)

/* Once the window stands there: reading what it is made of took two megabytes more than it has. */
#define SETTLED_MS 500

static gboolean
on_settled (gpointer user_data)
{
  rrm_process_give_back ();

  return G_SOURCE_REMOVE;
}

/* The one window; made when it is first asked for. */
static GtkWindow *
get_window (RrmApplication *self)
{
  GtkWindow *window = NULL;

  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL;
       item = item->next)
    if (RRM_IS_WINDOW (item->data))
      window = item->data;
  if (window == NULL)
    {
      g_autoptr (RrmSetup) setup =
        self->setup != NULL ? g_steal_pointer (&self->setup) : rrm_setup_new ();

      window = GTK_WINDOW (rrm_window_new (GTK_APPLICATION (self), setup));
      g_timeout_add_full (G_PRIORITY_LOW, SETTLED_MS, on_settled, NULL, NULL);
    }
  gtk_window_present (window);

  return window;
}

static void
on_about (GSimpleAction *action,
          GVariant *parameter,
          gpointer user_data)
{
  adw_show_about_window (get_window (user_data), "application-name", _ ("Roadrunner Mail Setup"),
                         "application-icon", APPLICATION_ID, "version", PACKAGE_VERSION,
                         "comments", _ ("Sets up a Roadrunner email account, tests it, and says "
                                        "in plain words what is wrong."),
                         "license-type", GTK_LICENSE_GPL_3_0, "developer-name",
                         _ ("The contributors of Roadrunner Mail Setup"), NULL);
}

static void
on_explain (GSimpleAction *action,
            GVariant *parameter,
            gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (get_window (user_data)), "win.explain", NULL);
}

static void
on_help (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (rrm_help_window_new (get_window (user_data))));
}

/* What follows can come from a menu of the desktop, before there is a window. */

static void
on_new_account (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (get_window (user_data)), "win.new-account", "s", "");
}

static void
on_set_up (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (get_window (user_data)), "win.new-account",
                                      parameter);
}

static void
on_check_account (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (get_window (user_data)), "win.check-account", "s", "");
}

static void
on_check (GSimpleAction *action,
          GVariant *parameter,
          gpointer user_data)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (get_window (user_data)), "win.check-account",
                                      parameter);
}

static void
on_practice (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (get_window (user_data)), "win.practice", NULL);
}

static void
on_quit (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  g_autoptr (GList) windows =
    g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  /* Each is asked; what is not saved keeps its window open. */
  for (GList *item = windows; item != NULL; item = item->next)
    gtk_window_close (item->data);
}

/* From the desktop at the end of a session, or from the computer that is switched off: there is no
 * time for a question, and what was typed comes back with the next start. */
static void
end_by (RrmApplication *self,
        int number)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL;
       item = item->next)
    if (RRM_IS_WINDOW (item->data))
      rrm_setup_flush_draft (rrm_window_get_setup (item->data));
  (void) signal (number, SIG_DFL);
  (void) raise (number);
}

static gboolean
on_terminate (gpointer user_data)
{
  end_by (user_data, SIGTERM);

  return G_SOURCE_REMOVE;
}

static gboolean
on_hangup (gpointer user_data)
{
  end_by (user_data, SIGHUP);

  return G_SOURCE_REMOVE;
}

static void
rrm_application_activate (GApplication *application)
{
  get_window (RRM_APPLICATION (application));
}

static void
rrm_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = on_about },
    { .name = "help", .activate = on_help },
    { .name = "new-account", .activate = on_new_account },
    { .name = "set-up", .activate = on_set_up, .parameter_type = "s" },
    { .name = "check-account", .activate = on_check_account },
    { .name = "check", .activate = on_check, .parameter_type = "s" },
    { .name = "practice", .activate = on_practice },
    { .name = "explain", .activate = on_explain },
    { .name = "quit", .activate = on_quit },
  };
  static const struct
  {
    const char *action;
    const char *keys[2];
  } accels[] = {
    { "app.quit", { "<Control>q", NULL } },
    { "app.help", { "F1", NULL } },
    { "app.new-account", { "<Control>n", NULL } },
    { "app.explain", { "<Control>e", NULL } },
    { "window.close", { "<Control>w", NULL } },
    { "win.show-help-overlay", { "<Control>question", NULL } },
  };

  GDBusConnection *bus = g_application_get_dbus_connection (application);

  /* Else the end of the bus would be the end of the program, and of what stands in its fields. */
  if (bus != NULL)
    g_dbus_connection_set_exit_on_close (bus, FALSE);
  G_APPLICATION_CLASS (rrm_application_parent_class)->startup (application);

  g_unix_signal_add (SIGTERM, on_terminate, application);
  g_unix_signal_add (SIGHUP, on_hangup, application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action,
                                           accels[i].keys);
}

static void
rrm_application_finalize (GObject *object)
{
  RrmApplication *self = RRM_APPLICATION (object);

  g_clear_object (&self->setup);

  G_OBJECT_CLASS (rrm_application_parent_class)->finalize (object);
}

static void
rrm_application_class_init (RrmApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_application_finalize;
  G_APPLICATION_CLASS (klass)->startup = rrm_application_startup;
  G_APPLICATION_CLASS (klass)->activate = rrm_application_activate;
}

static void
rrm_application_init (RrmApplication *self)
{
}

static GApplicationFlags
get_flags (const RrmArguments *arguments)
{
  if (arguments->alone)
    return G_APPLICATION_NON_UNIQUE;

  return arguments->service ? G_APPLICATION_IS_SERVICE : G_APPLICATION_DEFAULT_FLAGS;
}

/**
 * rrm_application_new:
 * @setup: for the window
 * @arguments: what the command line says; unless it holds for this program alone, a second start
 *   only brings up the window of the first one
 *
 * Returns: (transfer full): the application
 */
RrmApplication *
rrm_application_new (RrmSetup *setup,
                     const RrmArguments *arguments)
{
  RrmApplication *self =
    g_object_new (RRM_TYPE_APPLICATION, "application-id", APPLICATION_ID, "resource-base-path",
                  "/org/rrmail/Setup", "flags", get_flags (arguments), NULL);

  self->setup = g_object_ref (setup);

  return self;
}

/**
 * rrm_application_request:
 * @self: an application that is registered
 * @arguments: what the command line says
 *
 * Asks for what the program was started for: of this one, or of the one that runs already.
 */
void
rrm_application_request (RrmApplication *self,
                         const RrmArguments *arguments)
{
  const char *address = arguments->address != NULL ? arguments->address : "";

  if (arguments->request != RRM_REQUEST_NONE)
    g_action_group_activate_action (G_ACTION_GROUP (self),
                                    arguments->request == RRM_REQUEST_CHECK ? "check" : "set-up",
                                    g_variant_new_string (address));
}
