/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/window.h"

#include "setup/offer.h"
#include "setup/round.h"
#include "setup/saved.h"
#include "setup/search.h"
#include "ui/about-page.h"
#include "ui/check-actions.h"
#include "ui/compare-page.h"
#include "ui/explain-page.h"
#include "ui/finish-actions.h"
#include "ui/finish-page.h"
#include "ui/flow-page.h"
#include "ui/found-account-page.h"
#include "ui/found-actions.h"
#include "ui/found-page.h"
#include "ui/full-text.h"
#include "ui/guide-page.h"
#include "ui/holders-page.h"
#include "ui/leaving-page.h"
#include "ui/more-page.h"
#include "ui/offer-page.h"
#include "ui/old-page.h"
#include "ui/path-actions.h"
#include "ui/phone-page.h"
#include "ui/plain-layout.h"
#include "ui/program-actions.h"
#include "ui/programs-page.h"
#include "ui/protocol-page.h"
#include "ui/question.h"
#include "ui/report-actions.h"
#include "ui/search-actions.h"
#include "ui/settings-page.h"
#include "ui/start-actions.h"
#include "ui/start-page.h"
#include "ui/test-actions.h"
#include "ui/test-page.h"
#include "ui/toast.h"
#include "ui/travel-page.h"
#include "ui/unsaved.h"

#include <glib/gi18n.h>

/**
 * RrmWindow:
 *
 * The window: the pages of the flow, and the actions that lead from one to the next. Pages are made
 * when they are first shown.
 */
struct _RrmWindow
{
  AdwApplicationWindow parent_instance;

  RrmSetup *setup;
  GtkEntryBuffer *password;

  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkWidget *practice_bar;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  RrmQuestion *question;
  RrmFlowPage *pages[RRM_N_PAGES];
};

G_DEFINE_FINAL_TYPE (RrmWindow, rrm_window, ADW_TYPE_APPLICATION_WINDOW)

static RrmFlowPage *
get_page (RrmWindow *self,
          RrmPage page)
{
  GType types[RRM_N_PAGES] = {
    RRM_TYPE_START_PAGE, RRM_TYPE_ABOUT_PAGE, RRM_TYPE_PROTOCOL_PAGE, RRM_TYPE_SETTINGS_PAGE,
    RRM_TYPE_MORE_PAGE,  RRM_TYPE_TEST_PAGE,  RRM_TYPE_FINISH_PAGE,
    RRM_TYPE_PROGRAMS_PAGE, RRM_TYPE_OFFER_PAGE, RRM_TYPE_GUIDE_PAGE,
    RRM_TYPE_EXPLAIN_PAGE,
    RRM_TYPE_FOUND_PAGE, RRM_TYPE_FOUND_ACCOUNT_PAGE, RRM_TYPE_COMPARE_PAGE,
    RRM_TYPE_PHONE_PAGE, RRM_TYPE_HOLDERS_PAGE, RRM_TYPE_LEAVING_PAGE,
    RRM_TYPE_OLD_PAGE, RRM_TYPE_TRAVEL_PAGE,
  };

  if (self->pages[page] == NULL)
    {
      self->pages[page] =
        g_object_new (types[page], "setup", self->setup, "password", self->password, NULL);
      gtk_stack_add_child (self->stack, GTK_WIDGET (self->pages[page]));
    }

  return self->pages[page];
}

/* Before the address is typed in, and where it has nothing to do with it, the page is about no
 * account. */
static gboolean
is_about_account (RrmPage page)
{
  return page > RRM_PAGE_ABOUT && page != RRM_PAGE_EXPLAIN &&
         !(page >= RRM_PAGE_FOUND && page <= RRM_PAGE_PHONE);
}

static void
update_title (RrmWindow *self)
{
  RrmPage page = rrm_setup_get_page (self->setup);
  const char *address = rrm_draft_get_text (rrm_setup_get_draft (self->setup), RRM_FIELD_ADDRESS);

  adw_window_title_set_title (self->title, rrm_flow_page_get_title (get_page (self, page)));
  adw_window_title_set_subtitle (self->title, is_about_account (page) ? address : "");
}

/* GTK 4.8 can announce nothing, but a screen reader says it when the window in front changes its
 * name: so the result of a test is heard wherever the focus is, and seen in a list of windows. */
static void
update_window_title (RrmWindow *self)
{
  RrmPage page = rrm_setup_get_page (self->setup);
  gboolean told = (page == RRM_PAGE_TEST || page == RRM_PAGE_EXPLAIN) &&
                  rrm_setup_is_current (self->setup) && !rrm_setup_get_testing (self->setup);
  g_autofree char *verdict = told ? rrm_setup_describe_verdict (self->setup) : NULL;
  /* Translators: the name of the window: "Your account works. — Roadrunner Mail Setup" */
  g_autofree char *text =
    told ? g_strdup_printf (_ ("%s — %s"), verdict, g_get_application_name ()) : NULL;

  gtk_window_set_title (GTK_WINDOW (self), told ? text : g_get_application_name ());
}

