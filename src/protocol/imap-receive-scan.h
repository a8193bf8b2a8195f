/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/imap-scan.h"

G_BEGIN_DECLS

gboolean rrm_imap_scan_junk  (RrmImapScan *scan,
                              char       **name,
                              gboolean    *special);
char    *rrm_imap_scan_found (RrmImapScan *scan);
gboolean rrm_imap_scan_fetch (RrmImapScan *scan,
                              guint64     *uid,
                              char       **field);
char    *rrm_imap_quote      (const char  *name);

G_END_DECLS
