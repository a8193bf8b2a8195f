/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/batch-record.h"

#include "cli/command.h"
#include "cli/json-line.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Far more than the deepest report. */
#define MAX_DEPTH 64

/**
 * RrmBatchRecord:
 *
 * The file that a batch goes on from: the reports so far, a line each. What stands in it is not
 * tested again, and what is tested is added, unless standard output goes there already. The key of
 * a report tells what was asked: a test that went less far is none of the one that is wanted.
 *
 * A line that was not finished, and a test that was stopped, count as nothing.
 */
struct _RrmBatchRecord
{
  FILE *file;
  char *path;
  /* The key of a row to a GArray of gboolean: whether each of its reports says that it works. */
  GHashTable *reports;
  /* Standard output is this file. */
  gboolean is_output;
};

void
rrm_batch_record_free (RrmBatchRecord *self)
{
  g_clear_pointer (&self->file, fclose);
  g_clear_pointer (&self->reports, g_hash_table_unref);
  g_free (self->path);
  g_free (self);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static gboolean
is_true (JsonObject *object,
         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/* Every report begins like this; half of one may be all that a crash left. */
static gboolean
may_be_report (const char *line,
               gsize length)
{
  static const char begin[] = "{\"line\":";

  return memcmp (line, begin, MIN (length, strlen (begin))) == 0;
}

static void
take_line (RrmBatchRecord *self,
           const char *line)
{
  g_autoptr (JsonObject) report = rrm_json_line_load (line, MAX_DEPTH);
  const char *key = report != NULL ? get_text (report, "key") : NULL;
  gboolean working;
  GArray *known;

  if (key == NULL || is_true (report, "stopped"))
    return;

  working = g_strcmp0 (get_text (report, "verdict"), "not-working") != 0;
  known = g_hash_table_lookup (self->reports, key);
  if (known == NULL)
    {
      known = g_array_new (FALSE, FALSE, sizeof (gboolean));
      g_hash_table_insert (self->reports, g_strdup (key), known);
    }
  g_array_append_val (known, working);
}

/* FALSE where somebody's other file was named by mistake: nothing is added to that. */
static gboolean
read_lines (RrmBatchRecord *self)
{
  char *line = NULL;
  size_t size = 0;
  gssize length;
  gboolean first = TRUE;
  gboolean whole = TRUE;

  while ((length = getline (&line, &size, self->file)) > 0)
    {
      if (first && line[0] != '\n' && !may_be_report (line, (gsize) length))
        {
          free (line);
          return FALSE;
        }
      first = first && line[0] == '\n';
      whole = line[length - 1] == '\n';
      if (whole && g_utf8_validate (line, length, NULL))
        take_line (self, line);
    }
  free (line);
  /* The next report begins a line of its own. */
  if (!whole)
    {
      fputc ('\n', self->file);
      fflush (self->file);
    }

  return TRUE;
}

/* A device or a pipe can be no file to go on from, and may never end. */
static FILE *
open_file (const char *path)
{
  /* It tells whose accounts there are, and what their servers say: nobody else's business. */
  int fd = open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0600);
  struct stat status;

  if (fd < 0)
    return NULL;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    return fdopen (fd, "a+");
  close (fd);
  errno = EINVAL;

  return NULL;
}

static gboolean
is_standard_output (FILE *file)
{
  struct stat mine;
  struct stat output;

  return fstat (fileno (file), &mine) == 0 && fstat (STDOUT_FILENO, &output) == 0 &&
         mine.st_dev == output.st_dev && mine.st_ino == output.st_ino;
}

/**
 * rrm_batch_record_open:
 * @path: the file; it is made where it is not there
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Returns: (transfer full) (nullable): what stands in the file, which is open for more
 */
RrmBatchRecord *
rrm_batch_record_open (const char *path,
                       GError **error)
{
  g_autoptr (RrmBatchRecord) self = g_new0 (RrmBatchRecord, 1);

  self->path = g_strdup (path);
  self->reports = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_array_unref);
  self->file = open_file (path);
  if (self->file == NULL)
    {
      g_set_error (error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
                   _ ("--resume: %s cannot be opened: %s"), path, g_strerror (errno));
      return NULL;
    }
  rewind (self->file);
  if (!read_lines (self))
    {
      g_set_error (error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
                   _ ("--resume: %s holds no reports of a batch. It was not changed."), path);
      return NULL;
    }
  self->is_output = is_standard_output (self->file);

  return g_steal_pointer (&self);
}

/**
 * rrm_batch_record_take:
 * @self: a record
 * @key: the key of a row
 * @working: (out): whether its report says that it works
 *
 * Takes the report of a row, if there is one; the next row with the same key gets the next one.
 *
 * Returns: whether there is
 */
gboolean
rrm_batch_record_take (RrmBatchRecord *self,
                       const char *key,
                       gboolean *working)
{
  GArray *known = g_hash_table_lookup (self->reports, key);

  if (known == NULL)
    return FALSE;
  *working = g_array_index (known, gboolean, 0);
  g_array_remove_index (known, 0);
  if (known->len == 0)
    g_hash_table_remove (self->reports, key);

  return TRUE;
}

/**
 * rrm_batch_record_add:
 * @self: a record
 * @line: a report, without a line end
 * @error: return location for an error of %RRM_CLI_ERROR
 *
 * Adds a report; it is in the file when this returns.
 *
 * Returns: whether it could be written
 */
gboolean
rrm_batch_record_add (RrmBatchRecord *self,
                      const char *line,
                      GError **error)
{
  if (self->is_output)
    return TRUE;
  if (fputs (line, self->file) >= 0 && fputc ('\n', self->file) >= 0 && fflush (self->file) == 0)
    return TRUE;

  g_set_error (error, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
               _ ("--resume: %s cannot be written: %s"), self->path, g_strerror (errno));

  return FALSE;
}
