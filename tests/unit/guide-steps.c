/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide.h"

#include <locale.h>
#include <string.h>

#define SECRET "guide-secret-7391"

/* Where a guide names the values of a server. */
typedef struct
{
  const char *host;
  const char *port;
  const char *username;
  const char *security;
  const char *tls;
  const char *starttls;
} Side;

/* NULL: the program has no such field of its own, or a check box without a value. */
typedef struct
{
  const char *client;
  Side imap;
  Side pop3;
  Side smtp;
  /* The field of the outgoing user name appears only where it is not the incoming one. */
  gboolean own_login_only;
} Expected;

#define OUTLOOK_ENCRYPTION "Use the following type of encrypted connection"
#define OUTLOOK_MAC_SSL "Use SSL to connect (recommended)"

static const Expected expected[] = {
  { "outlook",
    { "Incoming mail server", "Incoming server (IMAP)", "User Name", OUTLOOK_ENCRYPTION, "SSL/TLS",
      "STARTTLS" },
    { "Incoming mail server", "Incoming server (POP3)", "User Name", NULL, NULL, NULL },
    { "Outgoing mail server (SMTP)", "Outgoing server (SMTP)", "User Name", OUTLOOK_ENCRYPTION,
      "SSL/TLS", "STARTTLS" },
    TRUE },
  { "outlook-new",
    { "Incoming server", "Port", "User name", "Secure connection type", "SSL/TLS", "STARTTLS" },
    { "Incoming server", "Port", "User name", "Secure connection type", "SSL/TLS", "STARTTLS" },
    { "Outgoing server", "Port", "User name", "Secure connection type", "SSL/TLS", "STARTTLS" },
    FALSE },
  { "outlook-mac",
    { "Incoming server", "Override default port", "User name", OUTLOOK_MAC_SSL, "On", "On" },
    { "Incoming server", "Override default port", "User name", OUTLOOK_MAC_SSL, "On", "On" },
    { "Outgoing server", "Override default port", "User name", OUTLOOK_MAC_SSL, "On", "On" },
    TRUE },
  { "thunderbird",
    { "Hostname", "Port", "Username", "Connection security", "SSL/TLS", "STARTTLS" },
    { "Hostname", "Port", "Username", "Connection security", "SSL/TLS", "STARTTLS" },
    { "Hostname", "Port", "Username", "Connection security", "SSL/TLS", "STARTTLS" },
    FALSE },
  { "apple-mail",
    { "Incoming Mail Server", "Port", "User Name", "Use TLS/SSL", "On", "On" },
    { "Incoming Mail Server", "Port", "User Name", "Use TLS/SSL", "On", "On" },
    { "Outgoing Mail Server", "Port", "User Name", "Use TLS/SSL", "On", "On" },
    FALSE },
  { "iphone",
    { "Host Name", "Server Port", "User Name", "Use SSL", "On", "On" },
    { "Host Name", "Server Port", "User Name", "Use SSL", "On", "On" },
    { "Host Name", "Server Port", "User Name", "Use SSL", "On", "On" },
    FALSE },
  { "gmail-app",
    { "Server", "Port", "Username", "Security type", "SSL/TLS", "STARTTLS" },
    { "Server", "Port", "Username", "Security type", "SSL/TLS", "STARTTLS" },
    { "SMTP server", "Port", "Username", "Security type", "SSL/TLS", "STARTTLS" },
    FALSE },
  { "samsung-email",
    { "IMAP server", "Port", "User name", "Security type", "SSL", "TLS" },
    { "POP3 server", "Port", "User name", "Security type", "SSL", "TLS" },
    { "SMTP server", "Port", "User name", "Security type", "SSL", "TLS" },
    FALSE },
  { "evolution",
    { "Server", "Port", "Username", "Encryption method", "TLS on a dedicated port",
      "STARTTLS after connecting" },
    { "Server", "Port", "Username", "Encryption method", "TLS on a dedicated port",
      "STARTTLS after connecting" },
    { "Server", "Port", "Username", "Encryption method", "TLS on a dedicated port",
      "STARTTLS after connecting" },
    FALSE },
  { "geary",
    { "IMAP server", "IMAP server", "Login name", "Connection security", "TLS", "StartTLS" },
    { NULL },
    { "SMTP server", "SMTP server", "Login name", "Connection security", "TLS", "StartTLS" },
    TRUE },
  { "kmail",
    { "IMAP Server", "Port", "Username", "Encryption", "SSL/TLS", "STARTTLS" },
    { "Incoming mail server", "Port", "Username", "Encryption", "SSL/TLS", "STARTTLS" },
    { "Outgoing mail server", "Port", "Login", "Encryption", "SSL/TLS", "STARTTLS" },
    FALSE },
  { "any",
    { "Server", "Port", "User name", "Connection security", "SSL/TLS", "STARTTLS" },
    { "Server", "Port", "User name", "Connection security", "SSL/TLS", "STARTTLS" },
    { "Server", "Port", "User name", "Connection security", "SSL/TLS", "STARTTLS" },
    FALSE },
};

