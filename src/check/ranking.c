/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

/*
 * Which finding comes first. In this order:
 *
 *   1. errors above warnings above information;
 *   2. what stands in front of everything else (the table of ranks);
 *   3. a setting that mends above what nothing mends;
 *   4. incoming above outgoing;
 *   5. the order in which they were found, which is the order of the test.
 *
 * Over all that but the first: what explains a finding stands above it (the table of explanations).
 */

/* Where no rank is given. */
#define RANK_USUAL 9

static const struct
{
  RrmFindingCode code;
  guint rank;
} ranks[] = {
  /* Without a way out of this computer nothing else can be told. */
  { RRM_FINDING_OFFLINE, 0 },
  { RRM_FINDING_CAPTIVE_PORTAL, 1 },
  /* What the address is decides which host is right. */
  { RRM_FINDING_ADDRESS_TYPO, 2 },
  { RRM_FINDING_NOT_THIS_PROVIDER, 2 },
  /* The map explains whatever such a host does. */
  { RRM_FINDING_HOST_TYPO, 3 },
  { RRM_FINDING_HOST_RETIRED, 3 },
  { RRM_FINDING_HOST_FOR_OTHER_ADDRESSES, 3 },
  /* A clock that is wrong makes every certificate wrong. */
  { RRM_FINDING_COMPUTER_CLOCK_WRONG, 4 },
};

/* The first explains the second, for the same service or for the whole test. */
static const struct
{
  RrmFindingCode cause;
  RrmFindingCode effect;
} explanations[] = {
  { RRM_FINDING_PROVIDER_OUTAGE, RRM_FINDING_CONNECTION_REFUSED },
  { RRM_FINDING_PROVIDER_OUTAGE, RRM_FINDING_CONNECTION_TIMED_OUT },
  { RRM_FINDING_PROVIDER_OUTAGE, RRM_FINDING_CONNECTION_RESET },
  { RRM_FINDING_PROVIDER_OUTAGE, RRM_FINDING_SERVER_TOO_SLOW },
  { RRM_FINDING_PROVIDER_OUTAGE, RRM_FINDING_SERVER_CLOSED_CONNECTION },
  { RRM_FINDING_WRONG_PORT, RRM_FINDING_CONNECTION_REFUSED },
  { RRM_FINDING_WRONG_PORT, RRM_FINDING_CONNECTION_TIMED_OUT },
  { RRM_FINDING_WRONG_PORT, RRM_FINDING_CONNECTION_RESET },
  { RRM_FINDING_WRONG_PORT, RRM_FINDING_SERVER_TOO_SLOW },
  { RRM_FINDING_PORT_BLOCKED, RRM_FINDING_CONNECTION_TIMED_OUT },
  { RRM_FINDING_PORT_BLOCKED, RRM_FINDING_SERVER_TOO_SLOW },
  { RRM_FINDING_IPV6_BROKEN, RRM_FINDING_CONNECTION_RESET },
  { RRM_FINDING_IPV6_BROKEN, RRM_FINDING_CONNECTION_TIMED_OUT },
  { RRM_FINDING_IPV6_BROKEN, RRM_FINDING_SERVER_TOO_SLOW },
  { RRM_FINDING_IPV6_BROKEN, RRM_FINDING_SERVER_CLOSED_CONNECTION },
  { RRM_FINDING_TLS_INTERCEPTED, RRM_FINDING_CERTIFICATE_WRONG_NAME },
  { RRM_FINDING_TLS_INTERCEPTED, RRM_FINDING_CERTIFICATE_EXPIRED },
  { RRM_FINDING_TLS_INTERCEPTED, RRM_FINDING_CERTIFICATE_NOT_YET_VALID },
  { RRM_FINDING_SPA_SELECTED, RRM_FINDING_AUTH_MECHANISM_UNSUPPORTED },
  { RRM_FINDING_SPA_SELECTED, RRM_FINDING_PASSWORD_REJECTED },
  { RRM_FINDING_SPA_SELECTED, RRM_FINDING_PASSWORDS_DIFFER },
  { RRM_FINDING_SPA_SELECTED, RRM_FINDING_USERNAME_NEEDS_DOMAIN },
  { RRM_FINDING_SPA_SELECTED, RRM_FINDING_PASSWORD_HAS_STRAY_SPACE },
  { RRM_FINDING_SMTP_AUTH_OFF, RRM_FINDING_RELAY_DENIED },
  { RRM_FINDING_SMTP_AUTH_OFF, RRM_FINDING_SENDER_NOT_LOGIN },
  { RRM_FINDING_SMTP_AUTH_OFF, RRM_FINDING_SENDER_REJECTED },
  { RRM_FINDING_SMTP_AUTH_OFF, RRM_FINDING_RECIPIENT_REJECTED },
  { RRM_FINDING_TLS_MODE_MISMATCH, RRM_FINDING_IP_NO_REVERSE_DNS },
  { RRM_FINDING_TLS_MODE_MISMATCH, RRM_FINDING_IP_ON_BLOCKLIST },
  { RRM_FINDING_TLS_MODE_MISMATCH, RRM_FINDING_IP_BLOCKED },
  { RRM_FINDING_PASSWORD_REJECTED, RRM_FINDING_WEB_PASSWORD_NOT_MAIL_PASSWORD },
};

