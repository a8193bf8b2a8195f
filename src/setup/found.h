/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "setup/found-account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RrmFoundCopy:
 * @path: where it is
 * @program: what the person calls the mail program
 * @when: when it was changed, in words
 *
 * A change that can be taken back.
 */
typedef struct
{
  char *path;
  char *program;
  char *when;
} RrmFoundCopy;

#define RRM_TYPE_FOUND (rrm_found_get_type ())
G_DECLARE_FINAL_TYPE (RrmFound, rrm_found, RRM, FOUND, GObject)

RrmFound           *rrm_found_new           (const char           *home,
                                             const char           *copies);
void                rrm_found_read_async    (RrmFound             *self,
                                             const char           *path,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean            rrm_found_read_finish   (RrmFound             *self,
                                             GAsyncResult         *result,
                                             GError              **error);
gboolean            rrm_found_get_reading   (RrmFound             *self);
const char         *rrm_found_get_path      (RrmFound             *self);
GListModel         *rrm_found_get_accounts  (RrmFound             *self);
const char *const  *rrm_found_get_refusals  (RrmFound             *self);
RrmFoundAccount    *rrm_found_find          (RrmFound             *self,
                                             RrmFoundAccount      *account);
RrmSecret          *rrm_found_get_password  (RrmFound             *self,
                                             const char           *username);
void                rrm_found_set_password  (RrmFound             *self,
                                             const char           *username,
                                             RrmSecret            *password);
const char         *rrm_found_get_copies    (RrmFound             *self);
GPtrArray          *rrm_found_list_copies   (RrmFound             *self,
                                             GDateTime            *now);
gboolean            rrm_found_undo          (RrmFound             *self,
                                             const char           *copy,
                                             gboolean              later_too,
                                             GError              **error);

G_END_DECLS
