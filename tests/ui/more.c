/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/setup-private.h"
#include "ui/entry-row.h"
#include "ui/field-binding.h"
#include "ui/more-page.h"
#include "ui/settings-page.h"

#include <adwaita.h>

/* More Settings, control by control, as a screen reader and the draft see it. */

typedef struct
{
  RrmSetup *setup;
  RrmDraft *draft;
  GtkWidget *window;
  GtkWidget *page;
} Fixture;

static void
show (Fixture *fixture,
      GType type)
{
  g_autoptr (GtkEntryBuffer) password = gtk_password_entry_buffer_new ();

  fixture->draft = rrm_setup_get_draft (fixture->setup);
  fixture->window = gtk_window_new ();
  fixture->page =
    g_object_new (type, "setup", fixture->setup, "password", password, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->page);
  rrm_flow_page_shown (RRM_FLOW_PAGE (fixture->page));
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->setup = rrm_setup_new ();
  rrm_draft_set_protocol (rrm_setup_get_draft (fixture->setup),
                          (RrmProtocol) GPOINTER_TO_UINT (data));
  show (fixture, RRM_TYPE_MORE_PAGE);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->setup);
}

static GtkWidget *
get_row (Fixture *fixture,
         const char *name)
{
  return GTK_WIDGET (
    gtk_widget_get_template_child (fixture->page, RRM_TYPE_MORE_PAGE, name));
}

static GtkWidget *
get_entry (Fixture *fixture,
           const char *name)
{
  return rrm_entry_row_get_entry (RRM_ENTRY_ROW (get_row (fixture, name)));
}

/* Returns: the first one of that type in @widget, as it is seen from top to bottom */
static GtkWidget *
find (GtkWidget *widget,
      GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkSwitch *
get_switch (Fixture *fixture,
            const char *name)
{
  return GTK_SWITCH (find (get_row (fixture, name), GTK_TYPE_SWITCH));
}

static RrmHintRow *
get_hint (Fixture *fixture,
          const char *name)
{
  return RRM_HINT_ROW (get_row (fixture, name));
}

static gboolean
is_invalid (GtkWidget *widget)
{
  g_autofree char *wrong =
    gtk_test_accessible_check_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID,
                                     GTK_ACCESSIBLE_INVALID_TRUE);

  return wrong == NULL;
}

/* Each has its full name, without what stands around it. */
static void
test_names (Fixture *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *row;
    RrmField field;
    const char *name;
  } entries[] = {
    { "days_row", RRM_FIELD_REMOVE_DAYS, "Days until mail is removed" },
    { "root_row", RRM_FIELD_ROOT_FOLDER, "Root folder path" },
    { "sent_row", RRM_FIELD_SENT_FOLDER, "Sent folder" },
    { "drafts_row", RRM_FIELD_DRAFTS_FOLDER, "Drafts folder" },
    { "trash_row", RRM_FIELD_TRASH_FOLDER, "Trash folder" },
    { "junk_row", RRM_FIELD_JUNK_FOLDER, "Junk folder" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GtkWidget *entry = get_entry (fixture, entries[i].row);

      gtk_test_accessible_assert_role (entry, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
      gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL, entries[i].name);
      g_assert_false (is_invalid (entry));
      gtk_editable_set_text (GTK_EDITABLE (entry), "7");
      g_assert_cmpstr (rrm_draft_get_text (fixture->draft, entries[i].field), ==, "7");
      rrm_draft_set_text (fixture->draft, entries[i].field, "8");
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "8");
    }
}

