/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/test-page.h"

#include "explain/explain.h"
#include "ui/button-bar.h"
#include "ui/details-view.h"
#include "ui/finding-card.h"
#include "ui/finding-row.h"
#include "ui/measure.h"
#include "ui/password-step.h"
#include "ui/station-line.h"
#include "ui/task-row.h"
#include "ui/test-result.h"

#include <glib/gi18n.h>

/* Narrower than this, with text of usual size, the card comes first. */
#define NARROW 480

/**
 * RrmTestPage:
 *
 * The test while it runs and when it is over: the two lines, the one card, and under them the
 * tasks, the errors and the details.
 */
struct _RrmTestPage
{
  RrmFlowPage parent_instance;

  GtkBox *content;
  GtkWidget *lines;
  GtkWidget *incoming_row;
  GtkWidget *outgoing_row;
  GtkLabel *incoming_server;
  RrmStationLine *incoming_line;
  GtkLabel *outgoing_server;
  RrmStationLine *outgoing_line;
  GtkWidget *fixed_box;
  GtkLabel *fixed_label;
  RrmFindingCard *card;
  RrmPasswordStep *password_step;
  GtkWidget *send_box;
  GtkWidget *switcher;
  GtkStack *stack;
  GtkStackPage *errors_page;
  GtkLabel *incoming_heading;
  GtkListBox *incoming_tasks;
  GtkLabel *outgoing_heading;
  GtkListBox *outgoing_tasks;
  GtkListBox *errors;
  GtkWidget *no_errors;
  RrmDetailsView *details;
  GtkWidget *copy_button;
  GtkWidget *stop_button;
  GtkWidget *again_button;
  GtkWidget *continue_button;

  gint64 started;
  /* Counts the seconds of a running test, or of a pause that is advised; 0 otherwise. */
  guint timer;
  /* The order of card and lines waits for the end of the layout; 0 otherwise. */
  guint reorder;
};

G_DEFINE_FINAL_TYPE (RrmTestPage, rrm_test_page, RRM_TYPE_FLOW_PAGE)

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
show_service (GtkLabel *server,
              RrmStationLine *line,
              GtkLabel *heading,
              GtkListBox *tasks,
              RrmServiceReport *service)
{
  RrmServiceSettings *settings = rrm_service_report_get_settings (service);
  RrmProtocol protocol = rrm_service_settings_get_protocol (settings);
  GPtrArray *steps = rrm_service_report_get_steps (service);
  /* What was found, once it was. */
  RrmSecurity security = rrm_service_report_get_security (service);
  /* Translators: "IMAP · mail.twc.com" */
  g_autofree char *text = g_strdup_printf (_ ("%s · %s"), rrm_explain_protocol (protocol),
                                           rrm_service_settings_get_host (settings));
  /* Translators: "Receiving — mail.twc.com, port 993, SSL/TLS" */
  g_autofree char *title =
    g_strdup_printf (_ ("%s — %s, port %u, %s"), rrm_explain_direction (protocol),
                     rrm_service_settings_get_host (settings),
                     rrm_service_settings_get_port (settings),
                     rrm_explain_security (security));

  gtk_label_set_text (server, text);
  gtk_label_set_text (heading, title);
  rrm_station_line_set_service (line, service);
  clear_list (tasks);
  for (guint i = 0; i < steps->len; i++)
    gtk_list_box_append (tasks, rrm_task_row_new (service, g_ptr_array_index (steps, i)));
}

static void
show_services (RrmTestPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  RrmServiceReport *incoming = rrm_setup_get_service (setup, FALSE);
  RrmServiceReport *outgoing = rrm_setup_get_service (setup, TRUE);

  gtk_widget_set_visible (self->lines, incoming != NULL && outgoing != NULL);
  if (incoming == NULL || outgoing == NULL)
    return;

  show_service (self->incoming_server, self->incoming_line, self->incoming_heading,
                self->incoming_tasks, incoming);
  show_service (self->outgoing_server, self->outgoing_line, self->outgoing_heading,
                self->outgoing_tasks, outgoing);
}

