/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"
#include "setup/setup-private.h"

/* The message to oneself: when it can be sent, and what became of it. */

static gboolean
has_passed (RrmSetup *self,
            gboolean outgoing,
            RrmStepName step)
{
  return !self->held[outgoing] && self->services[outgoing] != NULL &&
         rrm_service_report_passed (self->services[outgoing], step);
}

/**
 * rrm_setup_can_send:
 * @self: a setup
 *
 * Returns: whether what stands there now was tested as far as the mailbox and the envelope of a
 *   message, so that one can be sent
 */
gboolean
rrm_setup_can_send (RrmSetup *self)
{
  return self->cancellable == NULL && has_passed (self, FALSE, RRM_STEP_NAME_MAILBOX) &&
         has_passed (self, TRUE, RRM_STEP_NAME_RECIPIENT) && rrm_setup_is_current (self);
}

/**
 * rrm_setup_send:
 * @self: a setup
 * @wrong: (out): the field to mend, with %RRM_GATE_FIELD
 *
 * Tests once more, and sends one small message to the own address, because the person has agreed.
 * It is looked for in the mailbox and deleted. No other test sends one, and this one sends it once.
 *
 * Returns: whether it has begun
 */
RrmGate
rrm_setup_send (RrmSetup *self,
                RrmField *wrong)
{
  return rrm_setup_begin_test (self, RRM_TEST_WITH_MESSAGE, wrong);
}

/**
 * rrm_setup_get_sent:
 * @self: a setup
 *
 * Returns: whether the latest test, running or over, is one that sends a message
 */
gboolean
rrm_setup_get_sent (RrmSetup *self)
{
  return self->report != NULL && rrm_report_get_until (self->report) >= RRM_STAGE_DELIVERY;
}

/**
 * rrm_setup_describe_message:
 * @self: a setup
 *
 * Returns: (transfer full) (nullable): what became of the message of the latest test; %NULL where
 *   that was to send none
 */
char *
rrm_setup_describe_message (RrmSetup *self)
{
  return self->report != NULL ? rrm_explain_message (self->report) : NULL;
}
