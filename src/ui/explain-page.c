/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/explain-page.h"

#include "model/error-text.h"
#include "ui/finding-row.h"

#include <glib/gi18n.h>

/* Answers are looked for when the typing has paused for so long, in milliseconds. */
#define PAUSE_MS 250
/* More answers than these help nobody. */
#define MAX_ANSWERS 3

/**
 * RrmExplainPage:
 *
 * Explains an error message that the person pastes or types, as it is typed. It can be asked for on
 * every page, and Back leads there again.
 */
struct _RrmExplainPage
{
  RrmFlowPage parent_instance;

  GtkTextView *message;
  GtkLabel *state;
  GtkListBox *answers;
  /* Runs while the person types; 0 otherwise. */
  guint pause_id;
};

G_DEFINE_FINAL_TYPE (RrmExplainPage, rrm_explain_page, RRM_TYPE_FLOW_PAGE)

static void
clear_answers (RrmExplainPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->answers))) != NULL)
    gtk_list_box_remove (self->answers, child);
}

static const char *
get_state (gboolean known,
           guint n_findings,
           gboolean empty)
{
  if (empty)
    return _ ("Paste what your mail program, your phone or a returned message says.");
  if (known)
    return _ ("The likeliest cause comes first. To be sure, test the account.");
  if (n_findings > 0)
    return _ ("This message is not known. These are the nearest causes:");

  return _ ("This message is not known. A number in it or its English words would help. Or test "
            "your account to find out what is wrong.");
}

static void
explain (RrmExplainPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->message);
  GtkTextIter begin;
  GtkTextIter end;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  gboolean known = FALSE;
  gboolean empty;

  gtk_text_buffer_get_bounds (buffer, &begin, &end);
  text = gtk_text_buffer_get_text (buffer, &begin, &end, FALSE);
  empty = g_strstrip (text)[0] == '\0';
  findings = rrm_error_text_explain (text, &known);

  clear_answers (self);
  for (guint i = 0; i < MIN (findings->len, MAX_ANSWERS); i++)
    gtk_list_box_append (self->answers,
                         rrm_finding_row_new (g_ptr_array_index (findings, i), i, NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->answers), findings->len > 0);
  gtk_label_set_text (self->state, get_state (known, findings->len, empty));
}

static gboolean
on_pause (gpointer user_data)
{
  RrmExplainPage *self = user_data;

  self->pause_id = 0;
  explain (self);

  return G_SOURCE_REMOVE;
}

static void
on_changed (GtkTextBuffer *buffer,
            RrmExplainPage *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add (PAUSE_MS, on_pause, self);
}

static void
rrm_explain_page_shown (RrmFlowPage *page)
{
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (RRM_EXPLAIN_PAGE (page)->message));
}

static void
rrm_explain_page_dispose (GObject *object)
{
  RrmExplainPage *self = RRM_EXPLAIN_PAGE (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);

  G_OBJECT_CLASS (rrm_explain_page_parent_class)->dispose (object);
}

static void
rrm_explain_page_class_init (RrmExplainPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_explain_page_dispose;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_explain_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/explain-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmExplainPage, message);
  gtk_widget_class_bind_template_child (widget_class, RrmExplainPage, state);
  gtk_widget_class_bind_template_child (widget_class, RrmExplainPage, answers);
}

static void
rrm_explain_page_init (RrmExplainPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->message), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Error message"), -1);
  g_signal_connect_object (gtk_text_view_get_buffer (self->message), "changed",
                           G_CALLBACK (on_changed), self, 0);
  explain (self);
}
