/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/base64.h"
#include "protocol/imap-scan.h"
#include "protocol/imap-tag.h"
#include "protocol/input.h"
#include "protocol/line-reader.h"
#include "protocol/mechanism.h"
#include "protocol/smtp-reply.h"

#include <string.h>

/* The small parts of the engines that are functions of their arguments. */

static void
test_base64 (void)
{
  static const char *const good[] = { "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "+/+/", "////" };
  static const char *const bad[] = { "Z",    "Zg",   "Zg=",   "Zh==",      "Zm9=",
                                     "=",    "====", "A===",  "Zg==Zg==",  "Zm9v\n",
                                     "Zm 9", "Zm9-", "Zm9vY", "\xc3\xa4zz" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GBytes) bytes = rrm_base64_decode (good[i], strlen (good[i]));
      g_autofree char *again = NULL;

      g_assert_nonnull (bytes);
      again = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_cmpstr (again != NULL ? again : "", ==, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = rrm_base64_decode (bad[i], strlen (bad[i]));

      g_assert_null (bytes);
    }
}

static void
check_choice_bound (RrmAuth wish,
                    gboolean encrypted,
                    gboolean can_bind,
                    const char *offered,
                    gboolean has_command,
                    const char *expected)
{
  g_auto (GStrv) list = g_strsplit (offered, " ", -1);
  RrmMechanism mechanism = { .auth = RRM_AUTH_AUTO };
  g_autofree char *chosen = NULL;

  if (!rrm_mechanism_choose (wish, encrypted, can_bind, (const char *const *) list, has_command,
                             &mechanism))
    chosen = g_strdup ("none");
  else
    chosen = g_strconcat (rrm_mechanism_get_name (&mechanism),
                          mechanism.command ? " command" : "", NULL);
  g_assert_cmpstr (chosen, ==, expected);
}

static void
check_choice (RrmAuth wish,
              gboolean encrypted,
              const char *offered,
              gboolean has_command,
              const char *expected)
{
  check_choice_bound (wish, encrypted, FALSE, offered, has_command, expected);
}

/* The form that is bound to the session, where both sides can (RFC 5802, section 6). */
static void
test_mechanism_bound (void)
{
  const char *both = "SCRAM-SHA-256 SCRAM-SHA-256-PLUS";

  check_choice_bound (RRM_AUTH_AUTO, TRUE, TRUE, both, FALSE, "SCRAM-SHA-256-PLUS");
  check_choice_bound (RRM_AUTH_AUTO, TRUE, FALSE, both, FALSE, "SCRAM-SHA-256");
  check_choice_bound (RRM_AUTH_AUTO, TRUE, TRUE, "scram-sha-256-plus", FALSE,
                      "SCRAM-SHA-256-PLUS");
  check_choice_bound (RRM_AUTH_AUTO, TRUE, FALSE, "SCRAM-SHA-256-PLUS", FALSE, "none");
  check_choice_bound (RRM_AUTH_AUTO, TRUE, TRUE, "SCRAM-SHA-1-PLUS SCRAM-SHA-256", FALSE,
                      "SCRAM-SHA-256");
  check_choice_bound (RRM_AUTH_SCRAM_SHA_256, TRUE, TRUE, "PLAIN SCRAM-SHA-256-PLUS", TRUE,
                      "SCRAM-SHA-256-PLUS");
  check_choice_bound (RRM_AUTH_PLAIN, TRUE, TRUE, "PLAIN SCRAM-SHA-256-PLUS", TRUE, "PLAIN");
}

static void
test_mechanism (void)
{
  const char *all = "NTLM SCRAM-SHA-256 CRAM-MD5 LOGIN PLAIN XOAUTH2";

  check_choice (RRM_AUTH_AUTO, TRUE, all, TRUE, "PLAIN");
  check_choice (RRM_AUTH_AUTO, TRUE, "SCRAM-SHA-256 CRAM-MD5 login", TRUE, "LOGIN");
  check_choice (RRM_AUTH_AUTO, TRUE, "SCRAM-SHA-256 CRAM-MD5", TRUE, "LOGIN command");
  check_choice (RRM_AUTH_AUTO, TRUE, "CRAM-MD5 SCRAM-SHA-256", FALSE, "SCRAM-SHA-256");
  check_choice (RRM_AUTH_AUTO, TRUE, "CRAM-MD5 NTLM", FALSE, "CRAM-MD5");
  check_choice (RRM_AUTH_AUTO, TRUE, "NTLM XOAUTH2 PLAIN-CLIENTTOKEN", FALSE, "none");
  check_choice (RRM_AUTH_AUTO, FALSE, all, TRUE, "SCRAM-SHA-256");
  check_choice (RRM_AUTH_AUTO, FALSE, "PLAIN CRAM-MD5", TRUE, "CRAM-MD5");
  check_choice (RRM_AUTH_AUTO, FALSE, "LOGIN PLAIN", TRUE, "PLAIN");
  check_choice (RRM_AUTH_AUTO, FALSE, "LOGIN", TRUE, "LOGIN");
  check_choice (RRM_AUTH_AUTO, FALSE, "XOAUTH2", TRUE, "LOGIN command");
  check_choice (RRM_AUTH_LOGIN, TRUE, all, TRUE, "LOGIN");
  check_choice (RRM_AUTH_LOGIN, TRUE, "PLAIN", TRUE, "LOGIN command");
  check_choice (RRM_AUTH_LOGIN, TRUE, "PLAIN", FALSE, "none");
  check_choice (RRM_AUTH_PLAIN, FALSE, all, TRUE, "PLAIN");
  check_choice (RRM_AUTH_PLAIN, TRUE, "LOGIN", TRUE, "none");
  check_choice (RRM_AUTH_CRAM_MD5, TRUE, all, TRUE, "CRAM-MD5");
  check_choice (RRM_AUTH_CRAM_MD5, TRUE, "PLAIN", TRUE, "none");
  check_choice (RRM_AUTH_SCRAM_SHA_256, TRUE, "SCRAM-SHA-256-PLUS SCRAM-SHA-1", TRUE, "none");
  check_choice (RRM_AUTH_NTLM, TRUE, all, TRUE, "NTLM");
  check_choice (RRM_AUTH_NONE, TRUE, all, TRUE, "none");
}

static void
check_reply (const char *const *lines,
             const char *expected)
{
  g_autoptr (RrmSmtpReply) reply = rrm_smtp_reply_new ();
  RrmSmtpReplyState state = RRM_SMTP_REPLY_MORE;
  g_autofree char *enhanced = NULL;
  g_autofree char *text = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; lines[i] != NULL && state == RRM_SMTP_REPLY_MORE; i++)
    state = rrm_smtp_reply_add (reply, lines[i]);
  if (state != RRM_SMTP_REPLY_COMPLETE)
    {
      g_assert_cmpstr (state == RRM_SMTP_REPLY_MORE ? "more" : "malformed", ==, expected);
      return;
    }
  enhanced = rrm_smtp_reply_get_enhanced (reply);
  text = rrm_smtp_reply_get_text (reply);
  found = g_strdup_printf ("%u|%s|%s", rrm_smtp_reply_get_code (reply),
                           enhanced != NULL ? enhanced : "", text);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_smtp_reply (void)
{
  static const struct
  {
    const char *lines[4];
    const char *expected;
  } cases[] = {
    { { "250 ok" }, "250||ok" },
    { { "250" }, "250||" },
    { { "250-a", "250 b" }, "250||a b" },
    { { "250-a", "250-", "250 b" }, "250||a b" },
    { { "250-a", "250" }, "250||a" },
    { { "550 5.1.1 no" }, "550|5.1.1|no" },
    { { "550-5.1.1 no", "550-5.1.1 really", "550 5.1.1 not" }, "550|5.1.1|no really not" },
    { { "550 5.1.1" }, "550|5.1.1|" },
    { { "550 5.123.999 x" }, "550|5.123.999|x" },
    { { "250 2.0.0 x" }, "250|2.0.0|x" },
    /* Of another class, cut short, too long, or stuck to a word: only text. */
    { { "550 4.1.1 no" }, "550||4.1.1 no" },
    { { "550 5.1 no" }, "550||5.1 no" },
    { { "550 5.1.1234 no" }, "550||5.1.1234 no" },
    { { "550 5.1.1no" }, "550||5.1.1no" },
    { { "550 5.1.1.1 no" }, "550||5.1.1.1 no" },
    { { "334 3.1.1 no" }, "334||3.1.1 no" },
    { { "250-a" }, "more" },
    { { "250-a", "251 b" }, "malformed" },
    { { "150 x" }, "malformed" },
    { { "650 x" }, "malformed" },
    { { "260 x" }, "malformed" },
    { { "25 x" }, "malformed" },
    { { "2500 x" }, "malformed" },
    { { "" }, "malformed" },
    { { "250_x" }, "malformed" },
    { { " 250 x" }, "malformed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_reply (cases[i].lines, cases[i].expected);
}

static void
check_literal (const char *line,
               gboolean expected,
               guint64 length)
{
  guint64 n = 0;

  g_assert_cmpint (rrm_imap_ends_with_literal (line, strlen (line), &n), ==, expected);
  if (expected)
    g_assert_cmpuint (n, ==, length);
}

static void
test_imap_literal (void)
{
  check_literal ("QUOTA {12}", TRUE, 12);
  check_literal ("{0}", TRUE, 0);
  check_literal ("x {9223372036854775807}", TRUE, G_MAXINT64);
  check_literal ("x {9223372036854775808}", FALSE, 0);
  check_literal ("x {12+}", FALSE, 0);
  check_literal ("x {-1}", FALSE, 0);
  check_literal ("x {}", FALSE, 0);
  check_literal ("x 12}", FALSE, 0);
  check_literal ("12}", FALSE, 0);
  check_literal ("}", FALSE, 0);
  check_literal ("", FALSE, 0);
  check_literal ("x {12} ", FALSE, 0);
}

static void
check_storage (const char *text,
               gboolean expected,
               guint64 used,
               guint64 limit)
{
  RrmImapScan scan = { text, text + strlen (text) };
  guint64 a = 0;
  guint64 b = 0;

  g_assert_cmpint (rrm_imap_scan_storage (&scan, &a, &b), ==, expected);
  if (expected)
    {
      g_assert_cmpuint (a, ==, used);
      g_assert_cmpuint (b, ==, limit);
    }
}

static void
test_imap_quota (void)
{
  check_storage ("\"\" (STORAGE 10 512)", TRUE, 10, 512);
  check_storage ("\"a \\\" b\" (MESSAGE 1 2 storage 3 4)", TRUE, 3, 4);
  check_storage ("root (STORAGE 0 0)", TRUE, 0, 0);
  check_storage ("{3}\r\na b (STORAGE 1 2)", TRUE, 1, 2);
  check_storage ("{9}\r\na b (STORAGE 1 2)", FALSE, 0, 0);
  check_storage ("{99}\r\na b", FALSE, 0, 0);
  check_storage ("\"\" ()", FALSE, 0, 0);
  check_storage ("\"\" (MESSAGE 1 2)", FALSE, 0, 0);
  check_storage ("\"\" (STORAGE 1)", FALSE, 0, 0);
  check_storage ("\"\" (STORAGE -1 2)", FALSE, 0, 0);
  check_storage ("\"open (STORAGE 1 2)", FALSE, 0, 0);
  check_storage ("\"open\\", FALSE, 0, 0);
  check_storage ("", FALSE, 0, 0);
}

static void
check_code (const char *text,
            const char *code,
            const char *words)
{
  const char *rest;
  g_autofree char *found = rrm_imap_response_code (text, &rest);

  g_assert_cmpstr (found, ==, code);
  g_assert_cmpstr (rest, ==, words);
}

static void
test_imap_response_code (void)
{
  check_code ("[AUTHENTICATIONFAILED] no", "AUTHENTICATIONFAILED", "no");
  check_code ("[CAPABILITY a b]", "CAPABILITY a b", "");
  check_code ("no [ALERT] here", NULL, "no [ALERT] here");
  check_code ("[open", NULL, "[open");
  check_code ("", NULL, "");
}

/* Tags do not repeat, and each of their characters varies. */
static void
test_imap_tag (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint different[8] = { 0 };
  g_autofree char *first = rrm_imap_tag_new ();

  for (guint i = 0; i < 1000; i++)
    {
      char *tag = rrm_imap_tag_new ();

      g_assert_cmpuint (strlen (tag), ==, 8);
      for (guint k = 0; k < 8; k++)
        different[k] += tag[k] != first[k];
      g_assert_true (g_hash_table_add (seen, tag));
    }
  for (guint k = 0; k < 8; k++)
    g_assert_cmpuint (different[k], >, 800);
}

static void
test_input (void)
{
  g_autofree char *most = g_strnfill (1000, 'a');
  g_autofree char *more = g_strnfill (1001, 'a');
  g_autoptr (RrmSecret) good = rrm_secret_new ("p\xc3\xa4 ss\t", -1);
  g_autoptr (RrmSecret) longest = rrm_secret_new (most, -1);
  g_autoptr (RrmSecret) longer = rrm_secret_new (more, -1);
  g_autoptr (RrmSecret) empty = rrm_secret_new ("", -1);
  g_autoptr (RrmSecret) cr = rrm_secret_new ("a\rb", -1);
  g_autoptr (RrmSecret) lf = rrm_secret_new ("a\n", -1);
  g_autoptr (RrmSecret) nul = rrm_secret_new ("a\0b", 3);
  g_autoptr (RrmSecret) latin = rrm_secret_new ("p\xe4ss", -1);
  RrmSecret *bad[] = { longer, empty, cr, lf, nul, latin, NULL };

  g_assert_true (rrm_input_is_login ("p\xc3\xa4t@nc.rr.com", good));
  g_assert_true (rrm_input_is_login (most, longest));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rrm_input_is_login ("pat", bad[i]));
  g_assert_false (rrm_input_is_login ("", good));
  g_assert_false (rrm_input_is_login (more, good));
  g_assert_false (rrm_input_is_login ("p\xe4t", good));
  g_assert_false (rrm_input_is_login ("pat\r\nQUIT", good));

  g_assert_true (rrm_input_is_mailbox ("pat@nc.rr.com", FALSE));
  g_assert_true (rrm_input_is_mailbox ("p\xc3\xa4t@nc.rr.com", TRUE));
  g_assert_false (rrm_input_is_mailbox ("p\xc3\xa4t@nc.rr.com", FALSE));
  g_assert_false (rrm_input_is_mailbox ("p\xe4t@nc.rr.com", TRUE));
  g_assert_false (rrm_input_is_mailbox ("", TRUE));
  g_assert_false (rrm_input_is_mailbox ("pat> SIZE=1", TRUE));
  g_assert_false (rrm_input_is_mailbox ("<pat", TRUE));
  g_assert_false (rrm_input_is_mailbox ("pat\r\nQUIT", TRUE));
}

/* What a reader found, a letter each: the text of lines and literals, "!" for a break. */
static char *
read_all (const char *bytes,
          gsize length,
          gsize piece)
{
  g_autoptr (RrmLineReader) reader = rrm_line_reader_new ();
  GString *found = g_string_new (NULL);

  for (gsize at = 0; at < length; at += piece)
    {
      const char *text;
      gsize n;
      RrmRead read;

      rrm_line_reader_feed (reader, (const guint8 *) bytes + at, MIN (piece, length - at));
      while ((read = rrm_line_reader_next (reader, &text, &n)) != RRM_READ_NOTHING)
        {
          if (read == RRM_READ_BROKEN)
            {
              g_string_append_c (found, '!');
              return g_string_free (found, FALSE);
            }
          g_string_append_printf (found, read == RRM_READ_LINE ? "(%.*s)" : "{%.*s}", (int) n,
                                  text);
          /* "=5" at the end of a line announces a literal of five bytes. */
          if (read == RRM_READ_LINE && n >= 2 && text[n - 2] == '=')
            g_assert_true (rrm_line_reader_expect_literal (reader, (guint64) (text[n - 1] - '0')));
        }
    }

  return g_string_free (found, FALSE);
}

static void
test_line_reader (void)
{
  static const struct
  {
    const char *bytes;
    const char *found;
  } cases[] = {
    { "a\r\nbc\r\n", "(a)(bc)" },
    { "\r\n\r\nx", "()()" },
    { "a\r\nb\nc\r\n", "(a)!" },
    { "a\rb\r\n", "!" },
    { "a\r\r\n", "!" },
    { "\n", "!" },
    { "l=5\r\nab\r\ncd\r\n", "(l=5){ab\r\nc}(d)" },
    { "l=0\r\nx\r\n", "(l=0){}(x)" },
    { "l=5\r\nab", "(l=5)" },
    { "l=3\r\n\r\n\n!\r\n", "(l=3){\r\n\n}(!)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].bytes);

      for (gsize piece = 1; piece <= length; piece++)
        {
          g_autofree char *found = read_all (cases[i].bytes, length, piece);

          g_assert_cmpstr (found, ==, cases[i].found);
        }
    }
}

static void
test_line_reader_nul (void)
{
  g_autofree char *line = read_all ("a\r\nb\0c\r\n", 8, 3);
  g_autofree char *literal = read_all ("l=5\r\nab\0cd\r\n", 12, 12);

  g_assert_cmpstr (line, ==, "(a)!");
  g_assert_cmpstr (literal, ==, "(l=5)!");
}

/* Feeds lines of @line bytes, CRLF included, until one does not come. */
static guint
count_lines (gsize line,
             guint most,
             gboolean new_replies)
{
  g_autoptr (RrmLineReader) reader = rrm_line_reader_new ();
  g_autofree char *bytes = g_strnfill (line, 'x');

  bytes[line - 2] = '\r';
  bytes[line - 1] = '\n';
  for (guint i = 0; i < most; i++)
    {
      const char *text;
      gsize n;

      if (new_replies)
        rrm_line_reader_begin_reply (reader);
      rrm_line_reader_feed (reader, (const guint8 *) bytes, line);
      if (rrm_line_reader_next (reader, &text, &n) != RRM_READ_LINE)
        return i;
      g_assert_cmpuint (n, ==, line - 2);
    }

  return most;
}

static void
test_line_reader_limits (void)
{
  g_assert_cmpuint (count_lines (RRM_MAX_LINE, 1, FALSE), ==, 1);
  g_assert_cmpuint (count_lines (RRM_MAX_LINE + 1, 1, FALSE), ==, 0);
  g_assert_cmpuint (count_lines (1024, 1000, FALSE), ==, RRM_MAX_REPLY / 1024);
  g_assert_cmpuint (count_lines (1024, 2000, TRUE), ==, RRM_MAX_TOTAL / 1024);
}

static void
test_line_reader_literal_limit (void)
{
  g_autoptr (RrmLineReader) reader = rrm_line_reader_new ();

  g_assert_false (rrm_line_reader_expect_literal (reader, RRM_MAX_REPLY + 1));
  g_assert_false (rrm_line_reader_expect_literal (reader, G_MAXUINT64));
  g_assert_true (rrm_line_reader_expect_literal (reader, RRM_MAX_REPLY));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/base64", test_base64);
  g_test_add_func ("/protocol/mechanism", test_mechanism);
  g_test_add_func ("/protocol/mechanism-bound", test_mechanism_bound);
  g_test_add_func ("/protocol/smtp-reply", test_smtp_reply);
  g_test_add_func ("/protocol/imap-literal", test_imap_literal);
  g_test_add_func ("/protocol/imap-quota", test_imap_quota);
  g_test_add_func ("/protocol/imap-response-code", test_imap_response_code);
  g_test_add_func ("/protocol/imap-tag", test_imap_tag);
  g_test_add_func ("/protocol/input", test_input);
  g_test_add_func ("/protocol/line-reader/lines", test_line_reader);
  g_test_add_func ("/protocol/line-reader/nul", test_line_reader_nul);
  g_test_add_func ("/protocol/line-reader/limits", test_line_reader_limits);
  g_test_add_func ("/protocol/line-reader/literal-limit", test_line_reader_literal_limit);

  return g_test_run ();
}
