/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/server-group.h"

#include "explain/lookup-text.h"
#include "ui/choice.h"
#include "ui/field-binding.h"
#include "ui/login-choice.h"
#include "ui/remember-row.h"

#include <glib/gi18n.h>

/**
 * RrmServerGroup:
 *
 * The settings of one server, every field of them, with a sentence on where they came from.
 */
struct _RrmServerGroup
{
  AdwPreferencesGroup parent_instance;

  gboolean outgoing;
  RrmSetup *setup;

  AdwComboRow *protocol_row;
  RrmHintRow *protocol_hint;
  RrmEntryRow *server_row;
  RrmHintRow *server_hint;
  AdwComboRow *security_row;
  RrmHintRow *security_hint;
  RrmEntryRow *port_row;
  RrmHintRow *port_hint;
  RrmEntryRow *username_row;
  RrmHintRow *username_hint;
  RrmEntryRow *password_row;
  RrmRememberRow *remember_row;
  RrmHintRow *password_hint;
  AdwComboRow *auth_row;
  RrmHintRow *auth_hint;
  GtkWidget *port_button;

  /* (element-type RrmFieldBinding) */
  GPtrArray *bindings;
  /* (element-type RrmChoice) */
  GPtrArray *choices;
  /* NULL for the incoming server. */
  RrmLoginChoice *login;
};

enum
{
  PROP_0,
  PROP_OUTGOING,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmServerGroup, rrm_server_group, ADW_TYPE_PREFERENCES_GROUP)

static void
bind (RrmServerGroup *self,
      RrmField field,
      RrmEntryRow *row,
      RrmHintRow *hint,
      GtkEntryBuffer *password)
{
  g_ptr_array_add (self->bindings, rrm_field_binding_new (rrm_setup_get_draft (self->setup), field,
                                                          row, hint, password));
}

static void
choose (RrmServerGroup *self,
        RrmField field,
        AdwComboRow *row,
        RrmHintRow *hint)
{
  g_ptr_array_add (self->choices,
                   rrm_choice_new (rrm_setup_get_draft (self->setup), field, row, hint));
}

/* Where the values came from, in a sentence. */
static void
say_source (RrmServerGroup *self)
{
  RrmDraft *draft = rrm_setup_get_draft (self->setup);
  const char *host =
    rrm_draft_get_text (draft, rrm_field_for (RRM_FIELD_INCOMING_SERVER, self->outgoing));
  RrmSource source = rrm_draft_get_source (draft, self->outgoing);
  g_autofree char *text = NULL;

  if (rrm_setup_get_practice (self->setup))
    text = g_strdup (_ ("Made up for practice."));
  else if (host[0] == '\0')
    text = g_strdup (_ ("Nothing is known for this address. Your provider can tell you the name of "
                        "the server."));
  else if (source == RRM_SOURCE_PERSON)
    text = g_strdup (_ ("As you typed it in."));
  else
    /* Translators: %s is where settings came from: "built-in Roadrunner list" */
    text = g_strdup_printf (_ ("Filled in from: %s."), rrm_explain_source (source));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
}

static void
update_port_button (RrmServerGroup *self)
{
  RrmDraft *draft = rrm_setup_get_draft (self->setup);
  g_autofree char *usual =
    g_strdup_printf ("%u", rrm_draft_get_usual_port (draft, self->outgoing));
  const char *port =
    rrm_draft_get_text (draft, rrm_field_for (RRM_FIELD_INCOMING_PORT, self->outgoing));

  gtk_widget_set_sensitive (self->port_button, !g_str_equal (port, usual));
}

/* What is not used with this way to sign in cannot be typed. */
static void
update_login (RrmServerGroup *self)
{
  RrmDraft *draft = rrm_setup_get_draft (self->setup);

  if (!self->outgoing)
    return;
  gtk_widget_set_sensitive (rrm_entry_row_get_entry (self->username_row),
                            rrm_draft_get_auth (draft, TRUE) != RRM_AUTH_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->password_row), rrm_draft_has_own_login (draft));
}

