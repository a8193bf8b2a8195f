/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/draft.h"

#include <string.h>

typedef struct
{
  RrmField field;
  const char *text;
  /* -1 where nothing is wrong. */
  int code;
  gboolean blocking;
  const char *suggestion;
} Input;

static const Input inputs[] = {
  { RRM_FIELD_NAME, "", -1, FALSE, NULL },
  { RRM_FIELD_NAME, "Zoë O’Néill", -1, FALSE, NULL },
  { RRM_FIELD_NAME, "Pat\nDoe", RRM_PROBLEM_NAME_CONTROL, TRUE, NULL },
  { RRM_FIELD_ADDRESS, "pat@nc.rr.com", -1, FALSE, NULL },
  { RRM_FIELD_ADDRESS, " pat@nc.rr.com ", -1, FALSE, NULL },
  { RRM_FIELD_ADDRESS, "Pat@NC.RR.com", -1, FALSE, NULL },
  { RRM_FIELD_ADDRESS, "pat@example.com", -1, FALSE, NULL },
  { RRM_FIELD_ADDRESS, "", RRM_PROBLEM_ADDRESS_EMPTY, TRUE, NULL },
  { RRM_FIELD_ADDRESS, "pat", RRM_PROBLEM_ADDRESS_NO_AT, TRUE, NULL },
  { RRM_FIELD_ADDRESS, "pat@doe@nc.rr.com", RRM_PROBLEM_ADDRESS_SEVERAL_AT, TRUE, NULL },
  { RRM_FIELD_ADDRESS, "pat doe@nc.rr.com", RRM_PROBLEM_ADDRESS_SPACE, TRUE, "patdoe@nc.rr.com" },
  { RRM_FIELD_ADDRESS, "pat@nc,rr.com", RRM_PROBLEM_ADDRESS_COMMA, TRUE, "pat@nc.rr.com" },
  { RRM_FIELD_ADDRESS, "@nc.rr.com", RRM_PROBLEM_ADDRESS_NO_LOCAL_PART, TRUE, NULL },
  { RRM_FIELD_ADDRESS, "pat@", RRM_PROBLEM_ADDRESS_NO_DOMAIN, TRUE, NULL },
  { RRM_FIELD_ADDRESS, "pat@com", RRM_PROBLEM_ADDRESS_BAD_DOMAIN, TRUE, NULL },
  { RRM_FIELD_ADDRESS, "<pat>@nc.rr.com", RRM_PROBLEM_ADDRESS_CHARACTER, TRUE, NULL },
  { RRM_FIELD_ADDRESS, "pat@nc.rr.con", RRM_PROBLEM_ADDRESS_TYPO, TRUE, "pat@nc.rr.com" },
  { RRM_FIELD_ADDRESS, "pat@social.rr.com", RRM_PROBLEM_ADDRESS_TYPO, TRUE, "pat@socal.rr.com" },
  { RRM_FIELD_INCOMING_SERVER, "mail.twc.com", -1, FALSE, NULL },
  { RRM_FIELD_INCOMING_SERVER, "mail.example.com", -1, FALSE, NULL },
  { RRM_FIELD_INCOMING_SERVER, "127.0.0.1", -1, FALSE, NULL },
  { RRM_FIELD_INCOMING_SERVER, "", RRM_PROBLEM_SERVER_EMPTY, TRUE, NULL },
  { RRM_FIELD_INCOMING_SERVER, "https://mail.twc.com", RRM_PROBLEM_SERVER_SCHEME, TRUE,
    "mail.twc.com" },
  { RRM_FIELD_INCOMING_SERVER, "mail.twc.com:993", RRM_PROBLEM_SERVER_PORT, TRUE, "mail.twc.com" },
  { RRM_FIELD_INCOMING_SERVER, "mail.twc.com/mail", RRM_PROBLEM_SERVER_PATH, TRUE, "mail.twc.com" },
  { RRM_FIELD_INCOMING_SERVER, "pat@nc.rr.com", RRM_PROBLEM_SERVER_AT, TRUE, "mail.twc.com" },
  { RRM_FIELD_INCOMING_SERVER, "mail twc.com", RRM_PROBLEM_SERVER_SPACE, TRUE, "mail.twc.com" },
  { RRM_FIELD_INCOMING_SERVER, "mail.twc,com", RRM_PROBLEM_SERVER_COMMA, TRUE, "mail.twc.com" },
  { RRM_FIELD_INCOMING_SERVER, "mail..com", RRM_PROBLEM_SERVER_CHARACTER, TRUE, NULL },
  { RRM_FIELD_INCOMING_SERVER, "pop-server.nc.rr.com", RRM_PROBLEM_SERVER_RETIRED, FALSE,
    "mail.twc.com" },
  { RRM_FIELD_OUTGOING_SERVER, "mobile.charter.net", RRM_PROBLEM_SERVER_OTHER_ADDRESSES, FALSE,
    "mail.twc.com" },
  { RRM_FIELD_INCOMING_PORT, "993", -1, FALSE, NULL },
  { RRM_FIELD_INCOMING_PORT, " 993 ", -1, FALSE, NULL },
  { RRM_FIELD_INCOMING_PORT, "1", -1, FALSE, NULL },
  { RRM_FIELD_INCOMING_PORT, "65535", -1, FALSE, NULL },
  { RRM_FIELD_INCOMING_PORT, "", RRM_PROBLEM_PORT_EMPTY, TRUE, NULL },
  { RRM_FIELD_INCOMING_PORT, "0", RRM_PROBLEM_PORT_RANGE, TRUE, NULL },
  { RRM_FIELD_INCOMING_PORT, "65536", RRM_PROBLEM_PORT_RANGE, TRUE, NULL },
  { RRM_FIELD_OUTGOING_PORT, "70000", RRM_PROBLEM_PORT_RANGE, TRUE, NULL },
  { RRM_FIELD_OUTGOING_PORT, "-5", RRM_PROBLEM_PORT_RANGE, TRUE, NULL },
  { RRM_FIELD_OUTGOING_PORT, "99999999999999999999999", RRM_PROBLEM_PORT_RANGE, TRUE, NULL },
  { RRM_FIELD_OUTGOING_PORT, "five", RRM_PROBLEM_PORT_NOT_A_NUMBER, TRUE, NULL },
  { RRM_FIELD_OUTGOING_PORT, "5.87", RRM_PROBLEM_PORT_NOT_A_NUMBER, TRUE, NULL },
  { RRM_FIELD_INCOMING_USERNAME, "pat@nc.rr.com", -1, FALSE, NULL },
  { RRM_FIELD_INCOMING_USERNAME, "jörg@nc.rr.com", -1, FALSE, NULL },
  { RRM_FIELD_INCOMING_USERNAME, "", RRM_PROBLEM_USERNAME_EMPTY, TRUE, NULL },
  { RRM_FIELD_INCOMING_USERNAME, "pat\r\nQUIT", RRM_PROBLEM_USERNAME_CONTROL, TRUE, NULL },
  { RRM_FIELD_OUTGOING_USERNAME, "pat", RRM_PROBLEM_USERNAME_NO_DOMAIN, FALSE, "pat@nc.rr.com" },
};

