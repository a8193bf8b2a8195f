/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rrm_challenge_is_scram_first (GBytes *challenge);
gboolean rrm_challenge_is_ntlm        (GBytes *challenge);

G_END_DECLS
