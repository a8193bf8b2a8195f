/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/change-box.h"

#include "explain/explain.h"
#include "setup/field.h"
#include "ui/field-binding.h"

#include <glib/gi18n.h>

/**
 * RrmChangeBox:
 *
 * What can be done about a finding with one click: Fix it, with exactly what it changes, or the way
 * to the field that it is about. It is hidden where there is neither.
 */
struct _RrmChangeBox
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkButton *fix_button;
  GtkButton *field_button;
  GtkLabel *change;
};

G_DEFINE_FINAL_TYPE (RrmChangeBox, rrm_change_box, GTK_TYPE_WIDGET)

/* The old value struck out, the new one bold. */
static void
append_item (GString *markup,
             const RrmChangeItem *item,
             RrmAccount *account)
{
  g_autofree char *name = rrm_explain_change_key (item->key);
  g_autofree char *plain = rrm_change_get_new (item);
  g_autofree char *value = rrm_explain_change_value (item->key, plain);
  g_autofree char *old_plain = account != NULL ? rrm_change_get_old (item, account) : NULL;
  g_autofree char *old = old_plain != NULL ? rrm_explain_change_value (item->key, old_plain) : NULL;
  g_autofree char *line = NULL;

  if (old == NULL || old[0] == '\0' || g_str_equal (old, value))
    line = g_markup_printf_escaped ("%s: <b>%s</b>", name, value);
  else
    /* Translators: a setting, what it was and what it will be. In a script that runs from right to
     * left turn the arrow around, and set each value apart with U+2068 and U+2069. */
    line = g_markup_printf_escaped (_ ("%s: <s>%s</s> → <b>%s</b>"), name, old, value);
  g_string_append_printf (markup, "%s%s", markup->len > 0 ? "\n" : "", line);
}

static void
show_change (RrmChangeBox *self,
             RrmChange *change,
             RrmAccount *account)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autofree char *text = rrm_explain_change (change, account);

  for (guint i = 0; i < rrm_change_get_n_items (change); i++)
    append_item (markup, rrm_change_get_item (change, i), account);
  gtk_label_set_markup (self->change, markup->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fix_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
show_field (RrmChangeBox *self,
            RrmField field)
{
  /* Translators: a button that leads to a field: "Go to “Incoming server”" */
  g_autofree char *label = g_strdup_printf (_ ("Go to “%s”"), rrm_field_get_name (field));

  gtk_button_set_label (self->field_button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->field_button), "u", (guint) field);
}

static void
rrm_change_box_dispose (GObject *object)
{
  RrmChangeBox *self = RRM_CHANGE_BOX (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (rrm_change_box_parent_class)->dispose (object);
}

static void
rrm_change_box_class_init (RrmChangeBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_change_box_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/change-box.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmChangeBox, box);
  gtk_widget_class_bind_template_child (widget_class, RrmChangeBox, fix_button);
  gtk_widget_class_bind_template_child (widget_class, RrmChangeBox, field_button);
  gtk_widget_class_bind_template_child (widget_class, RrmChangeBox, change);
}

static void
rrm_change_box_init (RrmChangeBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rrm_change_box_set_finding:
 * @self: a box
 * @finding: (nullable): what it is about
 * @index: its place among the findings of the setup
 * @account: (nullable): the account as it stands, for the old values
 *
 * Returns: whether there is anything to click
 */
gboolean
rrm_change_box_set_finding (RrmChangeBox *self,
                            RrmFinding *finding,
                            guint index,
                            RrmAccount *account)
{
  RrmChange *change = finding != NULL ? rrm_finding_get_change (finding) : NULL;
  RrmField field = RRM_FIELD_NAME;
  gboolean has_field = finding != NULL && change == NULL && rrm_field_for_finding (finding, &field);

  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), change != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->change), change != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->field_button), has_field);
  gtk_widget_set_visible (GTK_WIDGET (self), change != NULL || has_field);
  if (change != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->fix_button), "u", index);
      show_change (self, change, account);
    }
  if (has_field)
    show_field (self, field);

  return change != NULL || has_field;
}

/**
 * rrm_change_box_focus:
 * @self: a box
 *
 * Returns: whether one of its buttons has the focus now
 */
gboolean
rrm_change_box_focus (RrmChangeBox *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->fix_button)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->fix_button));
  if (gtk_widget_get_visible (GTK_WIDGET (self->field_button)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->field_button));

  return FALSE;
}
