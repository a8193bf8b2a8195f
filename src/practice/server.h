/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/authority.h"
#include "practice/endpoint.h"
#include "practice/log.h"
#include "practice/mailbox.h"
#include "practice/scenario.h"

G_BEGIN_DECLS

/**
 * RrmPracticeMapping:
 * @host: the host that is meant
 * @port: the port that is meant, or 0 for every port
 * @address: (nullable): where it is, an IP literal
 * @real_port: the port there
 * @protocol: what stands there; with a name fault there is no address
 * @endpoint: the endpoint's name, as in the log
 *
 * Where a client must go when it means a host and port.
 */
typedef struct
{
  const char *host;
  guint16 port;
  const char *address;
  guint16 real_port;
  RrmPracticeProtocol protocol;
  const char *endpoint;
} RrmPracticeMapping;

#define RRM_TYPE_PRACTICE_SERVER (rrm_practice_server_get_type ())
G_DECLARE_FINAL_TYPE (RrmPracticeServer, rrm_practice_server, RRM, PRACTICE_SERVER, GObject)

RrmPracticeServer        *rrm_practice_server_new            (RrmScenario              *scenario,
                                                              GError                  **error);
void                      rrm_practice_server_set_address    (RrmPracticeServer        *self,
                                                              const char               *address);
void                      rrm_practice_server_set_authority  (RrmPracticeServer        *self,
                                                              RrmPracticeAuthority     *authority);
gboolean                  rrm_practice_server_start          (RrmPracticeServer        *self,
                                                              GError                  **error);
void                      rrm_practice_server_stop           (RrmPracticeServer        *self);
GBytes                   *rrm_practice_server_get_ca_pem     (RrmPracticeServer        *self);
guint                     rrm_practice_server_get_n_mappings (RrmPracticeServer        *self);
const RrmPracticeMapping *rrm_practice_server_get_mapping    (RrmPracticeServer        *self,
                                                              guint                     n);
char                     *rrm_practice_mapping_to_text       (const RrmPracticeMapping *mapping);
RrmPracticeLog           *rrm_practice_server_get_log        (RrmPracticeServer        *self);
RrmPracticeMailbox       *rrm_practice_server_get_mailbox    (RrmPracticeServer        *self);

G_END_DECLS
