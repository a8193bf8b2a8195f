/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/file.h"

static void
file_free (gpointer data)
{
  RrmExportFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->contents);
  g_free (file);
}

/**
 * rrm_export_files_new:
 *
 * Returns: (transfer full) (element-type RrmExportFile): an empty list
 */
GPtrArray *
rrm_export_files_new (void)
{
  return g_ptr_array_new_with_free_func (file_free);
}

/**
 * rrm_export_files_add:
 * @files: the list
 * @name: the file's name
 * @mode: its permissions
 * @sheet: (transfer full): its contents
 */
void
rrm_export_files_add (GPtrArray *files,
                      const char *name,
                      guint mode,
                      RrmSheet *sheet)
{
  RrmExportFile *file = g_new (RrmExportFile, 1);

  file->name = g_strdup (name);
  file->mode = mode;
  file->contents = rrm_sheet_end (sheet);
  g_ptr_array_add (files, file);
}
