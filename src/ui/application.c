/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/application.h"

#include "ui/explain-window.h"
#include "ui/window.h"

#include <glib/gi18n.h>

/**
 * RrmApplication:
 *
 * The program around the window.
 */
struct _RrmApplication
{
  AdwApplication parent_instance;

  /* For the first window; NULL afterwards. */
  RrmSetup *setup;
};

G_DEFINE_FINAL_TYPE (RrmApplication, rrm_application, ADW_TYPE_APPLICATION)

static void
on_about (GSimpleAction *action,
          GVariant *parameter,
          gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_show_about_window (window, "application-name", _ ("Roadrunner Mail Setup"),
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
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  gtk_window_present (GTK_WINDOW (rrm_explain_window_new (parent)));
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

static void
rrm_application_activate (GApplication *application)
{
  RrmApplication *self = RRM_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    {
      g_autoptr (RrmSetup) setup =
        self->setup != NULL ? g_steal_pointer (&self->setup) : rrm_setup_new ();

      window = GTK_WINDOW (rrm_window_new (GTK_APPLICATION (self), setup));
    }
  gtk_window_present (window);
}

static void
rrm_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = on_about },
    { .name = "explain", .activate = on_explain },
    { .name = "quit", .activate = on_quit },
  };
  static const char *const quit_keys[] = { "<Control>q", NULL };
  static const char *const help_keys[] = { "<Control>question", NULL };

  G_APPLICATION_CLASS (rrm_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit", quit_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "win.show-help-overlay",
                                         help_keys);
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

/**
 * rrm_application_new:
 * @setup: for the first window
 * @unique: whether a second start only brings up the window of the first one
 *
 * Returns: (transfer full): the application
 */
RrmApplication *
rrm_application_new (RrmSetup *setup,
                     gboolean unique)
{
  RrmApplication *self =
    g_object_new (RRM_TYPE_APPLICATION, "application-id", APPLICATION_ID, "resource-base-path",
                  "/org/rrmail/Setup", "flags",
                  unique ? G_APPLICATION_DEFAULT_FLAGS : G_APPLICATION_NON_UNIQUE, NULL);

  self->setup = g_object_ref (setup);

  return self;
}
