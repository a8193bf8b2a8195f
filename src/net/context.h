/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/redirects.h"
#include "net/trust.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RrmNetContext:
 * @start: the start of the test, by [func@GLib.get_monotonic_time]; all times are told from there
 * @timeout: for one step, in milliseconds
 * @family: one family of addresses, or %G_SOCKET_FAMILY_INVALID for both
 * @redirects: (nullable): other ways to a host and port
 * @trust: whom to trust
 *
 * What every part of the way to a server needs to know. It outlives what uses it.
 */
typedef struct
{
  gint64 start;
  guint timeout;
  GSocketFamily family;
  RrmRedirects *redirects;
  RrmTrust *trust;
} RrmNetContext;

G_END_DECLS