static void
show_errors (RrmTestPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  GListModel *findings = rrm_setup_get_findings (setup);
  guint n_findings = g_list_model_get_n_items (findings);
  g_autoptr (RrmAccount) account = rrm_draft_to_account (rrm_setup_get_draft (setup));
  /* Translators: how many errors were found */
  g_autofree char *title =
    n_findings > 0 ? g_strdup_printf (_ ("Errors (%u)"), n_findings) : g_strdup (_ ("Errors"));

  clear_list (self->errors);
  for (guint i = 0; i < n_findings; i++)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, i);

      gtk_list_box_append (self->errors, rrm_finding_row_new (finding, i, account));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->errors), n_findings > 0);
  gtk_widget_set_visible (self->no_errors, n_findings == 0);
  gtk_stack_page_set_title (self->errors_page, title);
}

static guint
get_seconds (RrmTestPage *self)
{
  return (guint) ((g_get_monotonic_time () - self->started) / G_USEC_PER_SEC);
}

static gboolean
on_second (gpointer user_data)
{
  RrmTestPage *self = user_data;
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));

  if (rrm_setup_get_testing (setup))
    {
      rrm_finding_card_update (self->card, setup, get_seconds (self));
      return G_SOURCE_CONTINUE;
    }
  if (rrm_finding_card_update_pause (self->card, setup))
    return G_SOURCE_CONTINUE;
  self->timer = 0;

  return G_SOURCE_REMOVE;
}

static void
show_buttons (RrmTestPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  gboolean testing = rrm_setup_get_testing (setup);
  gboolean over = !testing && rrm_setup_get_report (setup) != NULL;

  gtk_widget_set_visible (self->stop_button, testing);
  gtk_widget_set_visible (self->again_button, !testing);
  gtk_widget_set_visible (self->copy_button, over);
  gtk_widget_set_visible (self->send_box, rrm_setup_can_send (setup));
  gtk_widget_set_sensitive (self->continue_button, rrm_setup_is_working (setup));
}

/* GTK 4.8 can announce nothing, so what is announced is what gets the focus: the line that broke,
 * or the button that leads on, which tells the result as its description. */
static void
focus_result (RrmTestPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  g_autofree char *result = rrm_test_result_describe (setup);
  gboolean incoming =
    rrm_test_result_prepare_row (self->incoming_row, rrm_setup_get_service (setup, FALSE), result);
  gboolean outgoing =
    rrm_test_result_prepare_row (self->outgoing_row, rrm_setup_get_service (setup, TRUE), result);
  GtkWidget *button = rrm_setup_is_working (setup) ? self->continue_button : self->again_button;

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  result, -1);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (incoming || outgoing)
    gtk_widget_grab_focus (incoming ? self->incoming_row : self->outgoing_row);
  else if (rrm_setup_is_working (setup) || !rrm_finding_card_focus (self->card))
    gtk_widget_grab_focus (button);
}

