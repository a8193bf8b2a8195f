/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/login-choice.h"

#include "ui/field-binding.h"

#include <glib/gi18n.h>

/**
 * RrmLoginChoice:
 *
 * The rows that say whether and how one signs in to the outgoing server: a switch, and under it the
 * three ways.
 */
struct _RrmLoginChoice
{
  GObject parent_instance;

  RrmDraft *draft;
  /* Owned by the group that they stand in, which owns this. */
  GtkWidget *required_row;
  GtkSwitch *required_switch;
  GtkWidget *rows[RRM_N_OUTGOING_LOGINS];
  GtkCheckButton *checks[RRM_N_OUTGOING_LOGINS];
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RrmLoginChoice, rrm_login_choice, G_TYPE_OBJECT)

static void
fill (RrmLoginChoice *self)
{
  gboolean required = rrm_draft_get_flag (self->draft, RRM_FIELD_SMTP_AUTH);

  self->filling = TRUE;
  gtk_switch_set_active (self->required_switch, required);
  gtk_check_button_set_active (self->checks[rrm_draft_get_outgoing_login (self->draft)], TRUE);
  for (guint i = 0; i < RRM_N_OUTGOING_LOGINS; i++)
    gtk_widget_set_visible (self->rows[i], required);
  self->filling = FALSE;
}

static void
on_draft_changed (RrmDraft *draft,
                  guint field,
                  RrmLoginChoice *self)
{
  if (field == RRM_FIELD_SMTP_AUTH || field == RRM_FIELD_OUTGOING_LOGIN)
    fill (self);
}

static void
on_switched (GtkSwitch *widget,
             GParamSpec *pspec,
             RrmLoginChoice *self)
{
  if (!self->filling)
    rrm_draft_set_flag (self->draft, RRM_FIELD_SMTP_AUTH, gtk_switch_get_active (widget));
}

static void
on_toggled (GtkCheckButton *check,
            RrmLoginChoice *self)
{
  if (self->filling || !gtk_check_button_get_active (check))
    return;
  for (guint i = 0; i < RRM_N_OUTGOING_LOGINS; i++)
    if (self->checks[i] == check)
      rrm_draft_set_outgoing_login (self->draft, (RrmOutgoingLogin) i);
}

static void
rrm_login_choice_finalize (GObject *object)
{
  RrmLoginChoice *self = RRM_LOGIN_CHOICE (object);

  g_clear_object (&self->draft);

  G_OBJECT_CLASS (rrm_login_choice_parent_class)->finalize (object);
}

static void
rrm_login_choice_class_init (RrmLoginChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_login_choice_finalize;
}

static void
rrm_login_choice_init (RrmLoginChoice *self)
{
}

static GtkWidget *
row_new (const char *title,
         const char *subtitle,
         GtkWidget *widget)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  rrm_accessible_set_name (widget, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle, -1);

  return row;
}

static void
add_required (RrmLoginChoice *self,
              AdwPreferencesGroup *group)
{
  GtkWidget *widget = gtk_switch_new ();

  self->required_switch = GTK_SWITCH (widget);
  self->required_row =
    row_new (_ ("My outgoing server (SMTP) requires authentication"),
             _ ("Roadrunner servers need this on."), widget);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->required_row), widget);
  adw_preferences_group_add (group, self->required_row);
  g_signal_connect_object (widget, "notify::active", G_CALLBACK (on_switched), self, 0);
}

static void
add_way (RrmLoginChoice *self,
         AdwPreferencesGroup *group,
         RrmOutgoingLogin login,
         const char *title,
         const char *subtitle)
{
  GtkWidget *widget =
    g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);

  self->checks[login] = GTK_CHECK_BUTTON (widget);
  self->rows[login] = row_new (title, subtitle, widget);
  gtk_check_button_set_group (self->checks[login],
                              login != RRM_OUTGOING_LOGIN_SAME ? self->checks[0] : NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->rows[login]), widget);
  adw_preferences_group_add (group, self->rows[login]);
  g_signal_connect_object (widget, "toggled", G_CALLBACK (on_toggled), self, 0);
}

/**
 * rrm_login_choice_new:
 * @draft: what is filled in
 * @group: where the rows are added at the end
 *
 * Makes the rows, and ties them to the draft, both ways.
 *
 * Returns: (transfer full): what ties them; to be given up with @group
 */
RrmLoginChoice *
rrm_login_choice_new (RrmDraft *draft,
                      AdwPreferencesGroup *group)
{
  RrmLoginChoice *self = g_object_new (RRM_TYPE_LOGIN_CHOICE, NULL);

  self->draft = g_object_ref (draft);
  self->filling = TRUE;
  add_required (self, group);
  add_way (self, group, RRM_OUTGOING_LOGIN_SAME,
           _ ("Use same settings as my incoming mail server"), "");
  add_way (self, group, RRM_OUTGOING_LOGIN_OWN, _ ("Log on using own user name and password"),
           "");
  add_way (self, group, RRM_OUTGOING_LOGIN_AFTER_INCOMING,
           _ ("Log on to incoming mail server before sending mail"),
           _ ("Only a few old servers work this way."));
  fill (self);
  g_signal_connect_object (draft, "changed", G_CALLBACK (on_draft_changed), self, 0);

  return self;
}

/**
 * rrm_login_choice_focus:
 * @self: a choice
 *
 * Puts the focus on the switch.
 */
void
rrm_login_choice_focus (RrmLoginChoice *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->required_switch));
}
