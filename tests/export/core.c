/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/format.h"
#include "export/qr.h"

#include <stdio.h>
#include <string.h>

/* What the exporters stand on: the table, the escapes, and where a password may be in memory. */

#define HALF_1 "corre"
#define HALF_2 "ct-horse"

static RrmAccount *
new_account (RrmProtocol protocol)
{
  RrmAccount *account = rrm_account_new ("pat@example.org");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (protocol, "mail.example.org", 0, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "smtp.example.org", 0, RRM_SECURITY_TLS);

  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);

  return account;
}

static void
test_table (void)
{
  /* The identifiers are a promise to scripts. */
  static const char *const ids[] = {
    "thunderbird", "autoconfig",  "evolution", "goa",           "geary",
    "kmail",       "claws-mail",  "sylpheed",  "mobileconfig",  "k9",
    "thunderbird-qr", "outlook-prf", "outlook-autodiscover", "mutt", "aerc",
    "alpine",      "msmtp",       "mpop",      "mbsync",        "fetchmail",
    "getmail",     "offlineimap", "himalaya",  "gnus",          "json",
    "srv",
  };
  g_autoptr (GPtrArray) formats = rrm_format_list ();

  g_assert_cmpuint (formats->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const RrmFormat *format = rrm_format_find (ids[i]);

      g_assert_nonnull (format);
      g_assert_true (g_ptr_array_find (formats, format, NULL));
      g_assert_cmpstr (rrm_format_get_id (format), ==, ids[i]);
      g_assert_cmpstr (rrm_format_get_name (format), !=, "");
      g_assert_cmpstr (rrm_format_get_program (format), !=, "");
    }
  g_assert_null (rrm_format_find ("outlook"));
  g_assert_null (rrm_format_find (""));
  g_assert_null (rrm_format_find (NULL));

  g_assert_true (rrm_format_has_protocol (rrm_format_find ("msmtp"), RRM_PROTOCOL_SMTP));
  g_assert_false (rrm_format_has_protocol (rrm_format_find ("msmtp"), RRM_PROTOCOL_IMAP));
}

static void
check_escape (RrmEscape escape,
              const char *text,
              const char *wanted)
{
  RrmSheet *sheet = rrm_sheet_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;

  escape (sheet, text);
  bytes = rrm_sheet_end (sheet);
  found = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (found, ==, wanted);
}

static void
test_escapes (void)
{
  check_escape (rrm_escape_raw, "a\"b\\`", "a\"b\\`");
  check_escape (rrm_escape_uri, "a-b_c.d~e/f@g h%ö", "a-b_c.d~e%2Ff%40g%20h%25%C3%B6");
  check_escape (rrm_escape_uri_path, "a/b c@", "a/b%20c%40");
  check_escape (rrm_escape_xml, "<a href=\"x\">'&amp;'",
                "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;");
  check_escape (rrm_escape_backslash, "a\"b\\c`$ö", "\"a\\\"b\\\\c`$ö\"");
  check_escape (rrm_escape_mutt, "a\"b\\c`id`$HOME'", "\"a\\\"b\\\\c\\`id\\`\\$HOME'\"");
  check_escape (rrm_escape_fetchmail, "a\"7\\n", "\"a\\x227\\\\n\"");
  check_escape (rrm_escape_outer, "\"a\" b ", "\"\"a\" b \"");
  check_escape (rrm_escape_percent, "100%s%%", "100%%s%%%%");
  check_escape (rrm_escape_go_ini, "a`b # ;", "`a`b # ;`");
  check_escape (rrm_escape_kconfig, " a\\ b ", "\\sa\\\\ b\\s");
  check_escape (rrm_escape_kconfig, " ", "\\s");
}

