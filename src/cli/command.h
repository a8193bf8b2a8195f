/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmExit:
 * @RRM_EXIT_WORKING: the account works, or what was asked for was done
 * @RRM_EXIT_NOT_WORKING: it does not, or nothing was found
 * @RRM_EXIT_USAGE: the command line is wrong
 * @RRM_EXIT_CANNOT: the program could not do it: a file, no memory
 * @RRM_EXIT_STOPPED: stopped with Ctrl-C
 */
typedef enum
{
  RRM_EXIT_WORKING = 0,
  RRM_EXIT_NOT_WORKING = 1,
  RRM_EXIT_USAGE = 2,
  RRM_EXIT_CANNOT = 3,
  RRM_EXIT_STOPPED = 130,
} RrmExit;

RrmExit  rrm_command_clients  (int    argc,
                               char **argv);
RrmExit  rrm_command_lookup   (int    argc,
                               char **argv);
RrmExit  rrm_command_test     (int    argc,
                               char **argv);
RrmExit  rrm_command_explain  (int    argc,
                               char **argv);
RrmExit  rrm_command_formats  (int    argc,
                               char **argv);
RrmExit  rrm_command_export   (int    argc,
                               char **argv);
RrmExit  rrm_command_guide    (int    argc,
                               char **argv);
RrmExit  rrm_command_batch    (int    argc,
                               char **argv);
RrmExit  rrm_command_practice (int    argc,
                               char **argv);

#define RRM_CLI_ERROR (rrm_cli_error_quark ())
GQuark   rrm_cli_error_quark  (void);

/**
 * RrmCliError:
 * @RRM_CLI_ERROR_USAGE: the command line is wrong: exit 2
 * @RRM_CLI_ERROR_CANNOT: a file cannot be read: exit 3
 * @RRM_CLI_ERROR_UNCONFIRMED: what was found needs a person's word: exit 2; the line names options
 *   to give, and is not cut
 * @RRM_CLI_ERROR_STOPPED: stopped with Ctrl-C: exit 130
 */
typedef enum
{
  RRM_CLI_ERROR_USAGE,
  RRM_CLI_ERROR_CANNOT,
  RRM_CLI_ERROR_UNCONFIRMED,
  RRM_CLI_ERROR_STOPPED,
} RrmCliError;

gboolean rrm_cli_set_usage    (GError        **error,
                               const char     *format,
                               ...) G_GNUC_PRINTF (2, 3);
RrmExit  rrm_cli_fail         (const GError *error);
gboolean rrm_cli_parse        (GOptionContext *context,
                               int            *argc,
                               char         ***argv,
                               GError        **error);
void     rrm_cli_print_json   (const char *json);

G_END_DECLS