static void
test_switches (Fixture *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *row;
    RrmField field;
    const char *name;
    const char *description;
  } switches[] = {
    { "ipv4_row", RRM_FIELD_IPV4_ONLY, "Send over IPv4 only",
      "For networks where IPv6 mail is refused" },
    { "leave_row", RRM_FIELD_LEAVE_ON_SERVER, "Leave a copy of messages on the server",
      "Else your other devices and webmail no longer see them" },
    { "remove_after_row", RRM_FIELD_REMOVE_AFTER, "Remove from server after some days", NULL },
    { "remove_deleted_row", RRM_FIELD_REMOVE_WHEN_DELETED, "Remove from server when deleted here",
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      GtkSwitch *widget = get_switch (fixture, switches[i].row);
      gboolean on = rrm_draft_get_flag (fixture->draft, switches[i].field);

      gtk_test_accessible_assert_role (widget, GTK_ACCESSIBLE_ROLE_SWITCH);
      gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           switches[i].name);
      if (switches[i].description != NULL)
        gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                             switches[i].description);
      g_assert_true (gtk_switch_get_active (widget) == on);
      gtk_switch_set_active (widget, !on);
      g_assert_true (rrm_draft_get_flag (fixture->draft, switches[i].field) == !on);
      rrm_draft_set_flag (fixture->draft, switches[i].field, on);
      g_assert_true (gtk_switch_get_active (widget) == on);
    }
}

/* From 30 seconds to 10 minutes; the first one is that nobody has chosen. */
static void
test_timeout (Fixture *fixture,
              gconstpointer data)
{
  static const struct
  {
    guint seconds;
    const char *shown;
  } times[] = {
    { 0, "Usual" },       { 1, "30 seconds" },   { 30, "30 seconds" },   { 45, "1 minute" },
    { 60, "1 minute" },   { 301, "10 minutes" }, { 600, "10 minutes" }, { 3600, "10 minutes" },
  };
  AdwComboRow *row = ADW_COMBO_ROW (get_row (fixture, "timeout_row"));
  guint n = g_list_model_get_n_items (adw_combo_row_get_model (row));

  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Server timeout");
  for (guint i = 0; i < n; i++)
    {
      guint seconds;

      adw_combo_row_set_selected (row, i);
      seconds = rrm_draft_get_timeout (fixture->draft);
      g_assert_true (i == 0 ? seconds == 0 : seconds >= 30 && seconds <= 600);
    }
  g_assert_cmpuint (rrm_draft_get_timeout (fixture->draft), ==, 600);

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      rrm_draft_set_timeout (fixture->draft, times[i].seconds);
      gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                           times[i].shown);
    }
}

/* What belongs to the other kind of account is not there. */
static void
test_groups (Fixture *fixture,
             gconstpointer data)
{
  gboolean pop3 = GPOINTER_TO_UINT (data) == RRM_PROTOCOL_POP3;

  g_assert_true (gtk_widget_get_visible (get_row (fixture, "pop3_group")) == pop3);
  g_assert_true (gtk_widget_get_visible (get_row (fixture, "imap_group")) == !pop3);
  rrm_draft_set_protocol (fixture->draft, pop3 ? RRM_PROTOCOL_IMAP : RRM_PROTOCOL_POP3);
  g_assert_true (gtk_widget_get_visible (get_row (fixture, "pop3_group")) == !pop3);
  g_assert_true (gtk_widget_get_visible (get_row (fixture, "imap_group")) == pop3);
}

/* From 1 to 999, where mail stays on the server and is to go from there one day. */
static void
test_days (Fixture *fixture,
           gconstpointer data)
{
  static const char *const right[] = { "1", "14", "999" };
  static const char *const wrong[] = { "0", "1000", "-1", "1.5", "ten", "", "9999999999999999999" };
  GtkWidget *entry = get_entry (fixture, "days_row");
  RrmHintRow *hint = get_hint (fixture, "days_hint");

  g_assert_true (gtk_switch_get_active (get_switch (fixture, "leave_row")));
  g_assert_false (gtk_widget_get_visible (get_row (fixture, "days_row")));
  gtk_switch_set_active (get_switch (fixture, "remove_after_row"), TRUE);
  g_assert_true (gtk_widget_get_visible (get_row (fixture, "days_row")));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "14");

  rrm_flow_page_show_wrong (RRM_FLOW_PAGE (fixture->page), RRM_FIELD_REMOVE_DAYS);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), wrong[i]);
      g_assert_true (is_invalid (entry));
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (hint)));
      g_assert_cmpstr (rrm_hint_row_get_text (hint), ==, "Type a number of days from 1 to 999.");
      gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                           rrm_hint_row_get_text (hint));
    }
  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), right[i]);
      g_assert_false (is_invalid (entry));
      g_assert_false (gtk_widget_get_visible (GTK_WIDGET (hint)));
    }

  gtk_switch_set_active (get_switch (fixture, "leave_row"), FALSE);
  g_assert_false (gtk_widget_get_visible (get_row (fixture, "days_row")));
  g_assert_false (gtk_widget_get_visible (get_row (fixture, "remove_after_row")));
  g_assert_false (gtk_widget_get_visible (get_row (fixture, "remove_deleted_row")));
}

