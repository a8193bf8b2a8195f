/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/saved-account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RRM_TYPE_ACCOUNT_STORE (rrm_account_store_get_type ())
G_DECLARE_FINAL_TYPE (RrmAccountStore, rrm_account_store, RRM, ACCOUNT_STORE, GObject)

RrmAccountStore *rrm_account_store_new      (const char       *path);
gboolean         rrm_account_store_load     (RrmAccountStore  *self,
                                             char            **kept,
                                             GError          **error);
gboolean         rrm_account_store_refresh  (RrmAccountStore  *self);
gboolean         rrm_account_store_write    (RrmAccountStore  *self,
                                             GError          **error);
void             rrm_account_store_write_async  (RrmAccountStore     *self,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gboolean         rrm_account_store_write_finish (RrmAccountStore     *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);
const char      *rrm_account_store_get_path (RrmAccountStore  *self);
GListModel      *rrm_account_store_get_list (RrmAccountStore  *self);
RrmSavedAccount *rrm_account_store_find     (RrmAccountStore  *self,
                                             const char       *address);
RrmSavedAccount *rrm_account_store_add      (RrmAccountStore  *self,
                                             RrmAccount       *account);
void             rrm_account_store_put_back (RrmAccountStore  *self,
                                             RrmSavedAccount  *saved);
void             rrm_account_store_remove   (RrmAccountStore  *self,
                                             RrmSavedAccount  *saved);

G_END_DECLS
