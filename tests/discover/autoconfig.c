/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "discover/autoconfig.h"

#include <string.h>

/* A provider's file: what is taken from it, and what is refused. */

#define FILE_OF(servers)                                                                          \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig version=\"1.1\">\n"                  \
  "<emailProvider id=\"example.net\">\n" servers "</emailProvider>\n</clientConfig>\n"
#define SERVER(kind, type, host, port, socket)                                                    \
  "<" kind "Server type=\"" type "\"><hostname>" host "</hostname><port>" port "</port>"          \
  "<socketType>" socket "</socketType><username>%EMAILADDRESS%</username>"                        \
  "<authentication>password-cleartext</authentication></" kind "Server>\n"
#define IN(type, host, port, socket) SERVER ("incoming", type, host, port, socket)
#define OUT(host, port, socket) SERVER ("outgoing", "smtp", host, port, socket)

typedef struct
{
  const char *name;
  const char *text;
  gboolean good;
  /* What is taken, in order. */
  const char *servers;
} Case;

static const Case cases[] = {
  { "both", FILE_OF (IN ("imap", "imap.example.net", "993", "SSL")
                     IN ("pop3", "pop.example.net", "110", "STARTTLS")
                     OUT ("smtp.example.net", "465", "SSL")),
    TRUE, "imap imap.example.net 993 tls pat@example.net; "
          "pop3 pop.example.net 110 starttls pat@example.net; "
          "smtp smtp.example.net 465 tls pat@example.net; " },
  { "placeholders",
    FILE_OF ("<incomingServer type=\"imap\"><hostname>mail.%EMAILDOMAIN%</hostname>"
             "<port> 993 </port><socketType>SSL</socketType>"
             "<username>%EMAILLOCALPART%</username></incomingServer>"),
    TRUE, "imap mail.example.net 993 tls pat; " },
  { "no-login", FILE_OF ("<outgoingServer type=\"smtp\"><hostname>a.example</hostname>"
                         "<port>587</port><socketType>STARTTLS</socketType>"
                         "<authentication>none</authentication></outgoingServer>"),
    TRUE, "smtp a.example 587 starttls pat@example.net none; " },
  { "clear-text", FILE_OF (IN ("imap", "imap.example.net", "143", "plain")
                           IN ("imap", "imap.example.net", "993", "SSL")),
    TRUE, "imap imap.example.net 993 tls pat@example.net; " },
  { "twice", FILE_OF (OUT ("a.example", "465", "SSL") OUT ("a.example", "465", "SSL")), TRUE,
    "smtp a.example 465 tls pat@example.net; " },
  { "unknown-elements",
    FILE_OF ("<displayName>A &amp; B</displayName><incomingServer type=\"imap\">"
             "<hostname>a.example</hostname><x><hostname>evil.example</hostname></x>"
             "<port>993</port><socketType>SSL</socketType><oAuth2><issuer>b</issuer></oAuth2>"
             "</incomingServer><documentation url=\"x\"><descr>y</descr></documentation>"),
    TRUE, "imap a.example 993 tls pat@example.net; " },
  { "unknown-protocol", FILE_OF (IN ("exchange", "a.example", "443", "SSL")), TRUE, "" },
  { "incoming-smtp", FILE_OF (IN ("smtp", "a.example", "465", "SSL")), TRUE, "" },
  { "port-0", FILE_OF (IN ("imap", "a.example", "0", "SSL")), TRUE, "" },
  { "port-65536", FILE_OF (IN ("imap", "a.example", "65536", "SSL")), TRUE, "" },
  { "port-words", FILE_OF (IN ("imap", "a.example", "993x", "SSL")), TRUE, "" },
  { "host-with-blank", FILE_OF (IN ("imap", "a b", "993", "SSL")), TRUE, "" },
  { "host-with-path", FILE_OF (IN ("imap", "a.example/x", "993", "SSL")), TRUE, "" },
  { "no-host", FILE_OF ("<incomingServer type=\"imap\"><port>993</port>"
                        "<socketType>SSL</socketType></incomingServer>"),
    TRUE, "" },
  { "no-servers", FILE_OF (""), TRUE, "" },
  { "outside", "<clientConfig>" IN ("imap", "a.example", "993", "SSL") "</clientConfig>", TRUE,
    "" },
  { "another-file", "<html><body>Not found</body></html>", FALSE, "" },
  { "no-xml", "Not found", FALSE, "" },
  { "empty", "", FALSE, "" },
  { "unfinished", "<clientConfig><emailProvider>" IN ("imap", "a.example", "993", "SSL"), FALSE,
    "" },
  { "bad-nesting", "<clientConfig><emailProvider></clientConfig></emailProvider>", FALSE, "" },
  { "entity",
    "<!DOCTYPE clientConfig [<!ENTITY a \"x\">]>\n" FILE_OF (IN ("imap", "&a;", "993", "SSL")),
    FALSE, "" },
  { "external-entity",
    "<!DOCTYPE clientConfig [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n"
    FILE_OF (IN ("imap", "&a;", "993", "SSL")),
    FALSE, "" },
  { "unknown-entity", FILE_OF (IN ("imap", "&a;", "993", "SSL")), FALSE, "" },
  { "many-laughs",
    "<!DOCTYPE clientConfig [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
    "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>\n" FILE_OF (IN ("imap", "&c;", "993", "SSL")),
    FALSE, "" },
  { "no-utf-8", FILE_OF ("<displayName>\xff</displayName>"), FALSE, "" },
};

