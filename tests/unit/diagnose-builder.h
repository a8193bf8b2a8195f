/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"

#include <glib.h>

G_BEGIN_DECLS

/* Reports built by hand. A server is written "imap mail.twc.com 993 tls"; the user name is the
 * address and the password "secret" unless a test changes them before the report is made. */
RrmAccount *build_account      (const char       *address,
                                const char       *incoming,
                                const char       *outgoing);
RrmReport  *build_report       (RrmAccount       *account);
RrmReport  *build              (const char       *address,
                                const char       *incoming,
                                const char       *outgoing);
void        build_pass         (RrmServiceReport *service,
                                RrmStepName       last);
void        build_work         (RrmServiceReport *service);
void        build_fail_with    (RrmServiceReport *service,
                                RrmStepName       step,
                                RrmFault         *fault);
void        build_fail         (RrmServiceReport *service,
                                RrmStepName       step,
                                RrmFaultKind      kind);
void        build_seen         (RrmServiceReport *service,
                                RrmStepName       step,
                                RrmFaultKind      kind,
                                RrmSeen           seen,
                                const char       *text);
void        build_refuse       (RrmServiceReport *service,
                                RrmStepName       step,
                                const char       *line);
void        build_attempt      (RrmServiceReport *service,
                                const char       *address,
                                gboolean          connected,
                                RrmFaultKind      fault);
void        build_capabilities (RrmServiceReport *service,
                                const char       *list);
RrmProbe   *build_probe        (RrmReport        *report,
                                RrmServiceReport *service,
                                RrmProbeKind      kind,
                                const char       *server,
                                RrmProbeResult    result);
RrmProbe   *build_web          (RrmReport        *report,
                                RrmServiceReport *service,
                                gboolean          expected,
                                gint64            date);
RrmCertificate *build_certificate (RrmServiceReport *service,
                                guint             problems,
                                const char       *names,
                                const char       *issuer);

/* Asserts all codes, in order: "host-retired connection-timed-out"; a warning is written "code?",
 * an info "code!". Then the change of the first: "outgoing.port=587 outgoing.security=auto", or
 * NULL. */
GPtrArray  *expect             (RrmReport        *report,
                                const char       *codes,
                                const char       *change);
void        expect_only        (RrmReport        *report,
                                const char       *codes);
char       *change_to_text     (RrmFinding       *finding);

G_END_DECLS
