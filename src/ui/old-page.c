/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/old-page.h"

#include "setup/old-computer.h"
#include "ui/guide-list.h"
#include "ui/hint-row.h"
#include "ui/start-row.h"

#include <glib/gi18n.h>

/**
 * RrmOldPage:
 *
 * For those who have a new computer: what there is of the old one, and the accounts in it.
 */
struct _RrmOldPage
{
  RrmFlowPage parent_instance;

  GtkWidget *folder_row;
  GtkWidget *reading;
  GtkWidget *hint_group;
  RrmHintRow *hint;
  GtkWidget *accounts_group;
  GtkBox *accounts;
};

G_DEFINE_FINAL_TYPE (RrmOldPage, rrm_old_page, RRM_TYPE_FLOW_PAGE)

static GtkWidget *
make_row (RrmFoundAccount *account,
          guint index)
{
  g_autofree char *servers = rrm_found_account_describe_servers (account);
  GtkWidget *row = rrm_start_row_new (rrm_found_account_get_address (account), servers,
                                      "avatar-default-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.take-old");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", index);

  return row;
}

/* What could not be read, of several things perhaps; or why there is nothing to choose from. */
static void
tell_refusal (RrmOldPage *self,
              RrmFound *found,
              guint n_accounts)
{
  const char *const *refusals = rrm_found_get_refusals (found);
  const char *text = NULL;

  if (rrm_found_get_reading (found) || rrm_found_get_path (found) == NULL)
    text = NULL;
  else if (refusals != NULL && refusals[0] != NULL)
    text = refusals[0];
  else if (n_accounts == 0)
    text = _ ("No Roadrunner, Time Warner Cable, Bright House or Charter address was found there.");
  gtk_widget_set_visible (self->hint_group, text != NULL);
  if (text != NULL)
    rrm_hint_row_show (self->hint, RRM_HINT_WARNING, text, NULL);
}

static void
list_accounts (RrmOldPage *self)
{
  RrmFound *found = rrm_setup_get_old (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
  GListModel *accounts = rrm_found_get_accounts (found);
  guint n_accounts = rrm_found_get_reading (found) ? 0 : g_list_model_get_n_items (accounts);

  rrm_guide_list_clear (self->accounts);
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (RrmFoundAccount) account = g_list_model_get_item (accounts, i);

      gtk_box_append (self->accounts, make_row (account, i));
    }
  gtk_widget_set_visible (self->reading, rrm_found_get_reading (found));
  gtk_widget_set_visible (self->accounts_group, n_accounts > 0);
  tell_refusal (self, found, n_accounts);
  if (n_accounts > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->accounts)));
}

static void
on_reading (RrmFound *found,
            GParamSpec *pspec,
            RrmOldPage *self)
{
  list_accounts (self);
}

static void
rrm_old_page_shown (RrmFlowPage *page)
{
  RrmOldPage *self = RRM_OLD_PAGE (page);

  list_accounts (self);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
  gtk_widget_grab_focus (self->folder_row);
}

static void
rrm_old_page_constructed (GObject *object)
{
  RrmOldPage *self = RRM_OLD_PAGE (object);

  G_OBJECT_CLASS (rrm_old_page_parent_class)->constructed (object);

  g_signal_connect_object (rrm_setup_get_old (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self))),
                           "notify::reading", G_CALLBACK (on_reading), self, 0);
}

static void
rrm_old_page_class_init (RrmOldPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rrm_old_page_constructed;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_old_page_shown;

  g_type_ensure (RRM_TYPE_HINT_ROW);
  g_type_ensure (RRM_TYPE_START_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/old-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmOldPage, folder_row);
  gtk_widget_class_bind_template_child (widget_class, RrmOldPage, reading);
  gtk_widget_class_bind_template_child (widget_class, RrmOldPage, hint_group);
  gtk_widget_class_bind_template_child (widget_class, RrmOldPage, hint);
  gtk_widget_class_bind_template_child (widget_class, RrmOldPage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, RrmOldPage, accounts);
}

static void
rrm_old_page_init (RrmOldPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
