/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/leaving-page.h"

#include "explain/guide-about.h"
#include "explain/leaving.h"
#include "ui/button-bar.h"
#include "ui/guide-list.h"
#include "ui/note-list.h"
#include "ui/plain-layout.h"

#include <glib/gi18n.h>

/**
 * RrmLeavingPage:
 *
 * For those who leave the provider: what becomes of the mailbox, and how mail is saved before.
 */
struct _RrmLeavingPage
{
  RrmFlowPage parent_instance;

  GtkBox *advices;
  GtkBox *programs;
  GtkWidget *done_button;

  /* (element-type RrmAdvice): the advices, and the programs that there are guides for, and how much
   * of it is listed. */
  GPtrArray *texts;
  char **names;
  guint n_listed;
  guint listing;
};

G_DEFINE_FINAL_TYPE (RrmLeavingPage, rrm_leaving_page, RRM_TYPE_FLOW_PAGE)

static void
add_advice (RrmLeavingPage *self,
            const RrmAdvice *advice)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *heading = gtk_label_new (advice->heading);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (lines, "card");
  gtk_widget_add_css_class (lines, "notes");
  rrm_note_list_fill (GTK_BOX (lines), advice->lines, advice->numbered);
  gtk_box_append (GTK_BOX (group), heading);
  gtk_box_append (GTK_BOX (group), lines);
  gtk_box_append (self->advices, group);
  rrm_plain_layout_ease (group);
}

static void
add_program (RrmLeavingPage *self,
             const char *program)
{
  gtk_box_append (self->programs,
                  rrm_guide_list_new_row (
                    RRM_GUIDE_TOPIC_KEEP_MAIL, program, NULL,
                    rrm_guide_get_program_name (RRM_GUIDE_TOPIC_KEEP_MAIL, program),
                    _ ("Step by step"),
                    g_str_equal (program, "phone") ? "phone-symbolic" : "computer-symbolic"));
}

/* There is much of it: together it would hold up the window. */
static gboolean
list_next (gpointer data)
{
  RrmLeavingPage *self = data;
  guint i = self->n_listed++;

  if (i < self->texts->len)
    add_advice (self, g_ptr_array_index (self->texts, i));
  else if (self->names[i - self->texts->len] != NULL)
    add_program (self, self->names[i - self->texts->len]);
  else
    {
      self->listing = 0;
      return G_SOURCE_REMOVE;
    }

  return G_SOURCE_CONTINUE;
}

static void
rrm_leaving_page_shown (RrmFlowPage *page)
{
  RrmLeavingPage *self = RRM_LEAVING_PAGE (page);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) && self->listing != 0)
    {
      g_source_remove (self->listing);
      while (list_next (self))
        ;
    }
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
  gtk_widget_grab_focus (self->done_button);
}

static void
rrm_leaving_page_dispose (GObject *object)
{
  RrmLeavingPage *self = RRM_LEAVING_PAGE (object);

  g_clear_handle_id (&self->listing, g_source_remove);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_strfreev);

  G_OBJECT_CLASS (rrm_leaving_page_parent_class)->dispose (object);
}

static void
rrm_leaving_page_class_init (RrmLeavingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_leaving_page_dispose;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_leaving_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/leaving-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmLeavingPage, advices);
  gtk_widget_class_bind_template_child (widget_class, RrmLeavingPage, programs);
  gtk_widget_class_bind_template_child (widget_class, RrmLeavingPage, done_button);
}

static void
rrm_leaving_page_init (RrmLeavingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->texts = rrm_explain_leaving ();
  self->names = rrm_guide_list_programs (RRM_GUIDE_TOPIC_KEEP_MAIL);
  self->listing = g_idle_add (list_next, self);
}
