/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/offer-page.h"

#include "explain/after-export.h"
#include "setup/offer.h"
#include "ui/button-bar.h"
#include "ui/hint-row.h"
#include "ui/note-list.h"
#include "ui/start-row.h"

#include <glib/gi18n.h>

/**
 * RrmOfferPage:
 *
 * One way into a mail program: the file or the code, what happens next, and what the program will
 * still ask for.
 */
struct _RrmOfferPage
{
  RrmFlowPage parent_instance;

  GtkLabel *headline;
  GtkWidget *hint_group;
  RrmHintRow *hint;
  GtkPicture *code;
  GtkWidget *apply_group;
  AdwActionRow *apply_row;
  GtkWidget *apply_spinner;
  GtkWidget *stop_button;
  GtkWidget *apply_button;
  GtkWidget *undo_button;
  RrmHintRow *apply_hint;
  RrmHintRow *apply_losses;
  GtkWidget *save_group;
  AdwActionRow *save_row;
  GtkWidget *save_button;
  RrmHintRow *losses;
  GtkWidget *steps_group;
  GtkBox *steps;
  GtkWidget *asks_group;
  GtkBox *asks;
  GtkWidget *guide_list;
  GtkWidget *done_button;
};

G_DEFINE_FINAL_TYPE (RrmOfferPage, rrm_offer_page, RRM_TYPE_FLOW_PAGE)

static void
show_code (RrmOfferPage *self,
           GBytes *contents)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (contents, &error);

  if (texture == NULL)
    g_warning ("the code is no picture: %s", error->message);
  gtk_picture_set_paintable (self->code, GDK_PAINTABLE (texture));
}

/* The file, or why there is none. */
static gboolean
show_file (RrmOfferPage *self,
           const RrmOffer *offer)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  g_autofree char *name = NULL;
  g_autofree char *refusal = NULL;
  g_autoptr (GBytes) contents = rrm_setup_export (setup, offer->format, &name, &refusal);
  g_autofree char *losses = NULL;
  gboolean code = contents != NULL && rrm_offer_is_code (offer);

  gtk_widget_set_visible (self->hint_group, contents == NULL);
  gtk_widget_set_visible (self->save_group, contents != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->code), code);
  if (contents == NULL)
    {
      rrm_hint_row_show (self->hint, RRM_HINT_WARNING, refusal, NULL);
      return FALSE;
    }

  if (code)
    show_code (self, contents);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->save_row),
                                 code ? _ ("The code as a picture") : _ ("Settings file"));
  adw_action_row_set_subtitle (self->save_row, name);
  losses = rrm_setup_describe_losses (setup);
  if (losses != NULL)
    rrm_hint_row_show (self->losses, RRM_HINT_NOTE, losses, NULL);
  else
    rrm_hint_row_hide (self->losses);

  return TRUE;
}

static const char *
get_apply_title (gboolean applying,
                 gboolean applied)
{
  if (applying)
    return applied ? _ ("The account is being taken out") : _ ("The account is being added");

  return applied ? _ ("The account was added") : _ ("Add the account now");
}

static const char *
get_apply_subtitle (RrmSetup *setup,
                    gboolean adding)
{
  if (!rrm_setup_applies_beside (setup))
    return _ ("A copy of the old settings is kept.");

  return adding && rrm_setup_applies_password (setup)
           ? _ ("The keyring may ask for its own password.")
           : _ ("The accounts that are there stay as they are.");
}

/* What the program is given at once, where that can be done. */
static void
show_apply (RrmOfferPage *self,
            gboolean possible)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  gboolean applied = rrm_setup_is_applied (setup);
  gboolean applying = rrm_setup_get_applying (setup);
  g_autofree char *losses = possible ? rrm_setup_describe_losses (setup) : NULL;

  gtk_widget_set_visible (self->apply_group, possible);
  gtk_widget_set_visible (self->apply_spinner, applying);
  gtk_widget_set_visible (self->stop_button, applying && !applied);
  gtk_widget_set_visible (self->apply_button, !applying && !applied);
  gtk_widget_set_visible (self->undo_button, !applying && applied);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->apply_row),
                                 get_apply_title (applying, applied));
  adw_action_row_set_subtitle (self->apply_row,
                               get_apply_subtitle (setup, applying && !applied));
  if (losses != NULL)
    rrm_hint_row_show (self->apply_losses, RRM_HINT_NOTE, losses, NULL);
  else
    rrm_hint_row_hide (self->apply_losses);
}

