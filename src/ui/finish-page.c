/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/finish-page.h"

#include "setup/saved.h"
#include "ui/button-bar.h"
#include "ui/field-binding.h"
#include "ui/hint-row.h"
#include "ui/service-text.h"
#include "ui/start-row.h"
#include "ui/status-mark.h"

#include <glib/gi18n.h>

/**
 * RrmFinishPage:
 *
 * The last page: how the account stands, where to take it, and its settings for reading.
 */
struct _RrmFinishPage
{
  RrmFlowPage parent_instance;

  RrmStatusMark *mark;
  GtkLabel *headline;
  GtkLabel *text;
  GtkWidget *keep_group;
  AdwActionRow *keep_row;
  GtkSwitch *keep_switch;
  RrmHintRow *keep_hint;
  AdwPreferencesGroup *save_group;
  AdwActionRow *save_row;
  GtkWidget *save_button;
  RrmHintRow *save_hint;
  AdwActionRow *incoming_row;
  AdwActionRow *outgoing_row;
  GtkWidget *another_group;
  GtkWidget *finish_button;
};

G_DEFINE_FINAL_TYPE (RrmFinishPage, rrm_finish_page, RRM_TYPE_FLOW_PAGE)

/* What works now, and what is left to do for what the person came for. */
static const char *
say_next (RrmIntent intent)
{
  switch (intent)
    {
    case RRM_INTENT_REPAIR:
      return _ ("Both servers took your name and password. If your mail program still fails, "
                "compare its settings with those below.");
    case RRM_INTENT_PASSWORD:
      return _ ("Both servers took it. Type it in your mail program too when that asks for it, "
                "and on your phone.");
    case RRM_INTENT_SET_UP:
    default:
      return _ ("Both servers took your name and password. Now it can go into your mail "
                "program.");
    }
}

static void
say_state (RrmFinishPage *self,
           RrmSetup *setup)
{
  const char *headline;
  const char *text;

  if (rrm_setup_get_practice (setup))
    {
      headline = _ ("Well practiced");
      text = _ ("This was a practice account with a server on this computer. A file saved here "
                "says so.");
    }
  else if (rrm_setup_is_working (setup))
    {
      headline = rrm_setup_get_intent (setup) == RRM_INTENT_PASSWORD
                   ? _ ("Your new password works")
                   : _ ("Your account works");
      text = say_next (rrm_setup_get_intent (setup));
    }
  else
    {
      headline = _ ("Not tested");
      text = _ ("Nobody has seen these settings work yet. Go back to test them.");
    }

  rrm_status_mark_set_state (self->mark, rrm_setup_is_working (setup) ? RRM_STATION_PASSED
                                                                      : RRM_STATION_WAITING);
  gtk_label_set_text (self->headline, headline);
  gtk_label_set_text (self->text, text);
}

static void
say_file (RrmFinishPage *self,
          RrmSetup *setup)
{
  g_autofree char *name = NULL;
  g_autofree char *refusal = NULL;
  g_autoptr (GBytes) contents = rrm_setup_export (setup, "autoconfig", &name, &refusal);

  gtk_widget_set_sensitive (self->save_button, contents != NULL);
  adw_action_row_set_subtitle (self->save_row, name != NULL ? name : "");
  if (contents != NULL)
    rrm_hint_row_hide (self->save_hint);
  else
    rrm_hint_row_show (self->save_hint, RRM_HINT_WARNING, refusal, NULL);
}

static void
say_keeping (RrmFinishPage *self,
             RrmSetup *setup)
{
  const char *text = rrm_setup_get_remember (setup)
                       ? _ ("You find it on the first page next time. Its password goes to the "
                            "keyring of this computer.")
                       : _ ("You find it on the first page next time, to test it again. Its "
                            "password is not saved.");

  gtk_widget_set_visible (self->keep_group, rrm_setup_can_save (setup));
  gtk_switch_set_active (self->keep_switch, rrm_setup_get_save_wanted (setup));
  adw_action_row_set_subtitle (self->keep_row, text);
  rrm_accessible_set_name (GTK_WIDGET (self->keep_switch), _ ("Save this account"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->keep_switch),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  rrm_hint_row_hide (self->keep_hint);
}

static void
on_keep_switched (GtkSwitch *keep_switch,
                  GParamSpec *pspec,
                  RrmFinishPage *self)
{
  rrm_setup_set_save_wanted (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)),
                             gtk_switch_get_active (keep_switch));
}

static char *
describe_with_name (RrmServiceSettings *settings)
{
  g_autofree char *server = rrm_service_settings_describe (settings);

  if (rrm_service_settings_get_auth (settings) == RRM_AUTH_NONE)
    return g_steal_pointer (&server);

  /* Translators: a server in one line, and the user name for it */
  return g_strdup_printf (_ ("%s\nUser name: %s"), server,
                          rrm_service_settings_get_username (settings));
}

static void
rrm_finish_page_shown (RrmFlowPage *page)
{
  RrmFinishPage *self = RRM_FINISH_PAGE (page);
  RrmSetup *setup = rrm_flow_page_get_setup (page);
  g_autoptr (RrmAccount) account = rrm_setup_dup_account (setup);
  g_autofree char *incoming = describe_with_name (rrm_account_get_incoming (account));
  g_autofree char *outgoing = describe_with_name (rrm_account_get_outgoing (account));

  say_state (self, setup);
  say_keeping (self, setup);
  gtk_widget_set_visible (self->another_group, !rrm_setup_get_practice (setup));
  say_file (self, setup);
  adw_action_row_set_subtitle (self->incoming_row, incoming);
  adw_action_row_set_subtitle (self->outgoing_row, outgoing);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->finish_button);
  gtk_widget_grab_focus (gtk_widget_get_sensitive (self->save_button) ? self->save_button
                                                                      : self->finish_button);
}

static void
rrm_finish_page_class_init (RrmFinishPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_finish_page_shown;

  g_type_ensure (RRM_TYPE_HINT_ROW);
  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  g_type_ensure (RRM_TYPE_START_ROW);
  g_type_ensure (RRM_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/finish-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, mark);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, headline);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, text);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, keep_group);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, keep_row);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, keep_hint);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_switched);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, save_group);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, save_row);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, save_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, incoming_row);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, outgoing_row);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, another_group);
  gtk_widget_class_bind_template_child (widget_class, RrmFinishPage, finish_button);
}

static void
rrm_finish_page_init (RrmFinishPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_group_set_description (self->save_group,
                                         _ ("The file holds the settings of both servers. Your "
                                            "password is not in it: Thunderbird asks for it "
                                            "once."));
}

/**
 * rrm_finish_page_show_wait:
 * @self: a page
 * @text: what is being waited for, in a sentence
 */
void
rrm_finish_page_show_wait (RrmFinishPage *self,
                           const char *text)
{
  rrm_hint_row_show (self->keep_hint, RRM_HINT_NOTE, text, NULL);
}

/**
 * rrm_finish_page_show_refusal:
 * @self: a page
 * @text: why the account could not be kept, in a sentence
 */
void
rrm_finish_page_show_refusal (RrmFinishPage *self,
                              const char *text)
{
  rrm_hint_row_show (self->keep_hint, RRM_HINT_WARNING, text, NULL);
}