/* A page that is not shown is out of the way of those who go through the window by its names. */
static void
hide_other_pages (RrmWindow *self)
{
  gboolean asking = rrm_question_is_open (self->question);

  if (gtk_stack_get_transition_running (self->stack))
    return;
  for (guint i = 0; i < RRM_N_PAGES; i++)
    if (self->pages[i] != NULL && (i != rrm_setup_get_page (self->setup) || asking))
      gtk_widget_set_visible (GTK_WIDGET (self->pages[i]), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->question), asking);
}

static void
on_page (RrmSetup *setup,
         GParamSpec *pspec,
         RrmWindow *self)
{
  RrmFlowPage *page = get_page (self, rrm_setup_get_page (setup));

  /* What was asked belonged to the page that goes. */
  if (rrm_question_is_open (self->question))
    {
      rrm_question_cancel (self->question);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  hide_other_pages (self);
  gtk_widget_set_visible (self->back_button, rrm_setup_can_go_back (setup));
  update_title (self);
  update_window_title (self);
  rrm_flow_page_shown (page);
}

static void
on_question_closed (RrmWindow *self)
{
  on_page (self->setup, NULL, self);
}

static void
on_draft_changed (RrmDraft *draft,
                  guint field,
                  RrmWindow *self)
{
  if (field == RRM_FIELD_ADDRESS)
    update_title (self);
}

static void
on_practice (RrmSetup *setup,
             GParamSpec *pspec,
             RrmWindow *self)
{
  gtk_widget_set_visible (self->practice_bar, rrm_setup_get_practice (setup));
}

static void
on_continue (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);
  RrmPage page = rrm_setup_get_page (self->setup);
  gboolean at_once = rrm_setup_tests_at_once (self->setup);
  RrmField wrong = RRM_FIELD_NAME;

  if (rrm_question_is_open (self->question) || rrm_window_search (self))
    return;
  if (page == RRM_PAGE_SETTINGS && rrm_setup_get_test_on_continue (self->setup))
    rrm_window_test (self);
  else if (!rrm_setup_go_on (self->setup, &wrong))
    rrm_window_show_wrong (self, wrong);
  else if (at_once)
    rrm_window_test (self);
}

static void
on_more (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  rrm_setup_show_page (RRM_WINDOW (widget)->setup, RRM_PAGE_MORE);
}

static void
on_explain (GtkWidget *widget,
            const char *action,
            GVariant *parameter)
{
  rrm_setup_open_explain (RRM_WINDOW (widget)->setup);
}

static void
on_back (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  if (rrm_question_is_open (self->question))
    rrm_question_cancel (self->question);
  else
    rrm_setup_go_back (self->setup);
}

/* Escape first stops what runs, then answers what is asked, then goes back. */
static void
on_escape (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  RrmWindow *self = RRM_WINDOW (widget);

  if (rrm_setup_get_testing (self->setup) || rrm_setup_get_testing_all (self->setup))
    rrm_setup_stop (self->setup);
  else if (rrm_setup_get_applying (self->setup))
    rrm_setup_stop_applying (self->setup);
  else if (rrm_setup_get_search (self->setup) == RRM_SEARCH_RUNNING)
    rrm_setup_stop_search (self->setup);
  else
    on_back (widget, action, parameter);
}

static void
start_practice (gpointer data)
{
  RrmWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (!rrm_setup_start_practice (self->setup, NULL, &error))
    rrm_window_say (self, _ ("The practice server could not be started."));
}

static void
on_practice_action (GtkWidget *widget,
                    const char *action,
                    GVariant *parameter)
{
  rrm_window_leave (RRM_WINDOW (widget), start_practice, widget, NULL);
}

static void
on_end_practice (GtkWidget *widget,
                 const char *action,
                 GVariant *parameter)
{
  rrm_setup_end_practice (RRM_WINDOW (widget)->setup);
}

static gboolean
rrm_window_close_request (GtkWindow *window)
{
  if (rrm_window_ask_to_close (RRM_WINDOW (window)))
    return TRUE;

  return GTK_WINDOW_CLASS (rrm_window_parent_class)->close_request (window);
}

static void
rrm_window_dispose (GObject *object)
{
  RrmWindow *self = RRM_WINDOW (object);

  if (self->setup != NULL)
    {
      rrm_setup_stop (self->setup);
      rrm_setup_stop_applying (self->setup);
      rrm_setup_stop_search (self->setup);
    }
  g_clear_object (&self->setup);
  /* Its memory is wiped with it. */
  g_clear_object (&self->password);

  G_OBJECT_CLASS (rrm_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.continue", NULL, on_continue);
  gtk_widget_class_install_action (widget_class, "win.more", NULL, on_more);
  gtk_widget_class_install_action (widget_class, "win.explain", NULL, on_explain);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "win.escape", NULL, on_escape);
  gtk_widget_class_install_action (widget_class, "win.practice", NULL, on_practice_action);
  gtk_widget_class_install_action (widget_class, "win.end-practice", NULL, on_end_practice);

  rrm_check_actions_install (widget_class);
  rrm_finish_actions_install (widget_class);
  rrm_found_actions_install (widget_class);
  rrm_path_actions_install (widget_class);
  rrm_program_actions_install (widget_class);
  rrm_report_actions_install (widget_class);
  rrm_start_actions_install (widget_class);
  rrm_test_actions_install (widget_class);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.escape", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.test", NULL);
}

