/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/error-text.h"

/* What people paste, and what must be among the first two answers. The sentences are those that
 * mail programs, phones and servers show; the rules were not written from them. */
static const struct
{
  const char *text;
  RrmFindingCode code;
} cases[] = {
  { "AUP#Out-1500", RRM_FINDING_SENDER_NOT_LOGIN },
  { "AUP # Out-1500", RRM_FINDING_SENDER_NOT_LOGIN },
  { "AU#out-1500", RRM_FINDING_SENDER_NOT_LOGIN },
  { "AUP#OUT - 1500", RRM_FINDING_SENDER_NOT_LOGIN },
  { "AUP#Out\xe2\x80\x93""1500", RRM_FINDING_SENDER_NOT_LOGIN },
  { "ALP#Out-7500", RRM_FINDING_SENDER_NOT_LOGIN },
  { "AUP out-1550", RRM_FINDING_TOO_MANY_RECIPIENTS },
  { "aup#o-1130.", RRM_FINDING_IP_NO_REVERSE_DNS },
  { "AUP#In-1240", RRM_FINDING_IP_ON_BLOCKLIST },
  { "0x800CCC1A", RRM_FINDING_TLS_MODE_MISMATCH },
  { "(0x800ccc0d)", RRM_FINDING_HOST_NOT_FOUND },
  { "Error \xe2\x80\x9e""0x800CCC92\xe2\x80\x9c", RRM_FINDING_PASSWORD_REJECTED },
  { "sender rejected. The email address you are sending as must\nmatch the email address you used "
    "to auth.",
    RRM_FINDING_SENDER_NOT_LOGIN },
  { "connection to Outgoing server (SMTP) smtp.charter.net timed out", RRM_FINDING_HOST_RETIRED },
  { "connection to server pop-server.triad.rr.com was reset", RRM_FINDING_HOST_RETIRED },
  { "connection to server, moble.charter.net, timed out", RRM_FINDING_HOST_TYPO },
  { "Login to server mobile.charter.net with username pat@san.rr.com failed",
    RRM_FINDING_HOST_FOR_OTHER_ADDRESSES },
  { "Login to server mail.twc.com with username pat.ca.rr.com failed",
    RRM_FINDING_USERNAME_NEEDS_DOMAIN },
  { "Login to server mail.twc.com with username \xc2\xabpat@nc.rr.com\xc2\xbb failed.",
    RRM_FINDING_PASSWORD_REJECTED },
  { "The SMTP server \xe2\x80\x9cmail.twc.com\xe2\x80\x9d isn\xe2\x80\x99t responding",
    RRM_FINDING_TLS_MODE_MISMATCH },
  { "Cannot Verify Server Identity", RRM_FINDING_CERTIFICATE_CHAIN_INCOMPLETE },
  { "Couldn't open connection to server", RRM_FINDING_CONNECTION_REFUSED },
  { "responded: account is currently inactive", RRM_FINDING_ACCOUNT_INACTIVE },
  { "The selected authentication method is not supported by the server",
    RRM_FINDING_AUTH_MECHANISM_UNSUPPORTED },
};

/* The code must be among the first two answers. */
static gboolean
is_told (const char *text,
         RrmFindingCode code)
{
  gboolean known = FALSE;
  g_autoptr (GPtrArray) findings = rrm_error_text_explain (text, &known);

  for (guint i = 0; known && i < MIN (findings->len, 2); i++)
    if (rrm_finding_get_code (g_ptr_array_index (findings, i)) == code)
      return TRUE;

  return FALSE;
}

static void
test_messages (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "messages.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", 2);
      RrmFindingCode code;

      if (lines[i][0] == '\0' || lines[i][0] == '#')
        continue;
      n++;
      g_test_message ("%s", lines[i]);
      g_assert_cmpuint (g_strv_length (columns), ==, 2);
      g_assert_true (rrm_finding_code_parse (columns[0], &code));
      g_assert_true (is_told (columns[1], code));
    }
  g_assert_cmpuint (n, >, 40);
}

static void
test_known (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_true (is_told (cases[i].text, cases[i].code));
    }
}

static void
test_unknown (void)
{
  static const char *const texts[] = { "", "   ", "banana", "In 2024 I bought a 2024 Toyota",
                                       "1500", "\xff\xfe", "my favourite color is blue" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gboolean known = TRUE;
      g_autoptr (GPtrArray) findings = rrm_error_text_explain (texts[i], &known);

      g_test_message ("case %u", i);
      g_assert_false (known);
    }
}

/* A pasted book takes no more time than its first page. */
static void
test_huge (void)
{
  g_autofree char *words = g_strnfill (1000000, 'a');
  gboolean known = TRUE;
  g_autoptr (GPtrArray) findings = NULL;

  for (gsize i = 5; i < 1000000; i += 6)
    words[i] = ' ';
  findings = rrm_error_text_explain (words, &known);
  g_assert_false (known);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error-text/messages", test_messages);
  g_test_add_func ("/error-text/known", test_known);
  g_test_add_func ("/error-text/unknown", test_unknown);
  g_test_add_func ("/error-text/huge", test_huge);

  return g_test_run ();
}
