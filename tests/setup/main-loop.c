/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/secret.h"
#include "setup/setup.h"

#include <gio/gio.h>
#include <string.h>
#include <time.h>

/*
 * While an account is looked up and tested the program stays awake: between two looks at what is
 * new it works for no longer than one frame of the screen. Counted is the time that the processor
 * worked for this program, so that another one beside it makes no difference.
 *
 * usage: main-loop RRMAIL
 */

/* One frame at sixty in a second. */
#define FRAME_US 16000

static const char *rrmail;
static gint64 woken;
static gint64 longest;

static gint64
get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
poll_and_watch (GPollFD *fds,
                guint n,
                int timeout)
{
  int ready;

  if (woken != 0)
    longest = MAX (longest, get_cpu_time () - woken);
  ready = g_poll (fds, n, timeout);
  woken = get_cpu_time ();

  return ready;
}

static void
begin (void)
{
  longest = 0;
  woken = get_cpu_time ();
}

/* The practice server as a program of its own, as a real server would be. */
typedef struct
{
  GSubprocess *process;
  char *address;
  RrmSecret *password;
} Server;

static void
server_clear (Server *server)
{
  g_subprocess_force_exit (server->process);
  g_subprocess_wait (server->process, NULL, NULL);
  g_clear_object (&server->process);
  g_free (server->address);
  g_clear_pointer (&server->password, rrm_secret_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Server, server_clear)

static RrmSecret *
read_secret (const char *path)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));

  return rrm_secret_new (text, (gssize) length);
}

static void
start_server (Server *server,
              RrmSetup *setup)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;

  server->process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                      rrmail, "practice", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
      const char *value = line != NULL ? strchr (line, ':') : NULL;

      g_assert_nonnull (line);
      if (g_str_has_prefix (line, "Ctrl-C"))
        break;
      if (g_str_has_prefix (line, "--connect-to="))
        g_assert_true (rrm_setup_add_redirect (setup, line + strlen ("--connect-to=")));
      else if (g_str_has_prefix (line, "Address: "))
        server->address = g_strdup (value + 2);
      else if (g_str_has_prefix (line, "Certificate file: "))
        g_assert_true (rrm_setup_add_ca_file (setup, value + 2));
      else if (g_str_has_prefix (line, "Password file: "))
        server->password = read_secret (value + 2);
    }
}

static void
look_up (RrmSetup *setup,
         const Server *server)
{
  RrmDraft *draft = rrm_setup_get_draft (setup);

  for (gsize n = 1; n <= strlen (server->address); n++)
    {
      g_autofree char *typed = g_strndup (server->address, n);

      rrm_draft_set_text (draft, RRM_FIELD_ADDRESS, typed);
      g_main_context_iteration (NULL, FALSE);
    }
  rrm_draft_set_password (draft, server->password);
}

static void
test_awake (void)
{
  g_autoptr (RrmSetup) setup = rrm_setup_new ();
  g_auto (Server) server = { 0 };
  RrmField wrong = RRM_FIELD_NAME;

  start_server (&server, setup);
  rrm_setup_begin (setup, RRM_INTENT_SET_UP);
  g_main_context_set_poll_func (NULL, poll_and_watch);

  begin ();
  look_up (setup, &server);
  g_test_message ("longest while typing: %" G_GINT64_FORMAT " microseconds", longest);
  g_assert_cmpint (longest, <, FRAME_US);

  while (rrm_setup_get_page (setup) != RRM_PAGE_SETTINGS)
    g_assert_true (rrm_setup_go_on (setup, &wrong));
  begin ();
  g_assert_cmpint (rrm_setup_test (setup, &wrong), ==, RRM_GATE_OPEN);
  while (rrm_setup_get_testing (setup))
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("longest during the test: %" G_GINT64_FORMAT " microseconds", longest);
  g_assert_true (rrm_setup_is_working (setup));
  g_assert_cmpint (longest, <, FRAME_US);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  rrmail = argv[1];

  g_test_add_func ("/setup/main-loop/awake", test_awake);

  return g_test_run ();
}
