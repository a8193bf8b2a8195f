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
 * @wait: for a message to arrive, in milliseconds; 0 is @timeout
 * @family: one family of addresses, or %G_SOCKET_FAMILY_INVALID for both
 * @redirects: (nullable): other ways to a host and port
 * @trust: whom to trust
 * @attempt_delay: between two attempts to connect, in milliseconds; 0 is the recommended value
 *   (RFC 8305, section 5)
 * @look_silence: before a second connection tries TLS, in milliseconds; 0 is %RRM_LOOK_SILENCE
 * @name_server: (nullable): whom to ask why a name has no address; %NULL is the system's
 *
 * What every part of the way to a server needs to know. It outlives what uses it.
 */
typedef struct
{
  gint64 start;
  guint timeout;
  guint wait;
  GSocketFamily family;
  RrmRedirects *redirects;
  RrmTrust *trust;
  guint attempt_delay;
  guint look_silence;
  GInetSocketAddress *name_server;
} RrmNetContext;

G_END_DECLS
