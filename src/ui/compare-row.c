/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/compare-row.h"

#include "explain/explain.h"
#include "ui/plain-layout.h"

#include <glib/gi18n.h>

/**
 * RrmCompareRow:
 *
 * One setting of two accounts side by side, with a word on how they stand to each other.
 */
struct _RrmCompareRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkLabel *word;
  GtkLabel *left;
  GtkLabel *right;
};

G_DEFINE_FINAL_TYPE (RrmCompareRow, rrm_compare_row, GTK_TYPE_LIST_BOX_ROW)

static void
rrm_compare_row_class_init (RrmCompareRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/compare-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmCompareRow, title);
  gtk_widget_class_bind_template_child (widget_class, RrmCompareRow, word);
  gtk_widget_class_bind_template_child (widget_class, RrmCompareRow, left);
  gtk_widget_class_bind_template_child (widget_class, RrmCompareRow, right);
}

static void
rrm_compare_row_init (RrmCompareRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rrm_plain_layout_ease (GTK_WIDGET (self));
}

static char *
explain_value (const RrmComparison *comparison,
               const char *value)
{
  if (value == NULL || value[0] == '\0')
    return g_strdup (_ ("not given"));

  return rrm_explain_change_value (comparison->key, value);
}

/**
 * rrm_compare_row_new:
 * @comparison: one setting of two accounts
 * @left: what the one account is called
 * @right: what the other one is called
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
rrm_compare_row_new (const RrmComparison *comparison,
                     const char *left,
                     const char *right)
{
  static const char *const classes[RRM_N_LIKENESSES] = {
    [RRM_LIKENESS_SAME] = "success",
    [RRM_LIKENESS_OWN] = "note",
    [RRM_LIKENESS_UNKNOWN] = "note",
    [RRM_LIKENESS_DIFFERENT] = "error",
  };
  RrmCompareRow *self = g_object_new (RRM_TYPE_COMPARE_ROW, NULL);
  g_autofree char *title = rrm_explain_change_key (comparison->key);
  g_autofree char *one = explain_value (comparison, comparison->left);
  g_autofree char *other = explain_value (comparison, comparison->right);
  const char *word = rrm_likeness_get_word (comparison->likeness);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), title, word);
  g_autofree char *description = g_strdup_printf ("%s: %s. %s: %s", left, one, right, other);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->word, word);
  gtk_widget_add_css_class (GTK_WIDGET (self->word), classes[comparison->likeness]);
  gtk_label_set_text (self->left, one);
  gtk_label_set_text (self->right, other);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);

  return GTK_WIDGET (self);
}