static RrmAccount *
create_account (RrmProtocol protocol,
                RrmSecurity incoming_security,
                RrmSecurity outgoing_security,
                gboolean own_login)
{
  RrmAccount *account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (protocol, "in.example.org", 1993, incoming_security);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "out.example.org", 1587, outgoing_security);
  g_autoptr (RrmSecret) secret = rrm_secret_new (SECRET, -1);

  rrm_service_settings_set_username (incoming, "reader");
  rrm_service_settings_set_username (outgoing, own_login ? "writer" : "reader");
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_name (account, "Pat Doe");
  rrm_account_set_password (account, secret);

  return account;
}

/* The place of the one step that asks for @value in @label, or -1. */
static int
find_step (RrmGuide *guide,
           const char *label,
           const char *value,
           guint from)
{
  for (guint i = from; i < guide->steps->len; i++)
    {
      RrmGuideStep *step = g_ptr_array_index (guide->steps, i);

      if (step->value != NULL && g_str_equal (step->value, value) &&
          g_strcmp0 (step->label, label) == 0)
        return (int) i;
    }

  return -1;
}

static guint
count_value (RrmGuide *guide,
             const char *value)
{
  guint n = 0;

  for (guint i = 0; i < guide->steps->len; i++)
    n += g_strcmp0 (((RrmGuideStep *) g_ptr_array_index (guide->steps, i))->value, value) == 0;

  return n;
}

static const RrmGuideStep *
find_text (RrmGuide *guide,
           const char *part)
{
  for (guint i = 0; i < guide->steps->len; i++)
    {
      RrmGuideStep *step = g_ptr_array_index (guide->steps, i);

      if (strstr (step->text, part) != NULL)
        return step;
    }

  return NULL;
}

static void
assert_clean (const char *text)
{
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_null (strpbrk (text, "{}!"));
  g_assert_null (strstr (text, SECRET));
  g_assert_null (strstr (text, "(null)"));
}

static void
assert_all_clean (RrmGuide *guide)
{
  assert_clean (guide->title);
  g_assert_nonnull (strstr (guide->title, "pat@nc.rr.com"));
  for (guint i = 0; i < guide->steps->len; i++)
    {
      RrmGuideStep *step = g_ptr_array_index (guide->steps, i);

      assert_clean (step->text);
      g_assert_cmpint (g_str_has_suffix (step->text, ":"), ==, step->value != NULL);
      if (step->value == NULL)
        continue;
      assert_clean (step->value);
      assert_clean (step->label);
    }
  g_assert_nonnull (guide->notes[0]);
  for (guint i = 0; guide->notes[i] != NULL; i++)
    assert_clean (guide->notes[i]);
}

static void
assert_side (RrmGuide *guide,
             const Side *side,
             const char *host,
             guint port,
             RrmSecurity security,
             guint from)
{
  g_autofree char *number = g_strdup_printf ("%u", port);
  g_autofree char *both = g_strdup_printf ("%s:%u", host, port);
  gboolean together = g_str_equal (side->host, side->port);
  const char *word = security == RRM_SECURITY_TLS ? side->tls : side->starttls;
  int port_step = find_step (guide, side->port, together ? both : number, 0);

  g_assert_cmpint (find_step (guide, side->host, together ? both : host, 0), >=, 0);
  g_assert_cmpint (port_step, >=, 0);
  g_assert_cmpuint (count_value (guide, together ? both : number), ==, 1);
  if (!together)
    g_assert_cmpuint (count_value (guide, host), ==, 1);
  if (side->security == NULL)
    {
      g_assert_nonnull (find_text (guide, "Check the box “This server requires an encrypted"));
      return;
    }

  g_assert_cmpint (find_step (guide, side->security, word, from), >=, 0);
  /* Choosing the encryption may set the port. The sheet has no order, and Geary no port field. */
  if (guide->numbered && !together)
    g_assert_cmpint (find_step (guide, side->security, word, from), <, port_step);
}