static GtkWidget *
get_first_button (RrmOfferPage *self,
                  gboolean apply,
                  gboolean file)
{
  GtkWidget *buttons[] = { self->stop_button, self->apply_button, self->undo_button };

  for (guint i = 0; apply && i < G_N_ELEMENTS (buttons); i++)
    if (gtk_widget_get_visible (buttons[i]))
      return buttons[i];

  return file ? self->save_button : self->done_button;
}

static void
show_after (RrmOfferPage *self,
            const RrmOffer *offer,
            gboolean apply,
            gboolean file)
{
  g_autoptr (RrmAfterExport) after = NULL;
  const char *format = apply ? offer->program : offer->format;

  if (apply || file)
    after = rrm_explain_after_export (format, rrm_offer_get_name (offer), offer->guide);
  gtk_widget_set_visible (self->steps_group, after != NULL);
  gtk_widget_set_visible (self->asks_group, after != NULL);
  if (after == NULL)
    return;
  rrm_note_list_fill (self->steps, after->steps, TRUE);
  rrm_note_list_fill (self->asks, after->asks, FALSE);
}

static void
show_offer (RrmOfferPage *self)
{
  RrmSetup *setup = rrm_flow_page_get_setup (RRM_FLOW_PAGE (self));
  const RrmOffer *offer = rrm_setup_get_offer (setup);
  gboolean apply = rrm_setup_can_apply (setup, offer) || rrm_setup_is_applied (setup);
  gboolean file = !apply && offer->format != NULL && show_file (self, offer);

  if (apply)
    {
      gtk_widget_set_visible (self->hint_group, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->code), FALSE);
      gtk_widget_set_visible (self->save_group, FALSE);
    }
  show_apply (self, apply);
  show_after (self, offer, apply, file);
  gtk_widget_grab_focus (get_first_button (self, apply, file));
}

static void
rrm_offer_page_shown (RrmFlowPage *page)
{
  RrmOfferPage *self = RRM_OFFER_PAGE (page);
  const RrmOffer *offer = rrm_setup_get_offer (rrm_flow_page_get_setup (page));

  gtk_label_set_text (self->headline, rrm_offer_get_name (offer));
  rrm_hint_row_hide (self->apply_hint);
  gtk_widget_set_visible (self->guide_list, offer->guide != NULL);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
  show_offer (self);
}

static void
on_applying (RrmSetup *setup,
             GParamSpec *pspec,
             RrmOfferPage *self)
{
  if (rrm_setup_get_page (setup) == RRM_PAGE_OFFER && rrm_setup_get_applying (setup))
    {
      rrm_hint_row_hide (self->apply_hint);
      show_offer (self);
    }
}

static void
rrm_offer_page_constructed (GObject *object)
{
  RrmOfferPage *self = RRM_OFFER_PAGE (object);

  G_OBJECT_CLASS (rrm_offer_page_parent_class)->constructed (object);

  g_signal_connect_object (rrm_flow_page_get_setup (RRM_FLOW_PAGE (self)), "notify::applying",
                           G_CALLBACK (on_applying), self, 0);
}

static void
rrm_offer_page_class_init (RrmOfferPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rrm_offer_page_constructed;
  RRM_FLOW_PAGE_CLASS (klass)->shown = rrm_offer_page_shown;

  g_type_ensure (RRM_TYPE_BUTTON_BAR);
  g_type_ensure (RRM_TYPE_HINT_ROW);
  g_type_ensure (RRM_TYPE_START_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/rrmail/Setup/ui/offer-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, headline);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, hint_group);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, hint);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, code);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, apply_group);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, apply_row);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, apply_spinner);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, apply_button);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, undo_button);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, apply_hint);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, apply_losses);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, save_group);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, save_row);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, losses);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, steps_group);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, steps);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, asks_group);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, asks);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, guide_list);
  gtk_widget_class_bind_template_child (widget_class, RrmOfferPage, done_button);
}

static void
rrm_offer_page_init (RrmOfferPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rrm_offer_page_say:
 * @self: a page
 * @refusal: (nullable): why nothing was changed, or %NULL where something was
 *
 * Shows what became of adding the account, or of taking it back.
 */
void
rrm_offer_page_say (RrmOfferPage *self,
                    const char *refusal)
{
  if (refusal != NULL)
    rrm_hint_row_show (self->apply_hint, RRM_HINT_ERROR, refusal, NULL);
  else
    rrm_hint_row_hide (self->apply_hint);
  show_offer (self);
}
