/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/lookup-json.h"

#include "explain/json-out.h"

#define FORMAT_VERSION 1

static void
write_candidates (RrmJsonOut *out,
                  const char *name,
                  GPtrArray *candidates)
{
  json_builder_set_member_name (out->builder, name);
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < candidates->len; i++)
    {
      json_builder_begin_object (out->builder);
      rrm_json_out_settings (out, g_ptr_array_index (candidates, i));
      json_builder_end_object (out->builder);
    }
  json_builder_end_array (out->builder);
}

/**
 * rrm_lookup_to_json:
 * @lookup: the settings for an address
 * @pretty: a line for each member, else one line for all
 *
 * Returns: (transfer full): what `rrmail lookup --json` prints, without a line end
 */
char *
rrm_lookup_to_json (const RrmLookup *lookup,
                    gboolean pretty)
{
  g_autoptr (RrmJsonOut) out = rrm_json_out_new (NULL);

  rrm_json_out_string (out, "format", "rrmail-lookup");
  rrm_json_out_uint (out, "version", FORMAT_VERSION);
  rrm_json_out_string (out, "address", lookup->address);
  rrm_json_out_string (out, "source", rrm_source_to_string (lookup->source));
  write_candidates (out, "incoming", lookup->incoming);
  write_candidates (out, "outgoing", lookup->outgoing);
  if (lookup->username_hint != NULL)
    rrm_json_out_string (out, "username_hint", lookup->username_hint);

  json_builder_set_member_name (out->builder, "notes");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < lookup->notes->len; i++)
    rrm_json_out_finding (out, g_ptr_array_index (lookup->notes, i), NULL);
  json_builder_end_array (out->builder);

  return rrm_json_out_end (out, pretty);
}
