/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"

#include <glib.h>

G_BEGIN_DECLS

gboolean rrm_input_is_login   (const char      *username,
                               const RrmSecret *password);
gboolean rrm_input_is_mailbox (const char      *address,
                               gboolean         smtputf8);

G_END_DECLS
