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
  { "Said my IP is on \"block list\"", RRM_FINDING_IP_ON_BLOCKLIST },
  { "Incoming is 587 and outgoing is 993", RRM_FINDING_WRONG_PORT },
  { "responded: account is currently inactive", RRM_FINDING_ACCOUNT_INACTIVE },
  { "The selected authentication method is not supported by the server",
    RRM_FINDING_AUTH_MECHANISM_UNSUPPORTED },
};

/* One of the codes must be among the first two answers. */
static gboolean
is_told (const char *text,
         const char *codes)
{
  gboolean known = FALSE;
  g_autoptr (GPtrArray) findings = rrm_error_text_explain (text, &known);
  g_auto (GStrv) words = g_strsplit (codes, " ", -1);

  for (guint i = 0; known && i < MIN (findings->len, 2); i++)
    {
      RrmFindingCode code = rrm_finding_get_code (g_ptr_array_index (findings, i));

      if (g_strv_contains ((const char *const *) words, rrm_finding_code_to_string (code)))
        return TRUE;
    }

  return FALSE;
}

static char **
read_lines (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && lines[i][0] != '#')
      g_strv_builder_add (builder, lines[i]);

  return g_strv_builder_end (builder);
}

static void
test_messages (gconstpointer name)
{
  g_auto (GStrv) lines = read_lines (name);

  g_assert_cmpuint (g_strv_length (lines), >, 40);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", 2);

      g_test_message ("%s", lines[i]);
      g_assert_cmpuint (g_strv_length (columns), ==, 2);
      g_assert_true (is_told (columns[1], columns[0]));
    }
}

/* What is not about mail is not known. */
static void
test_unrelated (void)
{
  g_auto (GStrv) lines = read_lines ("unrelated.txt");

  g_assert_cmpuint (g_strv_length (lines), >, 40);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean known = TRUE;
      g_autoptr (GPtrArray) findings = rrm_error_text_explain (lines[i], &known);

      g_test_message ("%s", lines[i]);
      g_assert_false (known);
    }
}

/* What could be about mail and does not say so, or says too little, has nearest ones. */
static void
test_near (void)
{
  static const struct
  {
    const char *text;
    RrmFindingCode code;
  } rows[] = {
    { "it just sits there trying", RRM_FINDING_TLS_MODE_MISMATCH },
    { "already exists", RRM_FINDING_HOST_FOR_OTHER_ADDRESSES },
    { "I have Norton antivirus and cant send", RRM_FINDING_TLS_MODE_MISMATCH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean known = TRUE;
      g_autoptr (GPtrArray) findings = rrm_error_text_explain (rows[i].text, &known);

      g_test_message ("%s", rows[i].text);
      g_assert_false (known);
      g_assert_cmpuint (findings->len, >, 0);
      g_assert_cmpint (rrm_finding_get_code (g_ptr_array_index (findings, 0)), ==, rows[i].code);
    }
}

/* A number that the table lacks is shown as it was read. */
static void
test_unlisted_aup (void)
{
  static const struct
  {
    const char *text;
    const char *aup;
    RrmFindingCode code;
  } rows[] = {
    { "AUP#Out-1999", "AUP#Out-1999", RRM_FINDING_SENDER_REJECTED },
    { "aup#In-9999", "AUP#In-9999", RRM_FINDING_SENDER_REJECTED },
    { "AUP#Out-1290", "AUP#Out-1290", RRM_FINDING_IP_ON_BLOCKLIST },
    { "554 5.2.2 AUP#Out-1999", "AUP#Out-1999", RRM_FINDING_MAILBOX_FULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean known = FALSE;
      g_autoptr (GPtrArray) findings = rrm_error_text_explain (rows[i].text, &known);
      RrmFinding *first;

      g_test_message ("%s", rows[i].text);
      g_assert_true (known);
      first = g_ptr_array_index (findings, 0);
      g_assert_cmpint (rrm_finding_get_code (first), ==, rows[i].code);
      g_assert_cmpstr (rrm_finding_get_detail (first, "unlisted-aup"), ==, rows[i].aup);
      g_assert_null (rrm_finding_get_detail (first, "aup"));
    }
}

/* The name of an antivirus is no proof against it. */
static void
test_antivirus (void)
{
  static const char *const texts[] = {
    "I have Norton antivirus and can't send email",
    "McAfee popped up and now I can't send e-mail",
    "sending failed, outgoing server smtp timed out, norton is on",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gboolean known = FALSE;
      g_autoptr (GPtrArray) findings = rrm_error_text_explain (texts[i], &known);

      g_test_message ("%s", texts[i]);
      for (guint k = 0; k < findings->len; k++)
        g_assert_cmpint (rrm_finding_get_code (g_ptr_array_index (findings, k)), !=,
                         RRM_FINDING_TLS_INTERCEPTED);
    }
}

static void
test_known (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_true (is_told (cases[i].text, rrm_finding_code_to_string (cases[i].code)));
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

  g_test_add_data_func ("/error-text/messages", "messages.tsv", test_messages);
  g_test_add_data_func ("/error-text/fresh", "fresh.tsv", test_messages);
  g_test_add_data_func ("/error-text/held-out", "held-out.tsv", test_messages);
  g_test_add_func ("/error-text/unrelated", test_unrelated);
  g_test_add_func ("/error-text/near", test_near);
  g_test_add_func ("/error-text/unlisted-aup", test_unlisted_aup);
  g_test_add_func ("/error-text/antivirus", test_antivirus);
  g_test_add_func ("/error-text/known", test_known);
  g_test_add_func ("/error-text/unknown", test_unknown);
  g_test_add_func ("/error-text/huge", test_huge);

  return g_test_run ();
}