static void
rrm_window_class_init (RrmWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = rrm_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmWindow, title);
  gtk_widget_class_bind_template_child (widget_class, RrmWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, RrmWindow, practice_bar);
  gtk_widget_class_bind_template_child (widget_class, RrmWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RrmWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RrmWindow, question);
  gtk_widget_class_bind_template_callback (widget_class, on_question_closed);
  gtk_widget_class_bind_template_callback (widget_class, hide_other_pages);
  install_actions (widget_class);
}

static void
rrm_window_init (RrmWindow *self)
{
  self->password = gtk_password_entry_buffer_new ();
  g_type_ensure (RRM_TYPE_QUESTION);
  gtk_widget_init_template (GTK_WIDGET (self));
  rrm_full_text_show (GTK_WIDGET (self->title));
  /* Else the title would take as many lines as the bar is high. */
  rrm_plain_layout_ease (GTK_WIDGET (self->title));
}

static void
on_trouble (RrmSetup *setup,
            GParamSpec *pspec,
            RrmWindow *self)
{
  rrm_window_say (self, rrm_setup_get_trouble (setup));
}

/**
 * rrm_window_new:
 * @application: the application
 * @setup: what it shows
 *
 * Returns: (transfer none): a window
 */
RrmWindow *
rrm_window_new (GtkApplication *application,
                RrmSetup *setup)
{
  RrmWindow *self = g_object_new (RRM_TYPE_WINDOW, "application", application, NULL);

  self->setup = g_object_ref (setup);
  g_signal_connect_object (setup, "notify::page", G_CALLBACK (on_page), self, 0);
  g_signal_connect_object (setup, "notify::practice", G_CALLBACK (on_practice), self, 0);
  g_signal_connect_object (setup, "notify::trouble", G_CALLBACK (on_trouble), self, 0);
  g_signal_connect_object (setup, "notify::testing", G_CALLBACK (update_window_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rrm_setup_get_draft (setup), "changed", G_CALLBACK (on_draft_changed),
                           self, 0);
  rrm_window_follow_search (self);
  on_practice (setup, NULL, self);
  on_page (setup, NULL, self);

  return self;
}

/**
 * rrm_window_get_setup:
 * @self: a window
 *
 * Returns: (transfer none): what it shows
 */
RrmSetup *
rrm_window_get_setup (RrmWindow *self)
{
  return self->setup;
}

/**
 * rrm_window_say:
 * @self: a window
 * @text: what to say
 *
 * Says something in passing.
 */
void
rrm_window_say (RrmWindow *self,
                const char *text)
{
  rrm_toast_show (self->toasts, text);
}

/**
 * rrm_window_get_shown_page:
 * @self: a window
 *
 * Returns: (transfer none): the page where the flow is
 */
RrmFlowPage *
rrm_window_get_shown_page (RrmWindow *self)
{
  return get_page (self, rrm_setup_get_page (self->setup));
}

/**
 * rrm_window_show_wrong:
 * @self: a window
 * @field: a field of the shown page, or of More Settings
 *
 * Shows what keeps the flow from going on.
 */
void
rrm_window_show_wrong (RrmWindow *self,
                       RrmField field)
{
  if (rrm_field_is_more (field))
    rrm_setup_show_page (self->setup, RRM_PAGE_MORE);
  rrm_flow_page_show_wrong (rrm_window_get_shown_page (self), field);
}

/**
 * rrm_window_open_question:
 * @self: a window
 *
 * Returns: (transfer none): the question, which is shown in the place of the page from now on, and
 *   is to be asked at once
 */
RrmQuestion *
rrm_window_open_question (RrmWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->question), TRUE);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->question));
  gtk_widget_set_visible (self->back_button, FALSE);

  return self->question;
}

/**
 * rrm_window_ask:
 * @self: a window
 * @heading: what is asked
 * @body: what it means, in a sentence or two
 * @agree: the label of the button that agrees
 * @agreement: what it means to agree
 * @agreed: called when the person agrees
 * @data: for @agreed
 * @destroy: (nullable): gives up @data
 *
 * Asks in the place of the page, until it is answered.
 */
void
rrm_window_ask (RrmWindow *self,
                const char *heading,
                const char *body,
                const char *agree,
                RrmAgreement agreement,
                RrmQuestionFunc agreed,
                gpointer data,
                GDestroyNotify destroy)
{
  rrm_question_ask (rrm_window_open_question (self), heading, body, agree, agreement, agreed,
                    data, destroy);
}
