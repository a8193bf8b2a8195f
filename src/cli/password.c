/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/password.h"

#include "cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Far more than any provider takes, and little enough to be locked into memory. */
#define MAX_PASSWORD 4096
/* For a mark before it, a line end behind it, and to see that there is more. */
#define ROOM_AROUND 8

static RrmSecret *
fail (GError **error,
      RrmCliError code,
      const char *why)
{
  g_set_error_literal (error, RRM_CLI_ERROR, code, why);

  return NULL;
}

/* A mark of byte order, as some editors write it before UTF-8. Nobody types it. */
static gsize
count_mark (const char *bytes,
            gsize length)
{
  return length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static gsize
trim_line_end (const char *bytes,
               gsize length)
{
  if (length > 0 && bytes[length - 1] == '\n')
    length--;
  else
    return length;
  if (length > 0 && bytes[length - 1] == '\r')
    length--;

  return length;
}

/* Takes what was read, without its final line end, and says what a password cannot be. */
static RrmSecret *
accept_password (const RrmSecret *raw,
                 GError **error)
{
  gsize length;
  const char *bytes = rrm_secret_peek (raw, &length);
  gsize mark = count_mark (bytes, length);
  g_autoptr (RrmSecret) password = NULL;

  bytes += mark;
  length -= mark;
  length = trim_line_end (bytes, length);
  if (length > MAX_PASSWORD)
    return fail (error, RRM_CLI_ERROR_USAGE, _ ("The password is too long."));
  if (memchr (bytes, '\0', length) != NULL || memchr (bytes, '\r', length) != NULL ||
      memchr (bytes, '\n', length) != NULL)
    return fail (error, RRM_CLI_ERROR_USAGE, _ ("The password must be a single line of text."));

  password = rrm_secret_new (bytes, (gssize) length);
  if (rrm_secret_is_blank (password))
    return fail (error, RRM_CLI_ERROR_USAGE, _ ("The password is empty."));
  if (!g_utf8_validate (bytes, (gssize) length, NULL))
    return fail (error, RRM_CLI_ERROR_USAGE, _ ("The password is not valid UTF-8 text."));

  return g_steal_pointer (&password);
}

/* In the silent mode of the terminal Ctrl-C arrives as a character. */
static gboolean
ends_line (char byte)
{
  return byte == '\n' || byte == 3;
}

/* Reads straight into locked memory: no stdio buffer keeps a copy. */
static RrmSecret *
read_all (int fd,
          gboolean one_line)
{
  g_autoptr (RrmSecret) raw = rrm_secret_new_sized (MAX_PASSWORD + ROOM_AROUND);

  while (rrm_secret_get_length (raw) < MAX_PASSWORD + ROOM_AROUND)
    {
      char byte = '\0';
      gssize n = read (fd, &byte, 1);
      gboolean end = one_line && ends_line (byte);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return NULL;
      if (n == 0)
        break;
      rrm_secret_append (raw, &byte, 1);
      explicit_bzero (&byte, 1);
      if (end)
        break;
    }

  return g_steal_pointer (&raw);
}

/**
 * rrm_password_read_file:
 * @path: a file; "-" is standard input
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Reads a password. A final LF or CRLF is not part of it, nor is a mark of byte order before it.
 *
 * Returns: (transfer full) (nullable): the password
 */
RrmSecret *
rrm_password_read_file (const char *path,
                        GError **error)
{
  gboolean standard_input = g_str_equal (path, "-");
  int fd = standard_input ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  g_autoptr (RrmSecret) raw = fd >= 0 ? read_all (fd, FALSE) : NULL;
  int saved = errno;

  if (fd >= 0 && !standard_input)
    close (fd);
  if (raw == NULL)
    {
      g_set_error (error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
                   _ ("The password file %s cannot be read: %s"), path, g_strerror (saved));
      return NULL;
    }

  return accept_password (raw, error);
}

/**
 * rrm_password_read_terminal:
 * @prompt: what to ask
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Asks on the terminal, without an echo. Ctrl-C gives the terminal back as it was.
 *
 * Returns: (transfer full) (nullable): the password
 */
RrmSecret *
rrm_password_read_terminal (const char *prompt,
                            GError **error)
{
  struct termios before;
  struct termios silent;
  g_autoptr (RrmSecret) raw = NULL;
  sigset_t interrupts;
  sigset_t old_mask;
  int fd = isatty (STDIN_FILENO) ? open ("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;

  if (fd < 0 || tcgetattr (fd, &before) != 0)
    {
      if (fd >= 0)
        close (fd);
      return fail (error, RRM_CLI_ERROR_USAGE,
                   _ ("There is no terminal to ask for the password. Use --password-file=FILE."));
    }

  /* A signal in between would leave the terminal without an echo: the terminal's own Ctrl-C becomes
   * a character here, and ends the question. */
  sigemptyset (&interrupts);
  sigaddset (&interrupts, SIGTSTP);
  sigprocmask (SIG_BLOCK, &interrupts, &old_mask);
  silent = before;
  silent.c_lflag &= (tcflag_t) ~(ECHO | ISIG);
  tcsetattr (fd, TCSAFLUSH, &silent);
  dprintf (fd, "%s: ", prompt);
  raw = read_all (fd, TRUE);
  dprintf (fd, "\n");
  tcsetattr (fd, TCSAFLUSH, &before);
  sigprocmask (SIG_SETMASK, &old_mask, NULL);
  close (fd);

  if (raw == NULL)
    return fail (error, RRM_CLI_ERROR_CANNOT, _ ("The terminal cannot be read."));
  if (memchr (rrm_secret_peek (raw, NULL), 3, rrm_secret_get_length (raw)) != NULL)
    return fail (error, RRM_CLI_ERROR_USAGE, _ ("No password was given."));

  return accept_password (raw, error);
}
