/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/enums.h"
#include "net/redirects.h"
#include "net/trust.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* For one step, as the command's contract says. */
#define RRM_DEFAULT_TIMEOUT_MS 15000
#define RRM_DEFAULT_WAIT_MS 120000
#define RRM_DEFAULT_VISIT_INTERVAL_MS 10000

typedef struct _RrmCheckOptions RrmCheckOptions;

/**
 * RrmCheckOptions:
 * @until: how far to go
 * @incoming: whether the incoming server is tested
 * @outgoing: whether the outgoing server is tested
 * @family: one family of addresses, or %G_SOCKET_FAMILY_INVALID for both
 * @timeout: for one step, in milliseconds
 * @redirects: other ways to a host and port; never %NULL
 * @trust: whom to trust; never %NULL
 * @probes: whether other ports and hosts are looked at for comparison
 * @practice: whether it is only practice
 * @wait: with %RRM_STAGE_DELIVERY, how long a message may take to arrive, in milliseconds
 * @visit_interval: between two sign-ins to a POP3 mailbox that a message is awaited in, in
 *   milliseconds
 *
 * How a test is made; what is tested stands in the account.
 */
struct _RrmCheckOptions
{
  gatomicrefcount ref_count;
  RrmStage until;
  gboolean incoming;
  gboolean outgoing;
  GSocketFamily family;
  guint timeout;
  RrmRedirects *redirects;
  RrmTrust *trust;
  gboolean probes;
  gboolean practice;
  guint wait;
  guint visit_interval;
};

RrmCheckOptions *rrm_check_options_new   (void);
RrmCheckOptions *rrm_check_options_ref   (RrmCheckOptions *options);
void             rrm_check_options_unref (RrmCheckOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmCheckOptions, rrm_check_options_unref)

G_END_DECLS
