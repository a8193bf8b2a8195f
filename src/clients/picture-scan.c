/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/picture-scan.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The program that decodes pictures, as its starter sees it: nothing that it writes is trusted, and
 * it may hang, crash, or never stop talking. */

#define PROGRAM "rrmail-read-picture"
#define MAX_BYTES (64 * 1024 * 1024)
/* Forty codes of the largest size. */
#define MAX_TEXT (128 * 1024)

/* Microseconds, between its last word and its end. */
#define PAUSE 1000

/* How it ends (RrmPictureExit there). */
static const RrmClientError reasons[] = {
  [1] = RRM_CLIENT_ERROR_NO_CODE,
  [2] = RRM_CLIENT_ERROR_BAD_PICTURE,
  [3] = RRM_CLIENT_ERROR_LARGE_PICTURE,
  [4] = RRM_CLIENT_ERROR_PICTURE_KIND,
};

/**
 * rrm_picture_find_program:
 *
 * Returns: (transfer full) (nullable) (type filename): the program that reads pictures: the one
 *   that was built or installed with this program, else that of the system
 */
char *
rrm_picture_find_program (void)
{
  static const char *const folders[] = { "../picture", "../libexec" };
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *here = g_path_get_dirname (self != NULL ? self : "/");
  char *path;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      path = g_build_filename (here, folders[i], PROGRAM, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return path;
      g_free (path);
    }
  path = g_build_filename (LIBEXECDIR, PROGRAM, NULL);
  if (!g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    g_clear_pointer (&path, g_free);

  return path;
}

/**
 * rrm_picture_forget:
 * @text: (transfer full): what codes say
 *
 * Frees it; it may have held a password.
 */
void
rrm_picture_forget (GByteArray *text)
{
  if (text->len > 0)
    explicit_bzero (text->data, text->len);
  g_byte_array_unref (text);
}

static int
open_picture (const char *path,
              GError **error)
{
  /* A pipe would be waited for. */
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat status;

  if (file < 0 || fstat (file, &status) != 0 || !S_ISREG (status.st_mode))
    rrm_client_refuse (error, RRM_CLIENT_ERROR_UNREADABLE, path);
  else if (status.st_size > MAX_BYTES)
    rrm_client_refuse (error, RRM_CLIENT_ERROR_LARGE_PICTURE, path);
  else
    return file;
  if (file >= 0)
    close (file);

  return -1;
}

static gboolean
start (const char *program,
       int picture,
       GPid *pid,
       int *output)
{
  const char *const argv[] = { program, NULL };
  g_autoptr (GError) error = NULL;

  if (g_spawn_async_with_pipes_and_fds (
        NULL, argv, NULL,
        G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
        picture, -1, -1, NULL, NULL, 0, pid, NULL, output, NULL, &error))
    return TRUE;
  g_debug ("%s cannot be started: %s", program, error->message);

  return FALSE;
}

/* Waits no longer than until @deadline. Returns: how many bytes there were, 0 at the end, below 0
 * where there is no more to wait for. */
static gssize
read_some (int output,
           guint8 *buffer,
           gsize size,
           gint64 deadline)
{
  GPollFD poll = { .fd = output, .events = G_IO_IN };
  gint64 left = deadline - g_get_monotonic_time ();
  int ready = left > 0 ? g_poll (&poll, 1, (int) (left / 1000) + 1) : 0;
  gssize n;

  if (ready <= 0)
    return ready < 0 && errno == EINTR ? read_some (output, buffer, size, deadline) : -1;
  do
    n = read (output, buffer, size);
  while (n < 0 && errno == EINTR);

  return n;
}

static gboolean
read_all (int output,
          GByteArray *text,
          gint64 deadline)
{
  guint8 buffer[4096];
  gssize n;

  while ((n = read_some (output, buffer, sizeof buffer, deadline)) > 0 && text->len <= MAX_TEXT)
    g_byte_array_append (text, buffer, (guint) n);
  explicit_bzero (buffer, sizeof buffer);

  return n == 0;
}

/* It may have closed its output, and go on. Returns: how it ended, below 0 where by force. */
static int
wait_for_end (GPid pid,
              gboolean is_whole,
              gint64 deadline)
{
  gboolean waits = is_whole;
  int status;
  pid_t ended;

  if (!is_whole)
    kill (pid, SIGKILL);
  while ((ended = waitpid (pid, &status, waits ? WNOHANG : 0)) <= 0)
    {
      if (ended < 0 && errno != EINTR)
        return -1;
      if (waits && g_get_monotonic_time () > deadline)
        {
          kill (pid, SIGKILL);
          waits = FALSE;
        }
      else if (waits)
        g_usleep (PAUSE);
    }

  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

/**
 * rrm_picture_scan:
 * @program: (type filename): what reads pictures
 * @path: (type filename): a picture or a PDF
 * @milliseconds: the time that it has
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: (transfer full) (nullable): what the codes in it say, a JSON text sequence (RFC 7464);
 *   to be freed with rrm_picture_forget()
 */
GByteArray *
rrm_picture_scan (const char *program,
                  const char *path,
                  guint milliseconds,
                  GError **error)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  int picture = open_picture (path, error);
  GByteArray *text;
  GPid pid;
  int output, status;

  if (picture < 0)
    return NULL;
  if (!start (program, picture, &pid, &output))
    {
      close (picture);
      rrm_client_refuse (error, RRM_CLIENT_ERROR_NO_PICTURES, path);
      return NULL;
    }
  close (picture);
  text = g_byte_array_new ();
  status = wait_for_end (pid, read_all (output, text, deadline), deadline);
  close (output);
  if (status == 0)
    return text;

  g_debug ("%s ended with %d", program, status);
  rrm_picture_forget (text);
  rrm_client_refuse (error,
                     status > 0 && status < (int) G_N_ELEMENTS (reasons)
                       ? reasons[status]
                       : RRM_CLIENT_ERROR_BAD_PICTURE,
                     path);

  return NULL;
}
