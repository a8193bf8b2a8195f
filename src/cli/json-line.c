/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/json-line.h"

/* The parser calls itself for every bracket: what is nested without end would end the program. */
static gboolean
is_deeper_than (const char *text,
                guint max_depth)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (in_string && *p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '"')
        in_string = !in_string;
      else if (!in_string && (*p == '{' || *p == '['))
        depth++;
      else if (!in_string && (*p == '}' || *p == ']') && depth > 0)
        depth--;
      if (depth > max_depth)
        return TRUE;
    }

  return FALSE;
}

static gboolean is_utf8 (JsonNode *node);

static gboolean
is_utf8_object (JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    if (!g_utf8_validate (name, -1, NULL) || !is_utf8 (value))
      return FALSE;

  return TRUE;
}

/* The parser makes bytes that are no text of half a surrogate pair, which the grammar permits (RFC
 * 8259, section 8.2). */
static gboolean
is_utf8 (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return is_utf8_object (json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!is_utf8 (json_array_get_element (array, i)))
          return FALSE;
      return TRUE;
    }

  return !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
         g_utf8_validate (json_node_get_string (node), -1, NULL);
}

/**
 * rrm_json_line_load:
 * @line: one line of JSON (RFC 8259)
 * @max_depth: how deep it may be nested
 *
 * Returns: (transfer full) (nullable): the object, if the line is one and all its texts are UTF-8
 */
JsonObject *
rrm_json_line_load (const char *line,
                    guint max_depth)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonNode *root;

  if (is_deeper_than (line, max_depth))
    return NULL;
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, line, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) && is_utf8 (root)
           ? json_object_ref (json_node_get_object (root))
           : NULL;
}

/**
 * rrm_json_line_parse:
 * @line: one line of JSON
 *
 * Returns: (transfer full) (nullable): its members, if it is an object whose members are texts or
 *   null; those that are null are left out
 */
GHashTable *
rrm_json_line_parse (const char *line)
{
  g_autoptr (JsonObject) object = rrm_json_line_load (line, 1);
  g_autoptr (GHashTable) members =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (object == NULL)
    return NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    {
      if (JSON_NODE_HOLDS_NULL (value))
        continue;
      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
        return NULL;
      g_hash_table_insert (members, g_strdup (name), g_strdup (json_node_get_string (value)));
    }

  return g_steal_pointer (&members);
}