static void
assert_values (RrmGuide *guide,
               const Expected *expect,
               RrmProtocol protocol,
               RrmSecurity incoming,
               RrmSecurity outgoing,
               gboolean own_login)
{
  const Side *in = protocol == RRM_PROTOCOL_IMAP ? &expect->imap : &expect->pop3;
  guint half = 0;

  assert_side (guide, in, "in.example.org", 1993, incoming, 0);
  if (in->security != NULL)
    half = (guint) find_step (guide, in->security,
                              incoming == RRM_SECURITY_TLS ? in->tls : in->starttls, 0) + 1;
  assert_side (guide, &expect->smtp, "out.example.org", 1587, outgoing, half);

  g_assert_cmpint (find_step (guide, in->username, "reader", 0), >=, 0);
  if (own_login)
    {
      g_assert_cmpint (find_step (guide, expect->smtp.username, "writer", 0), >, 0);
      g_assert_cmpuint (count_value (guide, "writer"), ==, 1);
    }
  g_assert_cmpuint (count_value (guide, "reader"), ==, own_login || expect->own_login_only ? 1 : 2);
  g_assert_cmpuint (count_value (guide, "pat@nc.rr.com"), ==, 1);
  g_assert_cmpuint (count_value (guide, "Pat Doe"), ==, 1);
}

static gboolean
is_refused (const char *client,
            RrmProtocol protocol,
            RrmSecurity incoming)
{
  if (protocol != RRM_PROTOCOL_POP3)
    return FALSE;

  return g_str_equal (client, "geary") ||
         (g_str_equal (client, "outlook") && incoming == RRM_SECURITY_STARTTLS);
}

static void
test_client (gconstpointer data)
{
  const Expected *expect = data;
  const RrmProtocol protocols[] = { RRM_PROTOCOL_IMAP, RRM_PROTOCOL_POP3 };
  const RrmSecurity securities[] = { RRM_SECURITY_TLS, RRM_SECURITY_STARTTLS };

  for (guint i = 0; i < 16; i++)
    {
      RrmProtocol protocol = protocols[i & 1];
      RrmSecurity incoming = securities[(i >> 1) & 1];
      RrmSecurity outgoing = securities[(i >> 2) & 1];
      gboolean own_login = (i & 8) != 0;
      g_autoptr (RrmAccount) account = create_account (protocol, incoming, outgoing, own_login);
      g_autoptr (GError) error = NULL;
      g_autoptr (RrmGuide) guide = rrm_guide_new (expect->client, account, &error);

      if (is_refused (expect->client, protocol, incoming))
        {
          g_assert_error (error, RRM_GUIDE_ERROR, RRM_GUIDE_ERROR_REFUSED);
          assert_clean (error->message);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (guide->client, ==, expect->client);
      assert_all_clean (guide);
      assert_values (guide, expect, protocol, incoming, outgoing, own_login);
    }
}

static void
test_all_listed (void)
{
  g_auto (GStrv) clients = rrm_guide_list_clients ();

  g_assert_cmpuint (g_strv_length (clients), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; clients[i] != NULL; i++)
    {
      g_assert_cmpstr (clients[i], ==, expected[i].client);
      g_assert_nonnull (rrm_guide_get_client_name (clients[i]));
    }
  g_assert_null (rrm_guide_get_client_name ("outlook-old"));
}

static void
assert_refused (const char *client,
                RrmAccount *account,
                RrmGuideError code,
                const char *part)
{
  g_autoptr (GError) error = NULL;
  RrmGuide *guide = rrm_guide_new (client, account, &error);

  g_assert_null (guide);
  g_assert_error (error, RRM_GUIDE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, part));
  assert_clean (error->message);
}

