/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

gboolean  rrm_client_can_add     (const char            *program,
                                  const RrmClientRoots  *roots);
gboolean  rrm_client_adds_beside    (const char         *program);
gboolean  rrm_client_keeps_password (const char         *program);
char     *rrm_client_add_account (const char            *program,
                                  const RrmClientRoots  *roots,
                                  RrmAccount            *account,
                                  const char            *folder,
                                  GError               **error);

G_END_DECLS
