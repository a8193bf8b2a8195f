/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/field-binding.h"

#include "ui/reveal.h"

#include <glib/gi18n.h>

/**
 * RrmFieldBinding:
 *
 * Ties an entry to a field of the draft, both ways, and says under it what is wrong. That is said
 * when the person has left the field or wanted to go on, not while the first letters are typed;
 * once said, it follows every key.
 */
struct _RrmFieldBinding
{
  GObject parent_instance;

  RrmDraft *draft;
  RrmField field;
  /* Owned by the page that owns this. */
  RrmEntryRow *row;
  RrmHintRow *hint;
  GtkEntryBuffer *password;
  /* What the test found for this field; NULL where it found nothing. */
  char *found;
  /* Whether problems are shown. */
  gboolean judged;
  /* Whether the entry is being filled from the draft. */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RrmFieldBinding, rrm_field_binding, G_TYPE_OBJECT)

static GtkEditable *
get_editable (RrmFieldBinding *self)
{
  return GTK_EDITABLE (rrm_entry_row_get_entry (self->row));
}

static void
say_port (RrmFieldBinding *self)
{
  gboolean outgoing = rrm_field_is_outgoing (self->field);
  g_autofree char *text = NULL;

  switch (rrm_draft_get_port_note (self->draft, outgoing))
    {
    case RRM_PORT_NOTE_USUAL:
      text = g_strdup (_ ("The usual port for this kind of encryption."));
      break;
    case RRM_PORT_NOTE_PROVIDER:
      text = g_strdup (_ ("This provider uses this port for every kind of encryption."));
      break;
    case RRM_PORT_NOTE_UNUSUAL:
      text = g_strdup_printf (_ ("Not the usual port, which is %u."),
                              rrm_draft_get_usual_port (self->draft, outgoing));
      break;
    case RRM_PORT_NOTE_NONE:
    default:
      break;
    }

  if (text != NULL)
    rrm_hint_row_show (self->hint, RRM_HINT_NOTE, text, NULL);
  else
    rrm_hint_row_hide (self->hint);
}

static gboolean
says_same_login (RrmFieldBinding *self)
{
  return self->field == RRM_FIELD_OUTGOING_USERNAME &&
         rrm_draft_get_flag (self->draft, RRM_FIELD_SMTP_AUTH) &&
         rrm_draft_get_outgoing_login (self->draft) == RRM_OUTGOING_LOGIN_SAME;
}

static void
mark (RrmFieldBinding *self,
      gboolean wrong)
{
  GtkAccessible *entry = GTK_ACCESSIBLE (rrm_entry_row_get_entry (self->row));
  const char *said = rrm_hint_row_get_text (self->hint);

  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->row), "error");

  gtk_accessible_update_state (entry, GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
}

