/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/hosts.h"
#include "practice/reply.h"

#include <string.h>

#define LOGIN_PAGE \
  "<html><head><title>Welcome</title></head><body><form action=\"/login\">Sign in to use this " \
  "network</form></body></html>\n"

static const char *
look_up (RrmPracticeConnection *connection,
         const char *key,
         const char *otherwise)
{
  const char *value = rrm_practice_connection_lookup (connection, key);

  return value != NULL ? value : otherwise;
}

/* "Tue, 31 Dec 2013 07:11:32 GMT" (RFC 9110, section 5.6.7). */
static char *
dup_http_date (RrmPracticeConnection *connection)
{
  double days = rrm_practice_endpoint_get_number (
      rrm_practice_connection_get_endpoint (connection),
      rrm_practice_connection_get_state (connection), "clock", 0);
  g_autofree char *mail_date = rrm_practice_reply_dup_date (days);
  char *zone = strstr (mail_date, "+0000");

  *zone = '\0';

  return g_strconcat (mail_date, "GMT", NULL);
}

static gboolean
answer_request (RrmPracticeConnection *connection)
{
  g_autofree char *body = rrm_scenario_unescape (look_up (connection, "body", LOGIN_PAGE), NULL);
  const char *location = rrm_practice_connection_lookup (connection, "location");
  g_autofree char *date = dup_http_date (connection);
  g_autoptr (GString) page = g_string_new (NULL);

  g_string_append_printf (page, "HTTP/1.1 %s\r\nDate: %s\r\nServer: practice\r\n",
                          look_up (connection, "status", "200 OK"), date);
  if (location != NULL)
    g_string_append_printf (page, "Location: %s\r\n", location);
  g_string_append_printf (page, "Content-Type: text/html\r\nContent-Length: %" G_GSIZE_FORMAT
                                "\r\nConnection: close\r\n\r\n%s",
                          strlen (body), body);

  rrm_practice_connection_answer (connection, "GET", NULL, page, "", NULL);
  rrm_practice_connection_end (connection);

  return FALSE;
}

/**
 * rrm_practice_web_serve:
 * @connection: a connection
 *
 * Serves one HTTP request, or what a web server says to something else.
 */
void
rrm_practice_web_serve (RrmPracticeConnection *connection)
{
  gboolean is_request = FALSE;
  char *line;

  while ((line = rrm_practice_connection_read (connection, NULL)) != NULL && *line != '\0')
    {
      gboolean first = g_str_has_suffix (line, " HTTP/1.1") || g_str_has_suffix (line, " HTTP/1.0");

      is_request = is_request || first;
      rrm_practice_connection_heard (connection, first ? "GET" : NULL, line);
      if (!is_request)
        break;
    }
  if (line == NULL || !rrm_practice_connection_enter (connection, "GET"))
    return;
  if (is_request)
    answer_request (connection);
  else
    rrm_practice_connection_answer (connection, "other", NULL, NULL,
                                    "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", NULL);
}

/**
 * rrm_practice_raw_serve:
 * @connection: a connection
 *
 * Says the scenario's greeting, and `reply.line` to each line, whatever it is.
 */
void
rrm_practice_raw_serve (RrmPracticeConnection *connection)
{
  gboolean go_on = rrm_practice_connection_greet (connection, "");
  char *line;

  while (go_on && (line = rrm_practice_connection_read (connection, NULL)) != NULL)
    {
      rrm_practice_connection_heard (connection, NULL, line);
      go_on = rrm_practice_connection_enter (connection, "line") &&
              rrm_practice_connection_answer (connection, "line", NULL, NULL, "", NULL);
    }
}
