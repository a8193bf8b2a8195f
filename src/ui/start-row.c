/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/start-row.h"

#include "ui/plain-layout.h"

/**
 * RrmStartRow:
 *
 * One of the ways that lead on from the first page: a button as wide as a row, with a title, a line
 * under it, and for an account a word on how it stands. A button and no row of a list, because
 * assistive technology can press a button.
 */
struct _RrmStartRow
{
  GtkButton parent_instance;

  GtkLabel *word;
  GtkWidget *arrow;

  char *title;
  char *subtitle;
  char *icon;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_ICON,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (RrmStartRow, rrm_start_row, GTK_TYPE_BUTTON)

/* All that is seen is told, the word first. */
static void
tell (RrmStartRow *self)
{
  const char *word = gtk_label_get_text (self->word);
  g_autofree char *description = NULL;

  if (word[0] != '\0')
    description = g_strdup_printf ("%s. %s", word, self->subtitle != NULL ? self->subtitle : "");
  else
    description = g_strdup (self->subtitle != NULL ? self->subtitle : "");

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title != NULL ? self->title : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
rrm_start_row_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  RrmStartRow *self = RRM_START_ROW (object);

  switch (property_id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      tell (self);
      break;
    case PROP_SUBTITLE:
      g_free (self->subtitle);
      self->subtitle = g_value_dup_string (value);
      tell (self);
      break;
    case PROP_ICON:
      g_free (self->icon);
      self->icon = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rrm_start_row_get_property (GObject *object,
                            guint property_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  RrmStartRow *self = RRM_START_ROW (object);

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_ICON:
      g_value_set_string (value, self->icon);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rrm_start_row_finalize (GObject *object)
{
  RrmStartRow *self = RRM_START_ROW (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->icon);

  G_OBJECT_CLASS (rrm_start_row_parent_class)->finalize (object);
}

static void
rrm_start_row_class_init (RrmStartRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = rrm_start_row_set_property;
  object_class->get_property = rrm_start_row_get_property;
  object_class->finalize = rrm_start_row_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  props[PROP_ICON] = g_param_spec_string ("icon", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/start-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmStartRow, word);
  gtk_widget_class_bind_template_child (widget_class, RrmStartRow, arrow);
}

static void
rrm_start_row_init (RrmStartRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rrm_plain_layout_ease (GTK_WIDGET (self));
}

/**
 * rrm_start_row_new:
 * @title: where it leads
 * @subtitle: a line under it
 * @icon_name: the icon before them
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
rrm_start_row_new (const char *title,
                   const char *subtitle,
                   const char *icon_name)
{
  return g_object_new (RRM_TYPE_START_ROW, "title", title, "subtitle", subtitle, "icon", icon_name,
                       NULL);
}

/**
 * rrm_start_row_set_word:
 * @self: a row
 * @word: how the account stands, in a word or two
 * @css_class: (nullable): the class of its color
 *
 * Shows a word in the place of the arrow.
 */
void
rrm_start_row_set_word (RrmStartRow *self,
                        const char *word,
                        const char *css_class)
{
  gtk_label_set_text (self->word, word);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->word), css_class);
  gtk_widget_set_visible (GTK_WIDGET (self->word), TRUE);
  gtk_widget_set_visible (self->arrow, FALSE);
  tell (self);
}
