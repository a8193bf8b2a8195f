/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/finding-card.h"

#include "explain/explain.h"
#include "ui/change-box.h"
#include "ui/finding-row.h"
#include "ui/status-mark.h"

#include <glib/gi18n.h>

/* From here on the seconds are counted: it takes longer than it should. */
#define PATIENCE_SECONDS 3

/**
 * RrmFindingCard:
 *
 * The one card of the test: how the account stands in one sentence, whose fault it is, the cause,
 * and the one thing to do now.
 */
struct _RrmFindingCard
{
  AdwBin parent_instance;

  RrmStatusMark *mark;
  GtkLabel *pill;
  GtkLabel *headline;
  /* What became of the message to oneself. */
  GtkLabel *message;
  GtkLabel *title;
  GtkLabel *explanation;
  GtkLabel *advice;
  /* What is different since it worked. */
  GtkLabel *since;
  GtkLabel *pause;
  RrmChangeBox *change_box;
};

G_DEFINE_FINAL_TYPE (RrmFindingCard, rrm_finding_card, ADW_TYPE_BIN)

static void
set_text (GtkLabel *label,
          const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
set_mood (RrmFindingCard *self,
          const char *mood)
{
  static const char *const moods[] = { "success", "warning", "error", "running" };

  for (guint i = 0; i < G_N_ELEMENTS (moods); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), moods[i]);
  if (mood != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), mood);
}

static void
clear (RrmFindingCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->mark), FALSE);
  set_text (self->pill, NULL);
  set_text (self->message, NULL);
  set_text (self->title, NULL);
  set_text (self->explanation, NULL);
  set_text (self->advice, NULL);
  set_text (self->since, NULL);
  set_text (self->pause, NULL);
  rrm_change_box_set_finding (self->change_box, NULL, 0, NULL);
}

static void
set_mark (RrmFindingCard *self,
          RrmStationState state)
{
  rrm_status_mark_set_state (self->mark, state);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), TRUE);
}

static char *
describe_running (gboolean sends,
                  guint seconds)
{
  if (seconds <= PATIENCE_SECONDS)
    return g_strdup (sends ? _ ("Sending a message to yourself…") : _ ("Testing your account…"));
  if (sends)
    return g_strdup_printf (ngettext ("Sending a message to yourself, %u second so far…",
                                      "Sending a message to yourself, %u seconds so far…",
                                      seconds),
                            seconds);

  return g_strdup_printf (ngettext ("Testing your account, %u second so far…",
                                    "Testing your account, %u seconds so far…", seconds),
                          seconds);
}

static void
show_running (RrmFindingCard *self,
              gboolean sends,
              guint seconds)
{
  g_autofree char *text = describe_running (sends, seconds);

  set_mood (self, "running");
  set_mark (self, RRM_STATION_RUNNING);
  set_text (self->headline, text);
  set_text (self->explanation,
            sends ? _ ("Mail can take a minute or two. The message is deleted when it arrives.")
                  : _ ("Both servers are asked at the same time. No message is sent."));
}

static void
show_finding (RrmFindingCard *self,
              RrmSetup *setup,
              RrmFinding *finding)
{
  g_autoptr (RrmAccount) account = rrm_draft_to_account (rrm_setup_get_draft (setup));
  g_autoptr (RrmExplanation) explanation = rrm_explain_finding (finding, account);
  g_autofree char *advice = rrm_advice_to_markup (explanation->advice);

  rrm_pill_set_where (self->pill, finding, rrm_finding_get_severity (finding));
  gtk_widget_set_visible (GTK_WIDGET (self->pill), TRUE);
  set_text (self->title, explanation->title);
  set_text (self->explanation, explanation->explanation);
  rrm_change_box_set_finding (self->change_box, finding, 0, account);
  /* Where one click mends it, the click is the advice; the rest stands among the errors. */
  if (rrm_finding_get_change (finding) == NULL)
    {
      gtk_label_set_markup (self->advice, advice);
      gtk_widget_set_visible (GTK_WIDGET (self->advice), TRUE);
    }
}

