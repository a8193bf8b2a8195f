/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/context.h"
#include "net/tls.h"
#include "practice/server.h"
#include "protocol/engine.h"

G_BEGIN_DECLS

#define FIXTURE_HOST "mail.twc.com"
#define FIXTURE_ADDRESS "pat.practice@nc.rr.com"
#define FIXTURE_PASSWORD "practice-Only_7"

/**
 * Fixture:
 * @server: (nullable): a practice server; %NULL for tests with sockets of their own
 * @context: leads to the server and trusts it
 *
 * A way to a server of the test's choice.
 */
typedef struct
{
  RrmPracticeServer *server;
  RrmNetContext context;
} Fixture;

Fixture  *fixture_new        (const char        *scenario);
Fixture  *fixture_new_alone  (void);
void      fixture_free       (Fixture           *self);
void      fixture_add_pem    (Fixture           *self,
                              GBytes            *pem);
GSocket  *fixture_dial       (Fixture           *self,
                              const char        *host,
                              guint16            port,
                              RrmServiceReport  *report,
                              RrmFault         **fault);
GSocket  *fixture_look       (Fixture           *self,
                              guint16            port,
                              RrmSecurity        wanted,
                              RrmServiceReport  *report,
                              RrmSecurity       *found,
                              RrmTls           **tls,
                              RrmFault         **fault);
RrmTlsInfo *fixture_handshake (Fixture          *self,
                              const char        *host,
                              guint16            port,
                              RrmTlsOffer        offer,
                              RrmFault         **fault);
gboolean  fixture_pump       (Fixture           *self,
                              GSocket           *socket,
                              RrmTls            *tls,
                              RrmEngine         *engine,
                              RrmServiceReport  *report,
                              GCancellable      *cancellable);
RrmServiceReport *report_new (RrmProtocol        protocol,
                              guint16            port,
                              RrmSecurity        security,
                              RrmStage           until);
RrmEngine *engine_new        (RrmServiceReport  *report,
                              const char        *password);
GSocket  *listen_new         (const char        *address,
                              int                backlog,
                              guint16           *port);
void      cancel_after       (GCancellable      *cancellable,
                              guint              milliseconds);
void      expect_fault       (const RrmFault    *fault,
                              RrmFaultKind       kind);
void      expect_step        (RrmServiceReport  *report,
                              RrmStepName        name,
                              RrmStatus          status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

G_END_DECLS
