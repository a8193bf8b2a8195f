/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/setup-private.h"
#include "setup/setup-travel.h"

/* The way back. */

static RrmPage
get_page_before_settings (RrmSetup *self)
{
  if (self->found_loaded != NULL)
    return RRM_PAGE_FOUND_ACCOUNT;
  if (self->from_old)
    return RRM_PAGE_OLD;
  if (self->straight)
    return RRM_PAGE_START;

  return rrm_setup_has_choice (self) && self->intent == RRM_INTENT_SET_UP ? RRM_PAGE_PROTOCOL
                                                                          : RRM_PAGE_ABOUT;
}

static RrmPage
get_page_before_finish (RrmSetup *self)
{
  if (!rrm_setup_is_current (self))
    return RRM_PAGE_SETTINGS;

  return self->intent == RRM_INTENT_PASSWORD ? RRM_PAGE_HOLDERS : RRM_PAGE_TEST;
}

gboolean
rrm_setup_can_go_back (RrmSetup *self)
{
  return self->page != RRM_PAGE_START;
}

/**
 * rrm_setup_go_back:
 * @self: a setup
 *
 * What Back does. Nothing is lost; a running test is stopped.
 */
void
rrm_setup_go_back (RrmSetup *self)
{
  switch (self->page)
    {
    case RRM_PAGE_ABOUT:
      rrm_setup_show_page (self, self->from_found ? RRM_PAGE_FOUND : RRM_PAGE_START);
      break;
    case RRM_PAGE_PROTOCOL:
      rrm_setup_show_page (self, RRM_PAGE_ABOUT);
      break;
    case RRM_PAGE_SETTINGS:
      rrm_setup_show_page (self, get_page_before_settings (self));
      break;
    case RRM_PAGE_MORE:
      rrm_setup_show_page (self, RRM_PAGE_SETTINGS);
      break;
    case RRM_PAGE_TEST:
      rrm_setup_stop (self);
      rrm_setup_show_page (self, self->found_loaded != NULL ? RRM_PAGE_FOUND_ACCOUNT
                                                            : RRM_PAGE_SETTINGS);
      break;
    case RRM_PAGE_TRAVEL:
      rrm_reach_stop (rrm_setup_get_reach (self));
      rrm_setup_show_page (self, RRM_PAGE_START);
      break;
    case RRM_PAGE_LEAVING:
    case RRM_PAGE_OLD:
      rrm_setup_show_page (self, RRM_PAGE_START);
      break;
    case RRM_PAGE_HOLDERS:
      rrm_setup_show_page (self, RRM_PAGE_TEST);
      break;
    case RRM_PAGE_FINISH:
      rrm_setup_show_page (self, get_page_before_finish (self));
      break;
    case RRM_PAGE_PROGRAMS:
      rrm_setup_show_page (self, RRM_PAGE_FINISH);
      break;
    case RRM_PAGE_OFFER:
      rrm_setup_show_page (self, RRM_PAGE_PROGRAMS);
      break;
    case RRM_PAGE_GUIDE:
      rrm_setup_leave_guide (self);
      break;
    case RRM_PAGE_EXPLAIN:
      rrm_setup_show_page (self, self->before_explain);
      break;
    case RRM_PAGE_FOUND:
      rrm_setup_show_page (self, RRM_PAGE_START);
      break;
    case RRM_PAGE_FOUND_ACCOUNT:
      rrm_setup_show_page (self, RRM_PAGE_FOUND);
      break;
    case RRM_PAGE_COMPARE:
      rrm_setup_show_page (self, RRM_PAGE_FOUND_ACCOUNT);
      break;
    case RRM_PAGE_PHONE:
      rrm_setup_show_page (self, RRM_PAGE_COMPARE);
      break;
    case RRM_PAGE_START:
    default:
      break;
    }
}

/**
 * rrm_setup_open_explain:
 * @self: a setup
 *
 * Shows the page that explains error messages; Back leads to where it was asked for. A running test
 * goes on.
 */
void
rrm_setup_open_explain (RrmSetup *self)
{
  if (self->page != RRM_PAGE_EXPLAIN)
    self->before_explain = self->page;
  rrm_setup_show_page (self, RRM_PAGE_EXPLAIN);
}
