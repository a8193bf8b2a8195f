/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/imap-receive-scan.h"
#include "protocol/letter.h"

#include <string.h>

/* The message to oneself, and what is read of IMAP to find it. */

static char *
find_line (const RrmLetter *letter,
           const char *name)
{
  const char *const *lines = rrm_letter_get_lines (letter);

  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    if (g_str_has_prefix (lines[i], name))
      return g_strdup (lines[i]);

  return NULL;
}

static void
test_compose (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("-03:30");
  g_autoptr (GDateTime) date = g_date_time_new (zone, 2026, 3, 1, 7, 5, 9);
  g_autoptr (RrmLetter) letter = rrm_letter_compose ("pat@nc.rr.com", date);
  g_autoptr (RrmLetter) other = rrm_letter_compose ("pat@nc.rr.com", date);
  const char *const *lines = rrm_letter_get_lines (letter);
  g_autofree char *when = find_line (letter, "Date: ");
  g_autofree char *from = find_line (letter, "From: ");
  g_autofree char *token = find_line (letter, RRM_LETTER_FIELD ": ");
  g_autofree char *id = find_line (letter, "Message-ID: ");
  g_autofree char *wanted = g_strdup_printf ("Message-ID: <%s@nc.rr.com>",
                                             rrm_letter_get_token (letter));
  gboolean body = FALSE;

  g_assert_cmpstr (when, ==, "Date: Sun, 1 Mar 2026 07:05:09 -0330");
  g_assert_cmpstr (from, ==, "From: <pat@nc.rr.com>");
  g_assert_cmpstr (id, ==, wanted);
  g_assert_true (rrm_letter_is_marked_by (letter, token));
  g_assert_false (rrm_letter_is_marked_by (other, token));
  g_assert_cmpuint (strlen (rrm_letter_get_token (letter)), ==, 26);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      body = body || lines[i][0] == '\0';
      g_assert_true (g_str_is_ascii (lines[i]));
      g_assert_cmpuint (strlen (lines[i]), <=, 78);
      g_assert_null (strpbrk (lines[i], "\r\n"));
    }
  g_assert_true (body);
}

/* An address that is not ASCII goes only where a header may be as well. */
static void
test_compose_utf8 (void)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (2026, 12, 31, 23, 59, 59);
  g_autoptr (RrmLetter) letter = rrm_letter_compose ("pät@größe.example", date);
  g_autofree char *when = find_line (letter, "Date: ");
  g_autofree char *to = find_line (letter, "To: ");
  const char *const *lines = rrm_letter_get_lines (letter);

  g_assert_cmpstr (when, ==, "Date: Thu, 31 Dec 2026 23:59:59 +0000");
  g_assert_cmpstr (to, ==, "To: <pät@größe.example>");
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_true (g_utf8_validate (lines[i], -1, NULL));
}

static void
test_marked (void)
{
  static const char *const lines[] = { "", NULL };
  static const char *const ours[] = {
    "X-Rrmail-Token: beep", "x-rrmail-TOKEN:beep", "X-RRMAIL-TOKEN:\t  beep \t",
  };
  static const char *const others[] = {
    "",
    "X-Rrmail-Token:",
    "X-Rrmail-Token: bee",
    "X-Rrmail-Token: beeps",
    "X-Rrmail-Token: BEEP",
    "X-Rrmail-Token: beep beep",
    "X-Rrmail-Token : beep",
    " X-Rrmail-Token: beep",
    "X-Rrmail-Tokens: beep",
    "Subject: X-Rrmail-Token: beep",
  };
  g_autoptr (RrmLetter) letter = rrm_letter_new ("beep", lines);

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    {
      g_autofree char *header = g_strconcat ("Subject: x\r\n", ours[i], "\r\n\r\n", NULL);

      g_assert_true (rrm_letter_is_marked_by (letter, ours[i]));
      g_assert_true (rrm_letter_is_marked_in (letter, header));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_false (rrm_letter_is_marked_by (letter, others[i]));
      g_assert_false (rrm_letter_is_marked_in (letter, others[i]));
    }
}

