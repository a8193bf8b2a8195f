/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "clients/client.h"
#include "clients/codes.h"
#include "clients/mend.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* The settings of mail programs as anybody may have written them. The first byte says whose they
 * are. A program with several files has one part of the input in each, up to a separator; where
 * there is none it has the same in all. */

#define SEPARATOR '\x1d'

static const struct
{
  const char *client;
  /* What is read; the files that are written. */
  const char *path;
  const char *files[4];
} readers[] = {
  { "sylpheed", "accountrc", { "accountrc" } },
  { "claws-mail", "accountrc", { "accountrc" } },
  { "evolution", ".", { "a.source", "b.source" } },
  { "geary", ".", { "account_01/geary.ini" } },
  { "goa", "accounts.conf", { "accounts.conf" } },
  { "msmtp", "msmtprc", { "msmtprc" } },
  { "mpop", "mpoprc", { "mpoprc" } },
  { "mbsync", "mbsyncrc", { "mbsyncrc" } },
  { "fetchmail", "fetchmailrc", { "fetchmailrc" } },
  { "getmail", "getmailrc", { "getmailrc" } },
  { "offlineimap", "offlineimaprc", { "offlineimaprc" } },
  { "mutt", "muttrc", { "muttrc", "other", "third" } },
  { "alpine", "pinerc", { "pinerc" } },
  { "aerc", "accounts.conf", { "accounts.conf" } },
  { "kmail", "mailtransports",
    { "mailtransports", "emailidentities", "akonadi_imap_resource_0rc",
      "akonadi_pop3_resource_0rc" } },
  { "autoconfig", "a.xml", { "a.xml" } },
  { "mobileconfig", "a.mobileconfig", { "a.mobileconfig" } },
  { "k9", "a.k9s", { "a.k9s" } },
  { "outlook-prf", "a.prf", { "a.prf" } },
  /* What its helper found in a picture: there is no file. */
  { "thunderbird-qr", "code", { NULL } },
  { "thunderbird", "profile",
    { "profile/prefs.js", "profiles.ini", "profile/Mail/a/msgFilterRules.dat",
      "profile/compatibility.ini" } },
};

/* In their order: a folder before those in it. */
static const char *const folders[] = { "account_01", "profile", "profile/Mail", "profile/Mail/a" };

static char *folder;

static void
remove_folder (void)
{
  for (guint i = G_N_ELEMENTS (folders); i > 0; i--)
    {
      g_autofree char *below = g_build_filename (folder, folders[i - 1], NULL);

      g_rmdir (below);
    }
  g_rmdir (folder);
  g_free (folder);
}

static void
make_folder (void)
{
  if (folder != NULL)
    return;
  folder = g_dir_make_tmp ("rrmail-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *below = g_build_filename (folder, folders[i], NULL);

      g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
    }
  atexit (remove_folder);
}

static void
check_settings (RrmServiceSettings *settings)
{
  if (settings == NULL)
    return;
  g_assert_true (g_utf8_validate (rrm_service_settings_get_host (settings), -1, NULL));
  g_assert_true (g_utf8_validate (rrm_service_settings_get_username (settings), -1, NULL));
  g_assert_cmpuint (rrm_service_settings_get_port (settings), >, 0);
}

static void
check_document (RrmDocument *document)
{
  GPtrArray *settings = rrm_document_get_settings (document);
  gsize length;

  rrm_document_get_text (document, &length);
  for (guint i = 0; i < settings->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i);

      g_assert_cmpuint (setting->start, <=, setting->end);
      g_assert_cmpuint (setting->end, <=, length);
      g_assert_cmpuint (setting->line_end, <=, length);
    }
}

static void
check_profile (RrmClientProfile *profile)
{
  for (guint i = 0; i < profile->documents->len; i++)
    check_document (g_ptr_array_index (profile->documents, i));
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

      g_assert_true (g_utf8_validate (rrm_account_get_address (account->account), -1, NULL));
      g_assert_true (g_utf8_validate (rrm_account_get_name (account->account), -1, NULL));
      g_assert_true (g_utf8_validate (rrm_account_get_sent_folder (account->account), -1, NULL));
      check_settings (rrm_account_get_incoming (account->account));
      check_settings (rrm_account_get_outgoing (account->account));
      if (account->entry != NULL)
        g_assert_nonnull (rrm_client_profile_find_entry (profile, account->entry));
    }
}

