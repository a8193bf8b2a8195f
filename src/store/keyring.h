/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "model/service-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void       rrm_keyring_store_async   (RrmServiceSettings   *settings,
                                      RrmSecret            *password,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean   rrm_keyring_store_finish  (GAsyncResult         *result,
                                      GError              **error);
void       rrm_keyring_lookup_async  (RrmServiceSettings   *settings,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
RrmSecret *rrm_keyring_lookup_finish (GAsyncResult         *result,
                                      GError              **error);
void       rrm_keyring_clear_async   (RrmServiceSettings   *settings,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean   rrm_keyring_clear_finish  (GAsyncResult         *result,
                                      GError              **error);
void       rrm_keyring_probe_async   (GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean   rrm_keyring_probe_finish  (GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
