/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/finding.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmField:
 *
 * What a person can fill in. The outgoing fields stand in the order of the incoming ones; those of
 * the outgoing server alone follow them.
 */
typedef enum
{
  RRM_FIELD_NAME,
  RRM_FIELD_ADDRESS,
  RRM_FIELD_PASSWORD,
  RRM_FIELD_ORGANIZATION,
  RRM_FIELD_REPLY_ADDRESS,
  RRM_FIELD_PROTOCOL,
  RRM_FIELD_IPV4_ONLY,
  RRM_FIELD_TIMEOUT,
  RRM_FIELD_LEAVE_ON_SERVER,
  RRM_FIELD_REMOVE_AFTER,
  RRM_FIELD_REMOVE_DAYS,
  RRM_FIELD_REMOVE_WHEN_DELETED,
  RRM_FIELD_ROOT_FOLDER,
  RRM_FIELD_SENT_FOLDER,
  RRM_FIELD_DRAFTS_FOLDER,
  RRM_FIELD_TRASH_FOLDER,
  RRM_FIELD_JUNK_FOLDER,
  RRM_FIELD_INCOMING_SERVER,
  RRM_FIELD_INCOMING_PORT,
  RRM_FIELD_INCOMING_SECURITY,
  RRM_FIELD_INCOMING_USERNAME,
  RRM_FIELD_INCOMING_AUTH,
  RRM_FIELD_OUTGOING_SERVER,
  RRM_FIELD_OUTGOING_PORT,
  RRM_FIELD_OUTGOING_SECURITY,
  RRM_FIELD_OUTGOING_USERNAME,
  RRM_FIELD_OUTGOING_AUTH,
  RRM_FIELD_SMTP_AUTH,
  RRM_FIELD_OUTGOING_LOGIN,
  RRM_FIELD_OUTGOING_PASSWORD,
} RrmField;
#define RRM_N_FIELDS (RRM_FIELD_OUTGOING_PASSWORD + 1)

gboolean rrm_field_is_outgoing (RrmField     field);
gboolean rrm_field_is_more     (RrmField     field);
RrmField rrm_field_incoming    (RrmField     field);
RrmField rrm_field_for         (RrmField     field,
                                gboolean     outgoing);
gboolean rrm_field_for_key     (const char  *key,
                                RrmField    *field);
gboolean rrm_field_for_finding (RrmFinding  *finding,
                                RrmField    *field);

G_END_DECLS
