/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "model/account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void      rrm_keyring_keep_async    (RrmAccount           *account,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
void      rrm_keyring_drop_async    (RrmAccount           *account,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean  rrm_keyring_job_finish    (GAsyncResult         *result,
                                     GError              **error);
void      rrm_keyring_fetch_async   (RrmAccount           *account,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean  rrm_keyring_fetch_finish  (GAsyncResult         *result,
                                     RrmSecret           **incoming,
                                     RrmSecret           **outgoing);

G_END_DECLS
