/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/input.h"
#include "export/sheet.h"

G_BEGIN_DECLS

void rrm_msmtp_add_server (RrmSheet              *sheet,
                           const RrmExportServer *server);

G_END_DECLS
