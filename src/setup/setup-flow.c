/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/round.h"
#include "setup/setup-private.h"

#include <string.h>

/* The pages: what must be right before the next one, and which one that is. */

static const RrmField about_fields[] = {
  RRM_FIELD_NAME,
  RRM_FIELD_ADDRESS,
  RRM_FIELD_PASSWORD,
};

/* The address again: it can be changed there too. */
static const RrmField settings_fields[] = {
  RRM_FIELD_NAME,
  RRM_FIELD_ADDRESS,
  RRM_FIELD_ORGANIZATION,
  RRM_FIELD_REPLY_ADDRESS,
  RRM_FIELD_INCOMING_SERVER,
  RRM_FIELD_INCOMING_PORT,
  RRM_FIELD_INCOMING_USERNAME,
  RRM_FIELD_PASSWORD,
  RRM_FIELD_OUTGOING_SERVER,
  RRM_FIELD_OUTGOING_PORT,
  RRM_FIELD_OUTGOING_USERNAME,
  RRM_FIELD_OUTGOING_PASSWORD,
};

static const RrmField more_fields[] = {
  RRM_FIELD_REMOVE_DAYS,
  RRM_FIELD_ROOT_FOLDER,
  RRM_FIELD_SENT_FOLDER,
  RRM_FIELD_DRAFTS_FOLDER,
  RRM_FIELD_TRASH_FOLDER,
  RRM_FIELD_JUNK_FOLDER,
};

/* An address that only looks mistyped passes when the person keeps to it. */
static gboolean
is_blocking (RrmSetup *self,
             RrmField field,
             const RrmProblem *problem)
{
  const char *text = rrm_draft_get_text (self->draft, field);

  if (!problem->blocking)
    return FALSE;
  if (problem->code != RRM_PROBLEM_ADDRESS_TYPO)
    return TRUE;
  if (g_strcmp0 (self->insisted, text) == 0)
    return FALSE;

  g_free (self->insisted);
  self->insisted = g_strdup (text);

  return TRUE;
}

