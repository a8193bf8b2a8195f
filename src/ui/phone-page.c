/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/phone-page.h"

#include "setup/phone.h"
#include "setup/setup-compare.h"
#include "ui/button-bar.h"
#include "ui/entry-row.h"
#include "ui/field-binding.h"

#include <glib/gi18n.h>

/* The choices for how mail is received; nobody has looked before something is chosen. */
enum
{
  PROTOCOL_NOT_LOOKED,
  PROTOCOL_IMAP,
  PROTOCOL_POP,
};

/* The fields of one server. */
typedef struct
{
  RrmEntryRow *server;
  RrmEntryRow *username;
  AdwComboRow *security;
  RrmEntryRow *port;
} Side;

/**
 * RrmPhonePage:
 *
 * What a phone shows of the account, to be typed in under the names that stand there.
 */
struct _RrmPhonePage
{
  RrmFlowPage parent_instance;

  AdwComboRow *kind_row;
  AdwComboRow *protocol_row;
  GtkLabel *way;
  RrmEntryRow *incoming_server;
  RrmEntryRow *incoming_username;
  AdwComboRow *incoming_security;
  RrmEntryRow *incoming_port;
  RrmEntryRow *outgoing_server;
  RrmEntryRow *outgoing_username;
  AdwComboRow *outgoing_security;
  RrmEntryRow *outgoing_port;
  GtkWidget *compare_button;
};

G_DEFINE_FINAL_TYPE (RrmPhonePage, rrm_phone_page, RRM_TYPE_FLOW_PAGE)

static Side
get_side (RrmPhonePage *self,
          gboolean outgoing)
{
  if (outgoing)
    return (Side){ self->outgoing_server, self->outgoing_username, self->outgoing_security,
                   self->outgoing_port };

  return (Side){ self->incoming_server, self->incoming_username, self->incoming_security,
                 self->incoming_port };
}

static RrmPhoneKind
get_kind (RrmPhonePage *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);

  return selected < RRM_N_PHONE_KINDS ? (RrmPhoneKind) selected : RRM_PHONE_IPHONE;
}

static RrmProtocol
get_protocol (RrmPhonePage *self,
              gboolean outgoing)
{
  if (outgoing)
    return RRM_PROTOCOL_SMTP;

  return adw_combo_row_get_selected (self->protocol_row) == PROTOCOL_POP ? RRM_PROTOCOL_POP3
                                                                         : RRM_PROTOCOL_IMAP;
}

/* Which server it belongs to is told to those who do not see under which heading it stands. */
static void
name_entry (RrmEntryRow *row,
            gboolean outgoing,
            const char *label)
{
  g_autofree char *name =
    g_strdup_printf (_ ("%s: %s"), outgoing ? _ ("Sending") : _ ("Receiving"), label);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  rrm_accessible_set_name (rrm_entry_row_get_entry (row), name);
}

static void
name_side (RrmPhonePage *self,
           gboolean outgoing)
{
  RrmPhoneKind kind = get_kind (self);
  RrmProtocol protocol = get_protocol (self, outgoing);
  Side side = get_side (self, outgoing);

  name_entry (side.server, outgoing, rrm_phone_get_label (kind, RRM_PHONE_SERVER, protocol));
  name_entry (side.username, outgoing, rrm_phone_get_label (kind, RRM_PHONE_USERNAME, protocol));
  name_entry (side.port, outgoing, rrm_phone_get_label (kind, RRM_PHONE_PORT, protocol));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (side.security),
                                 rrm_phone_get_label (kind, RRM_PHONE_SECURITY, protocol));
}

/* What was chosen in the words of another phone does not count for this one. */
static void
list_securities (RrmPhonePage *self,
                 AdwComboRow *row)
{
  g_auto (GStrv) securities = rrm_phone_list_securities (get_kind (self));
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) securities);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, 0);
}

static void
on_protocol_selected (AdwComboRow *row,
                      GParamSpec *pspec,
                      RrmPhonePage *self)
{
  name_side (self, FALSE);
}

static void
on_kind_selected (AdwComboRow *row,
                  GParamSpec *pspec,
                  RrmPhonePage *self)
{
  gtk_label_set_text (self->way, rrm_phone_describe_way (get_kind (self)));
  name_side (self, FALSE);
  name_side (self, TRUE);
  list_securities (self, self->incoming_security);
  list_securities (self, self->outgoing_security);
}

static const char *
get_text (RrmEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (rrm_entry_row_get_entry (row)));
}

static RrmPhoneSide
read_side (RrmPhonePage *self,
           gboolean outgoing)
{
  Side side = get_side (self, outgoing);

  return (RrmPhoneSide){ get_text (side.server), get_text (side.username), get_text (side.port),
                         adw_combo_row_get_selected (side.security) };
}

static void
on_compare (RrmPhonePage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  RrmFoundAccount *found = rrm_setup_get_found_account (setup);
  RrmPhoneSide incoming = read_side (self, FALSE);
  RrmPhoneSide outgoing = read_side (self, TRUE);
  RrmServiceSettings *receiving =
    rrm_account_get_incoming (rrm_found_account_get_account (found));
  gboolean looked = adw_combo_row_get_selected (self->protocol_row) != PROTOCOL_NOT_LOOKED;
  /* Not said: the rest is compared as if it were the same. */
  RrmProtocol protocol = looked || receiving == NULL
                           ? get_protocol (self, FALSE)
                           : rrm_service_settings_get_protocol (receiving);
  g_autoptr (RrmAccount)
    account = rrm_phone_to_account (get_kind (self), rrm_found_account_get_address (found),
                                    protocol, &incoming, &outgoing);
  g_auto (GStrv) unsaid = rrm_phone_list_unsaid (looked, &incoming, &outgoing);

  rrm_setup_set_phone (setup, rrm_phone_get_name (get_kind (self)), account,
                       (const char *const *) unsaid);
  rrm_setup_show_page (setup, RRM_PAGE_COMPARE);
}

static void
rrm_phone_page_shown (RrmFlowPage *page)
{
  RrmPhonePage *self = RRM_PHONE_PAGE (page);

  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->compare_button);
  gtk_widget_grab_focus (GTK_WIDGET (self->kind_row));
}

static void
rrm_phone_page_class_init (RrmPhonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_phone_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  g_type_ensure (RRM_TYPE_ENTRY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/phone-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, protocol_row);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, way);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, incoming_server);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, incoming_username);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, incoming_security);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, incoming_port);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, outgoing_server);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, outgoing_username);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, outgoing_security);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, outgoing_port);
  gtk_widget_class_bind_template_child (widget_class, RrmPhonePage, compare_button);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
}

static void
rrm_phone_page_init (RrmPhonePage *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) protocols = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < RRM_N_PHONE_KINDS; i++)
    gtk_string_list_append (kinds, rrm_phone_get_name ((RrmPhoneKind) i));
  gtk_string_list_append (protocols, _ ("Not looked"));
  gtk_string_list_append (protocols, _ ("IMAP"));
  gtk_string_list_append (protocols, _ ("POP"));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kinds));
  adw_combo_row_set_model (self->protocol_row, G_LIST_MODEL (protocols));
  on_kind_selected (NULL, NULL, self);
  g_signal_connect_object (self->kind_row, "notify::selected", G_CALLBACK (on_kind_selected), self,
                           0);
  g_signal_connect_object (self->protocol_row, "notify::selected",
                           G_CALLBACK (on_protocol_selected), self, 0);
}