static void
test_junk (void)
{
  static const struct
  {
    const char *list;
    const char *name;
    gboolean special;
  } cases[] = {
    { "(\\HasNoChildren \\Junk) \"/\" Weg", "Weg", TRUE },
    { "(\\junk) NIL \"a \\\"b\\\"\"", "a \"b\"", TRUE },
    { "() \"/\" Junk", "Junk", FALSE },
    { "() \"/\" SPAM", "SPAM", FALSE },
    { "() \".\" \"INBOX.Junk E-mail\"", "INBOX.Junk E-mail", FALSE },
    { "() \"/\" {9}\r\nBulk Mail", "Bulk Mail", FALSE },
    { "() NIL Bulk", "Bulk", FALSE },
    /* Near misses. */
    { "(\\Noselect \\Junk) \"/\" Junk", NULL, FALSE },
    { "(\\NonExistent) \"/\" Junk", NULL, FALSE },
    { "() \"/\" Junk/2020", NULL, FALSE },
    { "() \".\" Junk/Spam", NULL, FALSE },
    { "() \"/\" Junkyard", NULL, FALSE },
    { "() \"/\" INBOX", NULL, FALSE },
    { "() \"/\" Junk Spam", NULL, FALSE },
    { "(\\Junk \"/\" Junk", NULL, FALSE },
    { "(\\Junk)", NULL, FALSE },
    { "(\\Junk) \"/\" \"Junk", NULL, FALSE },
    { "(\\Junk) \"/\" {400}\r\nJunk", NULL, FALSE },
    { "", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RrmImapScan scan = { cases[i].list, cases[i].list + strlen (cases[i].list) };
      g_autofree char *name = NULL;
      gboolean special = FALSE;

      g_assert_cmpint (rrm_imap_scan_junk (&scan, &name, &special), ==, cases[i].name != NULL);
      g_assert_cmpstr (name, ==, cases[i].name);
      if (name != NULL)
        g_assert_cmpint (special, ==, cases[i].special);
    }
}

static void
test_found (void)
{
  static const struct
  {
    const char *response;
    const char *set;
  } cases[] = {
    { "SEARCH", NULL },
    { "SEARCH 7", "7" },
    { "search 7 9", "7,9" },
    { "SEARCH 1 2 3 4 5 6 7 8 9 10", "3,4,5,6,7,8,9,10" },
    { "SEARCH 7 x", "7" },
    { "SEARCH 99999999999999999999", NULL },
    { "ESEARCH (TAG \"a1\") UID ALL 4,7:9", "4,7:9" },
    { "ESEARCH (TAG \"a1\") UID COUNT 1 ALL 4", "4" },
    { "ESEARCH (TAG \"a1\") UID", NULL },
    { "ESEARCH (TAG \"a1\") UID ALL *", NULL },
    { "SORT 7", NULL },
    { "7 EXISTS", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RrmImapScan scan = { cases[i].response, cases[i].response + strlen (cases[i].response) };
      g_autofree char *set = rrm_imap_scan_found (&scan);

      g_assert_cmpstr (set, ==, cases[i].set);
    }
}

static void
test_fetch (void)
{
  static const struct
  {
    const char *response;
    guint64 uid;
    const char *field;
  } cases[] = {
    { "3 FETCH (UID 7 BODY[HEADER.FIELDS (X-A)] {8}\r\nX-A: b\r\n)", 7, "X-A: b\r\n" },
    { "3 FETCH (BODY[HEADER.FIELDS (X-A \"X-B\")] \"X-A: b\" UID 7)", 7, "X-A: b" },
    { "3 FETCH (FLAGS (\\Seen) UID 7 BODY[HEADER.FIELDS (X-A)] \"\" MODSEQ (12))", 7, "" },
    { "3 fetch (uid 7 body[header.fields (x-a)] NIL)", 7, "NIL" },
    /* Near misses. */
    { "3 FETCH (UID 7)", 0, NULL },
    { "3 FETCH (BODY[HEADER.FIELDS (X-A)] \"\")", 0, NULL },
    { "3 FETCH (UID 0 BODY[] \"\")", 0, NULL },
    { "3 FETCH (UID x BODY[] \"\")", 0, NULL },
    { "3 FETCH (UID 7 BODY[] {9}\r\nX-A: b\r\n)", 0, NULL },
    { "3 FETCH (UID 7 BODY[ \"\")", 0, NULL },
    { "3 FETCH (UID 7 FLAGS (\\Seen", 0, NULL },
    { "3 FETCH UID 7 BODY[] \"\"", 0, NULL },
    { "FETCH (UID 7 BODY[] \"\")", 0, NULL },
    { "3 EXISTS", 0, NULL },
    { "", 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RrmImapScan scan = { cases[i].response, cases[i].response + strlen (cases[i].response) };
      g_autofree char *field = NULL;
      guint64 uid = 0;

      g_assert_cmpint (rrm_imap_scan_fetch (&scan, &uid, &field), ==, cases[i].field != NULL);
      g_assert_cmpstr (field, ==, cases[i].field);
      if (field != NULL)
        g_assert_cmpuint (uid, ==, cases[i].uid);
    }
}

static void
test_quote (void)
{
  g_autofree char *plain = rrm_imap_quote ("Junk");
  g_autofree char *hard = rrm_imap_quote ("a \"b\" \\c");
  g_autofree char *longest = g_strnfill (200, 'x');
  g_autofree char *quoted = rrm_imap_quote (longest);
  g_autofree char *longer = g_strnfill (201, 'x');

  g_assert_cmpstr (plain, ==, "\"Junk\"");
  g_assert_cmpstr (hard, ==, "\"a \\\"b\\\" \\\\c\"");
  g_assert_nonnull (quoted);
  g_assert_null (rrm_imap_quote (longer));
  g_assert_null (rrm_imap_quote ("J\r\nunk"));
  g_assert_null (rrm_imap_quote ("Jünk"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/receive/compose", test_compose);
  g_test_add_func ("/protocol/receive/compose/utf-8", test_compose_utf8);
  g_test_add_func ("/protocol/receive/marked", test_marked);
  g_test_add_func ("/protocol/receive/junk", test_junk);
  g_test_add_func ("/protocol/receive/found", test_found);
  g_test_add_func ("/protocol/receive/fetch", test_fetch);
  g_test_add_func ("/protocol/receive/quote", test_quote);

  return g_test_run ();
}
