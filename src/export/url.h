/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/input.h"
#include "export/sheet.h"

G_BEGIN_DECLS

void rrm_sheet_add_host (RrmSheet              *sheet,
                         const RrmExportServer *server);
void rrm_sheet_add_url  (RrmSheet              *sheet,
                         const char            *scheme,
                         const RrmExportServer *server);

G_END_DECLS
