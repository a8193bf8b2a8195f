/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"
#include "model/fault.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmProbeKind:
 * @RRM_PROBE_OTHER_PORT: another port of the host that failed
 * @RRM_PROBE_SIBLING: a sibling host of the provider
 * @RRM_PROBE_FAMILY: the same port by IPv4 or IPv6 alone
 * @RRM_PROBE_NEUTRAL: a well-known host of somebody else
 * @RRM_PROBE_WEB: a fixed web address, for login pages and for the time
 * @RRM_PROBE_TLS: a second handshake with other TLS versions
 * @RRM_PROBE_CLEARTEXT: whether the port answers in clear text
 */
typedef enum
{
  RRM_PROBE_OTHER_PORT,
  RRM_PROBE_SIBLING,
  RRM_PROBE_FAMILY,
  RRM_PROBE_NEUTRAL,
  RRM_PROBE_WEB,
  RRM_PROBE_TLS,
  RRM_PROBE_CLEARTEXT,
} RrmProbeKind;

/**
 * RrmProbeResult:
 * @RRM_PROBE_UNKNOWN: it did not end in time, and proves nothing
 * @RRM_PROBE_ANSWERED: it got what it looked for
 * @RRM_PROBE_CONNECTED: a connection, but no words
 * @RRM_PROBE_REFUSED: an answer too: the network works
 * @RRM_PROBE_FAILED: no answer, or another error
 */
typedef enum
{
  RRM_PROBE_UNKNOWN,
  RRM_PROBE_ANSWERED,
  RRM_PROBE_CONNECTED,
  RRM_PROBE_REFUSED,
  RRM_PROBE_FAILED,
} RrmProbeResult;

typedef struct _RrmProbe RrmProbe;

/**
 * RrmProbe:
 * @kind: what is compared
 * @service: the service whose failure it compares with
 * @protocol: what is expected to speak there
 * @host: the host
 * @port: the TCP port
 * @security: how the port was spoken to
 * @ipv6: with %RRM_PROBE_FAMILY, which family
 * @legacy: with %RRM_PROBE_TLS, whether old versions were offered; else TLS 1.2 alone
 * @result: what came of it
 * @seen: what spoke there
 * @fault: with %RRM_PROBE_FAILED, how it failed
 * @text: (nullable): its first words, cleaned
 * @date: with %RRM_PROBE_WEB, the peer's time in seconds since 1970; 0 when none was told
 * @status: with %RRM_PROBE_WEB, the HTTP status
 * @path: (nullable): with %RRM_PROBE_WEB, the path that is asked for
 * @body: (nullable): with %RRM_PROBE_WEB, how the answer of that address begins
 * @expected: with %RRM_PROBE_WEB, whether the answer was the one of that address
 *
 * One look at something else, for comparison. It never carries a name or a password.
 */
struct _RrmProbe
{
  RrmProbeKind kind;
  RrmProtocol service;
  RrmProtocol protocol;
  char *host;
  guint16 port;
  RrmSecurity security;
  gboolean ipv6;
  gboolean legacy;
  RrmProbeResult result;
  RrmSeen seen;
  RrmFaultKind fault;
  char *text;
  gint64 date;
  guint status;
  char *path;
  char *body;
  gboolean expected;
};

RrmProbe   *rrm_probe_new            (RrmProbeKind  kind,
                                      RrmProtocol   service,
                                      const char   *host,
                                      guint16       port,
                                      RrmSecurity   security);
void        rrm_probe_free           (RrmProbe     *probe);
const char *rrm_probe_kind_to_string (RrmProbeKind  kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmProbe, rrm_probe_free)

G_END_DECLS
