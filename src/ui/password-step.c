/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/password-step.h"

#include "ui/entry-row.h"
#include "ui/field-binding.h"
#include "ui/hint-row.h"

#include <glib/gi18n.h>

/**
 * RrmPasswordStep:
 *
 * What to do about a refused password, as a step of its own: what may be wrong with it, and a place
 * to try the one before. After a change on the web the mail servers may still hold that.
 */
struct _RrmPasswordStep
{
  AdwBin parent_instance;

  GtkWidget *symbols;
  GtkLabel *safe;
  RrmEntryRow *row;
  RrmHintRow *hint;
  GtkWidget *button;

  /* Not owned; NULL before the first update. */
  RrmSetup *setup;
  /* Where the password is typed: locked memory that is wiped. */
  GtkEntryBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (RrmPasswordStep, rrm_password_step, ADW_TYPE_BIN)

static void
on_typed (RrmPasswordStep *self)
{
  gtk_widget_set_sensitive (self->button, gtk_entry_buffer_get_length (self->buffer) > 0);
  rrm_hint_row_hide (self->hint);
}

static void
on_try (RrmPasswordStep *self)
{
  gsize length = gtk_entry_buffer_get_bytes (self->buffer);
  g_autoptr (RrmSecret) password = NULL;
  RrmField wrong = RRM_FIELD_PASSWORD;

  if (length == 0 || self->setup == NULL)
    return;
  password = rrm_secret_new (gtk_entry_buffer_get_text (self->buffer), (gssize) length);
  gtk_entry_buffer_set_text (self->buffer, "", 0);
  switch (rrm_setup_try_password (self->setup, password, &wrong))
    {
    case RRM_GATE_REFUSED:
      rrm_hint_row_show (self->hint, RRM_HINT_WARNING,
                         _ ("The servers said no to this one before. It was not sent again."),
                         NULL);
      gtk_widget_grab_focus (GTK_WIDGET (self->row));
      break;
    case RRM_GATE_FIELD:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-field", "u", (guint) wrong);
      break;
    case RRM_GATE_OPEN:
    case RRM_GATE_CLEARTEXT:
    case RRM_GATE_HOST:
    default:
      break;
    }
}

static void
rrm_password_step_dispose (GObject *object)
{
  RrmPasswordStep *self = RRM_PASSWORD_STEP (object);

  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (rrm_password_step_parent_class)->dispose (object);
}

static void
rrm_password_step_class_init (RrmPasswordStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_password_step_dispose;
  g_type_ensure (RRM_TYPE_ENTRY_ROW);
  g_type_ensure (RRM_TYPE_HINT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/password-step.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmPasswordStep, symbols);
  gtk_widget_class_bind_template_child (widget_class, RrmPasswordStep, safe);
  gtk_widget_class_bind_template_child (widget_class, RrmPasswordStep, row);
  gtk_widget_class_bind_template_child (widget_class, RrmPasswordStep, hint);
  gtk_widget_class_bind_template_child (widget_class, RrmPasswordStep, button);
  gtk_widget_class_bind_template_callback (widget_class, on_try);
}

static void
rrm_password_step_init (RrmPasswordStep *self)
{
  GtkWidget *entry;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = gtk_password_entry_buffer_new ();
  rrm_entry_row_set_buffer (self->row, self->buffer);
  rrm_hint_row_hide (self->hint);
  gtk_label_set_text (self->safe, _ ("These mail servers may not take it. When you choose a new "
                                     "password, letters, numbers and @ # $ % - _ are safe."));
  entry = rrm_entry_row_get_entry (self->row);
  rrm_accessible_set_name (entry, _ ("Previous password"));
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  /* Where there is no default, Enter would press what gets the focus meanwhile. */
  g_object_set (entry, "activates-default", FALSE, NULL);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_try), self, G_CONNECT_SWAPPED);
  on_typed (self);
}

/**
 * rrm_password_step_update:
 * @self: a step
 * @setup: what it is about; it outlives the step
 *
 * Shows the step where a password was refused, and hides it elsewhere.
 */
void
rrm_password_step_update (RrmPasswordStep *self,
                          RrmSetup *setup)
{
  gboolean doubt = rrm_setup_is_password_in_doubt (setup);

  self->setup = setup;
  gtk_widget_set_visible (GTK_WIDGET (self), doubt);
  gtk_widget_set_visible (self->symbols, doubt && rrm_setup_has_odd_symbols (setup));
}
