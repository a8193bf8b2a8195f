/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flow-page.h"

G_BEGIN_DECLS

#define RRM_TYPE_FOUND_ACCOUNT_PAGE (rrm_found_account_page_get_type ())
G_DECLARE_FINAL_TYPE (RrmFoundAccountPage, rrm_found_account_page, RRM, FOUND_ACCOUNT_PAGE,
                      RrmFlowPage)

gboolean rrm_found_account_page_take_passwords (RrmFoundAccountPage *self,
                                                RrmSecret          **password,
                                                RrmSecret          **sender_password);
void     rrm_found_account_page_say            (RrmFoundAccountPage *self,
                                                const char          *refusal);
void     rrm_found_account_page_set_busy       (RrmFoundAccountPage *self,
                                                gboolean             busy);

G_END_DECLS
