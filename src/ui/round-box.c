/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/round-box.h"

#include "setup/round.h"
#include "setup/saved.h"
#include "ui/entry-row.h"
#include "ui/field-binding.h"
#include "ui/reveal.h"

#include <glib/gi18n.h>

/**
 * RrmRoundBox:
 *
 * Under the saved accounts: the test of all of them. It says whose turn it is, asks for a password
 * that is not in the keyring, and says at the end how many work.
 */
struct _RrmRoundBox
{
  AdwBin parent_instance;

  GtkLabel *state;
  GtkWidget *password_box;
  RrmEntryRow *password_row;
  GtkWidget *give_button;
  GtkWidget *all_button;
  GtkWidget *stop_button;

  /* Not owned: it outlives the box. */
  RrmSetup *setup;
  /* Where the password is typed: locked memory that is wiped. */
  GtkEntryBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (RrmRoundBox, rrm_round_box, ADW_TYPE_BIN)

static void
on_typed (RrmRoundBox *self)
{
  gtk_widget_set_sensitive (self->give_button, gtk_entry_buffer_get_length (self->buffer) > 0);
}

static void
on_give (RrmRoundBox *self)
{
  gsize length = gtk_entry_buffer_get_bytes (self->buffer);
  g_autoptr (RrmSecret) password = NULL;

  if (length == 0)
    return;
  password = rrm_secret_new (gtk_entry_buffer_get_text (self->buffer), (gssize) length);
  gtk_entry_buffer_set_text (self->buffer, "", 0);
  rrm_setup_give_round_password (self->setup, password);
}

static void
on_leave_out (RrmRoundBox *self)
{
  gtk_entry_buffer_set_text (self->buffer, "", 0);
  rrm_setup_give_round_password (self->setup, NULL);
}

/* One account is tested by opening it. */
static void
on_saved (RrmRoundBox *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), rrm_setup_get_n_saved (self->setup) > 1);
}

/* The focus goes where the work is, and tells what is seen there. */
static void
show_focus (RrmRoundBox *self,
            GtkWidget *widget,
            const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (widget);
}

static void
on_round (RrmRoundBox *self)
{
  gboolean testing = rrm_setup_get_testing_all (self->setup);
  gboolean waits = rrm_setup_is_round_waiting (self->setup, NULL);
  g_autofree char *text = rrm_setup_describe_round (self->setup);

  gtk_label_set_text (self->state, text);
  gtk_widget_set_visible (GTK_WIDGET (self->state), text[0] != '\0');
  gtk_widget_set_visible (self->password_box, waits);
  gtk_widget_set_visible (self->stop_button, testing);
  gtk_widget_set_visible (self->all_button, !testing);
  if (!testing)
    gtk_entry_buffer_set_text (self->buffer, "", 0);
  if (waits)
    {
      show_focus (self, rrm_entry_row_get_entry (self->password_row), text);
      rrm_reveal (GTK_WIDGET (self));
    }
  else
    show_focus (self, testing ? self->stop_button : self->all_button, text);
}

static void
rrm_round_box_dispose (GObject *object)
{
  g_clear_object (&RRM_ROUND_BOX (object)->buffer);

  G_OBJECT_CLASS (rrm_round_box_parent_class)->dispose (object);
}

static void
rrm_round_box_class_init (RrmRoundBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_round_box_dispose;
  g_type_ensure (RRM_TYPE_ENTRY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/round-box.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmRoundBox, state);
  gtk_widget_class_bind_template_child (widget_class, RrmRoundBox, password_box);
  gtk_widget_class_bind_template_child (widget_class, RrmRoundBox, password_row);
  gtk_widget_class_bind_template_child (widget_class, RrmRoundBox, give_button);
  gtk_widget_class_bind_template_child (widget_class, RrmRoundBox, all_button);
  gtk_widget_class_bind_template_child (widget_class, RrmRoundBox, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, on_give);
  gtk_widget_class_bind_template_callback (widget_class, on_leave_out);
}

static void
rrm_round_box_init (RrmRoundBox *self)
{
  GtkWidget *entry;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = gtk_password_entry_buffer_new ();
  rrm_entry_row_set_buffer (self->password_row, self->buffer);
  entry = rrm_entry_row_get_entry (self->password_row);
  rrm_accessible_set_name (entry, _ ("Password"));
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  /* Where there is no default, Enter would press what gets the focus meanwhile. */
  g_object_set (entry, "activates-default", FALSE, NULL);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_give), self, G_CONNECT_SWAPPED);
  on_typed (self);
}

/**
 * rrm_round_box_set_setup:
 * @self: a box
 * @setup: whose accounts it tests; it outlives the box
 *
 * To be called once.
 */
void
rrm_round_box_set_setup (RrmRoundBox *self,
                         RrmSetup *setup)
{
  self->setup = setup;
  g_signal_connect_object (setup, "notify::n-saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (setup, "notify::round", G_CALLBACK (on_round), self,
                           G_CONNECT_SWAPPED);
  on_saved (self);
  on_round (self);
}
