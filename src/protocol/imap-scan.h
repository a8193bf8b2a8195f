/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmImapScan:
 * @p: what comes next
 * @end: where it ends
 *
 * A place in a response of an IMAP server that may hold literals, as on the wire.
 */
typedef struct
{
  const char *p;
  const char *end;
} RrmImapScan;

gboolean rrm_imap_scan_char         (RrmImapScan *scan,
                                     char         c);
char    *rrm_imap_scan_astring      (RrmImapScan *scan);
gboolean rrm_imap_scan_number       (RrmImapScan *scan,
                                     guint64     *number);
gboolean rrm_imap_ends_with_literal (const char  *line,
                                     gsize        length,
                                     guint64     *n);
char    *rrm_imap_response_code     (const char  *text,
                                     const char **words);
gboolean rrm_imap_scan_storage      (RrmImapScan *scan,
                                     guint64     *used,
                                     guint64     *limit);

G_END_DECLS
