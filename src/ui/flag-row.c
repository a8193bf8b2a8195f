/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/flag-row.h"

#include "ui/field-binding.h"

/**
 * RrmFlagRow:
 *
 * A row with a switch for a field of the draft that is on or off.
 */
struct _RrmFlagRow
{
  AdwActionRow parent_instance;

  GtkSwitch *widget;
  RrmDraft *draft;
  RrmField field;
};

G_DEFINE_FINAL_TYPE (RrmFlagRow, rrm_flag_row, ADW_TYPE_ACTION_ROW)

static void
fill (RrmFlagRow *self)
{
  gtk_switch_set_active (self->widget, rrm_draft_get_flag (self->draft, self->field));
}

static void
on_draft_changed (RrmDraft *draft,
                  guint field,
                  RrmFlagRow *self)
{
  if (field == self->field)
    fill (self);
}

static void
on_switched (RrmFlagRow *self)
{
  if (self->draft != NULL)
    rrm_draft_set_flag (self->draft, self->field, gtk_switch_get_active (self->widget));
}

static void
rrm_flag_row_dispose (GObject *object)
{
  g_clear_object (&RRM_FLAG_ROW (object)->draft);

  G_OBJECT_CLASS (rrm_flag_row_parent_class)->dispose (object);
}

static void
rrm_flag_row_class_init (RrmFlagRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rrm_flag_row_dispose;
}

static void
rrm_flag_row_init (RrmFlagRow *self)
{
  self->widget = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->widget), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->widget));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->widget));
  g_signal_connect_swapped (self->widget, "notify::active", G_CALLBACK (on_switched), self);
}

/**
 * rrm_flag_row_bind:
 * @self: a row with its title
 * @draft: what is filled in
 * @field: a field that is on or off
 *
 * Ties them together; the switch is told its name and what stands under it.
 */
void
rrm_flag_row_bind (RrmFlagRow *self,
                   RrmDraft *draft,
                   RrmField field)
{
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (self));

  g_return_if_fail (self->draft == NULL);

  self->field = field;
  gtk_switch_set_active (self->widget, rrm_draft_get_flag (draft, field));
  self->draft = g_object_ref (draft);
  rrm_accessible_set_name (GTK_WIDGET (self->widget),
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  if (subtitle != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->widget),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  g_signal_connect_object (draft, "changed", G_CALLBACK (on_draft_changed), self, 0);
}
