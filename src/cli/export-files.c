/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/export-files.h"

#include "base/file.h"
#include "cli/command.h"
#include "export/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define PRIVATE_FOLDER 0700

static gboolean
fail (GError **error,
      const char *path,
      const char *why)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT, "%s: %s", shown, why);

  return FALSE;
}

static gboolean
create_file (const char *path,
             const RrmExportFile *file,
             gboolean secret,
             GError **error)
{
  mode_t mode = secret ? RRM_EXPORT_PRIVATE : file->mode;
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
  gboolean written;
  int saved;

  if (fd < 0 && errno == EEXIST)
    return fail (error, path, _ ("This file exists already. It is not overwritten."));
  if (fd < 0)
    return fail (error, path, g_strerror (errno));

  written = rrm_file_write_all (fd, file->contents);
  saved = errno;
  if (close (fd) != 0 && written)
    {
      written = FALSE;
      saved = errno;
    }
  if (!written)
    {
      g_unlink (path);
      return fail (error, path, g_strerror (saved));
    }

  return TRUE;
}

static void
remove_files (GPtrArray *paths,
              guint n_written)
{
  for (guint i = 0; i < n_written; i++)
    g_unlink (g_ptr_array_index (paths, i));
}

/* All of them or none. */
static gboolean
create_files (GPtrArray *files,
              GPtrArray *paths,
              gboolean secret,
              GError **error)
{
  for (guint i = 0; i < files->len; i++)
    if (!create_file (g_ptr_array_index (paths, i), g_ptr_array_index (files, i), secret, error))
      {
        remove_files (paths, i);
        return FALSE;
      }

  return TRUE;
}

static gboolean
make_folder (const char *path,
             GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail (error, path, _ ("This file exists already. It is not overwritten."));
  if (g_mkdir_with_parents (path, PRIVATE_FOLDER) != 0)
    return fail (error, path, g_strerror (errno));

  return TRUE;
}

static gboolean
print_file (GPtrArray *files,
            GError **error)
{
  const RrmExportFile *first = g_ptr_array_index (files, 0);

  if (files->len > 1)
    return rrm_cli_set_usage (error, "%s",
                              _ ("This format has several files. Name a folder for them with "
                                 "--output=FOLDER."));
  if (!rrm_file_write_all (STDOUT_FILENO, first->contents))
    return fail (error, _ ("Standard output"), g_strerror (errno));

  return TRUE;
}

/**
 * rrm_cli_write_files:
 * @files: (element-type RrmExportFile): what an export made
 * @output: (nullable): a file, or a folder; %NULL is standard output
 * @secret: whether a password stands in them
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Writes the files of an export, all or none. A file that is there already stays as it is.
 *
 * Returns: whether they were written
 */
gboolean
rrm_cli_write_files (GPtrArray *files,
                     const char *output,
                     gboolean secret,
                     GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  gboolean folder;

  if (output == NULL)
    return print_file (files, error);
  folder = files->len > 1 || g_str_has_suffix (output, G_DIR_SEPARATOR_S);
  if (folder && !make_folder (output, error))
    return FALSE;

  folder = folder || g_file_test (output, G_FILE_TEST_IS_DIR);
  for (guint i = 0; i < files->len; i++)
    {
      const RrmExportFile *file = g_ptr_array_index (files, i);

      g_ptr_array_add (paths, folder ? g_build_filename (output, file->name, NULL)
                                     : g_strdup (output));
    }
  if (!create_files (files, paths, secret, error))
    return FALSE;

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *shown = g_filename_display_name (g_ptr_array_index (paths, i));

      g_printerr (_ ("Written: %s\n"), shown);
    }

  return TRUE;
}
