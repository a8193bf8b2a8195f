/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/found.h"
#include "setup/setup.h"

G_BEGIN_DECLS

RrmFound           *rrm_setup_get_computer      (RrmSetup         *self);
void                rrm_setup_set_computer      (RrmSetup         *self,
                                                 RrmFound         *found);
void                rrm_setup_show_found        (RrmSetup         *self);
void                rrm_setup_read_found        (RrmSetup         *self,
                                                 const char       *path);
void                rrm_setup_open_found        (RrmSetup         *self,
                                                 RrmFoundAccount  *account);
RrmFoundAccount    *rrm_setup_get_found_account (RrmSetup         *self);

/* The test. */
void                rrm_setup_load_found        (RrmSetup         *self,
                                                 RrmSecret        *password,
                                                 RrmSecret        *sender_password);
gboolean            rrm_setup_is_found_loaded   (RrmSetup         *self);

/* Mending. */
void                rrm_setup_plan_mend_async   (RrmSetup         *self,
                                                 const char       *code,
                                                 GCancellable     *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer          user_data);
char              **rrm_setup_plan_mend_finish  (RrmSetup         *self,
                                                 GAsyncResult     *result,
                                                 GError          **error);
void                rrm_setup_mend_found_async  (RrmSetup         *self,
                                                 const char       *code,
                                                 const char *const *shown,
                                                 GCancellable     *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer          user_data);
gboolean            rrm_setup_mend_found_finish (RrmSetup         *self,
                                                 GAsyncResult     *result,
                                                 GError          **error);
const char *const  *rrm_setup_get_mended        (RrmSetup         *self);
void                rrm_setup_undo_copy_async   (RrmSetup         *self,
                                                 const char       *copy,
                                                 gboolean          later_too,
                                                 GCancellable     *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer          user_data);
gboolean            rrm_setup_undo_copy_finish  (RrmSetup         *self,
                                                 GAsyncResult     *result,
                                                 GError          **error);

G_END_DECLS
