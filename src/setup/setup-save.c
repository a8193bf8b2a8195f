/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/format.h"
#include "setup/export-words.h"
#include "setup/save-file.h"
#include "setup/setup-private.h"

#include <string.h>

/* The end of a setup: the account as it was seen to work, and the file that it goes into. */

/* A file of practice says so itself, wherever it ends up. */
#define XML_START "<?xml"
#define PRACTICE_COMMENT "<!-- Practice account. It was not tested with a real server. -->\n"

static void
settle (RrmServiceSettings *settings,
        RrmServiceReport *service)
{
  RrmServiceFacts *facts = rrm_service_report_get_facts (service);

  if (rrm_service_settings_get_security (settings) == RRM_SECURITY_AUTO)
    rrm_service_settings_set_security (settings, rrm_service_report_get_security (service));
  /* The only ways that programs do not find by themselves. */
  if (rrm_service_settings_get_auth (settings) == RRM_AUTH_AUTO &&
      (facts->mechanism == RRM_AUTH_CRAM_MD5 || facts->mechanism == RRM_AUTH_SCRAM_SHA_256))
    rrm_service_settings_set_auth (settings, facts->mechanism);
}

/**
 * rrm_setup_dup_account:
 * @self: a setup
 *
 * Returns: (transfer full): the account as it stands there. What was left to be detected is what
 *   the test found, where it is the one that was tested
 */
RrmAccount *
rrm_setup_dup_account (RrmSetup *self)
{
  RrmAccount *account = rrm_draft_to_account (self->draft);

  if (!rrm_setup_is_current (self))
    return account;

  if (self->services[FALSE] != NULL)
    settle (rrm_account_get_incoming (account), self->services[FALSE]);
  if (self->services[TRUE] != NULL)
    settle (rrm_account_get_outgoing (account), self->services[TRUE]);

  return account;
}

static gboolean
is_xml (GBytes *contents)
{
  gsize length;
  const char *text = g_bytes_get_data (contents, &length);

  return length > strlen (XML_START) && memcmp (text, XML_START, strlen (XML_START)) == 0;
}

static GBytes *
mark_as_practice (GBytes *contents)
{
  gsize length;
  const char *text = g_bytes_get_data (contents, &length);
  const char *line = memchr (text, '\n', length);
  gsize head = line != NULL ? (gsize) (line - text) + 1 : 0;
  GByteArray *marked = g_byte_array_new ();

  g_byte_array_append (marked, (const guint8 *) text, (guint) head);
  g_byte_array_append (marked, (const guint8 *) PRACTICE_COMMENT, strlen (PRACTICE_COMMENT));
  g_byte_array_append (marked, (const guint8 *) text + head, (guint) (length - head));

  return g_byte_array_free_to_bytes (marked);
}

/**
 * rrm_setup_export:
 * @self: a setup
 * @format: the identifier of a format; of several files, the first is meant
 * @name: (out) (transfer full) (optional): a name for the file
 * @refusal: (out) (transfer full): why the account cannot be written, in a sentence
 *
 * Writes the account for a mail program, without its password. In practice the file says that it is
 * practice: in its name, and where it is XML in itself.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
rrm_setup_export (RrmSetup *self,
                  const char *format,
                  char **name,
                  char **refusal)
{
  const RrmFormat *row = rrm_format_find (format);
  g_autoptr (RrmAccount) account = rrm_setup_dup_account (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL;
  RrmExportFile *file;

  files = rrm_format_export (row, account, NULL, &error);
  if (files == NULL)
    {
      *refusal = rrm_export_error_describe (error, rrm_format_get_name (row));
      return NULL;
    }

  file = g_ptr_array_index (files, 0);
  if (name != NULL)
    *name = g_strconcat (self->practice != NULL ? "practice-" : "", file->name, NULL);

  return self->practice != NULL && is_xml (file->contents) ? mark_as_practice (file->contents)
                                                          : g_bytes_ref (file->contents);
}

static void
on_written (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rrm_save_file_finish (G_FILE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rrm_setup_save_async:
 * @self: a setup
 * @file: where to
 * @contents: what
 * @cancellable: (nullable): stops it
 * @callback: called at its end
 * @user_data: for @callback
 *
 * Writes a file, readable for its owner only, whole or not at all.
 */
void
rrm_setup_save_async (RrmSetup *self,
                      GFile *file,
                      GBytes *contents,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rrm_setup_save_async);
  rrm_save_file_async (file, contents, FALSE, cancellable, on_written, task);
}

/**
 * rrm_setup_save_finish:
 * @self: a setup
 * @result: what the callback got
 * @error: return location for an error of %G_IO_ERROR, whose message is a sentence for the person
 *
 * Returns: whether the file was written
 */
gboolean
rrm_setup_save_finish (RrmSetup *self,
                       GAsyncResult *result,
                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
