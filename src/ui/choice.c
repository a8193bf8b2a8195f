/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/choice.h"

#include "explain/explain.h"
#include "ui/field-binding.h"

/**
 * RrmChoice:
 *
 * Ties a list of choices to a field of the draft, both ways.
 */
struct _RrmChoice
{
  GObject parent_instance;

  RrmDraft *draft;
  RrmField field;
  /* Owned by the page that owns this. */
  AdwComboRow *row;
  RrmHintRow *hint;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RrmChoice, rrm_choice, G_TYPE_OBJECT)

static const int protocols[] = { RRM_PROTOCOL_IMAP, RRM_PROTOCOL_POP3 };
static const int securities[] = {
  RRM_SECURITY_AUTO,
  RRM_SECURITY_TLS,
  RRM_SECURITY_STARTTLS,
  RRM_SECURITY_NONE,
};
/* The last one is for the outgoing server. */
static const int auths[] = {
  RRM_AUTH_AUTO,          RRM_AUTH_PLAIN, RRM_AUTH_CRAM_MD5,
  RRM_AUTH_SCRAM_SHA_256, RRM_AUTH_NTLM,  RRM_AUTH_NONE,
};

static const int *
get_values (RrmChoice *self,
            guint *n_values)
{
  switch ((int) rrm_field_incoming (self->field))
    {
    case RRM_FIELD_PROTOCOL:
      *n_values = G_N_ELEMENTS (protocols);
      return protocols;
    case RRM_FIELD_INCOMING_SECURITY:
      *n_values = G_N_ELEMENTS (securities);
      return securities;
    case RRM_FIELD_INCOMING_AUTH:
    default:
      *n_values = G_N_ELEMENTS (auths) - (rrm_field_is_outgoing (self->field) ? 0 : 1);
      return auths;
    }
}

static const char *
get_label (RrmChoice *self,
           int value)
{
  switch ((int) rrm_field_incoming (self->field))
    {
    case RRM_FIELD_PROTOCOL:
      return rrm_explain_protocol ((RrmProtocol) value);
    case RRM_FIELD_INCOMING_SECURITY:
      return rrm_explain_security ((RrmSecurity) value);
    case RRM_FIELD_INCOMING_AUTH:
    default:
      return rrm_explain_auth ((RrmAuth) value);
    }
}

static int
get_chosen (RrmChoice *self)
{
  gboolean outgoing = rrm_field_is_outgoing (self->field);

  switch ((int) rrm_field_incoming (self->field))
    {
    case RRM_FIELD_PROTOCOL:
      return (int) rrm_draft_get_protocol (self->draft);
    case RRM_FIELD_INCOMING_SECURITY:
      return (int) rrm_draft_get_security (self->draft, outgoing);
    case RRM_FIELD_INCOMING_AUTH:
    default:
      /* Both send the password as it is. */
      if (rrm_draft_get_auth (self->draft, outgoing) == RRM_AUTH_LOGIN)
        return RRM_AUTH_PLAIN;
      return (int) rrm_draft_get_auth (self->draft, outgoing);
    }
}

static void
set_chosen (RrmChoice *self,
            int value)
{
  gboolean outgoing = rrm_field_is_outgoing (self->field);

  switch ((int) rrm_field_incoming (self->field))
    {
    case RRM_FIELD_PROTOCOL:
      rrm_draft_set_protocol (self->draft, (RrmProtocol) value);
      break;
    case RRM_FIELD_INCOMING_SECURITY:
      rrm_draft_set_security (self->draft, outgoing, (RrmSecurity) value);
      break;
    case RRM_FIELD_INCOMING_AUTH:
    default:
      rrm_draft_set_auth (self->draft, outgoing, (RrmAuth) value);
    }
}

static void
say (RrmChoice *self)
{
  g_autoptr (RrmProblem) problem = rrm_draft_check (self->draft, self->field);
  g_autofree char *text = problem != NULL ? rrm_problem_describe (problem) : NULL;

  if (problem != NULL)
    rrm_hint_row_show (self->hint, RRM_HINT_WARNING, text, NULL);
  else
    rrm_hint_row_hide (self->hint);
}

/* The value is read with the name, for the row itself holds the focus; then what is under it. */
static void
describe (RrmChoice *self)
{
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (self->row));
  const char *said[] = {
    get_label (self, get_chosen (self)),
    subtitle,
    rrm_hint_row_get_text (self->hint),
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if (said[i] != NULL && said[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? ". " : "", said[i]);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

static void
fill (RrmChoice *self)
{
  guint n_values;
  const int *values = get_values (self, &n_values);
  int chosen = get_chosen (self);

  self->filling = TRUE;
  for (guint i = 0; i < n_values; i++)
    if (values[i] == chosen && adw_combo_row_get_selected (self->row) != i)
      adw_combo_row_set_selected (self->row, i);
  self->filling = FALSE;
  say (self);
  describe (self);
}

static void
on_selected (AdwComboRow *row,
             GParamSpec *pspec,
             RrmChoice *self)
{
  guint n_values;
  const int *values = get_values (self, &n_values);
  guint selected = adw_combo_row_get_selected (row);

  if (!self->filling && selected < n_values)
    set_chosen (self, values[selected]);
}

static void
on_draft_changed (RrmDraft *draft,
                  guint field,
                  RrmChoice *self)
{
  if (field == self->field ||
      (self->field == RRM_FIELD_OUTGOING_AUTH &&
       (field == RRM_FIELD_SMTP_AUTH || field == RRM_FIELD_OUTGOING_LOGIN)))
    fill (self);
}

static void
rrm_choice_finalize (GObject *object)
{
  RrmChoice *self = RRM_CHOICE (object);

  g_clear_object (&self->draft);

  G_OBJECT_CLASS (rrm_choice_parent_class)->finalize (object);
}

static void
rrm_choice_class_init (RrmChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_choice_finalize;
}

static void
rrm_choice_init (RrmChoice *self)
{
}

static void
set_model (RrmChoice *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint n_values;
  const int *values = get_values (self, &n_values);

  for (guint i = 0; i < n_values; i++)
    gtk_string_list_append (list, get_label (self, values[i]));
  adw_combo_row_set_model (self->row, G_LIST_MODEL (list));
}

/**
 * rrm_choice_new:
 * @draft: what is filled in
 * @field: a field that is chosen
 * @row: where it is chosen
 * @hint: what stands under it
 *
 * Ties them together.
 *
 * Returns: (transfer full): what ties them; to be given up with @row
 */
RrmChoice *
rrm_choice_new (RrmDraft *draft,
                RrmField field,
                AdwComboRow *row,
                RrmHintRow *hint)
{
  RrmChoice *self = g_object_new (RRM_TYPE_CHOICE, NULL);

  self->draft = g_object_ref (draft);
  self->field = field;
  self->row = row;
  self->hint = hint;
  set_model (self);
  rrm_accessible_set_name (GTK_WIDGET (row), rrm_field_get_name (field));
  fill (self);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_selected), self, 0);
  g_signal_connect_object (draft, "changed", G_CALLBACK (on_draft_changed), self, 0);

  return self;
}
