/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/server-url.h"

static void
test_right (void)
{
  static const struct
  {
    const char *text;
    gboolean outgoing;
    RrmProtocol protocol;
    RrmSecurity security;
    const char *username;
    const char *host;
    guint port;
  } cases[] = {
    { "imaps://h.example", FALSE, RRM_PROTOCOL_IMAP, RRM_SECURITY_TLS, NULL, "h.example", 993 },
    { "IMAP://H.Example:1143", FALSE, RRM_PROTOCOL_IMAP, RRM_SECURITY_STARTTLS, NULL, "h.example",
      1143 },
    { "imap+auto://h", FALSE, RRM_PROTOCOL_IMAP, RRM_SECURITY_AUTO, NULL, "h", 993 },
    { "imap+cleartext://h", FALSE, RRM_PROTOCOL_IMAP, RRM_SECURITY_NONE, NULL, "h", 143 },
    { "pop3s://pat@nc.rr.com@h", FALSE, RRM_PROTOCOL_POP3, RRM_SECURITY_TLS, "pat@nc.rr.com", "h",
      995 },
    { "pop3://a%40b%3Ac@h", FALSE, RRM_PROTOCOL_POP3, RRM_SECURITY_STARTTLS, "a@b:c", "h", 110 },
    { "smtps://[::1]:2465", TRUE, RRM_PROTOCOL_SMTP, RRM_SECURITY_TLS, NULL, "::1", 2465 },
    { "smtp://[2001:db8::1]", TRUE, RRM_PROTOCOL_SMTP, RRM_SECURITY_STARTTLS, NULL, "2001:db8::1",
      587 },
    { "smtp+auto://127.0.0.1", TRUE, RRM_PROTOCOL_SMTP, RRM_SECURITY_AUTO, NULL, "127.0.0.1", 587 },
    { "pop3", FALSE, RRM_PROTOCOL_POP3, RRM_SECURITY_AUTO, NULL, NULL, 0 },
    { "imap", FALSE, RRM_PROTOCOL_IMAP, RRM_SECURITY_AUTO, NULL, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RrmServerUrl) url =
        rrm_server_url_parse (cases[i].text, cases[i].outgoing, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_no_error (error);
      g_assert_cmpint (url->protocol, ==, cases[i].protocol);
      g_assert_cmpint (url->security, ==, cases[i].security);
      g_assert_cmpstr (url->username, ==, cases[i].username);
      g_assert_cmpstr (url->host, ==, cases[i].host);
      g_assert_cmpuint (url->port, ==, cases[i].port);
    }
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *text;
    gboolean outgoing;
    RrmServerUrlError error;
  } cases[] = {
    { "", FALSE, RRM_SERVER_URL_ERROR_FORM },
    { "mail.twc.com", FALSE, RRM_SERVER_URL_ERROR_FORM },
    { "smtp", TRUE, RRM_SERVER_URL_ERROR_FORM },
    { "http://h", FALSE, RRM_SERVER_URL_ERROR_SCHEME },
    { "smtps://h", FALSE, RRM_SERVER_URL_ERROR_DIRECTION },
    { "imaps://h", TRUE, RRM_SERVER_URL_ERROR_DIRECTION },
    { "imaps://u:p@h", FALSE, RRM_SERVER_URL_ERROR_PASSWORD },
    { "imaps://@h", FALSE, RRM_SERVER_URL_ERROR_USERNAME },
    { "imaps://a%0d%0ab@h", FALSE, RRM_SERVER_URL_ERROR_USERNAME },
    { "imaps://a%00b@h", FALSE, RRM_SERVER_URL_ERROR_USERNAME },
    { "imaps://h/", FALSE, RRM_SERVER_URL_ERROR_PATH },
    { "imaps://h?x=y", FALSE, RRM_SERVER_URL_ERROR_PATH },
    { "imaps://h:0", FALSE, RRM_SERVER_URL_ERROR_PORT },
    { "imaps://h:70000", FALSE, RRM_SERVER_URL_ERROR_PORT },
    { "imaps://h:", FALSE, RRM_SERVER_URL_ERROR_PORT },
    { "imaps://h:+993", FALSE, RRM_SERVER_URL_ERROR_PORT },
    { "imaps://::1", FALSE, RRM_SERVER_URL_ERROR_BRACKETS },
    { "imaps://[::1", FALSE, RRM_SERVER_URL_ERROR_BRACKETS },
    { "imaps://", FALSE, RRM_SERVER_URL_ERROR_HOST },
    { "imaps://a b", FALSE, RRM_SERVER_URL_ERROR_HOST },
    { "imaps://[nothing]", FALSE, RRM_SERVER_URL_ERROR_HOST },
    { "imaps://\xff", FALSE, RRM_SERVER_URL_ERROR_FORM },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RrmServerUrl) url =
        rrm_server_url_parse (cases[i].text, cases[i].outgoing, &error);

      g_test_message ("case %u", i);
      g_assert_null (url);
      g_assert_error (error, RRM_SERVER_URL_ERROR, (int) cases[i].error);
    }
}

static void
test_format (void)
{
  static const char *const texts[] = {
    "imaps://mail.twc.com", "pop3s://mail.twc.com:1995", "imap://h", "smtp+auto://h",
    "imap+cleartext://h", "smtps://[2001:db8::1]", "smtp://[::1]:25", "imaps://pat@h",
    "imaps://pat%40other.example@h", "pop3://a%3Ab%20%24%28c%29%3B%27@h:10110",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gboolean outgoing = g_str_has_prefix (texts[i], "smtp");
      g_autoptr (RrmServerUrl) url = rrm_server_url_parse (texts[i], outgoing, NULL);
      g_autoptr (RrmServiceSettings) settings =
        rrm_service_settings_new (url->protocol, url->host, url->port, url->security);
      g_autofree char *text = NULL;

      rrm_service_settings_set_username (settings, url->username != NULL ? url->username
                                                                        : "pat@nc.rr.com");
      text = rrm_server_url_format (settings, "pat@nc.rr.com");
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server-url/right", test_right);
  g_test_add_func ("/server-url/wrong", test_wrong);
  g_test_add_func ("/server-url/format", test_format);

  return g_test_run ();
}
