/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/about-page.h"

#include "explain/explain.h"
#include "explain/lookup-text.h"
#include "setup/search.h"
#include "ui/button-bar.h"
#include "ui/field-binding.h"
#include "ui/remember-row.h"

#include <glib/gi18n.h>

/**
 * RrmAboutPage:
 *
 * Who the person is. What is known for the address is said while it is typed.
 */
struct _RrmAboutPage
{
  RrmFlowPage parent_instance;

  RrmEntryRow *name_row;
  RrmHintRow *name_hint;
  RrmEntryRow *address_row;
  RrmHintRow *address_hint;
  RrmEntryRow *password_row;
  RrmHintRow *password_hint;
  RrmRememberRow *remember_row;
  GtkLabel *headline;
  GtkLabel *introduction;
  GtkLabel *found;
  GtkWidget *search_box;
  GtkSpinner *search_spinner;
  GtkLabel *search_label;
  GtkWidget *stop_button;
  GtkWidget *practice_group;
  AdwComboRow *fault_row;
  GtkWidget *continue_button;

  /* (element-type RrmFieldBinding) */
  GPtrArray *bindings;
  /* The names of the faults that can be practiced; the first one is none. */
  char **faults;
  /* Whether the choice of a fault is being filled in. */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RrmAboutPage, rrm_about_page, RRM_TYPE_FLOW_PAGE)

static char *
describe_lookup (RrmLookup *lookup)
{
  RrmServiceSettings *incoming = rrm_lookup_get_incoming (lookup, RRM_PROTOCOL_IMAP);

  if (lookup->notes->len > 0)
    {
      g_autoptr (RrmExplanation)
        note = rrm_explain_finding (g_ptr_array_index (lookup->notes, 0), NULL);

      return incoming != NULL ? g_strdup (note->title)
                              : g_strdup_printf ("%s %s", note->title, note->explanation);
    }
  if (lookup->source != RRM_SOURCE_MAP)
    return rrm_explain_origin (lookup);
  if (incoming == NULL)
    return g_strdup (_ ("Nothing is known for this address. You can type the servers in "
                        "yourself."));

  /* Translators: where the settings came from, and the server: "Found in the built-in Roadrunner
   * list: mail.twc.com" */
  return g_strdup_printf (_ ("Found in the %s: %s"), rrm_explain_source (lookup->source),
                          rrm_service_settings_get_host (incoming));
}

static void
update_found (RrmAboutPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  RrmLookup *lookup = rrm_setup_get_lookup (setup);
  g_autoptr (RrmProblem) problem = rrm_draft_check (rrm_setup_get_draft (setup), RRM_FIELD_ADDRESS);
  gboolean wanted = lookup != NULL && problem == NULL && !rrm_setup_get_practice (setup) &&
                    rrm_setup_get_search (setup) != RRM_SEARCH_RUNNING &&
                    !rrm_setup_is_another (setup);
  g_autofree char *text = wanted ? describe_lookup (lookup) : NULL;

  gtk_label_set_text (self->found, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->found), text != NULL);
}

static void
on_draft_changed (RrmDraft *draft,
                  guint field,
                  RrmAboutPage *self)
{
  if (field == RRM_FIELD_ADDRESS)
    update_found (self);
}

static void
on_search (RrmSetup *setup,
           GParamSpec *pspec,
           RrmAboutPage *self)
{
  gboolean running = rrm_setup_get_search (setup) == RRM_SEARCH_RUNNING;
  gboolean stopped_here = gtk_widget_has_focus (self->stop_button);

  if (running)
    {
      const char *address = rrm_draft_get_text (rrm_setup_get_draft (setup), RRM_FIELD_ADDRESS);
      g_autofree char *text =
        g_strdup_printf (_ ("Looking for the servers of %s…"), address);

      gtk_label_set_text (self->search_label, text);
    }
  gtk_widget_set_visible (self->search_box, running);
  gtk_spinner_set_spinning (self->search_spinner, running);
  gtk_widget_set_sensitive (self->continue_button, !running);
  if (running)
    gtk_widget_grab_focus (self->stop_button);
  else if (stopped_here)
    gtk_widget_grab_focus (self->continue_button);
  update_found (self);
}