/* Whole minutes, so that a screen reader is not disturbed each second. */
static char *
describe_pause (RrmSetup *setup)
{
  guint n_refusals = rrm_setup_get_n_refusals (setup);
  guint minutes = (rrm_setup_get_pause (setup) + 59) / 60;
  g_autofree char *refused =
    g_strdup_printf (ngettext ("Signing in was refused %u time.",
                               "Signing in was refused %u times.", n_refusals),
                     n_refusals);
  g_autofree char *wait =
    g_strdup_printf (ngettext ("Wait for %u minute before you try again: a mailbox can be locked "
                               "after many tries.",
                               "Wait for %u minutes before you try again: a mailbox can be locked "
                               "after many tries.",
                               minutes),
                     minutes);

  if (minutes == 0)
    return NULL;

  return g_strdup_printf ("%s %s", refused, wait);
}

static void
show_pause (RrmFindingCard *self,
            RrmSetup *setup)
{
  g_autofree char *text = describe_pause (setup);

  if (text == NULL && (rrm_setup_is_held (setup, FALSE) || rrm_setup_is_held (setup, TRUE)))
    text = g_strdup (_ ("A server said no to this password before, so it was not sent there again. "
                        "“Test again” sends it once more."));
  set_text (self->pause, text);
}

static void
show_since (RrmFindingCard *self,
            RrmSetup *setup)
{
  g_auto (GStrv) lines = rrm_explain_since (rrm_setup_get_report (setup));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n• " : "", lines[i]);
  set_text (self->since, text->str);
}

static void
show_result (RrmFindingCard *self,
             RrmSetup *setup)
{
  GListModel *findings = rrm_setup_get_findings (setup);
  g_autoptr (RrmFinding) first = g_list_model_get_item (findings, 0);
  g_autofree char *verdict = rrm_setup_describe_verdict (setup);
  g_autofree char *message = rrm_setup_describe_message (setup);
  gboolean error = first != NULL && rrm_finding_get_severity (first) == RRM_SEVERITY_ERROR;
  gboolean stopped = rrm_report_get_stopped (rrm_setup_get_report (setup));

  set_text (self->headline, verdict);
  set_text (self->message, message);
  if (error)
    set_mood (self, "error");
  else if (stopped)
    set_mood (self, NULL);
  else
    {
      gboolean warning =
        first != NULL && rrm_finding_get_severity (first) == RRM_SEVERITY_WARNING;

      set_mood (self, warning ? "warning" : "success");
      set_mark (self, warning ? RRM_STATION_WARNED : RRM_STATION_PASSED);
    }
  if (first != NULL)
    show_finding (self, setup, first);
  show_since (self, setup);
  show_pause (self, setup);
}

static void
rrm_finding_card_class_init (RrmFindingCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RRM_TYPE_CHANGE_BOX);
  g_type_ensure (RRM_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/finding-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmFindingCard, mark);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingCard, pill);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingCard, headline);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingCard, message);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingCard, title);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingCard, explanation);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingCard, advice);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingCard, since);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingCard, pause);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingCard, change_box);
}

static void
rrm_finding_card_init (RrmFindingCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rrm_finding_card_update:
 * @self: a card
 * @setup: what it shows
 * @seconds: how long a running test has been running
 */
void
rrm_finding_card_update (RrmFindingCard *self,
                         RrmSetup *setup,
                         guint seconds)
{
  clear (self);
  gtk_widget_set_visible (GTK_WIDGET (self), rrm_setup_get_report (setup) != NULL);
  if (rrm_setup_get_testing (setup))
    show_running (self, rrm_setup_get_sent (setup), seconds);
  else if (rrm_setup_get_report (setup) != NULL)
    show_result (self, setup);
}

/**
 * rrm_finding_card_update_pause:
 * @self: a card that shows a result
 * @setup: what it shows
 *
 * Counts down how long it is better to wait.
 *
 * Returns: whether there is still something to wait for
 */
gboolean
rrm_finding_card_update_pause (RrmFindingCard *self,
                               RrmSetup *setup)
{
  show_pause (self, setup);

  return rrm_setup_get_pause (setup) > 0;
}

/**
 * rrm_finding_card_focus:
 * @self: a card
 *
 * Returns: whether the one thing to do now has the focus
 */
gboolean
rrm_finding_card_focus (RrmFindingCard *self)
{
  return rrm_change_box_focus (self->change_box);
}