static void
on_draft_changed (RrmDraft *draft,
                  guint field,
                  RrmServerGroup *self)
{
  say_source (self);
  update_port_button (self);
  update_login (self);
}

/* The button is of no more use then. */
static void
on_usual_port (GtkButton *button,
               RrmServerGroup *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->port_row));
  rrm_draft_use_usual_port (rrm_setup_get_draft (self->setup), self->outgoing);
}

static void
rrm_server_group_set_property (GObject *object,
                               guint property_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  RrmServerGroup *self = RRM_SERVER_GROUP (object);

  switch (property_id)
    {
    case PROP_OUTGOING:
      self->outgoing = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rrm_server_group_dispose (GObject *object)
{
  RrmServerGroup *self = RRM_SERVER_GROUP (object);

  g_clear_pointer (&self->bindings, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_object (&self->login);
  g_clear_object (&self->setup);

  G_OBJECT_CLASS (rrm_server_group_parent_class)->dispose (object);
}

static void
rrm_server_group_class_init (RrmServerGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = rrm_server_group_set_property;
  object_class->dispose = rrm_server_group_dispose;

  props[PROP_OUTGOING] =
    g_param_spec_boolean ("outgoing", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (RRM_TYPE_REMEMBER_ROW);
  g_type_ensure (RRM_TYPE_ENTRY_ROW);
  g_type_ensure (RRM_TYPE_HINT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/server-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, protocol_row);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, protocol_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, server_row);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, server_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, security_row);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, security_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, port_row);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, port_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, username_row);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, username_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, password_row);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, remember_row);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, password_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, auth_row);
  gtk_widget_class_bind_template_child (widget_class, RrmServerGroup, auth_hint);
}

static void
rrm_server_group_init (RrmServerGroup *self)
{
  self->bindings = g_ptr_array_new_with_free_func (g_object_unref);
  self->choices = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Puts a row behind all others. */
static void
move_to_end (RrmServerGroup *self,
             gpointer row)
{
  g_object_ref (row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_object_unref (row);
}

static void
bind_outgoing_rows (RrmServerGroup *self)
{
  gpointer login_rows[] = {
    self->username_row,  self->username_hint, self->password_row,
    self->password_hint, self->auth_row,      self->auth_hint,
  };
  g_autoptr (GtkEntryBuffer) password = gtk_password_entry_buffer_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->server_row), _ ("Outgoing server"));
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->protocol_row));
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->protocol_hint));
  self->login =
    rrm_login_choice_new (rrm_setup_get_draft (self->setup), ADW_PREFERENCES_GROUP (self));
  for (guint i = 0; i < G_N_ELEMENTS (login_rows); i++)
    move_to_end (self, login_rows[i]);
  bind (self, RRM_FIELD_OUTGOING_PASSWORD, self->password_row, self->password_hint, password);
}

static void
bind_own_rows (RrmServerGroup *self,
               GtkEntryBuffer *password)
{
  if (self->outgoing)
    {
      bind_outgoing_rows (self);
      return;
    }

  choose (self, RRM_FIELD_PROTOCOL, self->protocol_row, self->protocol_hint);
  bind (self, RRM_FIELD_PASSWORD, self->password_row, self->password_hint, password);
}

static void
add_port_button (RrmServerGroup *self)
{
  self->port_button = gtk_button_new_with_label (_ ("Use default"));
  rrm_accessible_set_name (self->port_button, self->outgoing ? _ ("Use default outgoing port")
                                                             : _ ("Use default incoming port"));
  rrm_entry_row_add_suffix (self->port_row, self->port_button);
  g_signal_connect (self->port_button, "clicked", G_CALLBACK (on_usual_port), self);
}