/* Each fault under the sentence that its finding has. */
static void
list_faults (RrmAboutPage *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("Nothing"));
  self->faults = rrm_setup_list_faults ();
  for (guint i = 0; self->faults[i] != NULL; i++)
    {
      RrmFindingCode code;
      g_autoptr (RrmFinding) finding = NULL;
      g_autoptr (RrmExplanation) explanation = NULL;

      if (rrm_finding_code_parse (self->faults[i], &code))
        {
          finding = rrm_finding_new (code);
          explanation = rrm_explain_finding (finding, NULL);
        }
      gtk_string_list_append (list, explanation != NULL ? explanation->title : self->faults[i]);
    }
  adw_combo_row_set_model (self->fault_row, G_LIST_MODEL (list));
}

static void
select_fault (RrmAboutPage *self)
{
  const char *fault = rrm_setup_get_fault (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)));
  guint selected = 0;

  for (guint i = 0; fault != NULL && self->faults[i] != NULL; i++)
    if (g_str_equal (self->faults[i], fault))
      selected = i + 1;
  if (adw_combo_row_get_selected (self->fault_row) != selected)
    adw_combo_row_set_selected (self->fault_row, selected);
}

static void
on_practice (RrmSetup *setup,
             GParamSpec *pspec,
             RrmAboutPage *self)
{
  gboolean practice = rrm_setup_get_practice (setup);

  self->filling = TRUE;
  if (practice && self->faults == NULL)
    list_faults (self);
  if (practice)
    select_fault (self);
  self->filling = FALSE;
  gtk_widget_set_visible (self->practice_group, practice);
  update_found (self);
}

static void
on_fault_selected (AdwComboRow *row,
                   GParamSpec *pspec,
                   RrmAboutPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  guint selected = adw_combo_row_get_selected (row);
  const char *fault = selected > 0 ? self->faults[selected - 1] : NULL;
  g_autoptr (GError) error = NULL;

  if (self->filling || !rrm_setup_get_practice (setup) ||
      g_strcmp0 (fault, rrm_setup_get_fault (setup)) == 0)
    return;
  if (!rrm_setup_start_practice (setup, fault, &error))
    g_warning ("practice: %s", error->message);
}

static void
say_another (RrmAboutPage *self)
{
  gtk_label_set_text (self->headline, _ ("Set up another address"));
  gtk_label_set_text (self->introduction,
                      _ ("Type in the name, the address and its password. It gets the same "
                         "servers as the one before."));
}

static void
say_intent (RrmAboutPage *self,
            RrmIntent intent)
{
  static const struct
  {
    const char *headline;
    const char *introduction;
  } words[] = {
    [RRM_INTENT_SET_UP] = {
      N_ ("Set up your email"),
      N_ ("Type in your Roadrunner, Time Warner Cable, Bright House or Charter address. The "
          "servers are found for you and tested."),
    },
    [RRM_INTENT_REPAIR] = {
      N_ ("Find out what is wrong"),
      N_ ("Type in your address and your password. Both servers are tested, and you see what "
          "works and what does not."),
    },
    [RRM_INTENT_PASSWORD] = {
      N_ ("Check your new password"),
      N_ ("Type in your address and the new password. It is tried with both servers, once "
          "each."),
    },
  };

  gtk_label_set_text (self->headline, _ (words[intent].headline));
  gtk_label_set_text (self->introduction, _ (words[intent].introduction));
}

/* Where nothing stands yet; what is known already need not be typed again. */
static GtkWidget *
get_first_empty (RrmAboutPage *self,
                 RrmDraft *draft)
{
  if (rrm_draft_get_text (draft, RRM_FIELD_ADDRESS)[0] == '\0')
    return GTK_WIDGET (self->name_row);
  if (rrm_draft_get_password (draft) == NULL)
    return GTK_WIDGET (self->password_row);

  return self->continue_button;
}