static void
test_texts (void)
{
  g_assert_true (rrm_text_is_plain (""));
  g_assert_true (rrm_text_is_plain ("Jörg “x” 😀 \u200f\u202e"));
  g_assert_false (rrm_text_is_plain ("a\nb"));
  g_assert_false (rrm_text_is_plain ("a\rb"));
  g_assert_false (rrm_text_is_plain ("a\tb"));
  g_assert_false (rrm_text_is_plain ("a\177b"));
  g_assert_false (rrm_text_is_plain ("a\xc2\x85" "b"));
  g_assert_false (rrm_text_is_plain ("a\xe2\x80\xa8" "b"));
  g_assert_false (rrm_text_is_plain ("a\xef\xbf\xbf" "b"));
  g_assert_false (rrm_text_is_plain ("latin \xf6"));

  g_assert_false (rrm_text_has_edge_blanks (""));
  g_assert_false (rrm_text_has_edge_blanks ("a b"));
  g_assert_true (rrm_text_has_edge_blanks (" "));
  g_assert_true (rrm_text_has_edge_blanks (" a"));
  g_assert_true (rrm_text_has_edge_blanks ("a "));
  g_assert_true (rrm_text_has_edge_blanks ("a\u00a0"));
  g_assert_true (rrm_text_has_edge_blanks ("\u3000a"));
}

static void
test_mailbox (void)
{
  g_autofree char *plain = rrm_mailbox_format ("", "pat@example.org");
  g_autofree char *named = rrm_mailbox_format ("Pat \"P\" \\ Ö, Jr.", "pat@example.org");

  g_assert_cmpstr (plain, ==, "pat@example.org");
  g_assert_cmpstr (named, ==, "\"Pat \\\"P\\\" \\\\ Ö, Jr.\" <pat@example.org>");
}

/* A sheet outgrows its first memory many times over without losing a byte. */
static void
test_sheet (void)
{
  RrmSheet *sheet = rrm_sheet_new ();
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize length;

  for (guint i = 0; i < 100000; i++)
    rrm_sheet_add_char (sheet, (char) (i % 251));
  bytes = rrm_sheet_end (sheet);
  data = g_bytes_get_data (bytes, &length);
  g_assert_cmpuint (length, ==, 100000);
  for (guint i = 0; i < length; i++)
    g_assert_cmpuint (data[i], ==, i % 251);
}

/* How often the password stands in the ordinary heap. */
static guint
count_in_heap (const RrmSecret *password)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length;
  const char *needle = rrm_secret_peek (password, &length);
  guint count = 0;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      unsigned long begin;
      unsigned long end;

      if (!g_str_has_suffix (lines[i], "[heap]"))
        continue;
      g_assert_cmpint (sscanf (lines[i], "%lx-%lx", &begin, &end), ==, 2);
      for (const char *p = (const char *) begin; p < (const char *) end; p++)
        {
          p = memmem (p, (gsize) ((const char *) end - p), needle, length);
          if (p == NULL)
            break;
          count++;
        }
    }

  return count;
}

