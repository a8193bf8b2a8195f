/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "export/format.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

static void
print_json (GPtrArray *formats)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "formats");
  json_builder_begin_array (builder);
  for (guint i = 0; i < formats->len; i++)
    {
      const RrmFormat *format = g_ptr_array_index (formats, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, rrm_format_get_id (format));
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, rrm_format_get_name (format));
      json_builder_set_member_name (builder, "kind");
      json_builder_add_string_value (builder,
                                     rrm_format_kind_to_string (rrm_format_get_kind (format)));
      json_builder_set_member_name (builder, "program");
      json_builder_add_string_value (builder, rrm_format_get_program (format));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json = json_to_string (root, TRUE);
  rrm_cli_print_json (json);
}

static void
print_text (GPtrArray *formats)
{
  for (guint i = 0; i < formats->len; i++)
    {
      const RrmFormat *format = g_ptr_array_index (formats, i);

      g_print ("%-22s %s\n", rrm_format_get_id (format), rrm_format_get_name (format));
    }
}

/**
 * rrm_command_formats:
 * @argc: the number of arguments
 * @argv: the arguments, the command's own name first
 *
 * `rrmail formats`: the export formats, a line each.
 *
 * Returns: the exit status
 */
RrmExit
rrm_command_formats (int argc,
                     char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) formats = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _ ("List the mail programs that an account can be "
                                            "exported for."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!rrm_cli_parse (context, &argc, &argv, &error))
    return rrm_cli_fail (error);
  if (argc > 1)
    {
      rrm_cli_set_usage (&error, _ ("“%s” is one argument too many."), argv[1]);
      return rrm_cli_fail (error);
    }

  formats = rrm_format_list ();
  if (json)
    print_json (formats);
  else
    print_text (formats);

  return RRM_EXIT_WORKING;
}
