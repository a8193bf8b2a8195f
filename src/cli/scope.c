/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/scope.h"

#include "cli/command.h"

#include <glib/gi18n.h>
#include <math.h>

/* A step that takes longer helps nobody who waits for it. */
#define MAX_SECONDS 3600

/**
 * rrm_cli_scope_add_options:
 * @scope: where they go
 * @group: a command's options
 *
 * Adds the options.
 */
void
rrm_cli_scope_add_options (RrmCliScope *scope,
                           GOptionGroup *group)
{
  const GOptionEntry entries[] = {
    { "until", 0, 0, G_OPTION_ARG_FILENAME, &scope->until,
      N_ ("Stop after resolve, connect, greeting, tls, login, envelope or delivery"),
      N_ ("STAGE") },
    { "deliver", 0, 0, G_OPTION_ARG_NONE, &scope->deliver,
      N_ ("Send a message to yourself and wait until it arrives; the same as --until=delivery"),
      NULL },
    { "wait", 0, 0, G_OPTION_ARG_FILENAME, &scope->wait,
      N_ ("Time for that message to arrive (120; decimals allowed)"), N_ ("SECONDS") },
    { "timeout", 0, 0, G_OPTION_ARG_FILENAME, &scope->timeout,
      N_ ("Time for one step (15; decimals allowed)"), N_ ("SECONDS") },
    G_OPTION_ENTRY_NULL,
  };

  g_option_group_add_entries (group, entries);
}

static gboolean
parse_seconds (const char *text,
               guint *milliseconds)
{
  char *end = NULL;
  double seconds;

  if (text == NULL)
    return TRUE;
  seconds = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (seconds) || seconds < 0.001 ||
      seconds > MAX_SECONDS)
    return FALSE;
  *milliseconds = (guint) (seconds * 1000);

  return TRUE;
}

static gboolean
parse_stage (const RrmCliScope *scope,
             RrmCheckOptions *options,
             GError **error)
{
  if (scope->until != NULL && !rrm_stage_parse (scope->until, &options->until))
    return rrm_cli_set_usage (error, _ ("--until: there is no stage “%s”."), scope->until);
  if (scope->deliver && scope->until != NULL && options->until < RRM_STAGE_DELIVERY)
    return rrm_cli_set_usage (error, "%s", _ ("--deliver goes further than --until allows."));
  if (scope->deliver)
    options->until = RRM_STAGE_DELIVERY;
  if ((scope->deliver || scope->until != NULL) && options->until == RRM_STAGE_DELIVERY &&
      !options->outgoing)
    return rrm_cli_set_usage (error, "%s", _ ("--deliver needs the outgoing server."));

  return TRUE;
}

/**
 * rrm_cli_scope_apply:
 * @scope: what was typed
 * @options: where it goes; which servers are tested is known
 * @error: return location for an error
 *
 * Sets what was typed and leaves what was not.
 *
 * Returns: whether it was right
 */
gboolean
rrm_cli_scope_apply (const RrmCliScope *scope,
                     RrmCheckOptions *options,
                     GError **error)
{
  if (!parse_stage (scope, options, error))
    return FALSE;
  if (!parse_seconds (scope->timeout, &options->timeout))
    return rrm_cli_set_usage (error, _ ("--timeout: “%s” is no number of seconds up to 3600."),
                              scope->timeout);
  if (!parse_seconds (scope->wait, &options->wait))
    return rrm_cli_set_usage (error, _ ("--wait: “%s” is no number of seconds up to 3600."),
                              scope->wait);

  return TRUE;
}

void
rrm_cli_scope_clear (RrmCliScope *scope)
{
  g_clear_pointer (&scope->until, g_free);
  g_clear_pointer (&scope->timeout, g_free);
  g_clear_pointer (&scope->wait, g_free);
}
