/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"
#include "clients/note.h"

G_BEGIN_DECLS

/* The registry of evolution-data-server, as the system shortens its name. */
#define RRM_EDS_PROCESS "evolution-sourc"

gboolean rrm_goa_can_add    (const RrmClientRoots  *roots);
gboolean rrm_goa_add        (const RrmClientRoots  *roots,
                             RrmAccount            *account,
                             RrmClientNote         *note,
                             GError               **error);
gboolean rrm_goa_take_out   (const RrmClientNote   *note,
                             const char            *folder,
                             GError               **error);
gboolean rrm_eds_can_add    (const RrmClientRoots  *roots);
gboolean rrm_eds_add        (const RrmClientRoots  *roots,
                             RrmAccount            *account,
                             RrmClientNote         *note,
                             GError               **error);
gboolean rrm_eds_take_out   (const RrmClientNote   *note,
                             const char            *folder,
                             GError               **error);
gboolean rrm_eds_can_reload (const char            *path);
void     rrm_eds_reload     (const char            *path);
gboolean rrm_geary_can_add  (const RrmClientRoots  *roots);
gboolean rrm_geary_add      (const RrmClientRoots  *roots,
                             RrmAccount            *account,
                             RrmClientNote         *note,
                             GError               **error);
gboolean rrm_geary_take_out (const RrmClientNote   *note,
                             const char            *folder,
                             GError               **error);

G_END_DECLS
