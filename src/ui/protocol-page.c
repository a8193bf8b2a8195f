/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/protocol-page.h"

#include "explain/lookup-text.h"
#include "ui/button-bar.h"
#include "ui/service-text.h"

#include <glib/gi18n.h>

/**
 * RrmProtocolPage:
 *
 * What was found for the address and where, and the choice between IMAP and POP3 with what each of
 * them means.
 */
struct _RrmProtocolPage
{
  RrmFlowPage parent_instance;

  GtkLabel *source;
  AdwActionRow *imap_row;
  AdwActionRow *pop3_row;
  GtkCheckButton *imap_check;
  GtkCheckButton *pop3_check;
  AdwActionRow *incoming_row;
  AdwActionRow *outgoing_row;
  GtkWidget *continue_button;
};

G_DEFINE_FINAL_TYPE (RrmProtocolPage, rrm_protocol_page, RRM_TYPE_FLOW_PAGE)

static void
say_source (RrmProtocolPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  RrmLookup *lookup = rrm_setup_get_lookup (setup);
  g_autofree char *text = NULL;

  if (rrm_setup_get_practice (setup))
    text = g_strdup (_ ("These settings are made up for practice."));
  else if (lookup != NULL)
    text = rrm_explain_origin (lookup);
  gtk_label_set_text (self->source, text != NULL ? text : "");
}

/* What this provider says of the two is said of its own addresses alone. */
static void
say_choices (RrmProtocolPage *self)
{
  RrmLookup *lookup = rrm_setup_get_lookup (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
  gboolean ours = lookup == NULL || lookup->source == RRM_SOURCE_MAP;

  adw_action_row_set_subtitle (
    self->imap_row, ours ? _ ("Your mail stays on the server. Every phone and computer shows "
                              "the same mail and the same folders. This is what Spectrum "
                              "recommends.")
                         : _ ("Your mail stays on the server. Every phone and computer shows "
                              "the same mail and the same folders."));
  adw_action_row_set_subtitle (
    self->pop3_row, ours ? _ ("Your mail is brought to this one computer. Other devices do not "
                              "see what you read or sort here. Spectrum does not list this "
                              "way any more. It still runs.")
                         : _ ("Your mail is brought to this one computer. Other devices do not "
                              "see what you read or sort here."));
}

static void
update (RrmProtocolPage *self)
{
  RrmDraft *draft = rrm_setup_get_draft (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
  gboolean pop3 = rrm_draft_get_protocol (draft) == RRM_PROTOCOL_POP3;
  g_autofree char *incoming = rrm_draft_describe_service (draft, FALSE);
  g_autofree char *outgoing = rrm_draft_describe_service (draft, TRUE);

  gtk_check_button_set_active (pop3 ? self->pop3_check : self->imap_check, TRUE);
  adw_action_row_set_subtitle (self->incoming_row, incoming);
  adw_action_row_set_subtitle (self->outgoing_row, outgoing);
  say_source (self);
  say_choices (self);
}

static void
on_draft_changed (RrmDraft *draft,
                  guint field,
                  RrmProtocolPage *self)
{
  if (field != RRM_FIELD_PASSWORD)
    update (self);
}

static void
on_toggled (GtkCheckButton *check,
            RrmProtocolPage *self)
{
  RrmDraft *draft = rrm_setup_get_draft (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));

  if (gtk_check_button_get_active (check))
    rrm_draft_set_protocol (draft, check == self->pop3_check ? RRM_PROTOCOL_POP3
                                                             : RRM_PROTOCOL_IMAP);
}

static void
rrm_protocol_page_shown (RrmFlowPage *page)
{
  RrmProtocolPage *self = RRM_PROTOCOL_PAGE (page);

  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->continue_button);
  gtk_widget_grab_focus (self->continue_button);
}

static void
rrm_protocol_page_constructed (GObject *object)
{
  RrmProtocolPage *self = RRM_PROTOCOL_PAGE (object);
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));

  G_OBJECT_CLASS (rrm_protocol_page_parent_class)->constructed (object);

  update (self);
  g_signal_connect_object (rrm_setup_get_draft (setup), "changed", G_CALLBACK (on_draft_changed),
                           self, 0);
}

static void
rrm_protocol_page_class_init (RrmProtocolPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rrm_protocol_page_constructed;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_protocol_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/protocol-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmProtocolPage, source);
  gtk_widget_class_bind_template_child (widget_class, RrmProtocolPage, imap_row);
  gtk_widget_class_bind_template_child (widget_class, RrmProtocolPage, pop3_row);
  gtk_widget_class_bind_template_child (widget_class, RrmProtocolPage, imap_check);
  gtk_widget_class_bind_template_child (widget_class, RrmProtocolPage, pop3_check);
  gtk_widget_class_bind_template_child (widget_class, RrmProtocolPage, incoming_row);
  gtk_widget_class_bind_template_child (widget_class, RrmProtocolPage, outgoing_row);
  gtk_widget_class_bind_template_child (widget_class, RrmProtocolPage, continue_button);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
rrm_protocol_page_init (RrmProtocolPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
