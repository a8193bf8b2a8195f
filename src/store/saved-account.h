/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "model/finding-code.h"
#include "store/good-result.h"

G_BEGIN_DECLS

#define RRM_TYPE_SAVED_ACCOUNT (rrm_saved_account_get_type ())
G_DECLARE_FINAL_TYPE (RrmSavedAccount, rrm_saved_account, RRM, SAVED_ACCOUNT, GObject)

RrmSavedAccount     *rrm_saved_account_new             (RrmAccount      *account);
RrmAccount          *rrm_saved_account_get_account     (RrmSavedAccount *self);
void                 rrm_saved_account_set_account     (RrmSavedAccount *self,
                                                        RrmAccount      *account);
gboolean             rrm_saved_account_has_settings_of (RrmSavedAccount *self,
                                                        RrmAccount      *account);
const char          *rrm_saved_account_get_label       (RrmSavedAccount *self);
void                 rrm_saved_account_set_label       (RrmSavedAccount *self,
                                                        const char      *label);
GDateTime           *rrm_saved_account_get_tested      (RrmSavedAccount *self);
RrmVerdict           rrm_saved_account_get_verdict     (RrmSavedAccount *self);
gboolean             rrm_saved_account_get_failing     (RrmSavedAccount *self,
                                                        RrmFindingCode  *code,
                                                        RrmProtocol     *service);
const RrmGoodResult *rrm_saved_account_get_good_result (RrmSavedAccount *self);
void                 rrm_saved_account_take_report     (RrmSavedAccount *self,
                                                        RrmReport       *report);
void                 rrm_saved_account_compare         (RrmSavedAccount *self,
                                                        RrmReport       *report);
RrmSavedAccount     *rrm_saved_account_load            (GKeyFile        *file,
                                                        const char      *address);
void                 rrm_saved_account_save            (RrmSavedAccount *self,
                                                        GKeyFile        *file);

G_END_DECLS
