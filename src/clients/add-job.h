/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

void      rrm_client_add_async    (const char            *program,
                                   const RrmClientRoots  *roots,
                                   RrmAccount            *account,
                                   const char            *folder,
                                   GCancellable          *cancellable,
                                   GAsyncReadyCallback    callback,
                                   gpointer               user_data);
char     *rrm_client_add_finish   (GAsyncResult          *result,
                                   GError               **error);
void      rrm_client_undo_async   (const char            *folder,
                                   const char            *copy,
                                   gboolean               later_too,
                                   GAsyncReadyCallback    callback,
                                   gpointer               user_data);
gboolean  rrm_client_undo_finish  (GAsyncResult          *result,
                                   GError               **error);

G_END_DECLS
