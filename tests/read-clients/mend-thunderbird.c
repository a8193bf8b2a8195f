/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/audit.h"
#include "clients/client.h"
#include "clients/copies.h"
#include "clients/mend.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* What is particular to Thunderbird when its settings are mended. */

#define PREFS "profile/prefs.js"

/* A profile with the account of one.js, and with @more behind it. */
static char *
make_home (const char *more)
{
  char *home = home_new ();
  g_autofree char *base = data_read ("thunderbird/one.js");
  g_autofree char *text = g_strconcat (base, more, NULL);

  home_write (home, PREFS, text);

  return home;
}

static RrmClientProfile *
read_profile (const char *home,
              GPtrArray **profiles)
{
  g_autofree char *path = home_path (home, "profile");
  g_autoptr (GError) error = NULL;

  *profiles = rrm_clients_read_path (path, &error);
  g_assert_no_error (error);

  return g_ptr_array_index (*profiles, 0);
}

static char *
describe_edits (RrmClientProfile *profile)
{
  g_autoptr (GPtrArray) edits = rrm_client_list_edits (profile);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    {
      const RrmClientEdit *edit = g_ptr_array_index (edits, i);
      g_autofree char *name = g_path_get_basename (edit->path);

      g_string_append_printf (text, "%s %s: %s -> %s\n", name, edit->key,
                              edit->before != NULL ? edit->before : "nothing",
                              edit->after != NULL ? edit->after : "nothing");
    }

  return g_string_free (text, FALSE);
}

static char *
mend (const char *more,
      GError **error)
{
  char *home = make_home (more);
  g_autoptr (GPtrArray) profiles = NULL;
  RrmClientProfile *profile = read_profile (home, &profiles);
  g_autoptr (GPtrArray) mends = rrm_client_mend (profile, NULL, NULL, error);
  char *edits = mends != NULL ? describe_edits (profile) : NULL;

  home_free (home);

  return edits;
}

/* What old versions go by is mended for these; today's do not know it. */
static void
test_second_names (void)
{
  static const struct
  {
    const char *version;
    const char *edits;
  } cases[] = {
    { "78.14.0", "prefs.js mail.server.server1.realhostname: pop-server.nc.rr.com -> "
                 "mail.twc.com\n"
                 "prefs.js mail.server.server1.realuserName: ann -> ann@nc.rr.com\n" },
    { "153.7.0", "prefs.js mail.server.server1.hostname: smtp-server.nc.rr.com -> mail.twc.com\n"
                 "prefs.js mail.identity.id1.fcc_folder: "
                 "imap://ann%40nc.rr.com@smtp-server.nc.rr.com/Sent -> "
                 "imap://ann%40nc.rr.com@mail.twc.com/Sent\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup_printf (
        "user_pref(\"extensions.lastAppVersion\", \"%s\");\n"
        "user_pref(\"mail.server.server1.hostname\", \"smtp-server.nc.rr.com\");\n"
        "user_pref(\"mail.identity.id1.fcc_folder\", "
        "\"imap://ann%%40nc.rr.com@smtp-server.nc.rr.com/Sent\");\n"
        "user_pref(\"mail.server.server1.realhostname\", \"pop-server.nc.rr.com\");\n"
        "user_pref(\"mail.server.server1.realuserName\", \"ann\");\n",
        cases[i].version);
      g_autofree char *edits = mend (text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (edits, ==, cases[i].edits);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clients/mend-thunderbird/second-names", test_second_names);

  return g_test_run ();
}