static void
test_refusals (void)
{
  g_autoptr (RrmAccount) account =
    create_account (RRM_PROTOCOL_IMAP, RRM_SECURITY_TLS, RRM_SECURITY_TLS, FALSE);
  RrmServiceSettings *outgoing = rrm_account_get_outgoing (account);

  assert_refused ("outlook-old", account, RRM_GUIDE_ERROR_NO_SUCH_CLIENT, "outlook-old");

  rrm_service_settings_set_security (outgoing, RRM_SECURITY_AUTO);
  assert_refused ("any", account, RRM_GUIDE_ERROR_REFUSED, "Test the account first");
  rrm_service_settings_set_security (outgoing, RRM_SECURITY_TLS);

  rrm_service_settings_set_auth (outgoing, RRM_AUTH_CRAM_MD5);
  assert_refused ("geary", account, RRM_GUIDE_ERROR_REFUSED, "CRAM-MD5");
  rrm_service_settings_set_auth (outgoing, RRM_AUTH_AUTO);

  rrm_service_settings_set_host (outgoing, "out example");
  assert_refused ("kmail", account, RRM_GUIDE_ERROR_REFUSED, "out example");
  rrm_service_settings_set_host (outgoing, "out.example.org");

  rrm_account_set_name (account, "Pat\nDoe");
  assert_refused ("iphone", account, RRM_GUIDE_ERROR_REFUSED, "Your name");
  rrm_account_set_name (account, "Pat Doe");

  rrm_account_set_outgoing (account, NULL);
  assert_refused ("iphone", account, RRM_GUIDE_ERROR_REFUSED, "for sending");
}

/* A guide names other ways to sign in only where the program has them. */
static void
test_auth (void)
{
  g_autoptr (RrmAccount) account =
    create_account (RRM_PROTOCOL_IMAP, RRM_SECURITY_TLS, RRM_SECURITY_TLS, FALSE);
  g_autoptr (RrmGuide) normal = rrm_guide_new ("thunderbird", account, NULL);
  g_autoptr (RrmGuide) encrypted = NULL;
  g_autoptr (RrmGuide) none = NULL;

  g_assert_cmpuint (count_value (normal, "Normal password"), ==, 2);

  rrm_service_settings_set_auth (rrm_account_get_incoming (account), RRM_AUTH_CRAM_MD5);
  encrypted = rrm_guide_new ("thunderbird", account, NULL);
  g_assert_cmpuint (count_value (encrypted, "Normal password"), ==, 1);
  g_assert_cmpuint (count_value (encrypted, "Encrypted password"), ==, 1);

  rrm_service_settings_set_auth (rrm_account_get_outgoing (account), RRM_AUTH_NONE);
  none = rrm_guide_new ("thunderbird", account, NULL);
  g_assert_cmpuint (count_value (none, "No authentication"), ==, 1);
  g_assert_cmpuint (count_value (none, "reader"), ==, 1);
}

static void
test_no_outgoing_login (void)
{
  g_autoptr (RrmAccount) account =
    create_account (RRM_PROTOCOL_IMAP, RRM_SECURITY_TLS, RRM_SECURITY_TLS, TRUE);

  rrm_service_settings_set_auth (rrm_account_get_outgoing (account), RRM_AUTH_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (RrmGuide) guide = rrm_guide_new (expected[i].client, account, NULL);

      assert_all_clean (guide);
      g_assert_cmpuint (count_value (guide, "writer"), ==, 0);
      g_assert_cmpuint (count_value (guide, "reader"), ==, 1);
    }
}

static void
test_leave_on_server (void)
{
  g_autoptr (RrmAccount) account =
    create_account (RRM_PROTOCOL_POP3, RRM_SECURITY_TLS, RRM_SECURITY_TLS, FALSE);
  g_autoptr (RrmGuide) stays = NULL;
  g_autoptr (RrmGuide) days = NULL;
  g_autoptr (RrmGuide) goes = NULL;
  g_autoptr (RrmGuide) imap = NULL;

  rrm_account_set_leave_on_server (account, TRUE);
  stays = rrm_guide_new ("outlook", account, NULL);
  g_assert_nonnull (find_text (stays, "Check the box “Leave a copy of messages on the server”"));
  g_assert_nonnull (find_text (stays, "Uncheck the box “Remove from server after”"));

  rrm_account_set_remove_after_days (account, 21);
  days = rrm_guide_new ("outlook", account, NULL);
  g_assert_cmpint (find_step (days, "Remove from server after", "21", 0), >, 0);
  g_assert_null (find_text (days, "Uncheck the box “Remove from server after”"));

  rrm_account_set_leave_on_server (account, FALSE);
  goes = rrm_guide_new ("outlook", account, NULL);
  g_assert_nonnull (find_text (goes, "Uncheck the box “Leave a copy of messages on the server”"));
  g_assert_cmpuint (count_value (goes, "21"), ==, 0);

  rrm_service_settings_set_protocol (rrm_account_get_incoming (account), RRM_PROTOCOL_IMAP);
  imap = rrm_guide_new ("outlook", account, NULL);
  g_assert_null (find_text (imap, "Leave a copy"));
}

