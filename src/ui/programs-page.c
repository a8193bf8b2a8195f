/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/programs-page.h"

#include "setup/offer.h"
#include "ui/button-bar.h"
#include "ui/start-row.h"

#include <glib/gi18n.h>

/**
 * RrmProgramsPage:
 *
 * Where the account can go: the mail programs on this computer, another computer, a phone, or the
 * person's own hands.
 */
struct _RrmProgramsPage
{
  RrmFlowPage parent_instance;

  GtkBox *groups;
  /* Of those that are listed. */
  GtkWidget *first_row;
};

G_DEFINE_FINAL_TYPE (RrmProgramsPage, rrm_programs_page, RRM_TYPE_FLOW_PAGE)

static const struct
{
  const char *title;
  const char *subtitle;
  const char *icon;
} places[RRM_N_PLACES] = {
  [RRM_PLACE_HERE] = { N_ ("On this computer"), "", "computer-symbolic" },
  [RRM_PLACE_TERMINAL] = { N_ ("In a terminal"), N_ ("A file with the settings"),
                           "utilities-terminal-symbolic" },
  [RRM_PLACE_COMPUTER] = { N_ ("Another computer"), N_ ("A file to take there"),
                           "computer-symbolic" },
  [RRM_PLACE_PHONE] = { N_ ("My phone"), "", "phone-symbolic" },
  [RRM_PLACE_BY_HAND] = { N_ ("I will type it in myself"),
                          N_ ("Step by step, with the values to copy"),
                          "input-keyboard-symbolic" },
};

static const char *
get_subtitle (RrmSetup *setup,
              const RrmOffer *offer)
{
  if (rrm_setup_can_apply (setup, offer))
    return offer->guide != NULL ? _ ("Add the account, or type it in")
                                : _ ("One account for Evolution, Geary and others");
  if (offer->place == RRM_PLACE_HERE)
    return offer->format != NULL ? _ ("A file with the settings, or step by step")
                                 : _ ("Step by step, with the values to copy");
  if (offer->place == RRM_PLACE_PHONE)
    return rrm_offer_is_code (offer) ? _ ("Point the camera at the screen")
                                     : _ ("A file to send there");

  return _ (places[offer->place].subtitle);
}

static GtkWidget *
make_row (RrmSetup *setup,
          const RrmOffer *offer)
{
  GtkWidget *row = rrm_start_row_new (rrm_offer_get_name (offer), get_subtitle (setup, offer),
                                      places[offer->place].icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.offer");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", offer->id);

  return row;
}

static GtkWidget *
make_group (RrmProgramsPage *self,
            RrmPlace place,
            GPtrArray *offers)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *title = gtk_label_new (_ (places[place].title));
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_overflow (list, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (list, "card");
  gtk_widget_add_css_class (list, "start-list");
  for (guint i = 0; i < offers->len; i++)
    gtk_box_append (GTK_BOX (list), make_row (setup, g_ptr_array_index (offers, i)));
  if (self->first_row == NULL)
    self->first_row = gtk_widget_get_first_child (list);
  gtk_box_append (GTK_BOX (group), title);
  gtk_box_append (GTK_BOX (group), list);

  return group;
}

/* A program may have been installed since. */
static void
list_programs (RrmProgramsPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  self->first_row = NULL;
  for (guint i = 0; i < RRM_N_PLACES; i++)
    {
      g_autoptr (GPtrArray) offers = rrm_setup_list_offers (setup, (RrmPlace) i);

      if (offers->len > 0)
        gtk_box_append (self->groups, make_group (self, (RrmPlace) i, offers));
    }
}

static void
rrm_programs_page_shown (RrmFlowPage *page)
{
  RrmProgramsPage *self = RRM_PROGRAMS_PAGE (page);

  list_programs (self);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
  gtk_widget_grab_focus (self->first_row);
}

static void
rrm_programs_page_class_init (RrmProgramsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_programs_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/programs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmProgramsPage, groups);
}

static void
rrm_programs_page_init (RrmProgramsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