static void
change_all (RrmChange *change,
            const char *side,
            const char *security)
{
  g_autofree char *host = g_strconcat (side, ".host", NULL);
  g_autofree char *port = g_strconcat (side, ".port", NULL);
  g_autofree char *way = g_strconcat (side, ".security", NULL);
  g_autofree char *auth = g_strconcat (side, ".auth", NULL);
  g_autofree char *username = g_strconcat (side, ".username", NULL);

  rrm_change_set_string (change, host, "mail.twc.com");
  rrm_change_set_uint (change, port, 993);
  rrm_change_set_string (change, way, security);
  rrm_change_set_string (change, auth, "plain");
  rrm_change_set_string (change, username, "ann \"x\"@nc.rr.com");
}

/* Whatever is changed in an account, its files are as sound as before. */
static void
check_changes (RrmClientProfile *profile,
               gboolean tls)
{
  gboolean was_damaged = rrm_client_profile_is_damaged (profile);

  for (guint i = 0; i < profile->accounts->len && i < 8; i++)
    {
      RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

      for (guint outgoing = 0; outgoing < 2; outgoing++)
        {
          g_autoptr (RrmChange) change = rrm_change_new ();

          if ((outgoing ? rrm_account_get_outgoing (account->account)
                        : rrm_account_get_incoming (account->account)) == NULL)
            continue;
          change_all (change, outgoing ? "outgoing" : "incoming", tls ? "tls" : "starttls");
          rrm_client_apply (profile, account, change, NULL);
        }
    }
  g_assert_cmpint (rrm_client_profile_is_damaged (profile), ==, was_damaged);
}

/* One part of the input in each file. */
static void
write_files (guint which,
             const char *begin,
             const char *end)
{
  for (guint i = 0; i < 4 && readers[which].files[i] != NULL; i++)
    {
      g_autofree char *file = g_build_filename (folder, readers[which].files[i], NULL);
      const char *separator = memchr (begin, SEPARATOR, (gsize) (end - begin));
      const char *part_end = separator != NULL ? separator : end;

      g_assert_true (g_file_set_contents_full (file, begin, (gssize) (part_end - begin),
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      if (separator != NULL)
        begin = separator + 1;
    }
}

/* The list of profiles, and the profile through it. */
static void
find_profiles (const RrmClient *client)
{
  const RrmClientRoots roots = { folder, folder };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  client->find (&roots, paths);
  for (guint i = 0; i < paths->len; i++)
    g_assert_true (g_path_is_absolute (g_ptr_array_index (paths, i)));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  guint which = rrm_fuzz_choose (&input, G_N_ELEMENTS (readers));
  const RrmClient *client = rrm_client_find (readers[which].client);
  g_autoptr (RrmClientProfile) profile = NULL;
  g_autofree char *path = NULL;

  make_folder ();
  write_files (which, (const char *) input.p, (const char *) input.end);
  find_profiles (client);
  path = g_build_filename (folder, readers[which].path, NULL);
  profile = rrm_client_profile_new (client, path);
  if (readers[which].files[0] == NULL)
    rrm_codes_read (profile, (const char *) input.p, (gsize) (input.end - input.p),
                    &profile->error);
  else
    {
      client->recognize (path);
      client->read (profile, &profile->error);
    }
  check_profile (profile);
  if (client->set != NULL && profile->error == NULL)
    {
      g_autoptr (GPtrArray) mends = rrm_client_mend (profile, NULL, NULL, NULL);
      g_autoptr (GPtrArray) edits = NULL;

      check_changes (profile, (length & 1) != 0);
      check_profile (profile);
      edits = rrm_client_list_edits (profile);
    }
  for (guint i = 0; i < 4 && readers[which].files[i] != NULL; i++)
    {
      g_autofree char *file = g_build_filename (folder, readers[which].files[i], NULL);

      g_unlink (file);
    }

  return 0;
}
