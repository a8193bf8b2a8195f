/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/travel-page.h"

#include "explain/explain.h"
#include "explain/travel.h"
#include "setup/setup-travel.h"
#include "ui/button-bar.h"
#include "ui/field-binding.h"
#include "ui/finding-row.h"
#include "ui/note-list.h"
#include "ui/plain-layout.h"

#include <glib/gi18n.h>

/**
 * RrmTravelPage:
 *
 * For those who are in another network: what works from there, and what to do about the rest.
 */
struct _RrmTravelPage
{
  RrmFlowPage parent_instance;

  RrmEntryRow *address_row;
  RrmHintRow *address_hint;
  GtkWidget *looking;
  GtkWidget *result;
  GtkLabel *verdict;
  GtkListBox *findings;
  GtkBox *notes;
  AdwPreferencesGroup *ports;
  GtkWidget *stop_button;
  GtkWidget *look_button;

  RrmFieldBinding *binding;
  /* (element-type GtkWidget): the rows of the ports, not owned */
  GPtrArray *port_rows;
};

G_DEFINE_FINAL_TYPE (RrmTravelPage, rrm_travel_page, RRM_TYPE_FLOW_PAGE)

static RrmReach *
get_reach (RrmTravelPage *self)
{
  return rrm_setup_get_reach (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
}

static void
show_findings (RrmTravelPage *self,
               RrmReach *reach)
{
  GListModel *findings = rrm_reach_get_findings (reach);
  guint n_findings = g_list_model_get_n_items (findings);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->findings, 0)) != NULL)
    gtk_list_box_remove (self->findings, GTK_WIDGET (row));
  for (guint i = 0; i < n_findings; i++)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, i);

      gtk_list_box_append (self->findings, rrm_finding_row_new (finding, i, NULL));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->findings), n_findings > 0);
}

static GtkWidget *
make_port (const RrmReachPort *port)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *word = gtk_label_new (rrm_explain_reach_state (port->state));
  /* Translators: "Receiving · IMAP · port 993" */
  g_autofree char *title =
    g_strdup_printf (_ ("%s · %s · port %u"), rrm_explain_direction (port->protocol),
                     rrm_explain_protocol (port->protocol), port->port);
  g_autofree char *name =
    g_strdup_printf (_ ("%s: %s"), title, rrm_explain_reach_state (port->state));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), word);
  rrm_plain_layout_ease (row);
  rrm_accessible_set_name (row, name);

  return row;
}

static void
show_ports (RrmTravelPage *self,
            RrmReach *reach)
{
  for (guint i = 0; i < self->port_rows->len; i++)
    adw_preferences_group_remove (self->ports, g_ptr_array_index (self->port_rows, i));
  g_ptr_array_set_size (self->port_rows, 0);
  for (guint i = 0; i < RRM_N_REACH_PORTS; i++)
    {
      GtkWidget *row = make_port (rrm_reach_get_port (reach, i));

      adw_preferences_group_add (self->ports, row);
      g_ptr_array_add (self->port_rows, row);
    }
}

static void
show_result (RrmTravelPage *self,
             RrmReach *reach)
{
  RrmReachVerdict verdict = rrm_reach_get_verdict (reach);
  RrmReachState port_25 = rrm_reach_get_port (reach, RRM_N_REACH_PORTS - 1)->state;
  g_auto (GStrv) notes = rrm_explain_travel (verdict, port_25);

  gtk_label_set_text (self->verdict, rrm_explain_reach_verdict (verdict));
  show_findings (self, reach);
  rrm_note_list_fill (self->notes, notes, FALSE);
  show_ports (self, reach);
}

static void
update (RrmTravelPage *self)
{
  RrmReach *reach = get_reach (self);
  gboolean running = rrm_reach_get_running (reach);
  gboolean done = rrm_reach_is_done (reach);

  gtk_widget_set_visible (self->looking, running);
  gtk_widget_set_visible (self->stop_button, running);
  gtk_widget_set_visible (self->look_button, !running);
  gtk_widget_set_visible (self->result, done);
  if (done)
    show_result (self, reach);
}

/* GTK 4.8 can announce nothing: what gets the focus tells the result. */
static void
on_running (RrmReach *reach,
            GParamSpec *pspec,
            RrmTravelPage *self)
{
  gboolean running = rrm_reach_get_running (reach);

  update (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->look_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  rrm_reach_is_done (reach)
                                    ? rrm_explain_reach_verdict (rrm_reach_get_verdict (reach))
                                    : "",
                                  -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (running ? self->stop_button : self->look_button);
}

static void
on_look (RrmTravelPage *self)
{
  if (rrm_setup_look_around (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self))))
    return;
  rrm_field_binding_show_problem (self->binding);
  if (rrm_hint_row_get_text (self->address_hint)[0] == '\0')
    rrm_hint_row_show (self->address_hint, RRM_HINT_WARNING,
                       _ ("Nothing is known of the servers of this address."), NULL);
  rrm_field_binding_focus (self->binding);
}

static void
on_stop (RrmTravelPage *self)
{
  rrm_reach_stop (get_reach (self));
}

static void
rrm_travel_page_shown (RrmFlowPage *page)
{
  RrmTravelPage *self = RRM_TRAVEL_PAGE (page);
  RrmDraft *draft = rrm_setup_get_draft (rrm_flow_page_get_setup (page));

  update (self);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->look_button);
  if (rrm_draft_get_text (draft, RRM_FIELD_ADDRESS)[0] == '\0')
    rrm_field_binding_focus (self->binding);
  else
    gtk_widget_grab_focus (rrm_reach_get_running (get_reach (self)) ? self->stop_button
                                                                    : self->look_button);
}

static void
rrm_travel_page_constructed (GObject *object)
{
  RrmTravelPage *self = RRM_TRAVEL_PAGE (object);
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));

  G_OBJECT_CLASS (rrm_travel_page_parent_class)->constructed (object);

  self->binding = rrm_field_binding_new (rrm_setup_get_draft (setup), RRM_FIELD_ADDRESS,
                                         self->address_row, self->address_hint, NULL);
  g_signal_connect_object (get_reach (self), "notify::running", G_CALLBACK (on_running), self, 0);
}

static void
rrm_travel_page_dispose (GObject *object)
{
  RrmTravelPage *self = RRM_TRAVEL_PAGE (object);

  g_clear_object (&self->binding);
  g_clear_pointer (&self->port_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (rrm_travel_page_parent_class)->dispose (object);
}

static void
rrm_travel_page_class_init (RrmTravelPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rrm_travel_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = rrm_travel_page_dispose;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_travel_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  g_type_ensure (RRM_TYPE_ENTRY_ROW);
  g_type_ensure (RRM_TYPE_HINT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/travel-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmTravelPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, RrmTravelPage, address_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmTravelPage, looking);
  gtk_widget_class_bind_template_child (widget_class, RrmTravelPage, result);
  gtk_widget_class_bind_template_child (widget_class, RrmTravelPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, RrmTravelPage, findings);
  gtk_widget_class_bind_template_child (widget_class, RrmTravelPage, notes);
  gtk_widget_class_bind_template_child (widget_class, RrmTravelPage, ports);
  gtk_widget_class_bind_template_child (widget_class, RrmTravelPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, RrmTravelPage, look_button);
  gtk_widget_class_bind_template_callback (widget_class, on_look);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
rrm_travel_page_init (RrmTravelPage *self)
{
  self->port_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
