/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/json-out.h"

#include "explain/explain.h"

/* A sixteenth of a millisecond is finer than any clock that matters here, and a double holds it
 * exactly, so that a time prints in a few digits. */
#define MS_PARTS 16.0

RrmJsonOut *
rrm_json_out_new (RrmMask *mask)
{
  RrmJsonOut *out = g_new0 (RrmJsonOut, 1);

  out->builder = json_builder_new ();
  out->mask = mask;
  json_builder_begin_object (out->builder);

  return out;
}

void
rrm_json_out_free (RrmJsonOut *out)
{
  g_object_unref (out->builder);
  g_free (out);
}

/**
 * rrm_json_out_end:
 * @out: what was written
 * @pretty: a line for each member, else one line for all
 *
 * Returns: (transfer full): the object as UTF-8, without a line end
 */
char *
rrm_json_out_end (RrmJsonOut *out,
                  gboolean pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (out->builder);
  root = json_builder_get_root (out->builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, pretty);

  return json_generator_to_data (generator, NULL);
}

/**
 * rrm_json_out_text:
 * @out: where it goes
 * @text: (nullable): a string value; %NULL: null
 *
 * Writes a value after a name, or as the next element of an array.
 */
void
rrm_json_out_text (RrmJsonOut *out,
                   const char *text)
{
  g_autofree char *masked = rrm_mask_apply (out->mask, text);

  if (masked != NULL)
    json_builder_add_string_value (out->builder, masked);
  else
    json_builder_add_null_value (out->builder);
}

/**
 * rrm_json_out_string:
 * @out: where it goes
 * @name: the member's name
 * @text: (nullable): its value; %NULL: the member is absent
 */
void
rrm_json_out_string (RrmJsonOut *out,
                     const char *name,
                     const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (out->builder, name);
  rrm_json_out_text (out, text);
}

void
rrm_json_out_strings (RrmJsonOut *out,
                      const char *name,
                      char **texts)
{
  json_builder_set_member_name (out->builder, name);
  json_builder_begin_array (out->builder);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    rrm_json_out_text (out, texts[i]);
  json_builder_end_array (out->builder);
}

void
rrm_json_out_uint (RrmJsonOut *out,
                   const char *name,
                   guint64 value)
{
  json_builder_set_member_name (out->builder, name);
  json_builder_add_int_value (out->builder, (gint64) value);
}

void
rrm_json_out_boolean (RrmJsonOut *out,
                      const char *name,
                      gboolean value)
{
  json_builder_set_member_name (out->builder, name);
  json_builder_add_boolean_value (out->builder, value);
}

/**
 * rrm_json_out_ms:
 * @out: where it goes
 * @name: the member's name
 * @microseconds: a time; a negative one is not known: null
 */
void
rrm_json_out_ms (RrmJsonOut *out,
                 const char *name,
                 gint64 microseconds)
{
  json_builder_set_member_name (out->builder, name);
  if (microseconds < 0)
    json_builder_add_null_value (out->builder);
  else
    json_builder_add_double_value (
      out->builder, (double) (gint64) ((double) microseconds * MS_PARTS / 1000.0) / MS_PARTS);
}

/**
 * rrm_json_out_date:
 * @out: where it goes
 * @name: the member's name
 * @seconds: since 1970; written as ISO 8601 in UTC
 */
void
rrm_json_out_date (RrmJsonOut *out,
                   const char *name,
                   gint64 seconds)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  json_builder_set_member_name (out->builder, name);
  if (text != NULL)
    json_builder_add_string_value (out->builder, text);
  else
    json_builder_add_null_value (out->builder);
}

/**
 * rrm_json_out_settings:
 * @out: where it goes
 * @settings: how a server is reached
 *
 * Writes the members of one server's settings into the open object.
 */
void
rrm_json_out_settings (RrmJsonOut *out,
                       RrmServiceSettings *settings)
{
  rrm_json_out_string (out, "protocol",
                       rrm_protocol_to_string (rrm_service_settings_get_protocol (settings)));
  rrm_json_out_string (out, "host", rrm_service_settings_get_host (settings));
  rrm_json_out_uint (out, "port", rrm_service_settings_get_port (settings));
  rrm_json_out_string (out, "security",
                       rrm_security_to_string (rrm_service_settings_get_security (settings)));
  rrm_json_out_string (out, "username", rrm_service_settings_get_username (settings));
  rrm_json_out_string (out, "auth", rrm_auth_to_string (rrm_service_settings_get_auth (settings)));
  rrm_json_out_string (out, "source",
                       rrm_source_to_string (rrm_service_settings_get_source (settings)));
}

static void
write_value (RrmJsonOut *out,
             GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    json_builder_add_int_value (out->builder, g_variant_get_uint32 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    json_builder_add_boolean_value (out->builder, g_variant_get_boolean (value));
  else
    rrm_json_out_text (out, g_variant_get_string (value, NULL));
}

/**
 * rrm_json_out_change:
 * @out: where it goes
 * @change: (nullable): what "Fix it" would set; %NULL: the member is absent
 */
void
rrm_json_out_change (RrmJsonOut *out,
                     const RrmChange *change)
{
  if (change == NULL)
    return;

  json_builder_set_member_name (out->builder, "change");
  json_builder_begin_object (out->builder);
  for (guint i = 0; i < rrm_change_get_n_items (change); i++)
    {
      const RrmChangeItem *item = rrm_change_get_item (change, i);

      json_builder_set_member_name (out->builder, item->key);
      write_value (out, item->value);
    }
  json_builder_end_object (out->builder);
}

/**
 * rrm_json_out_finding:
 * @out: where it goes
 * @finding: a finding
 * @account: (nullable): the account that it is about
 *
 * Writes a finding as the next element of an array.
 */
void
rrm_json_out_finding (RrmJsonOut *out,
                      RrmFinding *finding,
                      RrmAccount *account)
{
  g_autoptr (RrmExplanation) explanation = rrm_explain_finding (finding, account);
  RrmProtocol protocol;
  RrmStepName step;

  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "code", rrm_finding_code_to_string (rrm_finding_get_code (finding)));
  rrm_json_out_string (out, "severity",
                       rrm_severity_to_string (rrm_finding_get_severity (finding)));
  if (rrm_finding_get_service (finding, &protocol))
    rrm_json_out_string (out, "service", rrm_protocol_to_string (protocol));
  if (rrm_finding_get_step (finding, &step))
    rrm_json_out_string (out, "step", rrm_step_name_to_string (step));
  rrm_json_out_string (out, "where", rrm_where_to_string (rrm_finding_get_where (finding)));
  rrm_json_out_string (out, "title", explanation->title);
  rrm_json_out_string (out, "explanation", explanation->explanation);
  rrm_json_out_strings (out, "advice", explanation->advice);
  rrm_json_out_change (out, rrm_finding_get_change (finding));
  rrm_json_out_string (out, "server_said", rrm_finding_get_server_said (finding));
  json_builder_end_object (out->builder);
}

/**
 * rrm_json_out_findings:
 * @out: where it goes
 * @name: the member's name
 * @findings: (nullable): a model of #RrmFinding; %NULL: an empty list
 * @account: (nullable): the account that they are about
 */
void
rrm_json_out_findings (RrmJsonOut *out,
                       const char *name,
                       GListModel *findings,
                       RrmAccount *account)
{
  json_builder_set_member_name (out->builder, name);
  json_builder_begin_array (out->builder);
  for (guint i = 0; findings != NULL && i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (RrmFinding) finding = g_list_model_get_item (findings, i);

      rrm_json_out_finding (out, finding, account);
    }
  json_builder_end_array (out->builder);
}
