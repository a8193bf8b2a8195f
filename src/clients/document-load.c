/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/document.h"

#include <gio/gio.h>

/* Never more than a settings file can have, whatever the file says of its size. */
static gboolean
read_bounded (GFile *file,
              GByteArray *bytes)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  guint8 buffer[16 * 1024];
  gssize n = 0;

  if (stream == NULL)
    return FALSE;
  while (bytes->len <= RRM_DOCUMENT_MAX &&
         (n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, sizeof buffer, NULL, NULL)) > 0)
    g_byte_array_append (bytes, buffer, (guint) n);

  return n >= 0;
}

/**
 * rrm_document_load:
 * @dialect: how it is written
 * @path: a file
 * @error: return location for an error of %RRM_CLIENT_ERROR
 *
 * Returns: (transfer full) (nullable): the document
 */
RrmDocument *
rrm_document_load (const RrmDialect *dialect,
                   const char *path,
                   GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  /* A pipe or a device would be waited for. */
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || !read_bounded (file, bytes))
    {
      rrm_client_refuse (error, RRM_CLIENT_ERROR_UNREADABLE, path);
      return NULL;
    }

  return rrm_document_new (dialect, (const char *) bytes->data, bytes->len, path, error);
}
