/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/found-account-page.h"

#include "setup/setup-found.h"
#include "ui/audit-row.h"
#include "ui/button-bar.h"
#include "ui/entry-row.h"
#include "ui/field-binding.h"
#include "ui/hint-row.h"

#include <glib/gi18n.h>

/**
 * RrmFoundAccountPage:
 *
 * One account as a mail program has it: what is wrong with it and what mending changes, its
 * servers, and the password to test it with.
 */
struct _RrmFoundAccountPage
{
  RrmFlowPage parent_instance;

  GtkLabel *headline;
  GtkLabel *program;
  GtkLabel *word;
  GtkWidget *content;
  GtkWidget *bar;
  GtkSpinner *busy_spinner;
  /* The focus has to be given back: what cannot be chosen has none. */
  gboolean was_busy;
  GtkWidget *mended_box;
  GtkLabel *mended_label;
  GtkWidget *undo_button;
  RrmHintRow *refusal;
  GtkListBox *findings;
  GtkLabel *sound_label;
  AdwActionRow *incoming_row;
  AdwActionRow *outgoing_row;
  RrmEntryRow *password_row;
  RrmEntryRow *sender_row;
  RrmHintRow *password_hint;
  GtkButton *mend_button;
  GtkWidget *test_button;

  /* Where the passwords are typed: locked memory that is wiped. */
  GtkEntryBuffer *password;
  GtkEntryBuffer *sender_password;

  /* How many findings are listed; lists the next one, while there is one. */
  guint n_listed;
  guint listing;
};

G_DEFINE_FINAL_TYPE (RrmFoundAccountPage, rrm_found_account_page, RRM_TYPE_FLOW_PAGE)

static RrmFoundAccount *
get_account (RrmFoundAccountPage *self)
{
  return rrm_setup_get_found_account (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
}

/* Each has many words, and together they would hold up the window. */
static gboolean
list_next (gpointer data)
{
  RrmFoundAccountPage *self = data;
  RrmFoundAccount *account = get_account (self);
  GPtrArray *findings = account != NULL ? rrm_found_account_get_findings (account) : NULL;

  if (findings == NULL || self->n_listed >= findings->len)
    {
      self->listing = 0;
      return G_SOURCE_REMOVE;
    }
  gtk_list_box_append (
    self->findings, rrm_audit_row_new (account, g_ptr_array_index (findings, self->n_listed++)));

  return G_SOURCE_CONTINUE;
}

static void
list_findings (RrmFoundAccountPage *self,
               RrmFoundAccount *account)
{
  GPtrArray *findings = rrm_found_account_get_findings (account);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->findings, 0)) != NULL)
    gtk_list_box_remove (self->findings, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->findings), findings->len > 0);
  self->n_listed = 0;
  g_clear_handle_id (&self->listing, g_source_remove);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->listing = g_idle_add (list_next, self);
  else
    while (list_next (self))
      ;
}

/* Where there is nothing to mend, a test says more. */
static void
say_state (RrmFoundAccountPage *self,
           RrmFoundAccount *account)
{
  static const char *const classes[RRM_N_FOUND_STATES] = {
    [RRM_FOUND_SOUND] = "note",    [RRM_FOUND_NOTED] = "warning", [RRM_FOUND_WRONG] = "error",
    [RRM_FOUND_WORKS] = "success", [RRM_FOUND_FAILS] = "error",
    [RRM_FOUND_DAMAGED] = "error",
  };
  RrmFoundState state = rrm_found_account_get_state (account);
  g_autofree char *twin = rrm_found_account_describe_twin (account);
  g_autofree char *both = NULL;
  const char *text = NULL;

  gtk_label_set_text (self->word, rrm_found_account_get_word (account));
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->word), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->word), classes[state]);
  if (state == RRM_FOUND_SOUND)
    text = _ ("Its settings look right. Test it to see if it works.");
  else if (state == RRM_FOUND_WORKS)
    text = _ ("It was tested as it is set up here. Receiving and sending both work.");
  else if (state == RRM_FOUND_FAILS)
    text = _ ("It was tested as it is set up here, and it does not work. Test it again to see "
              "why.");
  else if (state == RRM_FOUND_DAMAGED)
    text = _ ("The file with its settings is damaged, and some may be missing. It stays as it "
              "is.");
  if (twin != NULL)
    text = both = text != NULL ? g_strdup_printf ("%s %s", twin, text) : g_strdup (twin);
  gtk_label_set_text (self->sound_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sound_label), text != NULL);
}