/* An empty name and empty user names do not leave holes. */
static void
test_bare (void)
{
  g_autoptr (RrmAccount) account =
    create_account (RRM_PROTOCOL_IMAP, RRM_SECURITY_TLS, RRM_SECURITY_STARTTLS, FALSE);

  rrm_account_set_name (account, "");
  rrm_service_settings_set_username (rrm_account_get_incoming (account), "");
  rrm_service_settings_set_username (rrm_account_get_outgoing (account), "");
  rrm_service_settings_set_port (rrm_account_get_outgoing (account), 0);
  rrm_service_settings_set_host (rrm_account_get_incoming (account), "bücher.example");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (RrmGuide) guide = rrm_guide_new (expected[i].client, account, NULL);
      gboolean together = g_str_equal (expected[i].imap.host, expected[i].imap.port);

      assert_all_clean (guide);
      g_assert_cmpint (find_step (guide, expected[i].imap.username, "pat@nc.rr.com", 0), >=, 0);
      g_assert_cmpint (find_step (guide, expected[i].imap.host,
                                  together ? "xn--bcher-kva.example:1993" : "xn--bcher-kva.example",
                                  0), >=, 0);
      g_assert_cmpint (find_step (guide, expected[i].smtp.port,
                                  together ? "out.example.org:587" : "587", 0), >=, 0);
    }
}

/* What the account holds is data, whatever it looks like. */
static void
test_hostile_text (void)
{
  g_autoptr (RrmAccount) account =
    create_account (RRM_PROTOCOL_IMAP, RRM_SECURITY_TLS, RRM_SECURITY_TLS, FALSE);
  g_autoptr (RrmGuide) guide = NULL;

  rrm_account_set_name (account, "{incoming.host} %s `id`");
  guide = rrm_guide_new ("evolution", account, NULL);
  g_assert_cmpint (find_step (guide, "Full Name", "{incoming.host} %s `id`", 0), >=, 0);
}

static void
test_text (void)
{
  g_autoptr (RrmAccount) account =
    create_account (RRM_PROTOCOL_IMAP, RRM_SECURITY_TLS, RRM_SECURITY_TLS, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (RrmGuide) guide = rrm_guide_new (expected[i].client, account, NULL);
      g_autofree char *text = rrm_guide_to_text (guide);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      guint n = 0;

      g_assert_true (g_str_has_prefix (text, guide->title));
      for (guint j = 0; lines[j] != NULL; j++)
        {
          g_assert_cmpint (g_utf8_strlen (lines[j], -1), <=, 78);
          n += g_regex_match_simple ("^[ 0-9][0-9]\\. ", lines[j], 0, 0);
        }
      g_assert_cmpuint (n, ==, guide->numbered ? guide->steps->len : 0);
      g_assert_nonnull (strstr (text, guide->numbered ? "\n      Pat Doe\n"
                                                      : "\n  Your name: Pat Doe\n"));
    }
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *path = g_strconcat ("/guide/client/", expected[i].client, NULL);

      g_test_add_data_func (path, &expected[i], test_client);
    }
  g_test_add_func ("/guide/all-listed", test_all_listed);
  g_test_add_func ("/guide/refusals", test_refusals);
  g_test_add_func ("/guide/auth", test_auth);
  g_test_add_func ("/guide/no-outgoing-login", test_no_outgoing_login);
  g_test_add_func ("/guide/leave-on-server", test_leave_on_server);
  g_test_add_func ("/guide/bare", test_bare);
  g_test_add_func ("/guide/hostile-text", test_hostile_text);
  g_test_add_func ("/guide/text", test_text);

  return g_test_run ();
}