static void
on_testing (RrmSetup *setup,
            GParamSpec *pspec,
            RrmTestPage *self)
{
  gboolean testing = rrm_setup_get_testing (setup);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->started = g_get_monotonic_time ();
  if (testing || rrm_setup_get_pause (setup) > 0)
    self->timer = g_timeout_add_seconds (1, on_second, self);

  rrm_finding_card_update (self->card, setup, 0);
  show_buttons (self);
  rrm_password_step_update (self->password_step, setup);
  show_errors (self);
  if (!testing)
    rrm_test_result_show_causes (setup, self->incoming_tasks, self->outgoing_tasks);
  rrm_details_view_set_services (self->details,
                                 testing ? NULL : rrm_setup_get_service (setup, FALSE),
                                 testing ? NULL : rrm_setup_get_service (setup, TRUE));
  if (testing && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (self->stop_button);
  else
    focus_result (self);
}

static void
on_fixed (RrmSetup *setup,
          GParamSpec *pspec,
          RrmTestPage *self)
{
  const char *const *fixed = rrm_setup_get_fixed (setup);
  g_autofree char *lines = fixed != NULL ? g_strjoinv ("\n", (char **) fixed) : NULL;
  /* Translators: what Fix it has changed, "name: old → new" */
  g_autofree char *text = lines != NULL ? g_strdup_printf (_ ("Changed: %s"), lines) : NULL;

  gtk_label_set_text (self->fixed_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->fixed_box, text != NULL);
}

/* Large text needs more room, and the lines would keep the card out of sight. */
static gboolean
is_narrow (RrmTestPage *self,
           int width)
{
  return width < NARROW * rrm_get_text_scale (GTK_WIDGET (self));
}

/* The order in which it is seen is the order in which it is read out, so the children change
 * places. */
static gboolean
on_reorder (gpointer user_data)
{
  RrmTestPage *self = user_data;
  gboolean narrow = is_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));

  self->reorder = 0;
  gtk_box_reorder_child_after (self->content, self->lines, narrow ? GTK_WIDGET (self->card) : NULL);

  return G_SOURCE_REMOVE;
}

static void
rrm_test_page_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum,
                      natural, NULL, NULL);
}

static void
rrm_test_page_size_allocate (GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  RrmTestPage *self = RRM_TEST_PAGE (widget);
  gboolean first = gtk_widget_get_first_child (GTK_WIDGET (self->content)) == self->lines;

  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
  if (first == is_narrow (self, width) && self->reorder == 0)
    self->reorder = g_idle_add (on_reorder, self);
}

static void
rrm_test_page_shown (RrmFlowPage *page)
{
  RrmTestPage *self = RRM_TEST_PAGE (page);

  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->continue_button);
  show_buttons (self);
  if (rrm_setup_get_testing (rrm_flow_page_get_setup (page)))
    gtk_widget_grab_focus (self->stop_button);
  else
    focus_result (self);
}

static void
rrm_test_page_constructed (GObject *object)
{
  RrmTestPage *self = RRM_TEST_PAGE (object);
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));

  G_OBJECT_CLASS (rrm_test_page_parent_class)->constructed (object);

  g_signal_connect_object (setup, "notify::report", G_CALLBACK (show_services), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (setup, "notify::testing", G_CALLBACK (on_testing), self, 0);
  g_signal_connect_object (setup, "notify::fixed", G_CALLBACK (on_fixed), self, 0);
  show_services (self);
  on_fixed (setup, NULL, self);
  on_testing (setup, NULL, self);
}

static void
rrm_test_page_dispose (GObject *object)
{
  RrmTestPage *self = RRM_TEST_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->reorder, g_source_remove);

  G_OBJECT_CLASS (rrm_test_page_parent_class)->dispose (object);
}

static void
rrm_test_page_class_init (RrmTestPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = rrm_test_page_constructed;
  object_class->dispose = rrm_test_page_dispose;
  widget_class->measure = rrm_test_page_measure;
  widget_class->size_allocate = rrm_test_page_size_allocate;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_test_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  g_type_ensure (RRM_TYPE_DETAILS_VIEW);
  g_type_ensure (RRM_TYPE_FINDING_CARD);
  g_type_ensure (RRM_TYPE_PASSWORD_STEP);
  g_type_ensure (RRM_TYPE_STATION_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/test-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, content);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, lines);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, incoming_row);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, outgoing_row);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, incoming_server);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, incoming_line);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, outgoing_server);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, outgoing_line);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, fixed_box);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, fixed_label);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, card);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, password_step);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, send_box);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, errors_page);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, incoming_heading);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, incoming_tasks);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, outgoing_heading);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, outgoing_tasks);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, errors);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, no_errors);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, details);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, again_button);
  gtk_widget_class_bind_template_child (widget_class, RrmTestPage, continue_button);
}

static void
rrm_test_page_init (RrmTestPage *self)
{
  /* It wants to know its width. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
