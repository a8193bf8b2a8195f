/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/finding-row.h"

#include "explain/explain.h"
#include "ui/change-box.h"
#include "ui/plain-layout.h"

#include <glib/gi18n.h>

/**
 * RrmFindingRow:
 *
 * One finding in full: whose fault it is, what is wrong and why, what to do step by step, and what
 * the server itself said.
 */
struct _RrmFindingRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *pill;
  GtkLabel *title;
  GtkLabel *explanation;
  GtkLabel *advice;
  GtkLabel *more;
  GtkLabel *server_said;
  RrmChangeBox *change_box;
};

G_DEFINE_FINAL_TYPE (RrmFindingRow, rrm_finding_row, GTK_TYPE_LIST_BOX_ROW)

/**
 * rrm_advice_to_markup:
 * @advice: (array zero-terminated=1): what to do, a step each
 *
 * Returns: (transfer full): the steps with their numbers, a line each
 */
char *
rrm_advice_to_markup (char **advice)
{
  GString *markup = g_string_new (NULL);
  gboolean several = g_strv_length (advice) > 1;

  for (guint i = 0; advice[i] != NULL; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (advice[i], -1);

      if (i > 0)
        g_string_append_c (markup, '\n');
      if (several)
        g_string_append_printf (markup, "<b>%u.</b> ", i + 1);
      g_string_append (markup, escaped);
    }

  return g_string_free (markup, FALSE);
}

/**
 * rrm_pill_set_where:
 * @pill: a label
 * @finding: a finding
 * @severity: how much it matters here
 *
 * Says whose fault it is, in a word on a color.
 */
void
rrm_pill_set_where (GtkLabel *pill,
                    RrmFinding *finding,
                    RrmSeverity severity)
{
  static const char *const classes[RRM_N_SEVERITIES] = {
    [RRM_SEVERITY_ERROR] = "error",
    [RRM_SEVERITY_WARNING] = "warning",
    [RRM_SEVERITY_INFO] = "note",
  };

  gtk_label_set_text (pill, rrm_explain_finding_where (finding));
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (pill), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (pill), classes[severity]);
}

static void
rrm_finding_row_class_init (RrmFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RRM_TYPE_CHANGE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmFindingRow, pill);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingRow, title);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingRow, explanation);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingRow, advice);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingRow, more);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingRow, server_said);
  gtk_widget_class_bind_template_child (widget_class, RrmFindingRow, change_box);
}

static void
rrm_finding_row_init (RrmFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rrm_plain_layout_ease (GTK_WIDGET (self));
}

static void
show_server_said (RrmFindingRow *self,
                  RrmFinding *finding)
{
  const char *said = rrm_finding_get_server_said (finding);
  g_autofree char *text = said != NULL ? g_strdup_printf (_ ("The server said: “%s”"), said) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->server_said), said != NULL);
  gtk_label_set_text (self->server_said, text != NULL ? text : "");
}

/* What it rests on, and its name: those who help ask for these. */
static void
show_more (RrmFindingRow *self,
           RrmFinding *finding)
{
  const char *code = rrm_finding_code_to_string (rrm_finding_get_code (finding));
  GString *text = g_string_new (NULL);
  g_autofree char *name = NULL;
  RrmProtocol protocol;
  RrmStepName step;

  if (rrm_finding_get_service (finding, &protocol) && rrm_finding_get_step (finding, &step))
    {
      g_string_append_printf (text, _ ("It showed here: %s, “%s”."),
                              rrm_explain_direction (protocol), rrm_explain_step (step, protocol));
      g_string_append_c (text, '\n');
    }
  name = g_strdup_printf (_ ("Its name, for someone who helps you: %s"), code);
  g_string_append (text, name);
  gtk_label_set_text (self->more, text->str);
  g_string_free (text, TRUE);
}

/**
 * rrm_finding_row_new:
 * @finding: a finding
 * @index: its place among the findings of the setup
 * @account: (nullable): the account as it stands; without one there is nothing to mend
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
rrm_finding_row_new (RrmFinding *finding,
                     guint index,
                     RrmAccount *account)
{
  RrmFindingRow *self = g_object_new (RRM_TYPE_FINDING_ROW, NULL);
  g_autoptr (RrmExplanation) explanation = rrm_explain_finding (finding, account);
  g_autofree char *advice = rrm_advice_to_markup (explanation->advice);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), explanation->where, explanation->title);

  rrm_pill_set_where (self->pill, finding, rrm_finding_get_severity (finding));
  gtk_label_set_text (self->title, explanation->title);
  gtk_label_set_text (self->explanation, explanation->explanation);
  gtk_label_set_markup (self->advice, advice);
  show_server_said (self, finding);
  show_more (self, finding);
  rrm_change_box_set_finding (self->change_box, account != NULL ? finding : NULL, index, account);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, explanation->explanation,
                                  -1);

  return GTK_WIDGET (self);
}
