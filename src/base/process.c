/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/process.h"

#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Whoever starts us may have closed some of the first three. The next thing to be opened would come
 * in its place: a report on standard output would go to a mail server. What is put there takes no
 * writing, so that a lost report is still noticed. */
static void
fill_descriptors (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", O_RDONLY) != fd)
      g_error ("/dev/null cannot be opened");
}

/**
 * rrm_process_harden:
 *
 * Keeps secrets of this process out of core dumps, other processes of the same user and key logs,
 * and its output out of what it opens.
 * Called first thing in `main ()`, before any thread starts, because it changes the environment.
 */
void
rrm_process_harden (void)
{
  const struct rlimit no_core = { 0, 0 };

  fill_descriptors ();
  (void) setrlimit (RLIMIT_CORE, &no_core);
  (void) prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);

  /* GnuTLS would write the session keys there, and with them the password. */
  g_unsetenv ("SSLKEYLOGFILE");
  /* So that no program that is started from here prints key material. */
  g_unsetenv ("GNUTLS_DEBUG_LEVEL");
}

/**
 * rrm_process_get_locale_folder:
 * @installed: where an installed program has its translations
 *
 * A program that was built and not installed has them beside it, in the folder of the build.
 *
 * Returns: (transfer full): the folder for `bindtextdomain ()`
 */
char *
rrm_process_get_locale_folder (const char *installed)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  g_autofree char *built = g_build_filename (folder, "..", "..", "po", NULL);
  g_autofree char *one = g_build_filename (built, "es", "LC_MESSAGES", "rrmail.mo", NULL);

  return g_file_test (one, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&built)
                                                   : g_strdup (installed);
}

/**
 * rrm_process_give_back:
 *
 * Gives memory that is free again back to the computer. The C library keeps it for later, which
 * after much was read at once is a good part of what the program has.
 */
void
rrm_process_give_back (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}
