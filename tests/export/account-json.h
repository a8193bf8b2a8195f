/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

const char *rrm_test_member       (JsonObject *object,
                                   const char *name);
RrmAccount *rrm_test_read_account (JsonObject *object);

G_END_DECLS
