/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/field.h"

#define OUTGOING_OFFSET (RRM_FIELD_OUTGOING_SERVER - RRM_FIELD_INCOMING_SERVER)

/**
 * rrm_field_is_outgoing:
 * @field: a field
 *
 * Returns: whether it belongs to the outgoing server
 */
gboolean
rrm_field_is_outgoing (RrmField field)
{
  return field >= RRM_FIELD_OUTGOING_SERVER;
}

/**
 * rrm_field_is_more:
 * @field: a field
 *
 * Returns: whether it stands on the page of More Settings
 */
gboolean
rrm_field_is_more (RrmField field)
{
  return field >= RRM_FIELD_IPV4_ONLY && field <= RRM_FIELD_JUNK_FOLDER;
}

/**
 * rrm_field_incoming:
 * @field: a field
 *
 * Returns: its twin of the incoming server; @field itself where it has none
 */
RrmField
rrm_field_incoming (RrmField field)
{
  if (!rrm_field_is_outgoing (field) || field > RRM_FIELD_OUTGOING_AUTH)
    return field;

  return field - OUTGOING_OFFSET;
}

/**
 * rrm_field_for:
 * @field: a field of the incoming server
 * @outgoing: whether its twin of the outgoing server is meant
 *
 * Returns: the field
 */
RrmField
rrm_field_for (RrmField field,
               gboolean outgoing)
{
  g_return_val_if_fail (field >= RRM_FIELD_INCOMING_SERVER, field);

  return outgoing ? field + OUTGOING_OFFSET : field;
}

/**
 * rrm_field_for_key:
 * @key: a key of a change, as in the command's contract
 * @field: (out): where it is filled in
 *
 * Returns: whether the key stands for a field
 */
gboolean
rrm_field_for_key (const char *key,
                   RrmField *field)
{
  static const struct
  {
    const char *key;
    RrmField field;
  } keys[] = {
    { "address", RRM_FIELD_ADDRESS },
    { "password", RRM_FIELD_PASSWORD },
    { "incoming.protocol", RRM_FIELD_PROTOCOL },
    { "incoming.host", RRM_FIELD_INCOMING_SERVER },
    { "incoming.port", RRM_FIELD_INCOMING_PORT },
    { "incoming.security", RRM_FIELD_INCOMING_SECURITY },
    { "incoming.username", RRM_FIELD_INCOMING_USERNAME },
    { "incoming.auth", RRM_FIELD_INCOMING_AUTH },
    { "outgoing.host", RRM_FIELD_OUTGOING_SERVER },
    { "outgoing.port", RRM_FIELD_OUTGOING_PORT },
    { "outgoing.security", RRM_FIELD_OUTGOING_SECURITY },
    { "outgoing.username", RRM_FIELD_OUTGOING_USERNAME },
    { "outgoing.auth", RRM_FIELD_OUTGOING_AUTH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].key, key))
      {
        *field = keys[i].field;
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_about_server (RrmFindingCode code)
{
  switch ((int) code)
    {
    case RRM_FINDING_HOST_NOT_FOUND:
    case RRM_FINDING_HOST_HAS_NO_ADDRESS:
    case RRM_FINDING_HOST_TYPO:
    case RRM_FINDING_HOST_RETIRED:
    case RRM_FINDING_HOST_FOR_OTHER_ADDRESSES:
    case RRM_FINDING_CERTIFICATE_WRONG_NAME:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_about_port (RrmFindingCode code)
{
  switch ((int) code)
    {
    case RRM_FINDING_CONNECTION_REFUSED:
    case RRM_FINDING_CONNECTION_TIMED_OUT:
    case RRM_FINDING_WRONG_PORT:
    case RRM_FINDING_WRONG_PROTOCOL:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * rrm_field_for_finding:
 * @finding: a finding
 * @field: (out): where the person would mend it
 *
 * Returns: whether any field has to do with it
 */
gboolean
rrm_field_for_finding (RrmFinding *finding,
                       RrmField *field)
{
  RrmChange *change = rrm_finding_get_change (finding);
  RrmFindingCode code = rrm_finding_get_code (finding);
  RrmProtocol protocol;
  gboolean outgoing;

  for (guint i = 0; change != NULL && i < rrm_change_get_n_items (change); i++)
    if (rrm_field_for_key (rrm_change_get_item (change, i)->key, field))
      return TRUE;

  if (code == RRM_FINDING_ADDRESS_TYPO || code == RRM_FINDING_NOT_THIS_PROVIDER)
    *field = RRM_FIELD_ADDRESS;
  else if (rrm_finding_get_where (finding) == RRM_WHERE_PASSWORD)
    *field = RRM_FIELD_PASSWORD;
  else if (rrm_finding_get_where (finding) == RRM_WHERE_SETTINGS &&
           rrm_finding_get_service (finding, &protocol))
    {
      outgoing = protocol == RRM_PROTOCOL_SMTP;
      if (is_about_server (code))
        *field = rrm_field_for (RRM_FIELD_INCOMING_SERVER, outgoing);
      else if (is_about_port (code))
        *field = rrm_field_for (RRM_FIELD_INCOMING_PORT, outgoing);
      else if (code == RRM_FINDING_USERNAME_NEEDS_DOMAIN)
        *field = rrm_field_for (RRM_FIELD_INCOMING_USERNAME, outgoing);
      else
        *field = rrm_field_for (RRM_FIELD_INCOMING_SECURITY, outgoing);
    }
  else
    return FALSE;

  return TRUE;
}