/**
 * rrm_server_group_set_setup:
 * @self: a group
 * @setup: whose settings it shows
 * @password: where the password lies
 *
 * To be called once.
 */
void
rrm_server_group_set_setup (RrmServerGroup *self,
                            RrmSetup *setup,
                            GtkEntryBuffer *password)
{
  gboolean outgoing = self->outgoing;

  g_return_if_fail (self->setup == NULL);

  self->setup = g_object_ref (setup);
  bind_own_rows (self, password);
  /* It is for the passwords of both servers. */
  if (!outgoing)
    rrm_remember_row_set_setup (self->remember_row, setup);
  add_port_button (self);
  bind (self, rrm_field_for (RRM_FIELD_INCOMING_SERVER, outgoing), self->server_row,
        self->server_hint, NULL);
  choose (self, rrm_field_for (RRM_FIELD_INCOMING_SECURITY, outgoing), self->security_row,
          self->security_hint);
  bind (self, rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing), self->port_row, self->port_hint,
        NULL);
  bind (self, rrm_field_for (RRM_FIELD_INCOMING_USERNAME, outgoing), self->username_row,
        self->username_hint, NULL);
  choose (self, rrm_field_for (RRM_FIELD_INCOMING_AUTH, outgoing), self->auth_row,
          self->auth_hint);
  on_draft_changed (rrm_setup_get_draft (setup), 0, self);
  g_signal_connect_object (rrm_setup_get_draft (setup), "changed", G_CALLBACK (on_draft_changed),
                           self, 0);
  g_signal_connect_object (setup, "notify::practice", G_CALLBACK (say_source), self,
                           G_CONNECT_SWAPPED);
}

static GtkWidget *
find_choice (RrmServerGroup *self,
             RrmField field)
{
  switch ((int) rrm_field_incoming (field))
    {
    case RRM_FIELD_INCOMING_SECURITY:
      return GTK_WIDGET (self->security_row);
    case RRM_FIELD_INCOMING_AUTH:
      return GTK_WIDGET (self->auth_row);
    case RRM_FIELD_PROTOCOL:
      return GTK_WIDGET (self->protocol_row);
    default:
      return NULL;
    }
}

/* Where no login was asked for, the switch is what has to do with it. */
static gboolean
is_for_switch (RrmServerGroup *self,
               RrmField field)
{
  if (!self->outgoing)
    return FALSE;

  return field == RRM_FIELD_SMTP_AUTH || field == RRM_FIELD_OUTGOING_LOGIN ||
         (field == RRM_FIELD_OUTGOING_AUTH &&
          rrm_draft_get_auth (rrm_setup_get_draft (self->setup), TRUE) == RRM_AUTH_NONE);
}

/**
 * rrm_server_group_show_problems:
 * @self: a group
 *
 * Says what is wrong with each field, on its row.
 */
void
rrm_server_group_show_problems (RrmServerGroup *self)
{
  for (guint i = 0; i < self->bindings->len; i++)
    rrm_field_binding_show_problem (g_ptr_array_index (self->bindings, i));
}

/**
 * rrm_server_group_show_field:
 * @self: a group
 * @field: a field
 *
 * Puts the focus there.
 *
 * Returns: whether the field is one of this group
 */
gboolean
rrm_server_group_show_field (RrmServerGroup *self,
                             RrmField field)
{
  GtkWidget *choice = find_choice (self, field);

  if (is_for_switch (self, field))
    {
      rrm_login_choice_focus (self->login);
      return TRUE;
    }
  for (guint i = 0; i < self->bindings->len; i++)
    {
      RrmFieldBinding *binding = g_ptr_array_index (self->bindings, i);

      if (rrm_field_binding_get_field (binding) != field)
        continue;
      rrm_field_binding_focus (binding);
      return TRUE;
    }
  if (choice == NULL || rrm_field_is_outgoing (field) != self->outgoing)
    return FALSE;

  gtk_widget_grab_focus (choice);

  return TRUE;
}