static gboolean
holds (GPtrArray *files,
       const RrmSecret *password)
{
  gsize length;
  const char *needle = rrm_secret_peek (password, &length);

  for (guint i = 0; i < files->len; i++)
    {
      RrmExportFile *file = g_ptr_array_index (files, i);

      g_assert_cmpuint (file->mode, ==, RRM_EXPORT_PRIVATE);
      if (memmem (g_bytes_get_data (file->contents, NULL), g_bytes_get_size (file->contents),
                  needle, length) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* The halves are put together in locked memory, so that no constant of this test is found. */
static RrmSecret *
new_password (void)
{
  RrmSecret *password = rrm_secret_new_sized (32);

  rrm_secret_append (password, HALF_1, -1);
  rrm_secret_append (password, HALF_2, -1);

  return password;
}

static void
test_memory (gconstpointer data)
{
  const RrmFormat *format = data;
  g_autoptr (RrmSecret) password = new_password ();
  RrmExportOptions options = { TRUE, NULL, NULL };
  gboolean pop3 = !rrm_format_has_protocol (format, RRM_PROTOCOL_IMAP) &&
                  rrm_format_has_protocol (format, RRM_PROTOCOL_POP3);
  g_autoptr (RrmAccount) account = new_account (pop3 ? RRM_PROTOCOL_POP3 : RRM_PROTOCOL_IMAP);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;

  rrm_account_set_password (account, password);
  files = rrm_format_export (format, account, &options, &error);
  g_assert_no_error (error);
  g_assert_true (holds (files, password));
  g_assert_cmpuint (count_in_heap (password), ==, 0);
  g_clear_pointer (&files, g_ptr_array_unref);
  g_assert_cmpuint (count_in_heap (password), ==, 0);

  /* The same search does find what is there. */
  {
    g_autofree char *copy = g_strdup (rrm_secret_peek (password, NULL));

    g_assert_cmpuint (count_in_heap (password), ==, 1);
    explicit_bzero (copy, strlen (copy));
  }
}

/* A NUL cannot be typed, but a file of passwords can hold one. */
static void
test_password_nul (void)
{
  g_autoptr (RrmAccount) account = new_account (RRM_PROTOCOL_IMAP);
  g_autoptr (RrmSecret) password = rrm_secret_new ("a\0b", 3);
  RrmExportOptions options = { TRUE, NULL, NULL };
  g_autoptr (GError) error = NULL;

  rrm_account_set_password (account, password);
  g_assert_null (rrm_format_export (rrm_format_find ("mutt"), account, &options, &error));
  g_assert_error (error, RRM_EXPORT_ERROR, RRM_EXPORT_ERROR_CONTROL);
  g_assert_cmpstr (rrm_export_error_get_setting (error), ==, "password");
}

static void
test_error (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;

  g_assert_false (rrm_export_refuse (&error, RRM_EXPORT_ERROR_PORT, "incoming.port"));
  copy = g_error_copy (error);
  g_assert_error (copy, RRM_EXPORT_ERROR, RRM_EXPORT_ERROR_PORT);
  g_assert_cmpstr (rrm_export_error_get_setting (copy), ==, "incoming.port");
  g_assert_false (rrm_export_refuse (NULL, RRM_EXPORT_ERROR_PORT, NULL));
  for (guint i = 0; i < RRM_N_EXPORT_ERRORS; i++)
    g_assert_nonnull (rrm_export_error_to_string ((RrmExportError) i));
}

static void
test_qr_limits (void)
{
  g_autofree char *text = g_strnfill (4000, 'x');
  g_autoptr (GBytes) nothing = g_bytes_new ("", 0);
  g_autoptr (GBytes) most = g_bytes_new (text, 2953);
  g_autoptr (GBytes) more = g_bytes_new (text, 2954);
  g_autoptr (RrmQr) qr = rrm_qr_new (most);

  g_assert_null (rrm_qr_new (nothing));
  g_assert_null (rrm_qr_new (more));
  g_assert_nonnull (qr);
  g_assert_cmpuint (rrm_qr_get_size (qr), ==, 177);
  /* The three squares in the corners. */
  g_assert_true (rrm_qr_is_dark (qr, 0, 0));
  g_assert_true (rrm_qr_is_dark (qr, 176, 0));
  g_assert_true (rrm_qr_is_dark (qr, 0, 176));
  g_assert_false (rrm_qr_is_dark (qr, 1, 1));
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GPtrArray) formats = rrm_format_list ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/table", test_table);
  g_test_add_func ("/export/escapes", test_escapes);
  g_test_add_func ("/export/texts", test_texts);
  g_test_add_func ("/export/mailbox", test_mailbox);
  g_test_add_func ("/export/sheet", test_sheet);
  g_test_add_func ("/export/error", test_error);
  g_test_add_func ("/export/password-nul", test_password_nul);
  g_test_add_func ("/export/qr-limits", test_qr_limits);
  for (guint i = 0; i < formats->len; i++)
    {
      const RrmFormat *format = g_ptr_array_index (formats, i);
      g_autofree char *path = g_strconcat ("/export/memory/", rrm_format_get_id (format), NULL);

#ifdef __SANITIZE_ADDRESS__
      /* The sanitizer's allocator does not use the heap that is searched. */
      continue;
#endif
      /* libqrencode keeps copies of its own, and a picture shows no letters. */
      if (rrm_format_has_password (format) &&
          !g_str_equal (rrm_format_get_id (format), "thunderbird-qr"))
        g_test_add_data_func (path, format, test_memory);
    }

  return g_test_run ();
}
