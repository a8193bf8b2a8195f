/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/installed.h"

/* How each mail program shows that it is on this computer. */

#define FLATPAK_SYSTEM "/var/lib/flatpak/exports/share"
#define SNAP_SYSTEM "/var/lib/snapd/desktop"

/**
 * Traces:
 * @program: the word for it
 * @files: files under one of the folders for data, apart by spaces: entries of the menu, and for
 *   what has none, the service that the bus starts
 * @settings: what it leaves in a home folder
 * @commands: for what runs in a terminal
 *
 * What a program leaves behind. Flatpak's entries have its full name, those of a Snap "name_name".
 */
typedef struct
{
  const char *program;
  const char *files;
  const char *settings;
  const char *commands;
} Traces;

#define APP(name) "applications/" name ".desktop"

static const Traces known[] = {
  { "goa", "dbus-1/services/org.gnome.OnlineAccounts.service", ".config/goa-1.0/accounts.conf",
    "" },
  { "evolution", APP ("org.gnome.Evolution") " " APP ("evolution"), ".config/evolution/sources",
    "" },
  { "thunderbird",
    APP ("thunderbird") " " APP ("org.mozilla.Thunderbird") " " APP ("mozilla-thunderbird") " "
    APP ("net.thunderbird.Thunderbird") " " APP ("thunderbird_thunderbird"),
    ".thunderbird/profiles.ini .var/app/org.mozilla.Thunderbird/.thunderbird/profiles.ini "
    ".var/app/net.thunderbird.Thunderbird/.thunderbird/profiles.ini "
    "snap/thunderbird/common/.thunderbird/profiles.ini",
    "" },
  { "geary", APP ("org.gnome.Geary") " " APP ("geary"),
    ".config/geary .var/app/org.gnome.Geary/config/geary", "" },
  { "kmail",
    APP ("org.kde.kmail2") " " APP ("org.kde.kmail") " " APP ("org.kde.kontact") " "
    APP ("kontact_kontact"),
    ".config/kmail2rc .var/app/org.kde.kontact/config/kmail2rc", "" },
  { "claws-mail", APP ("claws-mail") " " APP ("org.claws_mail.Claws-Mail"),
    ".claws-mail/accountrc .var/app/org.claws_mail.Claws-Mail/.claws-mail/accountrc", "" },
  { "sylpheed", APP ("sylpheed"), ".sylpheed-2.0/accountrc", "" },
  { "neomutt", "", "", "neomutt mutt" },
  { "aerc", "", "", "aerc" },
  { "alpine", "", "", "alpine" },
  { "msmtp", "", "", "msmtp" },
  { "mpop", "", "", "mpop" },
  { "mbsync", "", "", "mbsync" },
  { "fetchmail", "", "", "fetchmail" },
  { "getmail", "", "", "getmail" },
  { "offlineimap", "", "", "offlineimap" },
  { "himalaya", "", "", "himalaya" },
  { "emacs", "", "", "emacs" },
};

static gboolean
has_command (const char *path,
             const char *names)
{
  g_auto (GStrv) folders = g_strsplit (path, G_SEARCHPATH_SEPARATOR_S, -1);
  g_auto (GStrv) commands = g_strsplit (names, " ", -1);

  for (guint i = 0; folders[i] != NULL; i++)
    for (guint j = 0; commands[j] != NULL; j++)
      {
        g_autofree char *file = g_build_filename (folders[i], commands[j], NULL);

        if (folders[i][0] == '/' && commands[j][0] != '\0' &&
            g_file_test (file, G_FILE_TEST_IS_EXECUTABLE) &&
            !g_file_test (file, G_FILE_TEST_IS_DIR))
          return TRUE;
      }

  return FALSE;
}

static gboolean
has_file (const char *const *folders,
          const char *names)
{
  g_auto (GStrv) files = g_strsplit (names, " ", -1);

  for (guint i = 0; folders[i] != NULL; i++)
    for (guint j = 0; files[j] != NULL; j++)
      {
        g_autofree char *file = g_build_filename (folders[i], files[j], NULL);

        if (files[j][0] != '\0' && g_file_test (file, G_FILE_TEST_IS_REGULAR))
          return TRUE;
      }

  return FALSE;
}

static gboolean
has_settings (const RrmClientRoots *roots,
              const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; list[i] != NULL; i++)
    if (list[i][0] != '\0')
      rrm_client_roots_add (roots, paths, list[i]);
  for (guint i = 0; i < paths->len; i++)
    if (g_file_test (g_ptr_array_index (paths, i), G_FILE_TEST_EXISTS))
      return TRUE;

  return FALSE;
}

/**
 * rrm_installed_list_folders:
 *
 * Returns: (transfer full) (array zero-terminated=1): where entries of the menu lie on this
 *   computer, those of Flatpak and Snap too, which a session does not always name
 */
char **
rrm_installed_list_folders (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *system = g_get_system_data_dirs ();
  const char *own = g_get_user_data_dir ();
  g_autofree char *flatpak = g_build_filename (own, "flatpak", "exports", "share", NULL);

  g_strv_builder_add (builder, own);
  for (guint i = 0; system[i] != NULL; i++)
    g_strv_builder_add (builder, system[i]);
  g_strv_builder_add_many (builder, flatpak, FLATPAK_SYSTEM, SNAP_SYSTEM, NULL);

  return g_strv_builder_end (builder);
}

/**
 * rrm_installed_find:
 * @program: the word for a mail program
 * @roots: the person's folders
 * @data_folders: (array zero-terminated=1): where entries of the menu lie
 * @path: where commands lie, as in the environment
 *
 * Nothing is started and no setting is read.
 *
 * Returns: whether the program is here; of a word that stands for none, that it is not
 */
RrmInstalled
rrm_installed_find (const char *program,
                    const RrmClientRoots *roots,
                    const char *const *data_folders,
                    const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (!g_str_equal (known[i].program, program))
        continue;
      if (has_file (data_folders, known[i].files) || has_command (path, known[i].commands))
        return RRM_INSTALLED_YES;

      return has_settings (roots, known[i].settings) ? RRM_INSTALLED_SETTINGS : RRM_INSTALLED_NO;
    }

  return RRM_INSTALLED_NO;
}
