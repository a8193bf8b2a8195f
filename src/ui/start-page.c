/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/start-page.h"

#include "setup/saved.h"
#include "ui/start-row.h"

/**
 * RrmStartPage:
 *
 * The first page: what the person came for, in their words, and the saved accounts with how they
 * stand.
 */
struct _RrmStartPage
{
  RrmFlowPage parent_instance;

  GtkWidget *set_up_row;
  GtkWidget *accounts_group;
  GtkBox *accounts;
};

G_DEFINE_FINAL_TYPE (RrmStartPage, rrm_start_page, RRM_TYPE_FLOW_PAGE)

static GtkWidget *
make_account (const RrmSavedSummary *summary)
{
  static const char *const classes[] = {
    [RRM_SAVED_UNTESTED] = NULL,
    [RRM_SAVED_WORKS] = "success",
    [RRM_SAVED_FAILS] = "error",
  };
  GtkWidget *row =
    rrm_start_row_new (summary->address, summary->tested, "avatar-default-symbolic");

  rrm_start_row_set_word (RRM_START_ROW (row), summary->word, classes[summary->state]);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-account");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", summary->address);

  return row;
}

static void
list_accounts (RrmStartPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  guint n = rrm_setup_get_n_saved (setup);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->accounts))) != NULL)
    gtk_box_remove (self->accounts, child);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RrmSavedSummary) summary = rrm_setup_describe_saved (setup, i, now);

      gtk_box_append (self->accounts, make_account (summary));
    }
  gtk_widget_set_visible (self->accounts_group, n > 0);
}

static void
on_saved (RrmSetup *setup,
          GParamSpec *pspec,
          RrmStartPage *self)
{
  list_accounts (self);
}

/* What was tested today may have been tested yesterday by now. */
static void
rrm_start_page_shown (RrmFlowPage *page)
{
  RrmStartPage *self = RRM_START_PAGE (page);

  list_accounts (self);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
  gtk_widget_grab_focus (self->set_up_row);
}

static void
rrm_start_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (rrm_start_page_parent_class)->constructed (object);

  g_signal_connect_object (rrm_flow_page_get_setup (RRM_FLOW_PAGE (object)), "notify::n-saved",
                           G_CALLBACK (on_saved), object, 0);
}

static void
rrm_start_page_class_init (RrmStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rrm_start_page_constructed;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_start_page_shown;

  g_type_ensure (RRM_TYPE_START_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, set_up_row);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, RrmStartPage, accounts);
}

static void
rrm_start_page_init (RrmStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
