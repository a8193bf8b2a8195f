/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/offer.h"

#include "clients/installed.h"
#include "explain/guide.h"
#include "explain/refusal.h"
#include "export/format.h"
#include "setup/setup-private.h"

#include <glib/gi18n-lib.h>

/* The mail programs that an account can go into, and how. */

#define CODE "thunderbird-qr"
#define SHEET "any"

static const RrmOffer offers[] = {
  { "here-goa", RRM_PLACE_HERE, "goa", "GNOME Online Accounts", NULL, NULL },
  { "here-thunderbird", RRM_PLACE_HERE, "thunderbird", "Thunderbird", "autoconfig",
    "thunderbird" },
  { "here-evolution", RRM_PLACE_HERE, "evolution", "Evolution", NULL, "evolution" },
  { "here-geary", RRM_PLACE_HERE, "geary", "Geary", NULL, "geary" },
  { "here-kmail", RRM_PLACE_HERE, "kmail", "KMail", NULL, "kmail" },
  { "here-claws-mail", RRM_PLACE_HERE, "claws-mail", "Claws Mail", NULL, "any" },
  { "here-sylpheed", RRM_PLACE_HERE, "sylpheed", "Sylpheed", NULL, "any" },

  { "mutt", RRM_PLACE_TERMINAL, "neomutt", "mutt, NeoMutt", "mutt", NULL },
  { "aerc", RRM_PLACE_TERMINAL, "aerc", "aerc", "aerc", NULL },
  { "alpine", RRM_PLACE_TERMINAL, "alpine", "Alpine", "alpine", NULL },
  { "gnus", RRM_PLACE_TERMINAL, "emacs", "Gnus, mu4e", "gnus", NULL },
  { "himalaya", RRM_PLACE_TERMINAL, "himalaya", "Himalaya", "himalaya", NULL },
  { "mbsync", RRM_PLACE_TERMINAL, "mbsync", "mbsync", "mbsync", NULL },
  { "offlineimap", RRM_PLACE_TERMINAL, "offlineimap", "OfflineIMAP", "offlineimap", NULL },
  { "fetchmail", RRM_PLACE_TERMINAL, "fetchmail", "fetchmail", "fetchmail", NULL },
  { "getmail", RRM_PLACE_TERMINAL, "getmail", "getmail6", "getmail", NULL },
  { "mpop", RRM_PLACE_TERMINAL, "mpop", "mpop", "mpop", NULL },
  { "msmtp", RRM_PLACE_TERMINAL, "msmtp", "msmtp", "msmtp", NULL },

  { "thunderbird", RRM_PLACE_COMPUTER, "thunderbird", "Thunderbird", "autoconfig", "thunderbird" },
  { "outlook", RRM_PLACE_COMPUTER, "outlook", N_("Outlook for Windows"), "outlook-prf",
    "outlook" },
  { "mac", RRM_PLACE_COMPUTER, "apple-mail", N_("Mail on a Mac"), "mobileconfig", "apple-mail" },

  { "iphone", RRM_PLACE_PHONE, "apple-mail", N_("iPhone or iPad"), "mobileconfig", "iphone" },
  { "android-code", RRM_PLACE_PHONE, "k9", N_("Thunderbird for Android"), CODE,
    NULL },
  { "android-file", RRM_PLACE_PHONE, "k9", N_("K-9 Mail or FairEmail for Android"), "k9", NULL },

  { "type-outlook", RRM_PLACE_BY_HAND, "outlook", NULL, NULL, "outlook" },
  { "type-outlook-new", RRM_PLACE_BY_HAND, "outlook", NULL, NULL, "outlook-new" },
  { "type-outlook-mac", RRM_PLACE_BY_HAND, "outlook", NULL, NULL, "outlook-mac" },
  { "type-thunderbird", RRM_PLACE_BY_HAND, "thunderbird", NULL, NULL, "thunderbird" },
  { "type-apple-mail", RRM_PLACE_BY_HAND, "apple-mail", NULL, NULL, "apple-mail" },
  { "type-iphone", RRM_PLACE_BY_HAND, "apple-mail", NULL, NULL, "iphone" },
  { "type-gmail-app", RRM_PLACE_BY_HAND, "gmail-app", NULL, NULL, "gmail-app" },
  { "type-samsung-email", RRM_PLACE_BY_HAND, "samsung-email", NULL, NULL, "samsung-email" },
  { "type-evolution", RRM_PLACE_BY_HAND, "evolution", NULL, NULL, "evolution" },
  { "type-geary", RRM_PLACE_BY_HAND, "geary", NULL, NULL, "geary" },
  { "type-kmail", RRM_PLACE_BY_HAND, "kmail", NULL, NULL, "kmail" },
  { "type-any", RRM_PLACE_BY_HAND, "any", N_("Another program, or a sheet to print"), NULL, "any" },
};

