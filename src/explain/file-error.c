/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/file-error.h"

#include <glib/gi18n-lib.h>

static gboolean
is (const GError *error,
    GFileError file,
    GIOErrorEnum io)
{
  return g_error_matches (error, G_FILE_ERROR, (int) file) ||
         g_error_matches (error, G_IO_ERROR, (int) io);
}

/**
 * rrm_explain_file_error:
 * @error: of %G_FILE_ERROR or %G_IO_ERROR
 *
 * Says why a file could not be written. What the libraries say names a temporary file and a call to
 * the kernel.
 *
 * Returns: (transfer full): a sentence; of a rare error it is the library's
 */
char *
rrm_explain_file_error (const GError *error)
{
  if (is (error, G_FILE_ERROR_NOSPC, G_IO_ERROR_NO_SPACE))
    return g_strdup (_ ("The disk is full."));
  if (is (error, G_FILE_ERROR_ROFS, G_IO_ERROR_READ_ONLY))
    return g_strdup (_ ("This disk is read-only."));
  if (is (error, G_FILE_ERROR_ACCES, G_IO_ERROR_PERMISSION_DENIED) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PERM))
    return g_strdup (_ ("You may not write to this folder."));

  return g_strdup (error->message);
}
