/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/accountrc.h"
#include "export/writers.h"

/* The numbers of the protocols depend on config_version: the oldest is written, which every version
 * brings up to date; one from the future stops the program. Without the last line the person is
 * asked whether to take a certificate that is good; one that is not is asked about in any case. */
static const RrmAccountrcDialect dialect = {
  .imap_auths = {
    [RRM_AUTH_PLAIN] = 1 << 6,
    [RRM_AUTH_LOGIN] = 1 << 0,
    [RRM_AUTH_CRAM_MD5] = 1 << 1,
    [RRM_AUTH_SCRAM_SHA_256] = 1 << 10,
  },
  .smtp_auths = {
    [RRM_AUTH_PLAIN] = 1 << 4,
    [RRM_AUTH_LOGIN] = 1 << 0,
    [RRM_AUTH_CRAM_MD5] = 1 << 1,
  },
  .extra = "config_version=0\nssl_certs_auto_accept=1\n",
};

gboolean
rrm_export_claws_mail (const RrmExportInput *input,
                       GPtrArray *files,
                       GError **error)
{
  return rrm_accountrc_write (&dialect, input, files, error);
}
