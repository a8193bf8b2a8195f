/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char         *rrm_hostname_normalise (const char *host);
GInetAddress *rrm_hostname_literal   (const char *host);

G_END_DECLS