static void
judge (RrmFieldBinding *self)
{
  g_autoptr (RrmProblem) problem =
    self->judged ? rrm_draft_check (self->draft, self->field) : NULL;
  g_autofree char *text = problem != NULL ? rrm_problem_describe (problem) : NULL;

  if (problem != NULL)
    rrm_hint_row_show (self->hint, problem->blocking ? RRM_HINT_ERROR : RRM_HINT_WARNING, text,
                       problem->suggestion);
  else if (rrm_field_incoming (self->field) == RRM_FIELD_INCOMING_PORT)
    say_port (self);
  else if (self->found != NULL &&
           !g_str_equal (self->found, rrm_draft_get_text (self->draft, self->field)))
    rrm_hint_row_show (self->hint, RRM_HINT_NOTE, _ ("Found by the test."), self->found);
  else if (says_same_login (self))
    rrm_hint_row_show (self->hint, RRM_HINT_NOTE, _ ("The same as for incoming mail."), NULL);
  else
    rrm_hint_row_hide (self->hint);

  mark (self, problem != NULL && problem->blocking);
  /* It comes up under what is being typed. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->hint)) &&
      (gtk_widget_get_state_flags (GTK_WIDGET (self->row)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    rrm_reveal (GTK_WIDGET (self->hint));
}

static void
read_password (RrmFieldBinding *self)
{
  gsize length = gtk_entry_buffer_get_bytes (self->password);
  g_autoptr (RrmSecret) secret = NULL;

  if (length > 0)
    secret = rrm_secret_new (gtk_entry_buffer_get_text (self->password), (gssize) length);
  if (self->field == RRM_FIELD_OUTGOING_PASSWORD)
    rrm_draft_set_outgoing_password (self->draft, secret);
  else
    rrm_draft_set_password (self->draft, secret);
}

static void
on_typed (GtkEditable *editable,
          RrmFieldBinding *self)
{
  if (self->filling)
    return;

  if (self->password != NULL)
    read_password (self);
  else
    rrm_draft_set_text (self->draft, self->field, gtk_editable_get_text (editable));
}

static gboolean
is_same_password (RrmFieldBinding *self,
                  RrmSecret *secret)
{
  gsize length = gtk_entry_buffer_get_bytes (self->password);
  g_autoptr (RrmSecret) shown = NULL;

  if (secret == NULL)
    return length == 0;
  shown = rrm_secret_new (gtk_entry_buffer_get_text (self->password), (gssize) length);

  return rrm_secret_equal (shown, secret);
}

static void
fill (RrmFieldBinding *self)
{
  const char *text = rrm_draft_get_text (self->draft, self->field);
  RrmSecret *secret = self->field == RRM_FIELD_OUTGOING_PASSWORD
                        ? rrm_draft_get_outgoing_password (self->draft)
                        : rrm_draft_get_password (self->draft);

  self->filling = TRUE;
  if (self->password == NULL)
    {
      if (!g_str_equal (gtk_editable_get_text (get_editable (self)), text))
        gtk_editable_set_text (get_editable (self), text);
    }
  else if (!is_same_password (self, secret))
    gtk_entry_buffer_set_text (self->password,
                               secret != NULL ? rrm_secret_peek (secret, NULL) : "", -1);
  self->filling = FALSE;
}

/* What is right in a field can hang on another one: the server on the address, the port on the
 * security. */
static void
on_draft_changed (RrmDraft *draft,
                  guint field,
                  RrmFieldBinding *self)
{
  if (field == self->field)
    fill (self);
  judge (self);
}

static gboolean
is_empty (RrmFieldBinding *self)
{
  return gtk_editable_get_text (get_editable (self))[0] == '\0';
}

static void
on_left (GtkEventControllerFocus *controller,
         RrmFieldBinding *self)
{
  gboolean empty =
    self->password != NULL ? gtk_entry_buffer_get_length (self->password) == 0 : is_empty (self);

  if (!empty)
    self->judged = TRUE;
  judge (self);
}

static void
on_accepted (RrmHintRow *hint,
             const char *suggestion,
             RrmFieldBinding *self)
{
  rrm_draft_set_text (self->draft, self->field, suggestion);
  rrm_field_binding_focus (self);
}

static void
rrm_field_binding_finalize (GObject *object)
{
  RrmFieldBinding *self = RRM_FIELD_BINDING (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->password);
  g_free (self->found);

  G_OBJECT_CLASS (rrm_field_binding_parent_class)->finalize (object);
}

static void
rrm_field_binding_class_init (RrmFieldBindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_field_binding_finalize;
}

static void
rrm_field_binding_init (RrmFieldBinding *self)
{
}

/* What an on-screen keyboard offers. */
static void
set_purpose (RrmFieldBinding *self)
{
  GtkWidget *entry = rrm_entry_row_get_entry (self->row);

  if (rrm_field_incoming (self->field) == RRM_FIELD_INCOMING_PORT)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  else if (self->field == RRM_FIELD_ADDRESS)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_EMAIL);
}

/**
 * rrm_field_binding_new:
 * @draft: what is filled in
 * @field: a field that is typed
 * @row: where it is typed
 * @hint: what stands under it
 * @password: (nullable): for the password, where it lies
 *
 * Ties them together; @row is told its name, for those who do not see its title.
 *
 * Returns: (transfer full): what ties them; to be given up with @row
 */
