/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/document.h"

G_BEGIN_DECLS

/* A section is "defaults", "N" for the Nth server, and "N.M" for the Mth user there. */
extern const RrmDialect rrm_dialect_fetchmail;

G_END_DECLS
