/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/client.h"
#include "clients/codes.h"
#include "clients/picture-scan.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/* What square codes say, read strictly; and the program that reads pictures, played by scripts that
 * do what a broken one may do. */

#define IN "[0,\"mail.twc.com\",993,3,1,\"pat@nc.rr.com\""
#define OUT "[0,\"mail.twc.com\",587,2,1,\"pat@nc.rr.com\"]"
#define WHO "[\"pat@nc.rr.com\",\"Pat Doe\"]"
#define ACCOUNT IN "],[[" OUT "," WHO "]]"
#define SECRET "code-secret-3391"

static const char *
word_of (const GError *error)
{
  return error != NULL ? rrm_client_error_to_string ((RrmClientError) error->code) : "whole";
}

static RrmClientProfile *
read_text (const char *text)
{
  RrmClientProfile *profile = rrm_client_profile_new (rrm_client_find ("thunderbird-qr"), "code");
  gboolean is_read = rrm_codes_read (profile, text, strlen (text), &profile->error);

  g_assert_cmpint (is_read, ==, profile->error == NULL);

  return profile;
}

static char *
describe_server (RrmServiceSettings *server,
                 const char *other_auth)
{
  return g_strdup_printf (
    "%s %s:%u %s %s %s", rrm_protocol_to_string (rrm_service_settings_get_protocol (server)),
    rrm_service_settings_get_host (server), rrm_service_settings_get_port (server),
    rrm_security_to_string (rrm_service_settings_get_security (server)),
    other_auth != NULL ? other_auth : rrm_auth_to_string (rrm_service_settings_get_auth (server)),
    rrm_service_settings_get_username (server));
}

/* "whole: ADDRESS NAME | IN | OUT; …" */
static char *
describe (const char *text)
{
  g_autoptr (RrmClientProfile) profile = read_text (text);
  GString *found = g_string_new (word_of (profile->error));

  for (guint i = 0; i < profile->accounts->len; i++)
    {
      const RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);
      const RrmClientEntry *entry = rrm_client_profile_find_entry (profile, account->entry);
      g_autofree char *in =
        describe_server (rrm_account_get_incoming (account->account), account->other_auth);
      g_autofree char *out = describe_server (entry->settings, entry->other_auth);

      g_string_append_printf (found, "%s %s%s %s | %s | %s", i > 0 ? ";" : ":",
                              account->is_alias ? "+" : "",
                              rrm_account_get_address (account->account),
                              rrm_account_get_name (account->account), in, out);
    }

  return g_string_free (found, FALSE);
}

#define AT                                                                                         \
  " | imap mail.twc.com:993 tls auto pat@nc.rr.com | "                                             \
  "smtp mail.twc.com:587 starttls auto pat@nc.rr.com"
#define PAT "pat@nc.rr.com Pat Doe" AT