/* Findings that are told once speak for the whole test. */
static gboolean
is_for_all (RrmFindingCode code)
{
  return code == RRM_FINDING_PROVIDER_OUTAGE || code == RRM_FINDING_IPV6_BROKEN;
}

static guint
get_rank (RrmFinding *finding)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    if (ranks[i].code == rrm_finding_get_code (finding))
      return ranks[i].rank;

  return RANK_USUAL;
}

static gboolean
is_outgoing (RrmFinding *finding)
{
  RrmProtocol protocol = RRM_PROTOCOL_IMAP;

  return rrm_finding_get_service (finding, &protocol) && protocol == RRM_PROTOCOL_SMTP;
}

static gboolean
explains (RrmFinding *cause,
          RrmFinding *effect)
{
  if (rrm_finding_get_severity (cause) > rrm_finding_get_severity (effect))
    return FALSE;
  if (is_outgoing (cause) != is_outgoing (effect) && !is_for_all (rrm_finding_get_code (cause)))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
    if (explanations[i].cause == rrm_finding_get_code (cause) &&
        explanations[i].effect == rrm_finding_get_code (effect))
      return TRUE;

  return FALSE;
}

static int
compare (RrmFinding *a,
         RrmFinding *b)
{
  guint rank_a = get_rank (a), rank_b = get_rank (b);
  gboolean mends_a = rrm_finding_get_change (a) != NULL;
  gboolean mends_b = rrm_finding_get_change (b) != NULL;

  if (rrm_finding_get_severity (a) != rrm_finding_get_severity (b))
    return (int) rrm_finding_get_severity (a) - (int) rrm_finding_get_severity (b);
  if (rank_a != rank_b)
    return rank_a < rank_b ? -1 : 1;
  if (mends_a != mends_b)
    return mends_a ? -1 : 1;

  return (int) is_outgoing (a) - (int) is_outgoing (b);
}

static void
swap_in (GPtrArray *findings,
         guint from,
         guint to)
{
  gpointer finding = findings->pdata[from];

  for (guint i = from; i > to; i--)
    findings->pdata[i] = findings->pdata[i - 1];
  findings->pdata[to] = finding;
}

/**
 * rrm_ranking_sort:
 * @findings: (element-type RrmFinding): findings, in the order in which they were found
 *
 * Puts the one to mend first to the front. Equal ones keep their order.
 */
void
rrm_ranking_sort (GPtrArray *findings)
{
  /* A handful of findings: inserting keeps equal ones in their order. */
  for (guint i = 1; i < findings->len; i++)
    for (guint j = 0; j < i; j++)
      if (compare (findings->pdata[i], findings->pdata[j]) < 0)
        {
          swap_in (findings, i, j);
          break;
        }

  for (guint i = 1; i < findings->len; i++)
    for (guint j = 0; j < i; j++)
      if (explains (findings->pdata[i], findings->pdata[j]))
        {
          swap_in (findings, i, j);
          break;
        }
}