/* A server that names the folder for junk by itself. */
static void
practice_with_folders (RrmSetup *setup)
{
  static const char text[] = "[imap]\nadd=SPECIAL-USE\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  setup->practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
  rrm_draft_load_account (setup->draft, rrm_practice_get_account (setup->practice));
}

/* What the test found is one click away, and is not offered where it stands already. */
static void
test_found (void)
{
  Fixture fixture = { rrm_setup_new () };
  RrmHintRow *hint;
  RrmField wrong;

  practice_with_folders (fixture.setup);
  g_assert_cmpint (rrm_setup_test (fixture.setup, &wrong), ==, RRM_GATE_OPEN);
  while (rrm_setup_get_testing (fixture.setup))
    g_main_context_iteration (NULL, TRUE);
  show (&fixture, RRM_TYPE_MORE_PAGE);

  hint = get_hint (&fixture, "junk_hint");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (hint)));
  g_assert_cmpstr (rrm_hint_row_get_text (hint), ==, "Found by the test.");
  g_signal_emit_by_name (find (GTK_WIDGET (hint), GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpstr (rrm_draft_get_text (fixture.draft, RRM_FIELD_JUNK_FOLDER), ==, "Junk");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (hint)));

  /* What was found belongs to the settings that were tested. */
  rrm_draft_set_text (fixture.draft, RRM_FIELD_JUNK_FOLDER, "");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (hint)));
  rrm_draft_set_text (fixture.draft, RRM_FIELD_INCOMING_SERVER, "mail.example.com");
  rrm_flow_page_shown (RRM_FLOW_PAGE (fixture.page));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (hint)));
  tear_down (&fixture, NULL);
}

/* Returns: the button that a screen reader tells as @name */
static GtkWidget *
find_named (GtkWidget *widget,
            const char *name)
{
  g_autofree char *wrong =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        name);

  if (GTK_IS_BUTTON (widget) && wrong == NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The usual port is one click away, on the page of the settings. */
static void
test_use_default (void)
{
  static const struct
  {
    const char *name;
    RrmField port;
    const char *usual;
  } groups[] = {
    { "Use default incoming port", RRM_FIELD_INCOMING_PORT, "993" },
    { "Use default outgoing port", RRM_FIELD_OUTGOING_PORT, "465" },
  };
  Fixture fixture = { rrm_setup_new () };

  show (&fixture, RRM_TYPE_SETTINGS_PAGE);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GtkWidget *button = find_named (fixture.page, groups[i].name);

      g_assert_nonnull (button);
      rrm_draft_set_security (fixture.draft, i == 1, RRM_SECURITY_TLS);
      rrm_draft_set_text (fixture.draft, groups[i].port, "2525");
      gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);
      gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, groups[i].name);
      g_assert_true (gtk_widget_get_sensitive (button));
      g_signal_emit_by_name (button, "clicked");
      g_assert_cmpstr (rrm_draft_get_text (fixture.draft, groups[i].port), ==, groups[i].usual);
      g_assert_false (gtk_widget_get_sensitive (button));
    }
  tear_down (&fixture, NULL);
}

static void
add (const char *path,
     RrmProtocol protocol,
     void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (protocol), set_up, func, tear_down);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  add ("/more/names", RRM_PROTOCOL_IMAP, test_names);
  add ("/more/switches", RRM_PROTOCOL_POP3, test_switches);
  add ("/more/timeout", RRM_PROTOCOL_IMAP, test_timeout);
  add ("/more/groups/imap", RRM_PROTOCOL_IMAP, test_groups);
  add ("/more/groups/pop3", RRM_PROTOCOL_POP3, test_groups);
  add ("/more/days", RRM_PROTOCOL_POP3, test_days);
  g_test_add_func ("/more/found", test_found);
  g_test_add_func ("/more/use-default", test_use_default);

  return g_test_run ();
}
