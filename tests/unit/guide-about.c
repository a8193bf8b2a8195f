/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-about.h"

#include <locale.h>
#include <string.h>

/* Guides to a new password, and to keeping one's mail. */

static char *
join (const RrmGuide *guide)
{
  GString *text = g_string_new (guide->title);

  for (guint i = 0; i < guide->steps->len; i++)
    {
      const RrmGuideStep *step = g_ptr_array_index (guide->steps, i);

      g_string_append_printf (text, "\n%s %s", step->text, step->value != NULL ? step->value : "");
    }
  for (guint i = 0; guide->notes[i] != NULL; i++)
    g_string_append_printf (text, "\n%s", guide->notes[i]);

  return g_string_free (text, FALSE);
}

static char *
get_text (RrmGuideTopic topic,
          const char *program,
          const char *address,
          const char *file)
{
  g_autoptr (RrmGuide) guide = rrm_guide_new_about (topic, program, address, file);

  g_assert_nonnull (guide);
  g_assert_cmpstr (guide->client, ==, program);
  g_assert_true (guide->numbered);

  return join (guide);
}

/* Every slot is filled, whatever is known; nobody is told to remove mail, an account or a profile,
 * nor shouted at. */
static void
test_all (void)
{
  static const char *const never[] = { "{", "!", "elete", "profile", "nstall" };
  static const char *const addresses[] = { NULL, "pat@nc.rr.com" };

  for (guint topic = 0; topic < RRM_N_GUIDE_TOPICS; topic++)
    {
      g_auto (GStrv) programs = rrm_guide_list_programs ((RrmGuideTopic) topic);

      g_assert_cmpuint (g_strv_length (programs), >, 5);
      for (guint i = 0; programs[i] != NULL; i++)
        for (guint j = 0; j < G_N_ELEMENTS (addresses); j++)
          {
            g_autofree char *text = get_text ((RrmGuideTopic) topic, programs[i], addresses[j],
                                              j > 0 ? "/home/pat/.rc" : NULL);

            for (guint k = 0; k < G_N_ELEMENTS (never); k++)
              if (strstr (text, never[k]) != NULL)
                g_error ("%s: “%s” in %s", programs[i], never[k], text);
          }
    }
}

/* Each program that is read has its place for a new password. */
static void
test_readers (void)
{
  static const char *const readers[] = {
    "thunderbird", "betterbird", "claws-mail", "sylpheed", "evolution", "geary",
    "goa",         "msmtp",      "mpop",       "mbsync",   "fetchmail", "getmail",
    "offlineimap", "mutt",       "alpine",     "aerc",     "kmail",
  };

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    g_assert_nonnull (rrm_guide_get_program_name (RRM_GUIDE_TOPIC_PASSWORD, readers[i]));
  g_assert_null (rrm_guide_get_program_name (RRM_GUIDE_TOPIC_PASSWORD, "autoconfig"));
  g_assert_null (rrm_guide_new_about (RRM_GUIDE_TOPIC_PASSWORD, "autoconfig", NULL, NULL));
  g_assert_null (rrm_guide_new_about (RRM_GUIDE_TOPIC_KEEP_MAIL, "msmtp", NULL, NULL));
}

/* Programs that keep two are told twice. */
static void
test_both (void)
{
  g_autofree char *thunderbird =
    get_text (RRM_GUIDE_TOPIC_PASSWORD, "thunderbird", "pat@nc.rr.com", NULL);
  g_autofree char *kmail = get_text (RRM_GUIDE_TOPIC_PASSWORD, "kmail", NULL, NULL);

  g_assert_nonnull (strstr (thunderbird, "“Saved Passwords…”"));
  g_assert_nonnull (strstr (thunderbird, "pat@nc.rr.com"));
  g_assert_nonnull (strstr (thunderbird, "once more"));
  g_assert_nonnull (strstr (kmail, "“Receiving”"));
  g_assert_nonnull (strstr (kmail, "“Sending”"));
}

static void
test_file (void)
{
  g_autofree char *known =
    get_text (RRM_GUIDE_TOPIC_PASSWORD, "offlineimap", NULL, "/home/pat/.offlineimaprc");
  g_autofree char *unknown = get_text (RRM_GUIDE_TOPIC_PASSWORD, "offlineimap", NULL, NULL);

  g_assert_nonnull (strstr (known, ": /home/pat/.offlineimaprc\n"));
  g_assert_nonnull (strstr (known, "“remotepass”"));
  g_assert_null (strstr (unknown, "Open this file"));
  g_assert_nonnull (strstr (unknown, "settings file of OfflineIMAP"));
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guide-about/all", test_all);
  g_test_add_func ("/guide-about/readers", test_readers);
  g_test_add_func ("/guide-about/both", test_both);
  g_test_add_func ("/guide-about/file", test_file);

  return g_test_run ();
}