static void
append_all (GString *text,
            GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      RrmServiceSettings *settings = g_ptr_array_index (list, i);

      g_assert_cmpint (rrm_service_settings_get_source (settings), ==, RRM_SOURCE_AUTOCONFIG);
      g_string_append_printf (
        text, "%s %s %u %s %s%s; ",
        rrm_protocol_to_string (rrm_service_settings_get_protocol (settings)),
        rrm_service_settings_get_host (settings), rrm_service_settings_get_port (settings),
        rrm_security_to_string (rrm_service_settings_get_security (settings)),
        rrm_service_settings_get_username (settings),
        rrm_service_settings_get_auth (settings) == RRM_AUTH_NONE ? " none" : "");
    }
}

static RrmLookup *
parse (const char *text,
       gsize length,
       gboolean *good)
{
  g_autoptr (RrmAddress) address = rrm_address_parse ("pat@example.net", NULL);
  RrmLookup *lookup = rrm_lookup_new (address, RRM_SOURCE_AUTOCONFIG);
  /* Nothing behind it: whoever reads too far is seen by ASan. */
  g_autofree char *copy = g_memdup2 (text, length);

  *good = rrm_autoconfig_parse (copy != NULL ? copy : "", length, address, lookup);

  return lookup;
}

static void
test_case (gconstpointer data)
{
  const Case *example = data;
  gboolean good;
  g_autoptr (RrmLookup) lookup = parse (example->text, strlen (example->text), &good);
  g_autoptr (GString) servers = g_string_new (NULL);

  append_all (servers, lookup->incoming);
  append_all (servers, lookup->outgoing);
  g_assert_cmpstr (servers->str, ==, example->servers);
  g_assert_cmpint (good, ==, example->good);
}

static void
expect_refused (const GString *text)
{
  gboolean good;
  g_autoptr (RrmLookup) lookup = parse (text->str, text->len, &good);

  g_assert_false (good);
  g_assert_true (rrm_lookup_is_empty (lookup));
}

/* Too long, too deep, too many, and one long field. */
static void
test_limits (void)
{
  g_autoptr (GString) longest = g_string_new (FILE_OF (IN ("imap", "a.example", "993", "SSL")));
  g_autoptr (GString) deep = g_string_new ("<clientConfig>");
  g_autoptr (GString) many = g_string_new ("<clientConfig><emailProvider>");
  g_autoptr (GString) field = g_string_new ("<clientConfig><emailProvider>"
                                            "<incomingServer type=\"imap\"><hostname>");
  gboolean good;
  g_autoptr (RrmLookup) lookup = NULL;

  while (longest->len < RRM_AUTOCONFIG_MAX_SIZE)
    g_string_append_c (longest, '\n');
  lookup = parse (longest->str, longest->len, &good);
  g_assert_true (good);
  g_assert_cmpuint (lookup->incoming->len, ==, 1);
  g_string_append_c (longest, '\n');
  expect_refused (longest);

  for (guint i = 0; i < 40; i++)
    g_string_append (deep, "<a>");
  for (guint i = 0; i < 40; i++)
    g_string_append (deep, "</a>");
  g_string_append (deep, "</clientConfig>");
  expect_refused (deep);

  for (guint i = 0; i < 3000; i++)
    g_string_append (many, "<a/>");
  g_string_append (many, "</emailProvider></clientConfig>");
  expect_refused (many);

  for (guint i = 0; i < 2000; i++)
    g_string_append_c (field, 'a');
  g_string_append (field, "</hostname></incomingServer></emailProvider></clientConfig>");
  expect_refused (field);
}

/* Cut behind every byte it is no file, and tells of no server. */
static void
test_cut (void)
{
  const char *text = cases[0].text;
  gsize whole = strlen (text) - 1;

  for (gsize n = 0; n < whole; n++)
    {
      g_autoptr (GString) cut = g_string_new_len (text, (gssize) n);

      expect_refused (cut);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/autoconfig/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/autoconfig/limits", test_limits);
  g_test_add_func ("/autoconfig/cut", test_cut);

  return g_test_run ();
}