static void
say_mended (RrmFoundAccountPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  const char *const *mended = rrm_setup_get_mended (setup);
  g_autofree char *lines = mended != NULL ? g_strjoinv ("\n", (char **) mended) : NULL;
  /* Translators: the mail program; below it stands what was changed */
  g_autofree char *heading = g_strdup_printf (
    _ ("Changed in %s:"), rrm_found_account_get_program (get_account (self)));
  g_autofree char *text = lines != NULL ? g_strdup_printf ("%s\n%s", heading, lines) : NULL;

  gtk_label_set_text (self->mended_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->mended_box, text != NULL);
}

/* One main button: the one that mends, or else the one that tests. */
static void
show_buttons (RrmFoundAccountPage *self,
              RrmFoundAccount *account)
{
  gboolean mend = rrm_found_account_needs_mend (account);
  g_autofree char *label =
    g_strdup_printf (_ ("Fix It in %s"), rrm_found_account_get_program (account));
  GtkWidget *main_button = mend ? GTK_WIDGET (self->mend_button) : self->test_button;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_button_set_label (self->mend_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->mend_button), mend);
  if (mend)
    gtk_widget_remove_css_class (self->test_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->test_button, "suggested-action");
  if (root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_window_set_default_widget (GTK_WINDOW (root), main_button);
}

static void
show_account (RrmFoundAccountPage *self)
{
  RrmFoundAccount *account = get_account (self);
  const char *sender = rrm_found_account_get_sender_name (account);
  g_autofree char *incoming = rrm_found_account_describe_server (account, FALSE);
  g_autofree char *outgoing = rrm_found_account_describe_server (account, TRUE);
  /* Translators: whose password: "Password of pat@nc.rr.com, for sending" */
  g_autofree char *title =
    sender != NULL ? g_strdup_printf (_ ("Password of %s, for sending"), sender) : NULL;

  gtk_label_set_text (self->headline, rrm_found_account_get_address (account));
  gtk_label_set_text (self->program, rrm_found_account_get_program (account));
  say_state (self, account);
  say_mended (self);
  list_findings (self, account);
  adw_action_row_set_subtitle (self->incoming_row, incoming);
  adw_action_row_set_subtitle (self->outgoing_row, outgoing);
  gtk_widget_set_visible (GTK_WIDGET (self->sender_row), sender != NULL);
  if (title != NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sender_row), title);
      rrm_accessible_set_name (rrm_entry_row_get_entry (self->sender_row), title);
    }
  show_buttons (self, account);
}

/* What was typed for another account that signs in with the same name. */
static void
fill_in_password (RrmFoundAccountPage *self,
                  GtkEntryBuffer *buffer,
                  const char *username)
{
  RrmFound *found = rrm_setup_get_computer (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
  RrmSecret *password = username != NULL ? rrm_found_get_password (found, username) : NULL;

  gtk_entry_buffer_set_text (buffer, password != NULL ? rrm_secret_peek (password, NULL) : "", -1);
}

static const char *
get_username (RrmFoundAccount *account)
{
  RrmAccount *settings = rrm_found_account_get_account (account);
  RrmServiceSettings *incoming = rrm_account_get_incoming (settings);

  return incoming != NULL ? rrm_service_settings_get_username (incoming)
                          : rrm_account_get_address (settings);
}

static void
focus (RrmFoundAccountPage *self,
       RrmFoundAccount *account)
{
  if (rrm_setup_get_mended (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self))) != NULL)
    gtk_widget_grab_focus (self->undo_button);
  else if (rrm_found_account_needs_mend (account))
    gtk_widget_grab_focus (GTK_WIDGET (self->mend_button));
  else if (gtk_entry_buffer_get_length (self->password) == 0)
    gtk_widget_grab_focus (rrm_entry_row_get_entry (self->password_row));
  else
    gtk_widget_grab_focus (self->test_button);
}

static void
rrm_found_account_page_shown (RrmFlowPage *page)
{
  RrmFoundAccountPage *self = RRM_FOUND_ACCOUNT_PAGE (page);
  RrmFoundAccount *account = get_account (self);

  rrm_hint_row_hide (self->refusal);
  rrm_hint_row_hide (self->password_hint);
  fill_in_password (self, self->password, get_username (account));
  fill_in_password (self, self->sender_password, rrm_found_account_get_sender_name (account));
  show_account (self);
  focus (self, account);
}