static void
test_inputs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      const Input *input = &inputs[i];
      g_autoptr (RrmDraft) draft = rrm_draft_new ();
      g_autoptr (RrmProblem) problem = NULL;

      g_test_message ("field %d: “%s”", (int) input->field, input->text);
      rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "pat@nc.rr.com");
      rrm_draft_set_text (draft, input->field, input->text);
      problem = rrm_draft_check (draft, input->field);
      g_assert_cmpint (problem != NULL ? (int) problem->code : -1, ==, input->code);
      if (problem == NULL)
        continue;
      g_assert_cmpint (problem->blocking, ==, input->blocking);
      g_assert_cmpstr (problem->suggestion, ==, input->suggestion);
    }
}

static void
test_huge (void)
{
  static const struct
  {
    RrmField field;
    RrmProblemCode code;
  } fields[] = {
    { RRM_FIELD_NAME, RRM_PROBLEM_NAME_TOO_LONG },
    { RRM_FIELD_ADDRESS, RRM_PROBLEM_ADDRESS_TOO_LONG },
    { RRM_FIELD_INCOMING_SERVER, RRM_PROBLEM_SERVER_TOO_LONG },
    { RRM_FIELD_INCOMING_USERNAME, RRM_PROBLEM_USERNAME_TOO_LONG },
  };
  g_autofree char *huge = g_strnfill (1000000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (RrmDraft) draft = rrm_draft_new ();
      g_autoptr (RrmProblem) problem = NULL;

      rrm_draft_set_text (draft, fields[i].field, huge);
      problem = rrm_draft_check (draft, fields[i].field);
      g_assert_nonnull (problem);
      g_assert_cmpint (problem->code, ==, fields[i].code);
      /* Nothing of it is lost. */
      g_assert_cmpuint (strlen (rrm_draft_get_text (draft, fields[i].field)), ==, 1000000);
    }
}

static void
check_password (const char *text,
                gssize length,
                int code)
{
  g_autoptr (RrmDraft) draft = rrm_draft_new ();
  g_autoptr (RrmSecret) secret = text != NULL ? rrm_secret_new (text, length) : NULL;
  g_autoptr (RrmProblem) problem = NULL;

  rrm_draft_set_password (draft, secret);
  problem = rrm_draft_check (draft, RRM_FIELD_PASSWORD);
  g_assert_cmpint (problem != NULL ? (int) problem->code : -1, ==, code);
  if (problem != NULL)
    g_assert_cmpint (problem->blocking, ==, code != RRM_PROBLEM_PASSWORD_EDGE_BLANKS);
}

