/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/installed.h"
#include "home.h"

#include <glib/gstdio.h>

/* Where each program is looked for, and what only looks like it. */

static RrmInstalled
find (const char *home,
      const char *program)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);
  g_autofree char *share = g_build_filename (home, "share", NULL);
  g_autofree char *flatpak = g_build_filename (home, "flatpak", NULL);
  g_autofree char *bin = g_build_filename (home, "bin", NULL);
  const char *const folders[] = { share, flatpak, NULL };

  return rrm_installed_find (program, roots, folders, bin);
}

static void
test_menu (void)
{
  char *home = home_new ();

  g_assert_cmpint (find (home, "sylpheed"), ==, RRM_INSTALLED_NO);
  home_write (home, "share/applications/sylpheed.desktop", "");
  home_write (home, "share/applications/geary.desktop.save", "");
  home_write (home, "flatpak/applications/org.mozilla.Thunderbird.desktop", "");
  home_write (home, "share/dbus-1/services/org.gnome.OnlineAccounts.service", "");
  g_assert_cmpint (find (home, "sylpheed"), ==, RRM_INSTALLED_YES);
  g_assert_cmpint (find (home, "thunderbird"), ==, RRM_INSTALLED_YES);
  g_assert_cmpint (find (home, "goa"), ==, RRM_INSTALLED_YES);
  g_assert_cmpint (find (home, "geary"), ==, RRM_INSTALLED_NO);
  g_assert_cmpint (find (home, "no-such-program"), ==, RRM_INSTALLED_NO);
  home_free (home);
}

static void
test_settings (gconstpointer data)
{
  const char *const *row = data;
  char *home = home_new ();

  g_assert_cmpint (find (home, row[0]), ==, RRM_INSTALLED_NO);
  home_write (home, row[1], "");
  g_assert_cmpint (find (home, row[0]), ==, RRM_INSTALLED_SETTINGS);
  home_free (home);
}

/* What cannot be run is no command; neither is a folder of that name. */
static void
test_command (void)
{
  char *home = home_new ();
  g_autofree char *aerc = home_path (home, "bin/aerc");
  g_autofree char *msmtp = home_path (home, "bin/msmtp");

  home_write (home, "bin/aerc", "");
  g_assert_cmpint (g_mkdir (msmtp, 0700), ==, 0);
  g_assert_cmpint (find (home, "aerc"), ==, RRM_INSTALLED_NO);
  g_assert_cmpint (find (home, "msmtp"), ==, RRM_INSTALLED_NO);
  g_assert_cmpint (g_chmod (aerc, 0700), ==, 0);
  g_assert_cmpint (find (home, "aerc"), ==, RRM_INSTALLED_YES);
  home_free (home);
}

static void
test_folders (void)
{
  g_auto (GStrv) folders = rrm_installed_list_folders ();
  const char *const *list = (const char *const *) folders;

  g_assert_true (g_strv_contains (list, g_get_user_data_dir ()));
  g_assert_true (g_strv_contains (list, "/var/lib/flatpak/exports/share"));
  g_assert_true (g_strv_contains (list, "/var/lib/snapd/desktop"));
}

int
main (int argc,
      char **argv)
{
  static const char *const settings[][2] = {
    { "thunderbird", ".thunderbird/profiles.ini" },
    { "thunderbird", ".var/app/org.mozilla.Thunderbird/.thunderbird/profiles.ini" },
    { "thunderbird", "snap/thunderbird/common/.thunderbird/profiles.ini" },
    { "geary", ".config/geary/account_01/geary.ini" },
    { "geary", ".var/app/org.gnome.Geary/config/geary/account_01/geary.ini" },
    { "claws-mail", ".claws-mail/accountrc" },
    { "sylpheed", ".sylpheed-2.0/accountrc" },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/installed/menu", test_menu);
  g_test_add_func ("/installed/command", test_command);
  g_test_add_func ("/installed/folders", test_folders);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/installed/settings/%u-%s", i, settings[i][0]);

      g_test_add_data_func (path, settings[i], test_settings);
    }

  return g_test_run ();
}