RrmFieldBinding *
rrm_field_binding_new (RrmDraft *draft,
                       RrmField field,
                       RrmEntryRow *row,
                       RrmHintRow *hint,
                       GtkEntryBuffer *password)
{
  RrmFieldBinding *self = g_object_new (RRM_TYPE_FIELD_BINDING, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->draft = g_object_ref (draft);
  self->field = field;
  self->row = row;
  self->hint = hint;
  if (password != NULL)
    {
      self->password = g_object_ref (password);
      rrm_entry_row_set_buffer (row, password);
    }
  set_purpose (self);
  rrm_accessible_set_name (rrm_entry_row_get_entry (row), rrm_field_get_name (field));

  fill (self);
  judge (self);
  g_signal_connect_object (get_editable (self), "changed", G_CALLBACK (on_typed), self, 0);
  g_signal_connect_object (draft, "changed", G_CALLBACK (on_draft_changed), self, 0);
  g_signal_connect_object (hint, "accepted", G_CALLBACK (on_accepted), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_left), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);

  return self;
}

RrmField
rrm_field_binding_get_field (RrmFieldBinding *self)
{
  return self->field;
}

/**
 * rrm_field_binding_show_problem:
 * @self: a binding
 *
 * Says what is wrong with the field, even if nobody has typed there yet.
 */
void
rrm_field_binding_show_problem (RrmFieldBinding *self)
{
  self->judged = TRUE;
  judge (self);
}

/**
 * rrm_field_binding_set_found:
 * @self: a binding
 * @found: (nullable): what the test found for this field
 *
 * Offers it under the field, unless it stands there.
 */
void
rrm_field_binding_set_found (RrmFieldBinding *self,
                             const char *found)
{
  g_free (self->found);
  self->found = g_strdup (found);
  judge (self);
}

/**
 * rrm_field_binding_focus:
 * @self: a binding
 *
 * Puts the focus into the field; what is said under it is seen too.
 */
void
rrm_field_binding_focus (RrmFieldBinding *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->row));
  if (gtk_widget_get_visible (GTK_WIDGET (self->hint)))
    rrm_reveal (GTK_WIDGET (self->hint));
}

/**
 * rrm_field_get_name:
 * @field: a field
 *
 * Returns: its full name, which says what it belongs to
 */
const char *
rrm_field_get_name (RrmField field)
{
  static const char *const names[RRM_N_FIELDS] = {
    [RRM_FIELD_NAME] = N_ ("Your name"),
    [RRM_FIELD_ADDRESS] = N_ ("Email address"),
    [RRM_FIELD_PASSWORD] = N_ ("Password"),
    [RRM_FIELD_ORGANIZATION] = N_ ("Organization"),
    [RRM_FIELD_REPLY_ADDRESS] = N_ ("Reply address"),
    [RRM_FIELD_REMOVE_DAYS] = N_ ("Days until mail is removed"),
    [RRM_FIELD_ROOT_FOLDER] = N_ ("Root folder path"),
    [RRM_FIELD_SENT_FOLDER] = N_ ("Sent folder"),
    [RRM_FIELD_DRAFTS_FOLDER] = N_ ("Drafts folder"),
    [RRM_FIELD_TRASH_FOLDER] = N_ ("Trash folder"),
    [RRM_FIELD_JUNK_FOLDER] = N_ ("Junk folder"),
    [RRM_FIELD_PROTOCOL] = N_ ("Account type"),
    [RRM_FIELD_INCOMING_SERVER] = N_ ("Incoming server"),
    [RRM_FIELD_INCOMING_PORT] = N_ ("Incoming port"),
    [RRM_FIELD_INCOMING_SECURITY] = N_ ("Incoming connection security"),
    [RRM_FIELD_INCOMING_USERNAME] = N_ ("Incoming user name"),
    [RRM_FIELD_INCOMING_AUTH] = N_ ("Incoming authentication"),
    [RRM_FIELD_OUTGOING_SERVER] = N_ ("Outgoing server"),
    [RRM_FIELD_OUTGOING_PORT] = N_ ("Outgoing port"),
    [RRM_FIELD_OUTGOING_SECURITY] = N_ ("Outgoing connection security"),
    [RRM_FIELD_OUTGOING_USERNAME] = N_ ("Outgoing user name"),
    [RRM_FIELD_OUTGOING_AUTH] = N_ ("Outgoing authentication"),
    [RRM_FIELD_OUTGOING_PASSWORD] = N_ ("Outgoing password"),
  };

  return _ (names[field]);
}

/**
 * rrm_accessible_set_name:
 * @widget: a widget that takes input
 * @name: what it is called
 *
 * Names a widget for those who do not see it. The title of a row would go before the name.
 */
void
rrm_accessible_set_name (GtkWidget *widget,
                         const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
