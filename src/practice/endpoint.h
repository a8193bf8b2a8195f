/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/scenario.h"

G_BEGIN_DECLS

/**
 * RrmPracticeProtocol:
 *
 * What stands behind a host and port. The first five talk; the next ones are ways of not talking;
 * the last three are names that a resolver does not turn into an address, and have no port.
 */
typedef enum
{
  RRM_PRACTICE_IMAP,
  RRM_PRACTICE_POP3,
  RRM_PRACTICE_SMTP,
  RRM_PRACTICE_HTTP,
  RRM_PRACTICE_RAW,
  RRM_PRACTICE_SILENT,
  RRM_PRACTICE_REFUSED,
  RRM_PRACTICE_BLACKHOLE,
  RRM_PRACTICE_UNREACHABLE,
  RRM_PRACTICE_NAME_NOT_FOUND,
  RRM_PRACTICE_NAME_WITHOUT_ADDRESS,
  RRM_PRACTICE_NAME_FAILS,
} RrmPracticeProtocol;

typedef enum
{
  RRM_PRACTICE_TLS,
  RRM_PRACTICE_STARTTLS,
  RRM_PRACTICE_CLEAR,
  RRM_PRACTICE_BOTH,
} RrmPracticeSecurity;

/**
 * RrmPracticeState:
 * @connection: which connection to this endpoint it is, from 1
 * @secure: whether TLS stands
 * @logged_in: whether a login was accepted
 *
 * What a key may depend on: `2:greeting` or `auth@clear`.
 */
typedef struct
{
  guint connection;
  gboolean secure;
  gboolean logged_in;
} RrmPracticeState;

typedef struct _RrmPracticeEndpoint RrmPracticeEndpoint;

GPtrArray  *rrm_practice_endpoint_list_new     (RrmScenario               *scenario,
                                                GError                   **error);
RrmPracticeEndpoint *rrm_practice_endpoint_ref (RrmPracticeEndpoint       *self);
void        rrm_practice_endpoint_unref        (RrmPracticeEndpoint       *self);
const char *rrm_practice_endpoint_get_name     (const RrmPracticeEndpoint *self);
RrmPracticeProtocol rrm_practice_endpoint_get_protocol (const RrmPracticeEndpoint *self);
RrmPracticeSecurity rrm_practice_endpoint_get_security (const RrmPracticeEndpoint *self);
guint16     rrm_practice_endpoint_get_port     (const RrmPracticeEndpoint *self);
const char *const *rrm_practice_endpoint_get_hosts (const RrmPracticeEndpoint *self);
const char *rrm_practice_endpoint_get_address  (const RrmPracticeEndpoint *self);
const char *rrm_practice_endpoint_lookup       (const RrmPracticeEndpoint *self,
                                                const RrmPracticeState    *state,
                                                const char                *key);
double      rrm_practice_endpoint_get_number   (const RrmPracticeEndpoint *self,
                                                const RrmPracticeState    *state,
                                                const char                *key,
                                                double                     otherwise);
gboolean    rrm_practice_endpoint_get_flag     (const RrmPracticeEndpoint *self,
                                                const RrmPracticeState    *state,
                                                const char                *key,
                                                gboolean                   otherwise);
const char *rrm_practice_endpoint_get_password (const RrmPracticeEndpoint *self,
                                                const char                *user);
guint       rrm_practice_endpoint_count        (RrmPracticeEndpoint       *self,
                                                const char                *what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmPracticeEndpoint, rrm_practice_endpoint_unref)

G_END_DECLS