static void
test_passwords (void)
{
  g_autofree char *huge = g_strnfill (100000, 'x');

  check_password (NULL, 0, RRM_PROBLEM_PASSWORD_EMPTY);
  check_password ("", 0, RRM_PROBLEM_PASSWORD_EMPTY);
  check_password ("  \t ", -1, RRM_PROBLEM_PASSWORD_BLANK);
  check_password ("open\nsesame", -1, RRM_PROBLEM_PASSWORD_CONTROL);
  check_password ("open\0sesame", 11, RRM_PROBLEM_PASSWORD_CONTROL);
  check_password (huge, -1, RRM_PROBLEM_PASSWORD_TOO_LONG);
  check_password (" open sesame", -1, RRM_PROBLEM_PASSWORD_EDGE_BLANKS);
  check_password ("open sesame", -1, -1);
  check_password ("ünïcödé ☂", -1, -1);
}

/* Each problem has a sentence, no two have the same, and none is left with a gap. */
static void
test_sentences (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < RRM_N_PROBLEM_CODES; i++)
    {
      g_autoptr (RrmProblem) problem = rrm_problem_new ((RrmProblemCode) i, TRUE);
      char *sentence;

      problem->suggestion = g_strdup ("THIS");
      sentence = rrm_problem_describe (problem);
      g_assert_cmpstr (sentence, !=, "");
      g_assert_null (strchr (sentence, '%'));
      g_assert_true (g_hash_table_add (seen, sentence));
    }
}

static const char *
port (RrmDraft *draft,
      gboolean outgoing)
{
  return rrm_draft_get_text (draft, outgoing ? RRM_FIELD_OUTGOING_PORT : RRM_FIELD_INCOMING_PORT);
}

/* The port follows security and protocol, the way both known programs do. */
static void
test_port_follows (void)
{
  g_autoptr (RrmDraft) draft = rrm_draft_new ();
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_IMAP, "imap.example.com", 993, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "smtp.example.com", 465, RRM_SECURITY_TLS);

  rrm_draft_load_service (draft, incoming);
  rrm_draft_load_service (draft, outgoing);
  rrm_draft_set_security (draft, FALSE, RRM_SECURITY_STARTTLS);
  g_assert_cmpstr (port (draft, FALSE), ==, "143");
  rrm_draft_set_protocol (draft, RRM_PROTOCOL_POP3);
  g_assert_cmpstr (port (draft, FALSE), ==, "110");
  rrm_draft_set_security (draft, FALSE, RRM_SECURITY_TLS);
  g_assert_cmpstr (port (draft, FALSE), ==, "995");
  g_assert_cmpint (rrm_draft_get_port_note (draft, FALSE), ==, RRM_PORT_NOTE_USUAL);

  rrm_draft_set_security (draft, TRUE, RRM_SECURITY_STARTTLS);
  g_assert_cmpstr (port (draft, TRUE), ==, "587");

  /* A port of one's own stays, and it is said that it is not the usual one. */
  rrm_draft_set_text (draft, RRM_FIELD_OUTGOING_PORT, "2525");
  rrm_draft_set_security (draft, TRUE, RRM_SECURITY_TLS);
  g_assert_cmpstr (port (draft, TRUE), ==, "2525");
  g_assert_cmpint (rrm_draft_get_port_note (draft, TRUE), ==, RRM_PORT_NOTE_UNUSUAL);
}

/* This provider uses 587 for every kind. */
static void
test_port_of_provider (void)
{
  g_autoptr (RrmDraft) draft = rrm_draft_new ();
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_AUTO);

  rrm_draft_load_service (draft, outgoing);
  rrm_draft_set_security (draft, TRUE, RRM_SECURITY_TLS);
  g_assert_cmpstr (port (draft, TRUE), ==, "587");
  g_assert_cmpint (rrm_draft_get_port_note (draft, TRUE), ==, RRM_PORT_NOTE_PROVIDER);
  rrm_draft_set_text (draft, RRM_FIELD_OUTGOING_PORT, "465");
  g_assert_cmpint (rrm_draft_get_port_note (draft, TRUE), ==, RRM_PORT_NOTE_USUAL);
  rrm_draft_set_text (draft, RRM_FIELD_OUTGOING_PORT, "70000");
  g_assert_cmpint (rrm_draft_get_port_note (draft, TRUE), ==, RRM_PORT_NOTE_NONE);
}

static void
on_changed (RrmDraft *draft,
            guint field,
            guint *fields)
{
  *fields |= 1u << field;
}

