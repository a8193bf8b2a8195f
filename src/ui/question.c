/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/question.h"

#include <string.h>

/**
 * RrmQuestion:
 *
 * A question that must be answered before anything goes on. It stands in the window itself, in the
 * place of the page: a dialog that goes away takes GTK 4.8 down while a screen reader is asking
 * about it.
 */
struct _RrmQuestion
{
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkLabel *body;
  GtkEntry *entry;
  GtkButton *cancel_button;
  GtkButton *agree_button;

  /* NULL while nothing is asked. */
  RrmQuestionFunc agreed;
  RrmAnswerFunc answered;
  gpointer data;
  GDestroyNotify destroy;
};

enum
{
  SIGNAL_OPENED,
  SIGNAL_CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RrmQuestion, rrm_question, ADW_TYPE_BIN)

static void
forget (RrmQuestion *self)
{
  GDestroyNotify destroy = g_steal_pointer (&self->destroy);
  gpointer data = g_steal_pointer (&self->data);

  self->agreed = NULL;
  self->answered = NULL;
  if (destroy != NULL)
    destroy (data);
}

static void
on_agree (RrmQuestion *self)
{
  RrmQuestionFunc agreed = self->agreed;
  RrmAnswerFunc answered = self->answered;
  g_autofree char *answer = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  GDestroyNotify destroy = g_steal_pointer (&self->destroy);
  gpointer data = g_steal_pointer (&self->data);

  if (agreed == NULL && answered == NULL)
    return;
  /* What was agreed to may ask the next question. */
  self->agreed = NULL;
  self->answered = NULL;
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
  if (answered != NULL)
    answered (data, answer);
  else
    agreed (data);
  if (destroy != NULL)
    destroy (data);
}

static void
rrm_question_dispose (GObject *object)
{
  forget (RRM_QUESTION (object));

  G_OBJECT_CLASS (rrm_question_parent_class)->dispose (object);
}

static void
rrm_question_class_init (RrmQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_question_dispose;

  /**
   * RrmQuestion::opened:
   *
   * A question was asked.
   */
  signals[SIGNAL_OPENED] = g_signal_new ("opened", RRM_TYPE_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RrmQuestion::closed:
   *
   * The question was answered, either way.
   */
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", RRM_TYPE_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/question.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmQuestion, heading);
  gtk_widget_class_bind_template_child (widget_class, RrmQuestion, body);
  gtk_widget_class_bind_template_child (widget_class, RrmQuestion, entry);
  gtk_widget_class_bind_template_child (widget_class, RrmQuestion, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RrmQuestion, agree_button);
  gtk_widget_class_bind_template_callback (widget_class, on_agree);
  gtk_widget_class_bind_template_callback (widget_class, rrm_question_cancel);
}

static void
rrm_question_init (RrmQuestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show (RrmQuestion *self,
      const char *heading,
      const char *body,
      const char *agree,
      RrmAgreement agreement)
{
  static const char *const styles[] = {
    [RRM_AGREEMENT_PLAIN] = NULL,
    [RRM_AGREEMENT_SUGGESTED] = "suggested-action",
    [RRM_AGREEMENT_DESTRUCTIVE] = "destructive-action",
  };
  const char *classes[] = { "pill", styles[agreement], NULL };

  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->body, body);
  /* A list is read from its left edge. */
  gtk_label_set_justify (self->body,
                         strchr (body, '\n') != NULL ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER);
  gtk_button_set_label (self->agree_button, agree);
  gtk_widget_set_css_classes (GTK_WIDGET (self->agree_button), classes);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), self->answered != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
}

/**
 * rrm_question_ask:
 * @self: a question that is shown
 * @heading: what is asked
 * @body: what it means, in a sentence or two
 * @agree: the label of the button that agrees
 * @agreement: what it means to agree
 * @agreed: called when the person agrees
 * @data: for @agreed
 * @destroy: (nullable): gives up @data
 *
 * Asks; an open question counts as answered with “Cancel”. The focus is on “Cancel”, so that Return
 * changes nothing.
 */
void
rrm_question_ask (RrmQuestion *self,
                  const char *heading,
                  const char *body,
                  const char *agree,
                  RrmAgreement agreement,
                  RrmQuestionFunc agreed,
                  gpointer data,
                  GDestroyNotify destroy)
{
  g_return_if_fail (agreed != NULL);

  forget (self);
  self->agreed = agreed;
  self->data = data;
  self->destroy = destroy;
  show (self, heading, body, agree, agreement);
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

/**
 * rrm_question_ask_text:
 * @self: a question that is shown
 * @heading: what is asked
 * @body: what it means, in a sentence or two
 * @agree: the label of the button that agrees
 * @text: what stands in the field at first
 * @answered: called with what stands there when the person agrees
 * @data: for @answered
 * @destroy: (nullable): gives up @data
 *
 * Asks for a word or two. The focus is in the field, where Return agrees.
 */
void
rrm_question_ask_text (RrmQuestion *self,
                       const char *heading,
                       const char *body,
                       const char *agree,
                       const char *text,
                       RrmAnswerFunc answered,
                       gpointer data,
                       GDestroyNotify destroy)
{
  GtkWidget *entry = GTK_WIDGET (self->entry);

  g_return_if_fail (answered != NULL);

  forget (self);
  self->answered = answered;
  self->data = data;
  self->destroy = destroy;
  show (self, heading, body, agree, RRM_AGREEMENT_SUGGESTED);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  gtk_widget_grab_focus (entry);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

/**
 * rrm_question_cancel:
 * @self: a question
 *
 * The same as a press on “Cancel”.
 */
void
rrm_question_cancel (RrmQuestion *self)
{
  if (!rrm_question_is_open (self))
    return;
  forget (self);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

/**
 * rrm_question_is_open:
 * @self: a question
 *
 * Returns: whether it waits for its answer
 */
gboolean
rrm_question_is_open (RrmQuestion *self)
{
  return self->agreed != NULL || self->answered != NULL;
}
