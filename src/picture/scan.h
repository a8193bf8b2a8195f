/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "picture/grey.h"

G_BEGIN_DECLS

typedef struct _RrmScan RrmScan;

RrmScan *rrm_scan_new   (void);
void     rrm_scan_free  (RrmScan       *scan);
gboolean rrm_scan_look  (RrmScan       *scan,
                         const RrmGrey *grey);
gboolean rrm_scan_print (RrmScan       *scan,
                         int            file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmScan, rrm_scan_free)

G_END_DECLS
