/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/guide-line.h"

#include "ui/plain-layout.h"

#include <glib/gi18n.h>

/**
 * RrmGuideLine:
 *
 * One step of a guide: a box to check, what to do, and the value with a button that copies it.
 */
struct _RrmGuideLine
{
  AdwBin parent_instance;

  GtkCheckButton *done;
  GtkLabel *text;
  GtkLabel *value;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (RrmGuideLine, rrm_guide_line, ADW_TYPE_BIN)

static void
on_toggled (GtkCheckButton *button,
            RrmGuideLine *self)
{
  GtkWidget *box = adw_bin_get_child (ADW_BIN (self));

  if (gtk_check_button_get_active (button))
    gtk_widget_add_css_class (box, "done");
  else
    gtk_widget_remove_css_class (box, "done");
}

static void
rrm_guide_line_class_init (RrmGuideLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/guide-line.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmGuideLine, done);
  gtk_widget_class_bind_template_child (widget_class, RrmGuideLine, text);
  gtk_widget_class_bind_template_child (widget_class, RrmGuideLine, value);
  gtk_widget_class_bind_template_child (widget_class, RrmGuideLine, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
rrm_guide_line_init (RrmGuideLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rrm_plain_layout_ease (GTK_WIDGET (self));
}

static void
set_value (RrmGuideLine *self,
           const char *value)
{
  g_autofree char *words = g_strdup_printf (_ ("Copy %s"), value);

  gtk_label_set_text (self->value, value);
  gtk_widget_set_visible (GTK_WIDGET (self->value), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy_button), "s", value);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy_button), "win.copy-value");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (self->copy_button, TRUE);
}

/**
 * rrm_guide_line_new:
 * @step: a step, or a setting, or a heading
 * @number: its number from 1, or 0 where the steps do not follow each other
 *
 * Returns: (transfer floating): a row for it
 */
GtkWidget *
rrm_guide_line_new (const RrmGuideStep *step,
                    guint number)
{
  RrmGuideLine *self = g_object_new (RRM_TYPE_GUIDE_LINE, NULL);
  g_autofree char *text = number > 0 ? g_strdup_printf ("%u. %s", number, step->text)
                                     : g_strdup (step->text);
  g_autofree char *words = number > 0 ? g_strdup_printf (_ ("Step %u is done"), number) : NULL;

  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->done), number > 0);
  if (words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->done), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    words, -1);
  if (step->value != NULL)
    set_value (self, step->value);
  else if (number == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "title-4");

  return GTK_WIDGET (self);
}

/**
 * rrm_guide_line_focus:
 * @self: a row
 *
 * Puts the focus on its box or its button.
 *
 * Returns: whether it has one
 */
gboolean
rrm_guide_line_focus (RrmGuideLine *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->done)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->done));

  return gtk_widget_get_visible (self->copy_button) && gtk_widget_grab_focus (self->copy_button);
}
