/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/audit-row.h"

#include "explain/explain.h"
#include "ui/finding-row.h"
#include "ui/plain-layout.h"

#include <glib/gi18n.h>

/**
 * RrmAuditRow:
 *
 * What is wrong with an account of a mail program: whose fault it is, the cause, and what mending
 * it changes, old and new. What keeps mail from going is mended by the one button of the page; the
 * rest has a button here.
 */
struct _RrmAuditRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *pill;
  GtkLabel *title;
  GtkLabel *explanation;
  GtkLabel *change;
  GtkLabel *advice;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (RrmAuditRow, rrm_audit_row, GTK_TYPE_LIST_BOX_ROW)

static void
rrm_audit_row_class_init (RrmAuditRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/audit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmAuditRow, pill);
  gtk_widget_class_bind_template_child (widget_class, RrmAuditRow, title);
  gtk_widget_class_bind_template_child (widget_class, RrmAuditRow, explanation);
  gtk_widget_class_bind_template_child (widget_class, RrmAuditRow, change);
  gtk_widget_class_bind_template_child (widget_class, RrmAuditRow, advice);
  gtk_widget_class_bind_template_child (widget_class, RrmAuditRow, button);
}

static void
rrm_audit_row_init (RrmAuditRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rrm_plain_layout_ease (GTK_WIDGET (self));
}

static void
show_change (RrmAuditRow *self,
             RrmFoundAccount *account,
             RrmFinding *finding)
{
  RrmFindingCode code = rrm_finding_get_code (finding);
  g_auto (GStrv) lines = rrm_found_account_describe_change (account, finding);
  g_autofree char *text = g_strjoinv ("\n", lines);

  gtk_label_set_text (self->change, text);
  gtk_widget_set_visible (GTK_WIDGET (self->change), TRUE);
  gtk_button_set_label (self->button, code == RRM_FINDING_CLIENT_SMTP_LEFTOVER
                                        ? _ ("Remove It")
                                        : _ ("Change It"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s",
                                    rrm_finding_code_to_string (code));
  gtk_widget_set_visible (GTK_WIDGET (self->button), !rrm_found_is_mended_at_once (finding));
}

static void
show_advice (RrmAuditRow *self,
             const RrmExplanation *explanation)
{
  g_autofree char *advice = rrm_advice_to_markup (explanation->advice);

  gtk_label_set_markup (self->advice, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice), advice[0] != '\0');
}

/**
 * rrm_audit_row_new:
 * @account: an account of a mail program
 * @finding: what is wrong with it
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
rrm_audit_row_new (RrmFoundAccount *account,
                   RrmFinding *finding)
{
  RrmAuditRow *self = g_object_new (RRM_TYPE_AUDIT_ROW, NULL);
  g_autoptr (RrmExplanation)
    explanation = rrm_explain_finding (finding, rrm_found_account_get_account (account));
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), explanation->where, explanation->title);

  rrm_pill_set_where (self->pill, finding, rrm_found_get_severity (finding));
  gtk_label_set_text (self->title, explanation->title);
  gtk_label_set_text (self->explanation, explanation->explanation);
  /* Where one click mends it, the click is the advice. */
  if (rrm_finding_get_change (finding) != NULL)
    show_change (self, account, finding);
  else
    show_advice (self, explanation);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, explanation->explanation,
                                  -1);

  return GTK_WIDGET (self);
}