static void
take_focus_back (RrmFoundAccountPage *self)
{
  if (self->was_busy && gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus (self, get_account (self));
  self->was_busy = FALSE;
}

static RrmFound *
get_computer (RrmFoundAccountPage *self)
{
  return rrm_setup_get_computer (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
}

/* The page stays where it is: the account was read again after a change. */
static void
on_reading (RrmFound *found,
            GParamSpec *pspec,
            RrmFoundAccountPage *self)
{
  if (rrm_found_get_reading (found) || get_account (self) == NULL)
    return;
  show_account (self);
  take_focus_back (self);
}

static void
on_typed (RrmFoundAccountPage *self)
{
  rrm_hint_row_hide (self->password_hint);
}

static GtkEntryBuffer *
bind_password (RrmFoundAccountPage *self,
               RrmEntryRow *row,
               const char *name)
{
  GtkEntryBuffer *buffer = gtk_password_entry_buffer_new ();
  GtkWidget *entry = rrm_entry_row_get_entry (row);

  rrm_entry_row_set_buffer (row, buffer);
  rrm_accessible_set_name (entry, name);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);

  return buffer;
}

static void
rrm_found_account_page_constructed (GObject *object)
{
  RrmFoundAccountPage *self = RRM_FOUND_ACCOUNT_PAGE (object);
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));

  G_OBJECT_CLASS (rrm_found_account_page_parent_class)->constructed (object);

  g_signal_connect_object (rrm_setup_get_computer (setup), "notify::reading",
                           G_CALLBACK (on_reading), self, 0);
}

static void
rrm_found_account_page_dispose (GObject *object)
{
  RrmFoundAccountPage *self = RRM_FOUND_ACCOUNT_PAGE (object);

  g_clear_handle_id (&self->listing, g_source_remove);
  g_clear_object (&self->password);
  g_clear_object (&self->sender_password);

  G_OBJECT_CLASS (rrm_found_account_page_parent_class)->dispose (object);
}

static void
rrm_found_account_page_class_init (RrmFoundAccountPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = rrm_found_account_page_constructed;
  object_class->dispose = rrm_found_account_page_dispose;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_found_account_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  g_type_ensure (RRM_TYPE_ENTRY_ROW);
  g_type_ensure (RRM_TYPE_HINT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/found-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, headline);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, program);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, word);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, content);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, bar);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, busy_spinner);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, mended_box);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, mended_label);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, undo_button);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, refusal);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, findings);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, sound_label);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, incoming_row);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, outgoing_row);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, sender_row);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, password_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, mend_button);
  gtk_widget_class_bind_template_child (widget_class, RrmFoundAccountPage, test_button);
}

static void
rrm_found_account_page_init (RrmFoundAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->password = bind_password (self, self->password_row, _ ("Password"));
  self->sender_password = bind_password (self, self->sender_row, _ ("Password"));
}

static RrmSecret *
take (GtkEntryBuffer *buffer)
{
  gsize length = gtk_entry_buffer_get_bytes (buffer);

  return length > 0 ? rrm_secret_new (gtk_entry_buffer_get_text (buffer), (gssize) length) : NULL;
}

/**
 * rrm_found_account_page_take_passwords:
 * @self: a page
 * @password: (out) (transfer full): the password that was typed
 * @sender_password: (out) (transfer full) (nullable): that of the name that signs in to send, where
 *   it is another one
 *
 * Returns: whether all that is needed was typed; where it was not the page says so
 */
gboolean
rrm_found_account_page_take_passwords (RrmFoundAccountPage *self,
                                       RrmSecret **password,
                                       RrmSecret **sender_password)
{
  gboolean both = rrm_found_account_get_sender_name (get_account (self)) != NULL;
  RrmEntryRow *empty = NULL;

  *password = take (self->password);
  *sender_password = both ? take (self->sender_password) : NULL;
  if (*password == NULL)
    empty = self->password_row;
  else if (both && *sender_password == NULL)
    empty = self->sender_row;
  if (empty == NULL)
    return TRUE;

  rrm_hint_row_show (self->password_hint, RRM_HINT_ERROR,
                     _ ("Type in the password first. It is sent to the mail server alone."), NULL);
  gtk_widget_grab_focus (rrm_entry_row_get_entry (empty));

  return FALSE;
}

/**
 * rrm_found_account_page_say:
 * @self: a page
 * @refusal: (nullable): why nothing was changed, or %NULL where something was
 *
 * Shows what became of a change.
 */
void
rrm_found_account_page_say (RrmFoundAccountPage *self,
                            const char *refusal)
{
  if (refusal != NULL)
    rrm_hint_row_show (self->refusal, RRM_HINT_ERROR, refusal, NULL);
  else
    rrm_hint_row_hide (self->refusal);
  show_account (self);
  focus (self, get_account (self));
}

/**
 * rrm_found_account_page_set_busy:
 * @self: a page
 * @busy: whether the program's settings are being changed
 *
 * Meanwhile nothing else can be chosen here.
 */
void
rrm_found_account_page_set_busy (RrmFoundAccountPage *self,
                                 gboolean busy)
{
  gtk_widget_set_sensitive (self->content, !busy);
  gtk_widget_set_sensitive (self->bar, !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->busy_spinner), busy);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
  gtk_spinner_set_spinning (self->busy_spinner, busy);
  self->was_busy = !busy;
  if (!busy && !rrm_found_get_reading (get_computer (self)))
    take_focus_back (self);
}
