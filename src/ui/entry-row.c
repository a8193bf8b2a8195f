/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/entry-row.h"

#include "ui/row-focus.h"

/**
 * RrmEntryRow:
 *
 * A row with its title over an entry. Unlike AdwEntryRow its title never moves, and in it stands a
 * real GtkEntry (or GtkPasswordEntry): only of these GTK 4.8 lets assistive technology read the
 * text.
 */
struct _RrmEntryRow
{
  AdwPreferencesRow parent_instance;

  GtkBox *box;
  GtkLabel *label;
  GtkWidget *entry;
  /* A button beside it, or NULL. */
  GtkWidget *suffix;
  gboolean secret;
};

enum
{
  PROP_0,
  PROP_SECRET,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmEntryRow, rrm_entry_row, ADW_TYPE_PREFERENCES_ROW)

static void
on_pressed (GtkGestureClick *gesture,
            int n_press,
            double x,
            double y,
            RrmEntryRow *self)
{
  gtk_widget_grab_focus (self->entry);
}

static gboolean
rrm_entry_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RRM_ENTRY_ROW (widget)->entry);
}

static gboolean
has_focus_in (GtkWidget *widget,
              GtkWidget *focus)
{
  return focus != NULL && widget != NULL &&
         (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* From the entry to the button and on, or the other way round. */
static gboolean
move_inside (RrmEntryRow *self,
             GtkWidget *focus,
             GtkDirectionType direction)
{
  if (has_focus_in (self->suffix, focus))
    return direction == GTK_DIR_TAB_BACKWARD && gtk_widget_child_focus (self->entry, direction);
  if (gtk_widget_child_focus (self->entry, direction))
    return TRUE;

  return direction == GTK_DIR_TAB_FORWARD && self->suffix != NULL &&
         gtk_widget_child_focus (self->suffix, direction);
}

/* The list would put the focus on the row itself. */
static gboolean
rrm_entry_row_focus (GtkWidget *widget,
                     GtkDirectionType direction)
{
  RrmEntryRow *self = RRM_ENTRY_ROW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (has_focus_in (widget, focus))
    return move_inside (self, focus, direction);
  if (direction == GTK_DIR_TAB_BACKWARD && self->suffix != NULL &&
      gtk_widget_child_focus (self->suffix, direction))
    return TRUE;

  return gtk_widget_child_focus (self->entry, direction) ||
         rrm_row_pass_focus (widget, direction);
}

static void
rrm_entry_row_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  RrmEntryRow *self = RRM_ENTRY_ROW (object);

  switch (property_id)
    {
    case PROP_SECRET:
      self->secret = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* Returns: which way the first letter goes; neutral where there is none */
static PangoDirection
get_text_direction (GtkWidget *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      {
        g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (entry, text);

        return pango_layout_get_direction (layout, (int) (at - text));
      }

  return PANGO_DIRECTION_NEUTRAL;
}

/* What is written the other way round than the window, as an address is everywhere, stands at the
 * side of its label all the same: GTK turns the alignment around with the text. */
static void
align (RrmEntryRow *self)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
  gboolean rtl = gtk_widget_get_direction (text) == GTK_TEXT_DIR_RTL;
  /* A password is shown as dots, and its letters go nowhere else. */
  PangoDirection direction =
    self->secret ? PANGO_DIRECTION_NEUTRAL : get_text_direction (self->entry);
  gboolean against;

  against = direction == (rtl ? PANGO_DIRECTION_LTR : PANGO_DIRECTION_RTL);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), against ? 1 : 0);
}

static void
rrm_entry_row_direction_changed (GtkWidget *widget,
                                 GtkTextDirection before)
{
  align (RRM_ENTRY_ROW (widget));
}

static void
rrm_entry_row_constructed (GObject *object)
{
  RrmEntryRow *self = RRM_ENTRY_ROW (object);

  G_OBJECT_CLASS (rrm_entry_row_parent_class)->constructed (object);

  if (self->secret)
    self->entry = g_object_new (GTK_TYPE_PASSWORD_ENTRY, "show-peek-icon", TRUE,
                                "activates-default", TRUE, NULL);
  else
    self->entry = g_object_new (GTK_TYPE_ENTRY, "activates-default", TRUE, NULL);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (align), self);
  gtk_box_append (self->box, self->entry);
  align (self);
}

static void
rrm_entry_row_class_init (RrmEntryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = rrm_entry_row_set_property;
  object_class->constructed = rrm_entry_row_constructed;
  widget_class->grab_focus = rrm_entry_row_grab_focus;
  widget_class->focus = rrm_entry_row_focus;
  widget_class->direction_changed = rrm_entry_row_direction_changed;

  /* RrmEntryRow:secret: whether a password is typed there */
  props[PROP_SECRET] =
    g_param_spec_boolean ("secret", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/entry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmEntryRow, box);
  gtk_widget_class_bind_template_child (widget_class, RrmEntryRow, label);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
}

static void
rrm_entry_row_init (RrmEntryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rrm_entry_row_get_entry:
 * @self: a row
 *
 * Returns: (transfer none): its entry, a GtkEditable
 */
GtkWidget *
rrm_entry_row_get_entry (RrmEntryRow *self)
{
  return self->entry;
}

/* A password that is shown for a moment must not end up on the clipboard. */
static void
on_copy (GtkText *text,
         gpointer user_data)
{
  g_signal_stop_emission_by_name (text, user_data);
}

/* As long as it is shown GTK has a copy in ordinary memory, and who comes back to the page later
 * may not be alone any more. */
static void
on_unmap (GtkText *text)
{
  gtk_text_set_visibility (text, FALSE);
}

/**
 * rrm_entry_row_set_buffer:
 * @self: a row for a password
 * @buffer: where the password lies; other rows may show it too
 */
void
rrm_entry_row_set_buffer (RrmEntryRow *self,
                          GtkEntryBuffer *buffer)
{
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));

  g_return_if_fail (self->secret);

  gtk_text_set_buffer (text, buffer);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  g_signal_connect (text, "copy-clipboard", G_CALLBACK (on_copy), (gpointer) "copy-clipboard");
  g_signal_connect (text, "cut-clipboard", G_CALLBACK (on_copy), (gpointer) "cut-clipboard");
  g_signal_connect (text, "unmap", G_CALLBACK (on_unmap), NULL);
}

/**
 * rrm_entry_row_add_suffix:
 * @self: a row
 * @suffix: a button
 *
 * Puts a button beside the entry.
 */
void
rrm_entry_row_add_suffix (RrmEntryRow *self,
                          GtkWidget *suffix)
{
  g_return_if_fail (self->suffix == NULL);

  self->suffix = suffix;
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->box))), suffix);
}