static void
test_good (void)
{
  static const struct
  {
    const char *text;
    const char *found;
  } cases[] = {
    { "\x1e[1,[1,1]," ACCOUNT "]\n", "whole: " PAT },
    /* The first one has a comma too many. */
    { "\x1e [ 1 , [1,1,\"new\"],\t" ACCOUNT ", ]\n" "\x1e[1,[1,1]," ACCOUNT "]", "whole: " PAT },
    /* The optional ones, also as null; what a later version adds. */
    { "\x1e[1,[1,1]," IN ",\"Mail\",\"" SECRET "\",\"x\",[1]],[[[0,\"mail.twc.com\",587,2,1,"
      "\"pat@nc.rr.com\",null,7]," WHO "]]]", "whole: " PAT },
    { "\x1e[1,[1,1]," IN ",null,null],[[[0,\"mail.twc.com\",587,2,1,\"pat@nc.rr.com\",\"\"]," WHO
      ",[\"p@nc.rr.com\",\"P\"]]]]", "whole: " PAT "; +p@nc.rr.com P" AT },
    /* Other numbers. */
    { "\x1e[1,[1,1],[1,\"pop.twc.com\",110,0,2,\"p\"],[[[0,\"smtp.twc.com\",25,1,0,\"\"],"
      "[\"p@nc.rr.com\",\"J\\u00f6rg \\ud83d\\ude00 \\\"Q\\\"\"]]]]",
      "whole: p@nc.rr.com Jörg 😀 \"Q\" | pop3 pop.twc.com:110 none cram-md5 p | "
      "smtp smtp.twc.com:25 starttls none " },
    { "\x1e[1,[1,1],[0,\"a.twc.com\",993,3,6,\"p\"],[[[0,\"b.twc.com\",465,3,5,\"p\"]," WHO "]]]",
      "whole: pat@nc.rr.com Pat Doe | imap a.twc.com:993 tls oauth2 p | "
      "smtp b.twc.com:465 tls certificate p" },
    /* A group that cannot be read, an identity that cannot, then one that can. */
    { "\x1e[1,[1,1]," IN "],[[[9,\"x\",1,1,1,\"y\"]," WHO "],[" OUT ",[\"pät@nc.rr.com\",\"P\"],"
      WHO "]]]", "whole: " PAT },
    /* Several addresses, by one outgoing server and by two. */
    { "\x1e[1,[1,1]," IN "],[[" OUT "," WHO ",[\"joe@nc.rr.com\",\"Joe\"],[\"x\",\"X\"],"
      "[\"work@example.org\",\"P. Doe\"]]]]",
      "whole: " PAT "; +joe@nc.rr.com Joe" AT "; +work@example.org P. Doe" AT },
    { "\x1e[1,[1,1]," IN "],[[" OUT "," WHO "],[[0,\"smtp.example.org\",465,3,1,\"w\"],"
      "[\"work@example.org\",\"P. Doe\"]]]," ACCOUNT "]",
      "whole: " PAT "; +work@example.org P. Doe | imap mail.twc.com:993 tls auto pat@nc.rr.com | "
      "smtp smtp.example.org:465 tls auto w; " PAT },
    /* Several codes that belong together, in any order, beside one that is something else. */
    { "\x1e[1,[2,2]," ACCOUNT "]\n\x1ehttps://example.org/\n"
      "\x1e[1,[1,2]," ACCOUNT "," ACCOUNT "]\n", "whole: " PAT "; " PAT "; " PAT },
    { "\x1e[1,[2,3]," ACCOUNT "]\n", "more-codes: " PAT },
    { "\x1e[1,[2,2]," ACCOUNT "]\n\x1e[1,[2,2]," ACCOUNT "]\n", "more-codes: " PAT "; " PAT },
    /* An account of a kind that nobody knows yet stands between. */
    { "\x1e[1,[1,1],[7,\"x\"],[[[0]]]," ACCOUNT "]", "whole: " PAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = describe (cases[i].text);

      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_bad (void)
{
#define WITH(in, out, who) "\x1e[1,[1,1],[" in "],[[[" out "],[" who "]]]]"
#define GOOD_IN "0,\"a.b\",993,3,1,\"p\""
#define GOOD_OUT "0,\"a.b\",587,2,1,\"p\""
#define GOOD_WHO "\"p@a.b\",\"P\""
  static const char *const cases[] = {
    "",
    "\x1e\n",
    "\x1ehttps://example.org/\n",
    "[1,[1,1]," ACCOUNT "]",
    "\x1e{\"a\":1}",
    "\x1e[1,[1,1]]",
    "\x1e[2,[1,1]," ACCOUNT "]",
    "\x1e[\"1\",[1,1]," ACCOUNT "]",
    "\x1e[1,[0,1]," ACCOUNT "]",
    "\x1e[1,[2,1]," ACCOUNT "]",
    "\x1e[1,[1,1001]," ACCOUNT "]",
    "\x1e[1,1," ACCOUNT "]",
    "\x1e[1,[1,1]," ACCOUNT,
    "\x1e[1,[1,1]," ACCOUNT "]]",
    "\x1e[1,[1,1]," ACCOUNT ",]",
    "\x1e[01,[1,1]," ACCOUNT "]",
    "\x1e[1,[1,1]," ACCOUNT ",-1]",
    "\x1e[1,[1,1]," ACCOUNT ",1.5]",
    "\x1e[1,[1,1]," ACCOUNT ",\"\n\"]",
    "\x1e[1,[1,1]," ACCOUNT ",\"\\ud800\"]",
    "\x1e[1,[1,1]," ACCOUNT ",\"\\u0000\"]",
    "\x1e[1,[1,1]," ACCOUNT ",\"\\x\"]",
    "\x1e[1,[1,1]," ACCOUNT ",\"\\",
    "\x1e[1,[1,1]," ACCOUNT ",\"\xff\"]",
    "\x1e[1,[1,1]," ACCOUNT ",[[[[[[[[]]]]]]]]]",
    "\x1e[1,[1,1]," IN "]]",
    "\x1e[1,[1,1]," IN "],[]]",
    WITH (GOOD_IN, "", GOOD_WHO),
    WITH (GOOD_IN, GOOD_OUT, ""),
    WITH ("2,\"a.b\",993,3,1,\"p\"", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"\",993,3,1,\"p\"", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"a b\",993,3,1,\"p\"", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"ä.b\",993,3,1,\"p\"", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"a.b\",0,3,1,\"p\"", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"a.b\",65536,3,1,\"p\"", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"a.b\",\"993\",3,1,\"p\"", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"a.b\",993,4,1,\"p\"", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"a.b\",993,3,7,\"p\"", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"a.b\",993,3,1,5", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"a.b\",993,3,1,\"p\\r\\nDELE 1\"", GOOD_OUT, GOOD_WHO),
    WITH ("0,\"a.b\",993,3,1,\"p\",\"\",\"x\\ny\"", GOOD_OUT, GOOD_WHO),
    WITH (GOOD_IN, "0,\"a.b\",587,2,1,\"p\\n\"", GOOD_WHO),
    WITH (GOOD_IN, "0,\"a.b\",587,2,1,\"p\",\"\\r\"", GOOD_WHO),
    WITH (GOOD_IN, GOOD_OUT, "\"p@a.b\\r\\nBcc: q@a.b\",\"P\""),
    WITH (GOOD_IN, GOOD_OUT, "\"p@a.b\",\"P\\nQ\""),
    WITH (GOOD_IN, GOOD_OUT, "\"nobody\",\"P\""),
    WITH (GOOD_IN, GOOD_OUT, "\"p@a.b\""),
  };
  g_autofree char *good = describe (WITH (GOOD_IN, GOOD_OUT, GOOD_WHO));

  /* What the bad ones are a hair away from. */
  g_assert_true (g_str_has_prefix (good, "whole: p@a.b P | imap a.b:993"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = describe (cases[i]);

      if (!g_str_equal (found, "other-code"))
        g_error ("%u: %s: %s", i, cases[i], found);
    }
}

/* A name such as "6" stands for a password in one place, and for something else in another. */
static void
test_secret (void)
{
  g_autoptr (RrmClientProfile) profile =
    read_text ("\x1e[1,[1,1]," IN ",\"\",\"" SECRET "\"],[[[0,\"mail.twc.com\",587,2,1,"
               "\"pat@nc.rr.com\",\"" SECRET "\"]," WHO "]]]");
  RrmDocument *document = g_ptr_array_index (profile->documents, 0);
  GPtrArray *settings = rrm_document_get_settings (document);
  const RrmClientAccount *account = g_ptr_array_index (profile->accounts, 0);

  g_assert_null (rrm_account_get_password (account->account, FALSE));
  g_assert_null (rrm_account_get_password (account->account, TRUE));
  for (guint i = 0; i < settings->len; i++)
    g_assert_null (strstr (((RrmSetting *) g_ptr_array_index (settings, i))->value, SECRET));
}

static char *
write_program (const char *home,
               const char *script)
{
  char *path = home_path (home, "program");
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, "\n", NULL);

  home_write (home, "program", text);
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);

  return path;
}

static void
test_program (void)
{
  static const struct
  {
    const char *script;
    const char *word;
    const char *text;
  } cases[] = {
    { "cat", "whole", "picture" },
    { "printf 'a code'", "whole", "a code" },
    { "exit 1", "no-code", NULL },
    { "exit 2", "bad-picture", NULL },
    { "exit 3", "large-picture", NULL },
    { "exit 4", "picture-kind", NULL },
    { "echo half; exit 5", "bad-picture", NULL },
    { "echo half; kill -SEGV $$", "bad-picture", NULL },
    { "exec sleep 60", "bad-picture", NULL },
    { "echo; exec sleep 60 >&-", "bad-picture", NULL },
    { "exec cat /dev/zero", "bad-picture", NULL },
    { "exec yes 1>&2", "bad-picture", NULL },
  };
  char *home = home_new ();
  g_autofree char *picture = home_path (home, "picture");

  home_write (home, "picture", "picture");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *program = write_program (home, cases[i].script);
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();
      GByteArray *text = rrm_picture_scan (program, picture, 700, &error);

      g_assert_cmpstr (word_of (error), ==, cases[i].word);
      g_assert_cmpint (text != NULL, ==, cases[i].text != NULL);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
      if (text == NULL)
        continue;
      g_assert_cmpmem (text->data, text->len, cases[i].text, strlen (cases[i].text));
      rrm_picture_forget (text);
    }
  home_free (home);
}

static void
assert_refused (const char *program,
                const char *picture,
                RrmClientError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rrm_picture_scan (program, picture, 700, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, (int) code);
}

/* The program is not there; the picture is none, or larger than any. */
static void
test_nothing (void)
{
  char *home = home_new ();
  g_autofree char *picture = home_path (home, "picture");
  g_autofree char *program = write_program (home, "exit 0");
  g_autofree char *missing = home_path (home, "missing");

  home_write (home, "picture", "\x89PNG\r\n\x1a\n");
  assert_refused (missing, picture, RRM_CLIENT_ERROR_NO_PICTURES);
  assert_refused (program, missing, RRM_CLIENT_ERROR_UNREADABLE);
  assert_refused (program, home, RRM_CLIENT_ERROR_UNREADABLE);
  g_assert_cmpint (truncate (picture, 64 * 1024 * 1024 + 1), ==, 0);
  assert_refused (program, picture, RRM_CLIENT_ERROR_LARGE_PICTURE);
  home_free (home);
}

/* By how they begin, whatever they are called; and what is no picture. */
static void
test_recognize (void)
{
  static const struct
  {
    const char *name;
    const char *begin;
    gsize length;
    gboolean is_picture;
  } cases[] = {
#define FILE_WITH(name, text, is) { name, text, sizeof text - 1, is }
    FILE_WITH ("a", "\x89PNG\r\n\x1a\n", TRUE),
    FILE_WITH ("a", "\xff\xd8\xff\xe0", TRUE),
    FILE_WITH ("a", "GIF89a", TRUE),
    FILE_WITH ("a", "BM\x36\x10\0\0\0\0\0\0", TRUE),
    FILE_WITH ("a", "RIFF\1\2\3\4WEBPVP8 ", TRUE),
    FILE_WITH ("a", "\0\0\0\x18" "ftypheic", TRUE),
    FILE_WITH ("a", "%PDF-1.5\n", TRUE),
    FILE_WITH ("IMG_0001.JPG", "x", TRUE),
    FILE_WITH ("code.Svg", "<svg/>", TRUE),
    FILE_WITH ("a", "BMW is a car", FALSE),
    FILE_WITH ("a", "\x89PN", FALSE),
    FILE_WITH ("png", "x", FALSE),
    FILE_WITH ("a.svg.txt", "<svg/>", FALSE),
#undef FILE_WITH
  };
  const RrmClient *client = rrm_client_find ("thunderbird-qr");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *home = home_new ();
      g_autofree char *path = home_path (home, cases[i].name);

      g_assert_true (g_file_set_contents (path, cases[i].begin, (gssize) cases[i].length, NULL));
      g_assert_cmpint (client->recognize (path), ==, cases[i].is_picture);
      g_assert_false (client->recognize (home));
      home_free (home);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/codes/good", test_good);
  g_test_add_func ("/clients/codes/bad", test_bad);
  g_test_add_func ("/clients/codes/secret", test_secret);
  g_test_add_func ("/clients/codes/program", test_program);
  g_test_add_func ("/clients/codes/nothing", test_nothing);
  g_test_add_func ("/clients/codes/recognize", test_recognize);

  return g_test_run ();
}