/**
 * rrm_offer_get_name:
 * @offer: an offer
 *
 * Returns: what the person calls the program, in their language
 */
const char *
rrm_offer_get_name (const RrmOffer *offer)
{
  return offer->name != NULL ? _ (offer->name) : rrm_guide_get_client_name (offer->guide);
}

/**
 * rrm_offer_is_code:
 * @offer: an offer
 *
 * Returns: whether its file is a picture that a phone scans
 */
gboolean
rrm_offer_is_code (const RrmOffer *offer)
{
  return g_strcmp0 (offer->format, CODE) == 0;
}

static gboolean
is_here (const RrmOffer *offer)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (NULL);
  g_auto (GStrv) folders = rrm_installed_list_folders ();
  const char *path = g_getenv ("PATH");

  return rrm_installed_find (offer->program, roots, (const char *const *) folders,
                             path != NULL ? path : "") != RRM_INSTALLED_NO;
}

/* What has neither a file nor a guide is of use only where the account goes in at once. */
static gboolean
is_offered (RrmSetup *self,
            const RrmOffer *offer)
{
  if (offer->place != RRM_PLACE_HERE && offer->place != RRM_PLACE_TERMINAL)
    return TRUE;
  if (offer->format == NULL && offer->guide == NULL)
    return rrm_setup_can_apply (self, offer);

  return is_here (offer);
}

/**
 * rrm_setup_list_offers:
 * @self: a setup
 * @place: where the account is to go
 *
 * Of the programs on this computer only those that are there.
 *
 * Returns: (transfer container) (element-type RrmOffer): the ways, the likeliest first
 */
GPtrArray *
rrm_setup_list_offers (RrmSetup *self,
                       RrmPlace place)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (offers[i].place == place && is_offered (self, &offers[i]))
      g_ptr_array_add (list, (gpointer) &offers[i]);

  return list;
}

/* Besides its guide. */
static gboolean
has_page (RrmSetup *self)
{
  return self->offer->format != NULL || rrm_setup_can_apply (self, self->offer);
}

/**
 * rrm_setup_open_offer:
 * @self: a setup
 * @id: the word for a way
 *
 * Shows it; where there is nothing to save, its guide at once.
 *
 * Returns: whether there is such a way
 */
gboolean
rrm_setup_open_offer (RrmSetup *self,
                      const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (g_str_equal (offers[i].id, id))
      {
        self->offer = &offers[i];
        g_clear_pointer (&self->guide_program, g_free);
        rrm_setup_show_page (self, has_page (self) ? RRM_PAGE_OFFER : RRM_PAGE_GUIDE);
        return TRUE;
      }

  return FALSE;
}

/**
 * rrm_setup_get_offer:
 * @self: a setup
 *
 * Returns: (nullable): the way that was opened last
 */
const RrmOffer *
rrm_setup_get_offer (RrmSetup *self)
{
  return self->offer;
}

/**
 * rrm_setup_open_guide:
 * @self: a setup that shows an offer
 *
 * Shows how the same account is typed in.
 */
void
rrm_setup_open_guide (RrmSetup *self)
{
  g_return_if_fail (self->offer != NULL && self->offer->guide != NULL);

  g_clear_pointer (&self->guide_program, g_free);
  rrm_setup_show_page (self, RRM_PAGE_GUIDE);
}