static void
rrm_about_page_shown (RrmFlowPage *page)
{
  RrmAboutPage *self = RRM_ABOUT_PAGE (page);
  RrmSetup *setup = rrm_flow_page_get_setup (page);

  if (rrm_setup_is_another (setup))
    say_another (self);
  else
    say_intent (self, rrm_setup_get_intent (setup));
  update_found (self);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->continue_button);
  gtk_widget_grab_focus (get_first_empty (self, rrm_setup_get_draft (setup)));
}

static void
rrm_about_page_show_wrong (RrmFlowPage *page,
                           RrmField field)
{
  RrmAboutPage *self = RRM_ABOUT_PAGE (page);

  for (guint i = 0; i < self->bindings->len; i++)
    {
      RrmFieldBinding *binding = g_ptr_array_index (self->bindings, i);

      rrm_field_binding_show_problem (binding);
      if (rrm_field_binding_get_field (binding) == field)
        rrm_field_binding_focus (binding);
    }
}

static void
bind (RrmAboutPage *self,
      RrmField field,
      RrmEntryRow *row,
      RrmHintRow *hint,
      GtkEntryBuffer *password)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));

  g_ptr_array_add (self->bindings,
                   rrm_field_binding_new (rrm_setup_get_draft (setup), field, row, hint, password));
}

static void
rrm_about_page_constructed (GObject *object)
{
  RrmAboutPage *self = RRM_ABOUT_PAGE (object);
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));

  G_OBJECT_CLASS (rrm_about_page_parent_class)->constructed (object);

  bind (self, RRM_FIELD_NAME, self->name_row, self->name_hint, NULL);
  bind (self, RRM_FIELD_ADDRESS, self->address_row, self->address_hint, NULL);
  bind (self, RRM_FIELD_PASSWORD, self->password_row, self->password_hint,
        rrm_flow_page_get_password (RRM_FLOW_PAGE (self)));
  rrm_remember_row_set_setup (self->remember_row, setup);
  g_signal_connect_object (rrm_setup_get_draft (setup), "changed", G_CALLBACK (on_draft_changed),
                           self, 0);
  g_signal_connect_object (setup, "notify::practice", G_CALLBACK (on_practice), self, 0);
  g_signal_connect_object (setup, "notify::search", G_CALLBACK (on_search), self, 0);
  on_practice (setup, NULL, self);
}

static void
rrm_about_page_dispose (GObject *object)
{
  RrmAboutPage *self = RRM_ABOUT_PAGE (object);

  g_clear_pointer (&self->bindings, g_ptr_array_unref);

  G_OBJECT_CLASS (rrm_about_page_parent_class)->dispose (object);
}

static void
rrm_about_page_finalize (GObject *object)
{
  RrmAboutPage *self = RRM_ABOUT_PAGE (object);

  g_strfreev (self->faults);

  G_OBJECT_CLASS (rrm_about_page_parent_class)->finalize (object);
}

static void
rrm_about_page_class_init (RrmAboutPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RrmFlowPageClass *page_class = RRM_FLOW_PAGE_CLASS (klass);

  object_class->constructed = rrm_about_page_constructed;
  object_class->dispose = rrm_about_page_dispose;
  object_class->finalize = rrm_about_page_finalize;
  page_class->shown = rrm_about_page_shown;
  page_class->show_wrong = rrm_about_page_show_wrong;

  g_type_ensure (RRM_TYPE_ENTRY_ROW);
  g_type_ensure (RRM_TYPE_HINT_ROW);
  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  g_type_ensure (RRM_TYPE_REMEMBER_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/about-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, name_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, address_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, password_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, remember_row);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, headline);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, introduction);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, found);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, search_box);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, search_spinner);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, search_label);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, practice_group);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, fault_row);
  gtk_widget_class_bind_template_child (widget_class, RrmAboutPage, continue_button);
  gtk_widget_class_bind_template_callback (widget_class, on_fault_selected);
}

static void
rrm_about_page_init (RrmAboutPage *self)
{
  self->bindings = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
