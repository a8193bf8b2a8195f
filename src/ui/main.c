/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/process.h"
#include "setup/draft-file.h"
#include "setup/saved.h"
#include "ui/application.h"
#include "ui/arguments.h"

#include <glib/gi18n.h>
#include <locale.h>

/* As those of the command: a wrong command line, and a test that could not run. */
#define EXIT_USAGE 2
#define EXIT_CANNOT 3

/* Without them the program works as well: it says so, and keeps nothing. */
static void
open_store (RrmSetup *setup)
{
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  if (!rrm_setup_open_store (setup, NULL, &kept, &error))
    g_message ("the saved accounts cannot be read: %s", error->message);
  else if (kept != NULL)
    g_message ("the saved accounts made no sense and were put aside as %s", kept);
}

/* Who says which servers to go to knows what to do; unless there is something to choose from, the
 * first question is left out. */
static gboolean
is_bare (RrmSetup *setup)
{
  g_autofree char *left = rrm_setup_get_left_draft (setup);

  return !rrm_setup_get_practice (setup) && rrm_setup_get_n_saved (setup) == 0 && left == NULL;
}

int
main (int argc,
      char **argv)
{
  g_autoptr (RrmSetup) setup = NULL;
  g_autoptr (RrmApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_auto (RrmArguments) arguments = { 0 };

  rrm_process_harden ();
  folder = rrm_process_get_locale_folder (LOCALEDIR);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("rrmail-setup");
  g_set_application_name (_ ("Roadrunner Mail Setup"));

  setup = rrm_setup_new ();
  open_store (setup);
  rrm_setup_keep_draft (setup, NULL);
  if (!rrm_arguments_apply (&argc, &argv, setup, &arguments, &error))
    {
      g_printerr ("rrmail-setup: %s\n", error->message);
      return EXIT_USAGE;
    }
  if (arguments.alone && arguments.request == RRM_REQUEST_NONE && is_bare (setup))
    rrm_setup_begin (setup, RRM_INTENT_SET_UP);
  /* By this name the desktop finds the icon. */
  g_set_prgname (APPLICATION_ID);
  if (!gtk_init_check ())
    {
      g_printerr ("rrmail-setup: %s\n", _ ("There is no display. “rrmail test --practice” works "
                                           "without one."));
      return EXIT_CANNOT;
    }

  application = rrm_application_new (setup, &arguments);
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    {
      g_printerr ("rrmail-setup: %s\n", error->message);
      return EXIT_CANNOT;
    }
  rrm_application_request (application, &arguments);

  /* What the arguments say is done. */
  return g_application_run (G_APPLICATION (application), 1, argv);
}
