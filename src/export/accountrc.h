/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/input.h"

G_BEGIN_DECLS

/**
 * RrmAccountrcDialect:
 * @imap_auths: the bits for the mechanisms of IMAP; 0 leaves the choice to the program
 * @smtp_auths: the same for SMTP
 * @extra: lines that only one of the programs has
 *
 * Where the two programs differ.
 */
typedef struct
{
  guint imap_auths[RRM_N_AUTHS];
  guint smtp_auths[RRM_N_AUTHS];
  const char *extra;
} RrmAccountrcDialect;

gboolean rrm_accountrc_write (const RrmAccountrcDialect  *dialect,
                              const RrmExportInput       *input,
                              GPtrArray                  *files,
                              GError                    **error);

G_END_DECLS