/**
 * rrm_setup_open_guide_about:
 * @self: a setup
 * @topic: what it is about
 * @program: the word for a program that has such a guide
 * @file: (nullable): where the program keeps what is to be changed
 *
 * Shows a guide about something else than typing the account in.
 */
void
rrm_setup_open_guide_about (RrmSetup *self,
                            RrmGuideTopic topic,
                            const char *program,
                            const char *file)
{
  g_return_if_fail (rrm_guide_get_program_name (topic, program) != NULL);

  self->guide_topic = topic;
  g_free (self->guide_program);
  self->guide_program = g_strdup (program);
  g_free (self->guide_file);
  self->guide_file = g_strdup (file);
  self->guide_from = self->page;
  rrm_setup_show_page (self, RRM_PAGE_GUIDE);
}

/**
 * rrm_setup_make_guide:
 * @self: a setup that shows a guide
 * @program: (out) (transfer full) (optional): the name of the program that it is about
 * @error: return location for an error of %RRM_GUIDE_ERROR
 *
 * Returns: (transfer full) (nullable): the guide
 */
RrmGuide *
rrm_setup_make_guide (RrmSetup *self,
                      char **program,
                      GError **error)
{
  const char *address = rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS);
  g_autoptr (RrmAccount) account = NULL;

  if (self->guide_program != NULL)
    {
      if (program != NULL)
        *program =
          g_strdup (rrm_guide_get_program_name (self->guide_topic, self->guide_program));
      return rrm_guide_new_about (self->guide_topic, self->guide_program, address,
                                  self->guide_file);
    }
  if (program != NULL)
    *program = g_strdup (rrm_offer_get_name (self->offer));
  account = rrm_setup_dup_account (self);

  return rrm_guide_new (self->offer->guide, account, error);
}

/**
 * rrm_setup_make_sheet_code:
 * @self: a setup that shows a guide
 *
 * The square code of the settings sheet, without a password. Other guides are about one program, to
 * which the code says nothing.
 *
 * Returns: (transfer full) (nullable): a picture (PNG); %NULL for other guides, and for an account
 *   that no code can hold
 */
GBytes *
rrm_setup_make_sheet_code (RrmSetup *self)
{
  g_autofree char *refusal = NULL;

  if (self->guide_program != NULL || g_strcmp0 (self->offer->guide, SHEET) != 0)
    return NULL;

  return rrm_setup_export (self, CODE, NULL, &refusal);
}

/*< private >
 * rrm_setup_leave_guide:
 * @self: a setup that shows a guide
 *
 * Goes back to where the guide was opened.
 */
void
rrm_setup_leave_guide (RrmSetup *self)
{
  if (self->guide_program != NULL)
    {
      g_clear_pointer (&self->guide_program, g_free);
      rrm_setup_show_page (self, self->guide_from);
      return;
    }
  rrm_setup_show_page (self, has_page (self) ? RRM_PAGE_OFFER : RRM_PAGE_PROGRAMS);
}

/**
 * rrm_setup_end_guide:
 * @self: a setup
 *
 * What Done does: an account that went into a program is at its end; another guide was a detour.
 */
void
rrm_setup_end_guide (RrmSetup *self)
{
  if (self->guide_program != NULL)
    rrm_setup_leave_guide (self);
  else
    rrm_setup_show_page (self, RRM_PAGE_FINISH);
}

/**
 * rrm_setup_describe_losses:
 * @self: a setup that shows an offer
 *
 * Returns: (transfer full) (nullable): what the file, or the account that goes into the program at
 *   once, does not hold, and the program has to be told by hand
 */
char *
rrm_setup_describe_losses (RrmSetup *self)
{
  gboolean apply = rrm_setup_can_apply (self, self->offer);
  const RrmFormat *format = rrm_format_find (apply ? self->offer->program : self->offer->format);
  g_autoptr (RrmAccount) account = rrm_setup_dup_account (self);
  g_auto (GStrv) losses = NULL;

  g_return_val_if_fail (format != NULL, NULL);
  losses = rrm_format_get_losses (format, account);

  return rrm_explain_losses (losses, rrm_offer_get_name (self->offer));
}
