/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/guide-page.h"

#include "explain/guide.h"
#include "setup/offer.h"
#include "ui/button-bar.h"
#include "ui/guide-line.h"
#include "ui/hint-row.h"
#include "ui/note-list.h"
#include "ui/sheet-print.h"
#include "ui/window.h"

#include <glib/gi18n.h>

/**
 * RrmGuidePage:
 *
 * What is done by hand in a mail program, most often to type the account in: steps to check off,
 * with this account's own values.
 */
struct _RrmGuidePage
{
  RrmFlowPage parent_instance;

  GtkLabel *headline;
  GtkWidget *introduction;
  GtkWidget *hint_group;
  RrmHintRow *hint;
  GtkBox *steps;
  GtkWidget *notes_group;
  GtkBox *notes;
  GtkCheckButton *large;
  GtkWidget *print_button;
  GtkWidget *done_button;
};

G_DEFINE_FINAL_TYPE (RrmGuidePage, rrm_guide_page, RRM_TYPE_FLOW_PAGE)

static void
clear_steps (RrmGuidePage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    gtk_box_remove (self->steps, child);
}

static void
show_guide (RrmGuidePage *self,
            const RrmGuide *guide)
{
  gtk_label_set_text (self->headline, guide->title);
  gtk_widget_set_visible (self->introduction, guide->numbered);
  for (guint i = 0; i < guide->steps->len; i++)
    gtk_box_append (self->steps, rrm_guide_line_new (g_ptr_array_index (guide->steps, i),
                                                    guide->numbered ? i + 1 : 0));
  rrm_note_list_fill (self->notes, guide->notes, FALSE);
}

static void
show_refusal (RrmGuidePage *self,
              const char *program,
              const char *refusal)
{
  gtk_label_set_text (self->headline, program);
  gtk_widget_set_visible (self->introduction, FALSE);
  rrm_hint_row_show (self->hint, RRM_HINT_WARNING, refusal, NULL);
}

/* GTK asks the places of the rows, which they do not have yet. */
static void
focus_first (RrmGuidePage *self)
{
  GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->steps));

  while (line != NULL && !rrm_guide_line_focus (RRM_GUIDE_LINE (line)))
    line = gtk_widget_get_next_sibling (line);
  if (line == NULL)
    gtk_widget_grab_focus (self->done_button);
}

static void
on_printed (GtkPrintOperation *operation,
            GtkPrintOperationResult result,
            RrmGuidePage *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || !RRM_IS_WINDOW (window))
    return;
  gtk_print_operation_get_error (operation, &error);
  text = g_strdup_printf (_ ("It could not be printed: %s"), error->message);
  rrm_window_say (RRM_WINDOW (window), text);
}

/* An error is told by the signal "done", too. */
static void
on_print (RrmGuidePage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  RrmGuide *guide = rrm_setup_make_guide (setup, NULL, NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;

  if (guide == NULL)
    return;
  operation = rrm_sheet_print_new (guide, rrm_setup_make_sheet_code (setup),
                                   gtk_check_button_get_active (self->large));
  g_signal_connect_object (operation, "done", G_CALLBACK (on_printed), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}

static void
rrm_guide_page_shown (RrmFlowPage *page)
{
  RrmGuidePage *self = RRM_GUIDE_PAGE (page);
  RrmSetup *setup = rrm_flow_page_get_setup (page);
  g_autofree char *program = NULL;
  g_autoptr (GError) refusal = NULL;
  g_autoptr (RrmGuide) guide = rrm_setup_make_guide (setup, &program, &refusal);

  clear_steps (self);
  if (guide != NULL)
    show_guide (self, guide);
  else
    show_refusal (self, program, refusal->message);
  gtk_widget_set_visible (self->hint_group, guide == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->steps), guide != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->large), guide != NULL);
  gtk_widget_set_visible (self->print_button, guide != NULL);
  gtk_widget_set_visible (self->notes_group, guide != NULL && guide->notes[0] != NULL);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
  focus_first (self);
}

static void
rrm_guide_page_class_init (RrmGuidePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_guide_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  g_type_ensure (RRM_TYPE_HINT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/guide-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmGuidePage, headline);
  gtk_widget_class_bind_template_child (widget_class, RrmGuidePage, introduction);
  gtk_widget_class_bind_template_child (widget_class, RrmGuidePage, hint_group);
  gtk_widget_class_bind_template_child (widget_class, RrmGuidePage, hint);
  gtk_widget_class_bind_template_child (widget_class, RrmGuidePage, steps);
  gtk_widget_class_bind_template_child (widget_class, RrmGuidePage, notes_group);
  gtk_widget_class_bind_template_child (widget_class, RrmGuidePage, notes);
  gtk_widget_class_bind_template_child (widget_class, RrmGuidePage, large);
  gtk_widget_class_bind_template_child (widget_class, RrmGuidePage, print_button);
  gtk_widget_class_bind_template_child (widget_class, RrmGuidePage, done_button);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
}

static void
rrm_guide_page_init (RrmGuidePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