static gboolean
check_list (RrmSetup *self,
            const RrmField *fields,
            guint n_fields,
            RrmField *wrong)
{
  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr (RrmProblem) problem = rrm_draft_check (self->draft, fields[i]);

      if (problem != NULL && is_blocking (self, fields[i], problem))
        {
          *wrong = fields[i];
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_more (RrmSetup *self,
            RrmField *wrong)
{
  return check_list (self, more_fields, G_N_ELEMENTS (more_fields), wrong);
}

/*< private >
 * rrm_setup_check_fields:
 * @self: a setup
 * @all: the servers and More Settings as well
 * @wrong: (out): the first field that must be mended
 *
 * Returns: whether none must be
 */
gboolean
rrm_setup_check_fields (RrmSetup *self,
                        gboolean all,
                        RrmField *wrong)
{
  if (!all)
    return check_list (self, about_fields, G_N_ELEMENTS (about_fields), wrong);

  return check_list (self, settings_fields, G_N_ELEMENTS (settings_fields), wrong) &&
         check_more (self, wrong);
}

static void
fill_in (RrmSetup *self,
         RrmProtocol protocol,
         RrmServiceSettings *found)
{
  gboolean outgoing = protocol == RRM_PROTOCOL_SMTP;
  RrmSecurity security = outgoing ? RRM_SECURITY_AUTO : RRM_SECURITY_TLS;
  g_autoptr (RrmServiceSettings) service = NULL;

  if (found != NULL)
    service = rrm_service_settings_copy (found);
  else
    {
      service =
        rrm_service_settings_new (protocol, "", rrm_default_port (protocol, security), security);
      rrm_service_settings_set_username (service,
                                         rrm_draft_get_text (self->draft, RRM_FIELD_ADDRESS));
    }
  rrm_draft_load_service (self->draft, service);
}

/* As before, for another person. */
static void
use_same_servers (RrmSetup *self,
                  const char *address)
{
  rrm_draft_set_text (self->draft, RRM_FIELD_ADDRESS, address);
  rrm_draft_set_text (self->draft, RRM_FIELD_INCOMING_USERNAME, address);
  rrm_draft_set_text (self->draft, RRM_FIELD_OUTGOING_USERNAME, address);
  g_free (self->filled_for);
  self->filled_for = g_strdup (address);
}

/* The servers of the address, unless they stand there already: what was typed over them stays. */
static void
fill_in_servers (RrmSetup *self)
{
  RrmLookup *lookup = rrm_setup_get_lookup (self);
  RrmProtocol protocol = rrm_draft_get_protocol (self->draft);

  if (lookup == NULL || g_strcmp0 (self->filled_for, lookup->address) == 0)
    return;
  if (self->same_servers)
    {
      use_same_servers (self, lookup->address);
      return;
    }

  rrm_draft_set_text (self->draft, RRM_FIELD_ADDRESS, lookup->address);
  rrm_draft_set_outgoing_login (self->draft, RRM_OUTGOING_LOGIN_SAME);
  fill_in (self, protocol, rrm_lookup_get_incoming (lookup, protocol));
  fill_in (self, RRM_PROTOCOL_SMTP, rrm_lookup_get_outgoing (lookup));
  g_free (self->filled_for);
  self->filled_for = g_strdup (lookup->address);
}

/* The address may have been changed on the page of the settings: its servers stay as they are. */
static void
keep_servers (RrmSetup *self)
{
  RrmLookup *lookup = rrm_setup_get_lookup (self);

  if (lookup == NULL)
    return;
  g_free (self->filled_for);
  self->filled_for = g_strdup (lookup->address);
}

/*< private >
 * rrm_setup_has_choice:
 * @self: a setup
 *
 * Returns: whether servers are known for the address
 */
gboolean
rrm_setup_has_choice (RrmSetup *self)
{
  RrmLookup *lookup = rrm_setup_get_lookup (self);

  return lookup != NULL && !rrm_lookup_is_empty (lookup);
}

/**
 * rrm_setup_get_page:
 * @self: a setup
 *
 * Returns: the page that is to be shown
 */
RrmPage
rrm_setup_get_page (RrmSetup *self)
{
  return self->page;
}

/**
 * rrm_setup_show_page:
 * @self: a setup
 * @page: a page
 *
 * Goes straight to a page, without looking at what was filled in.
 */
void
rrm_setup_show_page (RrmSetup *self,
                     RrmPage page)
{
  if (self->page == page)
    return;

  g_debug ("page %d → %d", (int) self->page, (int) page);
  self->page = page;
  if (page != RRM_PAGE_ABOUT)
    rrm_setup_forget_search (self);
  if (page != RRM_PAGE_START)
    {
      rrm_setup_stop_all (self);
      rrm_setup_look_for_keyring (self);
      rrm_setup_let_go_forgotten (self);
    }
  rrm_setup_notify (self, RRM_SETUP_PROP_PAGE);
}

/**
 * rrm_setup_begin:
 * @self: a setup
 * @intent: what the person came for
 *
 * Leaves the first page. What was typed before stays, but for a saved account that was opened. Who
 * has one saved account and no new one in mind means that one.
 */
void
rrm_setup_begin (RrmSetup *self,
                 RrmIntent intent)
{
  /* The servers of the one before are for the one that was begun with them. */
  if (self->opened != NULL || self->practice != NULL || self->found_loaded != NULL ||
      (self->same_servers && !self->unsaved))
    rrm_setup_clear (self);
  self->intent = intent;
  self->straight = FALSE;
  self->from_found = self->page == RRM_PAGE_FOUND;
  if (intent != RRM_INTENT_SET_UP)
    rrm_setup_fill_only_saved (self);
  rrm_setup_show_page (self, RRM_PAGE_ABOUT);
}

/**
 * rrm_setup_begin_with:
 * @self: a setup
 * @intent: what the person came for
 * @address: an address, right or wrong; it may be empty
 *
 * Begins anew with that address. What stood there before is given up.
 */
void
rrm_setup_begin_with (RrmSetup *self,
                      RrmIntent intent,
                      const char *address)
{
  rrm_setup_clear (self);
  rrm_draft_set_text (self->draft, RRM_FIELD_ADDRESS, address);
  rrm_setup_settle_draft (self);
  self->intent = intent;
  self->from_found = FALSE;
  /* The page comes up again where it was shown already. */
  rrm_setup_show_page (self, RRM_PAGE_START);
  rrm_setup_show_page (self, RRM_PAGE_ABOUT);
}

/**
 * rrm_setup_begin_another:
 * @self: a setup
 *
 * Begins anew with an address of somebody else, on the servers that stand there.
 */
void
rrm_setup_begin_another (RrmSetup *self)
{
  g_autoptr (RrmAccount) account = rrm_draft_to_account (self->draft);

  rrm_account_set_address (account, "");
  rrm_account_set_name (account, "");
  rrm_account_set_reply_address (account, "");
  rrm_account_set_password (account, NULL);
  rrm_account_set_outgoing_password (account, NULL);
  rrm_service_settings_set_username (rrm_account_get_incoming (account), "");
  rrm_service_settings_set_username (rrm_account_get_outgoing (account), "");

  rrm_setup_clear (self);
  rrm_draft_load_account (self->draft, account);
  rrm_setup_settle_draft (self);
  self->same_servers = TRUE;
  self->intent = RRM_INTENT_SET_UP;
  rrm_setup_show_page (self, RRM_PAGE_ABOUT);
}

/**
 * rrm_setup_is_another:
 * @self: a setup
 *
 * Returns: whether the address gets the servers of the one before it
 */
gboolean
rrm_setup_is_another (RrmSetup *self)
{
  return self->same_servers;
}

/**
 * rrm_setup_get_intent:
 * @self: a setup
 *
 * Returns: what the person came for
 */
RrmIntent
rrm_setup_get_intent (RrmSetup *self)
{
  return self->intent;
}

/**
 * rrm_setup_tests_at_once:
 * @self: a setup
 *
 * Returns: whether the next thing after the page about the person is the test
 */
gboolean
rrm_setup_tests_at_once (RrmSetup *self)
{
  return self->page == RRM_PAGE_ABOUT && self->intent != RRM_INTENT_SET_UP &&
         rrm_setup_has_choice (self);
}

static RrmPage
get_page_after_test (RrmSetup *self)
{
  if (self->found_loaded != NULL)
    return RRM_PAGE_FOUND_ACCOUNT;

  return self->intent == RRM_INTENT_PASSWORD ? RRM_PAGE_HOLDERS : RRM_PAGE_FINISH;
}

/**
 * rrm_setup_go_on:
 * @self: a setup
 * @wrong: (out): the field to mend where it cannot go on
 *
 * What Continue does. From the settings it goes to the test, which the caller begins with
 * [method@Setup.test] where [method@Setup.get_test_on_continue] says so, else to the end.
 *
 * Returns: whether it went on
 */
gboolean
rrm_setup_go_on (RrmSetup *self,
                 RrmField *wrong)
{
  switch (self->page)
    {
    case RRM_PAGE_START:
      rrm_setup_begin (self, RRM_INTENT_SET_UP);
      return TRUE;
    case RRM_PAGE_ABOUT:
      if (!rrm_setup_check_fields (self, FALSE, wrong))
        return FALSE;
      fill_in_servers (self);
      rrm_setup_show_page (self, rrm_setup_has_choice (self) && self->intent == RRM_INTENT_SET_UP
                                   ? RRM_PAGE_PROTOCOL
                                   : RRM_PAGE_SETTINGS);
      return TRUE;
    case RRM_PAGE_PROTOCOL:
      rrm_setup_show_page (self, RRM_PAGE_SETTINGS);
      return TRUE;
    case RRM_PAGE_SETTINGS:
      if (!rrm_setup_check_fields (self, TRUE, wrong))
        return FALSE;
      keep_servers (self);
      rrm_setup_show_page (self, self->test_on_continue ? RRM_PAGE_TEST : RRM_PAGE_FINISH);
      return TRUE;
    case RRM_PAGE_MORE:
      if (!check_more (self, wrong))
        return FALSE;
      rrm_setup_show_page (self, RRM_PAGE_SETTINGS);
      return TRUE;
    case RRM_PAGE_TEST:
      rrm_setup_show_page (self, get_page_after_test (self));
      return TRUE;
    case RRM_PAGE_HOLDERS:
      rrm_setup_show_page (self, RRM_PAGE_FINISH);
      return TRUE;
    case RRM_PAGE_FINISH:
    case RRM_PAGE_PROGRAMS:
    case RRM_PAGE_OFFER:
    case RRM_PAGE_GUIDE:
    case RRM_PAGE_LEAVING:
    case RRM_PAGE_OLD:
    case RRM_PAGE_TRAVEL:
    case RRM_PAGE_EXPLAIN:
    case RRM_PAGE_FOUND:
    case RRM_PAGE_FOUND_ACCOUNT:
    case RRM_PAGE_COMPARE:
    case RRM_PAGE_PHONE:
    default:
      return FALSE;
    }
}

/**
 * rrm_setup_get_test_on_continue:
 * @self: a setup
 *
 * Returns: whether Continue tests the settings; it does unless the person says otherwise
 */
gboolean
rrm_setup_get_test_on_continue (RrmSetup *self)
{
  return self->test_on_continue;
}

void
rrm_setup_set_test_on_continue (RrmSetup *self,
                                gboolean test)
{
  self->test_on_continue = test;
}
