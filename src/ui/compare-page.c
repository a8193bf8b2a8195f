/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/compare-page.h"

#include "setup/setup-compare.h"
#include "ui/button-bar.h"
#include "ui/compare-row.h"

#include <glib/gi18n.h>

/**
 * RrmComparePage:
 *
 * An account of a mail program beside another one: one that works, the settings for its address, or
 * what a phone shows.
 */
struct _RrmComparePage
{
  RrmFlowPage parent_instance;

  AdwComboRow *other_row;
  GtkLabel *summary;
  GtkWidget *table;
  GtkLabel *left;
  GtkLabel *right;
  GtkListBox *rows;
  GtkWidget *phone_button;

  /* What can be chosen; NULL before the page is shown. */
  GPtrArray *others;
  /* The list is being made, so what is chosen in it is nobody's choice. */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RrmComparePage, rrm_compare_page, RRM_TYPE_FLOW_PAGE)

static void
show_comparison (RrmComparePage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  guint selected = adw_combo_row_get_selected (self->other_row);
  const RrmOther *other =
    selected < self->others->len ? g_ptr_array_index (self->others, selected) : NULL;
  RrmAccount *found = rrm_found_account_get_account (rrm_setup_get_found_account (setup));
  g_autofree char *name = rrm_setup_name_found (setup);
  g_autoptr (GPtrArray) comparisons =
    other != NULL ? rrm_other_compare (other, found) : g_ptr_array_new ();
  g_autofree char *summary = rrm_comparisons_describe (comparisons);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  for (guint i = 0; i < comparisons->len; i++)
    gtk_list_box_append (self->rows, rrm_compare_row_new (g_ptr_array_index (comparisons, i), name,
                                                          other->name));
  gtk_label_set_text (self->summary, summary);
  gtk_label_set_text (self->left, name);
  gtk_label_set_text (self->right, other != NULL ? other->name : "");
  gtk_widget_set_visible (self->table, comparisons->len > 0);
}

static void
on_other_selected (AdwComboRow *row,
                   GParamSpec *pspec,
                   RrmComparePage *self)
{
  if (!self->filling)
    show_comparison (self);
}

static void
list_others (RrmComparePage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_clear_pointer (&self->others, g_ptr_array_unref);
  self->others = rrm_setup_list_others (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
  for (guint i = 0; i < self->others->len; i++)
    gtk_string_list_append (names,
                            ((const RrmOther *) g_ptr_array_index (self->others, i))->name);
  self->filling = TRUE;
  adw_combo_row_set_model (self->other_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->other_row, 0);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->other_row), self->others->len > 0);
}

static void
rrm_compare_page_shown (RrmFlowPage *page)
{
  RrmComparePage *self = RRM_COMPARE_PAGE (page);

  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
  list_others (self);
  show_comparison (self);
  gtk_widget_grab_focus (self->others->len > 0 ? GTK_WIDGET (self->other_row)
                                               : self->phone_button);
}

static void
rrm_compare_page_dispose (GObject *object)
{
  RrmComparePage *self = RRM_COMPARE_PAGE (object);

  g_clear_pointer (&self->others, g_ptr_array_unref);

  G_OBJECT_CLASS (rrm_compare_page_parent_class)->dispose (object);
}

static void
rrm_compare_page_class_init (RrmComparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_compare_page_dispose;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_compare_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/compare-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmComparePage, other_row);
  gtk_widget_class_bind_template_child (widget_class, RrmComparePage, summary);
  gtk_widget_class_bind_template_child (widget_class, RrmComparePage, table);
  gtk_widget_class_bind_template_child (widget_class, RrmComparePage, left);
  gtk_widget_class_bind_template_child (widget_class, RrmComparePage, right);
  gtk_widget_class_bind_template_child (widget_class, RrmComparePage, rows);
  gtk_widget_class_bind_template_child (widget_class, RrmComparePage, phone_button);
  gtk_widget_class_bind_template_callback (widget_class, on_other_selected);
}

static void
rrm_compare_page_init (RrmComparePage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}
