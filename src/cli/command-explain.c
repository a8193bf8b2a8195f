/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "explain/explain.h"
#include "explain/report-json.h"
#include "model/error-text.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* More answers than these help nobody. */
#define MAX_ANSWERS 3
/* A pasted letter says no more than its first page. */
#define MAX_LENGTH 100000

static void
print_finding (RrmFinding *finding)
{
  g_autoptr (RrmExplanation) words = rrm_explain_finding (finding, NULL);

  g_print ("%s: %s\n  %s\n", words->where, words->title, words->explanation);
  for (guint i = 0; words->advice[i] != NULL; i++)
    g_print ("  %u. %s\n", i + 1, words->advice[i]);
  g_print ("\n");
}

static void
print_json (GPtrArray *findings,
            gboolean known)
{
  g_autoptr (GListStore) store = g_list_store_new (RRM_TYPE_FINDING);
  g_autofree char *json = NULL;

  for (guint i = 0; known && i < findings->len; i++)
    g_list_store_append (store, g_ptr_array_index (findings, i));
  json = rrm_explanation_list_to_json (G_LIST_MODEL (store), TRUE);
  rrm_cli_print_json (json);
}

static void
print_text (GPtrArray *findings,
            gboolean known)
{
  if (known)
    g_print ("%s\n\n", _ ("The likeliest cause comes first. To be sure, test the account."));
  else if (findings->len > 0)
    g_print ("%s\n\n", _ ("This message is not known. The nearest causes are these:"));
  else
    g_print ("%s\n", _ ("This message is not known. A number in it or its English words would "
                        "help. Or test the account with “rrmail test”."));
  for (guint i = 0; i < MIN (findings->len, MAX_ANSWERS); i++)
    print_finding (g_ptr_array_index (findings, i));
}

/* Real messages hold signs that a shell would take for itself, so they may also come by a pipe. */
static char *
read_input (void)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();

  if (isatty (STDIN_FILENO))
    return NULL;
  input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  while (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (output)) < MAX_LENGTH)
    {
      char page[4096];
      gssize n = g_input_stream_read (input, page, sizeof page, NULL, NULL);

      if (n <= 0 || !g_output_stream_write_all (output, page, (gsize) n, NULL, NULL, NULL))
        break;
    }

  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (output)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (output)));
}

/* What a POP3 server says begins with a dash: "-ERR" is no option, nor is what has blanks in it. */
static char **
protect_words (int argc,
               char **argv,
               int *n)
{
  GPtrArray *words = g_ptr_array_new ();
  gboolean open = TRUE;

  for (int i = 0; i < argc; i++)
    {
      gboolean message = argv[i][0] == '-' && (g_ascii_strncasecmp (argv[i], "-ERR", 4) == 0 ||
                                               strpbrk (argv[i], " \t\n") != NULL);

      if (open && g_str_equal (argv[i], "--"))
        open = FALSE;
      if (open && message)
        {
          g_ptr_array_add (words, (gpointer) "--");
          open = FALSE;
        }
      g_ptr_array_add (words, argv[i]);
    }
  *n = (int) words->len;
  g_ptr_array_add (words, NULL);

  return (char **) g_ptr_array_free (words, FALSE);
}

/**
 * rrm_command_explain:
 * @argc: the number of arguments
 * @argv: the arguments, the command's own name first
 *
 * `rrmail explain`: what an error code or a pasted error message means.
 *
 * Returns: the exit status
 */
RrmExit
rrm_command_explain (int argc,
                     char **argv)
{
  gboolean json = FALSE;
  gboolean known = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL;
  g_autofree char **words = protect_words (argc, argv, &argc);
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("WORDS…"));

  g_option_context_set_summary (context,
                                _ ("Explain an error message of a mail program or a mail server."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!rrm_cli_parse (context, &argc, &words, &error))
    return rrm_cli_fail (error);
  text = argc < 2 || (argc == 2 && g_str_equal (words[1], "--"))
           ? read_input ()
           : g_strjoinv (" ", words + (g_str_equal (words[1], "--") ? 2 : 1));
  if (text == NULL || g_strstrip (text)[0] == '\0')
    {
      g_set_error_literal (&error, RRM_CLI_ERROR, RRM_CLI_ERROR_USAGE,
                           _ ("The words of the message are missing."));
      return rrm_cli_fail (error);
    }

  findings = rrm_error_text_explain (text, &known);
  if (json)
    print_json (findings, known);
  else
    print_text (findings, known);

  return known ? RRM_EXIT_WORKING : RRM_EXIT_NOT_WORKING;
}
