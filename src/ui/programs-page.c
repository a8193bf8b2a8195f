/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/programs-page.h"

#include "setup/offer.h"
#include "ui/button-bar.h"
#include "ui/plain-layout.h"
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

  /* How far the listing is: the places that were begun, the programs of the last one, its list, and
   * how many of them stand there. */
  guint n_places;
  GPtrArray *offers;
  GtkBox *list;
  guint n_listed;
  /* Of those that are listed. */
  GtkWidget *first_row;
  /* Lists the next one, while there is one. */
  guint listing;
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

static void
begin_group (RrmProgramsPage *self,
             RrmPlace place)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *title = gtk_label_new (_ (places[place].title));
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_overflow (list, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (list, "card");
  gtk_widget_add_css_class (list, "start-list");
  gtk_box_append (GTK_BOX (group), title);
  gtk_box_append (GTK_BOX (group), list);
  gtk_box_append (self->groups, group);
  rrm_plain_layout_ease (group);
  self->list = GTK_BOX (list);
}

/* Goes to the next place that has programs; returns whether there is one. */
static gboolean
find_place (RrmProgramsPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));

  while (self->offers == NULL || self->n_listed >= self->offers->len)
    {
      g_clear_pointer (&self->offers, g_ptr_array_unref);
      if (self->n_places >= RRM_N_PLACES)
        return FALSE;
      self->offers = rrm_setup_list_offers (setup, (RrmPlace) self->n_places);
      self->n_listed = 0;
      if (self->offers->len > 0)
        begin_group (self, (RrmPlace) self->n_places);
      self->n_places++;
    }

  return TRUE;
}

/* There are many of them: together they would hold up the window. */
static gboolean
list_next (gpointer data)
{
  RrmProgramsPage *self = data;
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  GtkWidget *row;

  if (!find_place (self))
    {
      self->listing = 0;
      return G_SOURCE_REMOVE;
    }
  row = make_row (setup, g_ptr_array_index (self->offers, self->n_listed++));
  gtk_box_append (self->list, row);
  if (self->first_row == NULL)
    self->first_row = row;

  return G_SOURCE_CONTINUE;
}

/* A program may have been installed since. */
static void
list_programs (RrmProgramsPage *self)
{
  GtkWidget *child;

  g_clear_handle_id (&self->listing, g_source_remove);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  self->first_row = NULL;
  self->n_places = 0;
  list_next (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->listing = g_idle_add (list_next, self);
  else
    while (list_next (self))
      ;
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
rrm_programs_page_dispose (GObject *object)
{
  RrmProgramsPage *self = RRM_PROGRAMS_PAGE (object);

  g_clear_handle_id (&self->listing, g_source_remove);
  g_clear_pointer (&self->offers, g_ptr_array_unref);

  G_OBJECT_CLASS (rrm_programs_page_parent_class)->dispose (object);
}

static void
rrm_programs_page_class_init (RrmProgramsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rrm_programs_page_dispose;
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
