/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/format-private.h"

G_BEGIN_DECLS

/* One writer for each mail program, each in the file of its name. */
#define RRM_DECLARE_WRITER(name)                                                                   \
  gboolean rrm_export_##name (const RrmExportInput *input, GPtrArray *files, GError **error);

RRM_DECLARE_WRITER (aerc)
RRM_DECLARE_WRITER (alpine)
RRM_DECLARE_WRITER (autoconfig)
RRM_DECLARE_WRITER (claws_mail)
RRM_DECLARE_WRITER (evolution)
RRM_DECLARE_WRITER (fetchmail)
RRM_DECLARE_WRITER (geary)
RRM_DECLARE_WRITER (getmail)
RRM_DECLARE_WRITER (gnus)
RRM_DECLARE_WRITER (goa)
RRM_DECLARE_WRITER (himalaya)
RRM_DECLARE_WRITER (json)
RRM_DECLARE_WRITER (k9)
RRM_DECLARE_WRITER (kmail)
RRM_DECLARE_WRITER (mbsync)
RRM_DECLARE_WRITER (mobileconfig)
RRM_DECLARE_WRITER (mpop)
RRM_DECLARE_WRITER (msmtp)
RRM_DECLARE_WRITER (mutt)
RRM_DECLARE_WRITER (offlineimap)
RRM_DECLARE_WRITER (outlook_autodiscover)
RRM_DECLARE_WRITER (outlook_prf)
RRM_DECLARE_WRITER (srv)
RRM_DECLARE_WRITER (sylpheed)
RRM_DECLARE_WRITER (thunderbird)
RRM_DECLARE_WRITER (thunderbird_qr)

G_END_DECLS
