/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/hint-row.h"

#include "ui/row-focus.h"

#include <glib/gi18n.h>

/**
 * RrmHintRow:
 *
 * One sentence under a field, with a button where it is known what was meant. It is not there while
 * there is nothing to say.
 */
struct _RrmHintRow
{
  AdwPreferencesRow parent_instance;

  GtkImage *icon;
  GtkLabel *label;
  GtkButton *button;
  /* What the button puts in; NULL while it is hidden. */
  char *suggestion;
};

enum
{
  SIGNAL_ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RrmHintRow, rrm_hint_row, ADW_TYPE_PREFERENCES_ROW)

static void
on_clicked (GtkButton *button,
            RrmHintRow *self)
{
  g_autofree char *suggestion = g_strdup (self->suggestion);

  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, suggestion);
}

/* It has at most the button; else the focus goes on. */
static gboolean
rrm_hint_row_focus (GtkWidget *widget,
                    GtkDirectionType direction)
{
  GtkWidget *button = GTK_WIDGET (RRM_HINT_ROW (widget)->button);

  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  if (gtk_widget_get_visible (button) && gtk_widget_child_focus (button, direction))
    return TRUE;

  return rrm_row_pass_focus (widget, direction);
}

static void
rrm_hint_row_finalize (GObject *object)
{
  RrmHintRow *self = RRM_HINT_ROW (object);

  g_free (self->suggestion);

  G_OBJECT_CLASS (rrm_hint_row_parent_class)->finalize (object);
}

static void
rrm_hint_row_class_init (RrmHintRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rrm_hint_row_finalize;
  widget_class->focus = rrm_hint_row_focus;

  /**
   * RrmHintRow::accepted:
   * @self: the row
   * @suggestion: what the person has agreed to
   */
  signals[SIGNAL_ACCEPTED] =
    g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/hint-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmHintRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RrmHintRow, label);
  gtk_widget_class_bind_template_child (widget_class, RrmHintRow, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
rrm_hint_row_init (RrmHintRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_kind (RrmHintRow *self,
          RrmHintKind kind)
{
  static const char *const classes[] = { "note", "warning", "error" };
  static const char *const icons[] = {
    NULL,
    "dialog-warning-symbolic",
    "dialog-error-symbolic",
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[kind]);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icons[kind] != NULL);
  gtk_image_set_from_icon_name (self->icon, icons[kind]);
}

/* No line parts the hint from what it is about. */
static void
join (RrmHintRow *self,
      gboolean joined)
{
  GtkWidget *above = gtk_widget_get_prev_sibling (GTK_WIDGET (self));

  if (above != NULL && joined)
    gtk_widget_add_css_class (above, "hinted");
  else if (above != NULL)
    gtk_widget_remove_css_class (above, "hinted");
}

/**
 * rrm_hint_row_show:
 * @self: a row
 * @kind: how much it matters
 * @text: what to say
 * @suggestion: (nullable): what was probably meant, for the button
 */
void
rrm_hint_row_show (RrmHintRow *self,
                   RrmHintKind kind,
                   const char *text,
                   const char *suggestion)
{
  set_kind (self, kind);
  gtk_label_set_text (self->label, text);

  g_free (self->suggestion);
  self->suggestion = g_strdup (suggestion);
  gtk_widget_set_visible (GTK_WIDGET (self->button), suggestion != NULL);
  if (suggestion != NULL)
    {
      /* Translators: a button that puts in what was meant: "Use pat@nc.rr.com" */
      g_autofree char *label = g_strdup_printf (_ ("Use %s"), suggestion);

      gtk_button_set_label (self->button, label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  join (self, TRUE);
}

void
rrm_hint_row_hide (RrmHintRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  join (self, FALSE);
  gtk_label_set_text (self->label, "");
  g_clear_pointer (&self->suggestion, g_free);
}

/**
 * rrm_hint_row_get_text:
 * @self: a row
 *
 * Returns: what it says; empty while it is hidden
 */
const char *
rrm_hint_row_get_text (RrmHintRow *self)
{
  return gtk_label_get_text (self->label);
}
