/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/key-file.h"

/**
 * rrm_export_files_add_key_file:
 * @files: the list
 * @name: the file's name
 * @key_file: its contents; a key file lives in ordinary memory, so it never holds a password
 */
void
rrm_export_files_add_key_file (GPtrArray *files,
                               const char *name,
                               GKeyFile *key_file)
{
  RrmSheet *sheet = rrm_sheet_new ();
  g_autofree char *text = g_key_file_to_data (key_file, NULL, NULL);

  rrm_sheet_add (sheet, text);
  rrm_export_files_add (files, name, RRM_EXPORT_PRIVATE, sheet);
}
