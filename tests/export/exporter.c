/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/format-private.h"
#include "tests/export/account-json.h"

#include <stdio.h>

/* Reads requests, one JSON object a line, and answers each with one: the way for tests in other
 * languages to every exporter. Test values only: it prints what it wrote. */

static void
add_files (JsonBuilder *builder,
           GPtrArray *files)
{
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < files->len; i++)
    {
      RrmExportFile *file = g_ptr_array_index (files, i);
      gsize length;
      const guchar *bytes = g_bytes_get_data (file->contents, &length);
      g_autofree char *text = g_base64_encode (bytes, length);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, file->name);
      json_builder_set_member_name (builder, "mode");
      json_builder_add_int_value (builder, file->mode);
      json_builder_set_member_name (builder, "base64");
      json_builder_add_string_value (builder, text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_error (JsonBuilder *builder,
           const GError *error)
{
  g_assert (error->domain == RRM_EXPORT_ERROR);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder,
                                 rrm_export_error_to_string ((RrmExportError) error->code));
  json_builder_set_member_name (builder, "setting");
  json_builder_add_string_value (builder, rrm_export_error_get_setting (error));
}

static void
add_losses (JsonBuilder *builder,
            const RrmFormat *format,
            RrmAccount *account)
{
  g_auto (GStrv) losses = rrm_format_get_losses (format, account);

  json_builder_set_member_name (builder, "losses");
  json_builder_begin_array (builder);
  for (guint i = 0; losses[i] != NULL; i++)
    json_builder_add_string_value (builder, losses[i]);
  json_builder_end_array (builder);
}

static void
export (JsonBuilder *builder,
        JsonObject *request)
{
  const RrmFormat *format = rrm_format_find (rrm_test_member (request, "format"));
  g_autoptr (RrmAccount) account =
    rrm_test_read_account (json_object_get_object_member (request, "account"));
  g_autoptr (GBytes) existing = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL;
  RrmExportOptions options = { FALSE, NULL, NULL };

  g_assert (format != NULL);
  options.with_password =
    json_object_get_boolean_member_with_default (request, "with_password", FALSE);
  if (json_object_has_member (request, "version"))
    options.program_version = rrm_test_member (request, "version");
  if (json_object_has_member (request, "existing"))
    {
      const char *text = rrm_test_member (request, "existing");

      existing = g_bytes_new (text, strlen (text));
      options.existing = existing;
    }

  files = rrm_format_export (format, account, &options, &error);
  if (files != NULL)
    add_files (builder, files);
  else
    add_error (builder, error);
  add_losses (builder, format, account);
}

static void
list (JsonBuilder *builder)
{
  g_autoptr (GPtrArray) formats = rrm_format_list ();

  json_builder_set_member_name (builder, "formats");
  json_builder_begin_array (builder);
  for (guint i = 0; i < formats->len; i++)
    {
      const RrmFormat *format = g_ptr_array_index (formats, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, rrm_format_get_id (format));
      json_builder_set_member_name (builder, "kind");
      json_builder_add_string_value (builder,
                                     rrm_format_kind_to_string (rrm_format_get_kind (format)));
      json_builder_set_member_name (builder, "password");
      json_builder_add_boolean_value (builder, rrm_format_has_password (format));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
answer (const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *request;

  json_parser_load_from_data (parser, line, -1, &error);
  g_assert_no_error (error);
  request = json_node_get_object (json_parser_get_root (parser));
  json_builder_begin_object (builder);
  if (json_object_has_member (request, "list"))
    list (builder);
  else
    export (builder, request);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  puts (text);
  fflush (stdout);
}

int
main (void)
{
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while ((length = getline (&line, &size, stdin)) > 0)
    {
      line[length - 1] = '\0';
      answer (line);
    }
  free (line);

  return 0;
}
