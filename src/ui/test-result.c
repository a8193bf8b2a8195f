/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/test-result.h"

#include "explain/explain.h"
#include "setup/station.h"
#include "ui/task-row.h"

/* What the result of a test is to those who do not see the card. */

/**
 * rrm_test_result_describe:
 * @setup: a setup
 *
 * Returns: (transfer full): the state of the account, and the cause where there is one, for those
 *   who do not see the card; empty while there is nothing to tell
 */
char *
rrm_test_result_describe (RrmSetup *setup)
{
  g_autoptr (RrmFinding) first = g_list_model_get_item (rrm_setup_get_findings (setup), 0);
  g_autoptr (RrmAccount) account = rrm_draft_to_account (rrm_setup_get_draft (setup));
  g_autoptr (RrmExplanation) explanation = NULL;
  g_autofree char *verdict = NULL;
  g_autofree char *message = NULL;

  if (rrm_setup_get_testing (setup) || rrm_setup_get_report (setup) == NULL)
    return g_strdup ("");
  verdict = rrm_setup_describe_verdict (setup);
  message = rrm_setup_describe_message (setup);
  if (first == NULL)
    return g_strjoin (" ", verdict, message, NULL);
  explanation = rrm_explain_finding (first, account);

  return g_strdup_printf ("%s %s: %s", verdict, explanation->where, explanation->title);
}

static gboolean
is_broken (RrmServiceReport *service)
{
  for (guint i = 0; service != NULL && i < RRM_N_STATIONS; i++)
    if (rrm_station_get_state (service, (RrmStation) i) == RRM_STATION_FAILED)
      return TRUE;

  return FALSE;
}

/**
 * rrm_test_result_prepare_row:
 * @row: the row of a line of stations
 * @service: (nullable): its service
 * @result: what is to be told, as of [func@test_result_describe]
 *
 * Names the row.
 *
 * Returns: whether the line broke: then it can have the focus, and says what is wrong
 */
gboolean
rrm_test_result_prepare_row (GtkWidget *row,
                             RrmServiceReport *service,
                             const char *result)
{
  gboolean broken = is_broken (service) && result[0] != '\0';
  g_autofree char *name = service != NULL ? rrm_station_line_describe (service) : g_strdup ("");

  gtk_widget_set_focusable (row, broken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, result, -1);

  return broken;
}

static void
show_cause (GtkListBox *tasks,
            RrmStepName step,
            const char *cause)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (tasks, i)) != NULL; i++)
    {
      RrmStepReport *report = rrm_task_row_get_step (RRM_TASK_ROW (row));

      if (rrm_step_report_get_name (report) == step &&
          rrm_step_report_get_status (report) == RRM_STATUS_FAILED)
        rrm_task_row_set_cause (RRM_TASK_ROW (row), cause);
    }
}

/**
 * rrm_test_result_show_causes:
 * @setup: a setup with a test that is over
 * @incoming: the rows of the incoming server's steps
 * @outgoing: those of the outgoing one
 *
 * Lets the step that failed say why. Of several causes the first one counts, so it is written last.
 */
void
rrm_test_result_show_causes (RrmSetup *setup,
                             GtkListBox *incoming,
                             GtkListBox *outgoing)
{
  GListModel *findings = rrm_setup_get_findings (setup);
  g_autoptr (RrmAccount) account = rrm_draft_to_account (rrm_setup_get_draft (setup));

  for (guint i = g_list_model_get_n_items (findings); i > 0; i--)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, i - 1);
      g_autoptr (RrmExplanation) explanation = NULL;
      RrmProtocol protocol;
      RrmStepName step;

      if (!rrm_finding_get_service (finding, &protocol) || !rrm_finding_get_step (finding, &step))
        continue;
      explanation = rrm_explain_finding (finding, account);
      show_cause (protocol == RRM_PROTOCOL_SMTP ? outgoing : incoming, step, explanation->title);
    }
}
