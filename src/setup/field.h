/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/finding.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmField:
 *
 * What a person can fill in. The outgoing fields stand in the order of the incoming ones.
 */
typedef enum
{
  RRM_FIELD_NAME,
  RRM_FIELD_ADDRESS,
  RRM_FIELD_PASSWORD,
  RRM_FIELD_ORGANIZATION,
  RRM_FIELD_REPLY_ADDRESS,
  RRM_FIELD_PROTOCOL,
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
} RrmField;
#define RRM_N_FIELDS (RRM_FIELD_OUTGOING_AUTH + 1)

gboolean rrm_field_is_outgoing (RrmField     field);
RrmField rrm_field_incoming    (RrmField     field);
RrmField rrm_field_for         (RrmField     field,
                                gboolean     outgoing);
gboolean rrm_field_for_key     (const char  *key,
                                RrmField    *field);
gboolean rrm_field_for_finding (RrmFinding  *finding,
                                RrmField    *field);

G_END_DECLS
