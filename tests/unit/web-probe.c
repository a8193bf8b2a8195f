/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/web-probe.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *answer;
  guint status;
  gboolean expected;
  gint64 date;
} cases[] = {
  { "expected", "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\nIt is online\n", 200,
    TRUE, 784111777 },
  { "login-page", "HTTP/1.1 200 OK\r\n\r\n<html>Welcome to the hotel</html>", 200, FALSE, 0 },
  { "redirect", "HTTP/1.0 302 Found\r\nLocation: http://10.0.0.1/\r\n\r\n", 302, FALSE, 0 },
  { "date-in-any-case",
    "HTTP/1.1 200 OK\r\ndATE:Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\nIt is online", 200, TRUE,
    784111777 },
  { "bad-date", "HTTP/1.1 200 OK\r\nDate: Sun, 36 Nov 1994 08:49:37 GMT\r\n\r\nIt is online", 200,
    TRUE, 0 },
  { "other-date-form", "HTTP/1.1 200 OK\r\nDate: Sunday, 06-Nov-94 08:49:37 GMT\r\n\r\n", 200,
    FALSE,
    0 },
  { "no-http", "220 mail.example ESMTP\r\n", 0, FALSE, 0 },
  { "cut", "HTTP/1.1 200", 200, FALSE, 0 },
  { "bad-status", "HTTP/1.1 9999 x\r\n\r\nIt is online", 0, FALSE, 0 },
};

static void
test_judge (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (RrmProbe) probe =
    rrm_probe_new (RRM_PROBE_WEB, RRM_PROTOCOL_IMAP, "web.example", 80, RRM_SECURITY_NONE);

  probe->body = g_strdup ("It is online");
  rrm_web_probe_judge (probe, cases[i].answer, strlen (cases[i].answer));
  g_assert_cmpint (probe->result, ==, RRM_PROBE_ANSWERED);
  g_assert_cmpuint (probe->status, ==, cases[i].status);
  g_assert_cmpint (probe->expected, ==, cases[i].expected);
  g_assert_cmpint (probe->date, ==, cases[i].date);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/web-probe/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_judge);
    }

  return g_test_run ();
}