static void
test_username_follows (void)
{
  g_autoptr (RrmDraft) draft = rrm_draft_new ();
  guint changed = 0;

  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "pat@nc.rr.com");
  rrm_draft_set_text (draft, RRM_FIELD_INCOMING_USERNAME, "pat@nc.rr.com");
  rrm_draft_set_text (draft, RRM_FIELD_OUTGOING_USERNAME, "relay");
  g_signal_connect (draft, "changed", G_CALLBACK (on_changed), &changed);
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "kim@nc.rr.com");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_USERNAME), ==, "kim@nc.rr.com");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_USERNAME), ==, "relay");
  g_assert_cmphex (changed, ==, 1u << RRM_FIELD_ADDRESS | 1u << RRM_FIELD_INCOMING_USERNAME);

  /* All of it is selected, and another one typed over it. */
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_USERNAME), ==, "kim@nc.rr.com");
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "l");
  rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, "lee@nc.rr.com");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_INCOMING_USERNAME), ==, "lee@nc.rr.com");
  g_assert_cmpstr (rrm_draft_get_text (draft, RRM_FIELD_OUTGOING_USERNAME), ==, "relay");
}

static void
test_account (void)
{
  g_autoptr (RrmDraft) draft = rrm_draft_new ();
  g_autoptr (RrmAccount) account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmAccount) back = NULL;
  g_autoptr (RrmSecret) password = rrm_secret_new ("open sesame", -1);
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_POP3, "mail.twc.com", 995, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_AUTO);

  rrm_service_settings_set_username (incoming, "pat@nc.rr.com");
  rrm_service_settings_set_username (outgoing, "pat@nc.rr.com");
  rrm_service_settings_set_auth (outgoing, RRM_AUTH_CRAM_MD5);
  rrm_account_set_name (account, "Pat Doe");
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_password (account, password);
  rrm_account_set_sent_folder (account, "Sent");

  rrm_draft_load_account (draft, account);
  back = rrm_draft_to_account (draft);
  g_assert_cmpstr (rrm_account_get_address (back), ==, "pat@nc.rr.com");
  g_assert_cmpstr (rrm_account_get_name (back), ==, "Pat Doe");
  g_assert_cmpstr (rrm_account_get_sent_folder (back), ==, "Sent");
  g_assert_true (rrm_service_settings_equal (rrm_account_get_incoming (back), incoming));
  g_assert_true (rrm_service_settings_equal (rrm_account_get_outgoing (back), outgoing));
  g_assert_true (rrm_secret_equal (rrm_account_get_password (back, FALSE), password));
}

static void
test_source (void)
{
  g_autoptr (RrmDraft) draft = rrm_draft_new ();
  g_autoptr (RrmServiceSettings) service =
    rrm_service_settings_new (RRM_PROTOCOL_IMAP, "mail.twc.com", 993, RRM_SECURITY_TLS);

  rrm_service_settings_set_source (service, RRM_SOURCE_MAP);
  rrm_draft_load_service (draft, service);
  g_assert_cmpint (rrm_draft_get_source (draft, FALSE), ==, RRM_SOURCE_MAP);
  rrm_draft_set_text (draft, RRM_FIELD_INCOMING_SERVER, "imap.example.com");
  g_assert_cmpint (rrm_draft_get_source (draft, FALSE), ==, RRM_SOURCE_PERSON);
}

static void
test_fields (void)
{
  RrmField field;

  for (guint i = RRM_FIELD_INCOMING_SERVER; i <= RRM_FIELD_INCOMING_AUTH; i++)
    {
      RrmField twin = rrm_field_for ((RrmField) i, TRUE);

      g_assert_true (rrm_field_is_outgoing (twin));
      g_assert_false (rrm_field_is_outgoing ((RrmField) i));
      g_assert_cmpint (rrm_field_incoming (twin), ==, i);
    }
  g_assert_true (rrm_field_for_key ("outgoing.security", &field));
  g_assert_cmpint (field, ==, RRM_FIELD_OUTGOING_SECURITY);
  g_assert_false (rrm_field_for_key ("entry", &field));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draft/inputs", test_inputs);
  g_test_add_func ("/draft/huge", test_huge);
  g_test_add_func ("/draft/passwords", test_passwords);
  g_test_add_func ("/draft/sentences", test_sentences);
  g_test_add_func ("/draft/port-follows", test_port_follows);
  g_test_add_func ("/draft/port-of-provider", test_port_of_provider);
  g_test_add_func ("/draft/username-follows", test_username_follows);
  g_test_add_func ("/draft/account", test_account);
  g_test_add_func ("/draft/source", test_source);
  g_test_add_func ("/draft/fields", test_fields);

  return g_test_run ();
}
