/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/http-answer.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  gboolean good;
  guint status;
  const char *location;
  const char *body;
} Case;

static const Case cases[] = {
  { "body", "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<a/>", TRUE, 200, NULL, "<a/>" },
  { "no-body", "HTTP/1.0 404 Not Found\r\n\r\n", TRUE, 404, NULL, "" },
  { "no-words", "HTTP/1.1 200\r\n\r\nx", TRUE, 200, NULL, "x" },
  { "whole", "HTTP/1.1 200 OK\r\ncontent-length:  3 \r\n\r\nabc", TRUE, 200, NULL, "abc" },
  { "half", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc", FALSE, 200, NULL, "abc" },
  { "too-much", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc", FALSE, 200, NULL, "abc" },
  { "negative", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc", FALSE, 200, NULL, "abc" },
  { "chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", FALSE,
    200, NULL, "3\r\nabc\r\n0\r\n\r\n" },
  { "redirect", "HTTP/1.1 302 Found\r\nLocation: https://a.example/x\r\n\r\n", TRUE, 302,
    "https://a.example/x", NULL },
  { "redirect-nowhere", "HTTP/1.1 301 Moved\r\n\r\n", FALSE, 301, NULL, NULL },
  { "not-modified", "HTTP/1.1 304 Not Modified\r\nLocation: x\r\n\r\n", TRUE, 304, NULL, "" },
  { "bad-status", "HTTP/1.1 99 x\r\n\r\n", FALSE, 0, NULL, NULL },
  { "big-status", "HTTP/1.1 1000 x\r\n\r\n", FALSE, 0, NULL, NULL },
  { "http-2", "HTTP/2 200\r\n\r\n", FALSE, 0, NULL, NULL },
  { "other", "220 mail.example ESMTP\r\n\r\n", FALSE, 0, NULL, NULL },
  { "cut", "HTTP/1.1 200 OK\r\nContent-Le", FALSE, 0, NULL, NULL },
  { "empty", "", FALSE, 0, NULL, NULL },
  { "only-an-end", "\r\n\r\n", FALSE, 0, NULL, NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *example = data;
  gsize length = strlen (example->text);
  g_autofree char *copy = g_memdup2 (example->text, length);
  g_auto (RrmHttpAnswer) answer = { 0 };
  gsize n;

  g_assert_cmpint (rrm_http_answer_parse (&answer, copy != NULL ? copy : "", length), ==,
                   example->good);
  g_assert_cmpuint (answer.status, ==, example->status);
  g_assert_cmpstr (answer.location, ==, example->location);
  g_assert_cmpint (answer.body != NULL, ==, example->body != NULL);
  if (answer.body != NULL)
    {
      const char *body = g_bytes_get_data (answer.body, &n);

      g_assert_cmpmem (body, n, example->body, strlen (example->body));
    }
}

/* A NUL would hide what stands behind it. */
static void
test_nul (void)
{
  static const char text[] = "HTTP/1.1 200 OK\r\nX: \0\r\n\r\nabc";
  g_auto (RrmHttpAnswer) answer = { 0 };

  g_assert_false (rrm_http_answer_parse (&answer, text, sizeof text - 1));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http-answer/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/http-answer/nul", test_nul);

  return g_test_run ();
}
