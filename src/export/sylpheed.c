/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/accountrc.h"
#include "export/writers.h"

static const RrmAccountrcDialect dialect = {
  .imap_auths = {
    [RRM_AUTH_PLAIN] = 1 << 2,
    [RRM_AUTH_LOGIN] = 1 << 0,
    [RRM_AUTH_CRAM_MD5] = 1 << 1,
  },
  .smtp_auths = {
    [RRM_AUTH_PLAIN] = 1 << 3,
    [RRM_AUTH_LOGIN] = 1 << 0,
    [RRM_AUTH_CRAM_MD5] = 1 << 1,
  },
  .extra = "",
};

gboolean
rrm_export_sylpheed (const RrmExportInput *input,
                     GPtrArray *files,
                     GError **error)
{
  return rrm_accountrc_write (&dialect, input, files, error);
}
