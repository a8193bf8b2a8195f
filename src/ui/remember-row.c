/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/remember-row.h"

#include "setup/saved.h"
#include "ui/field-binding.h"

#include <glib/gi18n.h>

/**
 * RrmRememberRow:
 *
 * “Remember password”: off unless the person turns it on, and out of reach where there is no
 * keyring, with a sentence on why.
 */
struct _RrmRememberRow
{
  AdwActionRow parent_instance;

  GtkSwitch *on;
  /* NULL until it is set. */
  RrmSetup *setup;
  /* Whether the switch is being set to what the setup says. */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RrmRememberRow, rrm_remember_row, ADW_TYPE_ACTION_ROW)

static const char *
get_sentence (RrmKeyringState keyring)
{
  switch (keyring)
    {
    case RRM_KEYRING_THERE:
      return _ ("It is kept in the keyring of this computer when you save the account.");
    case RRM_KEYRING_NONE:
      return _ ("This computer has no safe place to keep it. You type it in again next "
                "time.");
    case RRM_KEYRING_UNKNOWN:
    case RRM_KEYRING_ASKED:
    default:
      return "";
    }
}

static void
update (RrmRememberRow *self)
{
  RrmKeyringState keyring = rrm_setup_get_keyring (self->setup);
  const char *sentence = get_sentence (keyring);

  self->filling = TRUE;
  gtk_switch_set_active (self->on,
                         keyring == RRM_KEYRING_THERE && rrm_setup_get_remember (self->setup));
  self->filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->on), keyring == RRM_KEYRING_THERE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->on), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence, -1);
  /* In practice nothing is kept. */
  gtk_widget_set_visible (GTK_WIDGET (self), rrm_setup_can_save (self->setup));
}

static void
on_setup_changed (RrmSetup *setup,
                  GParamSpec *pspec,
                  RrmRememberRow *self)
{
  update (self);
}

static void
on_switched (GtkSwitch *on,
             GParamSpec *pspec,
             RrmRememberRow *self)
{
  if (self->setup != NULL && !self->filling)
    rrm_setup_set_remember (self->setup, gtk_switch_get_active (on));
}

static void
rrm_remember_row_dispose (GObject *object)
{
  RrmRememberRow *self = RRM_REMEMBER_ROW (object);

  g_clear_object (&self->setup);

  G_OBJECT_CLASS (rrm_remember_row_parent_class)->dispose (object);
}

static void
rrm_remember_row_class_init (RrmRememberRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rrm_remember_row_dispose;
}

static void
rrm_remember_row_init (RrmRememberRow *self)
{
  self->on = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->on), GTK_ALIGN_CENTER);
  g_object_set (self, "title", _ ("Remember password"), "subtitle-lines", 0, "use-markup", FALSE,
                NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->on));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->on));
  rrm_accessible_set_name (GTK_WIDGET (self->on), _ ("Remember password"));
  g_signal_connect_object (self->on, "notify::active", G_CALLBACK (on_switched), self, 0);
}

/**
 * rrm_remember_row_set_setup:
 * @self: a row
 * @setup: what it shows
 */
void
rrm_remember_row_set_setup (RrmRememberRow *self,
                            RrmSetup *setup)
{
  static const char *const signals[] = {
    "notify::keyring",
    "notify::remember",
    "notify::practice",
    "notify::n-saved",
  };

  g_return_if_fail (self->setup == NULL);

  self->setup = g_object_ref (setup);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (setup, signals[i], G_CALLBACK (on_setup_changed), self, 0);
  update (self);
}
