/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "picture/scan.h"

G_BEGIN_DECLS

gboolean rrm_pages_are_meant (GBytes  *bytes);
gboolean rrm_pages_look      (GBytes  *bytes,
                              RrmScan *scan);

G_END_DECLS
