/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/lookup-json.h"
#include "explain/lookup-text.h"

#include <json-glib/json-glib.h>
#include <locale.h>

static RrmLookup *
create_lookup (gboolean known)
{
  g_autoptr (RrmAddress) address = rrm_address_parse ("pat@social.rr.com", NULL);
  RrmLookup *lookup = rrm_lookup_new (address, RRM_SOURCE_MAP);
  RrmServiceSettings *imap, *smtp;

  if (!known)
    return lookup;

  imap = rrm_service_settings_new (RRM_PROTOCOL_IMAP, "mail.twc.com", 993, RRM_SECURITY_TLS);
  smtp = rrm_service_settings_new (RRM_PROTOCOL_SMTP, "mail.twc.com", 587, RRM_SECURITY_AUTO);
  rrm_service_settings_set_username (imap, "pat@social.rr.com");
  rrm_service_settings_set_source (imap, RRM_SOURCE_MAP);
  rrm_service_settings_set_username (smtp, "pat@social.rr.com");
  rrm_service_settings_set_source (smtp, RRM_SOURCE_GUESS);
  g_ptr_array_add (lookup->incoming, imap);
  g_ptr_array_add (lookup->outgoing, smtp);
  g_ptr_array_add (lookup->notes, rrm_finding_new (RRM_FINDING_ADDRESS_TYPO));

  return lookup;
}

static JsonObject *
parse (JsonParser *parser,
       const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (parser));
}

static void
test_json (void)
{
  g_autoptr (RrmLookup) lookup = create_lookup (TRUE);
  g_autofree char *text = rrm_lookup_to_json (lookup, TRUE);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, text);
  JsonArray *incoming = json_object_get_array_member (root, "incoming");
  JsonObject *imap = json_array_get_object_element (incoming, 0);
  JsonObject *smtp =
    json_array_get_object_element (json_object_get_array_member (root, "outgoing"), 0);
  JsonObject *note =
    json_array_get_object_element (json_object_get_array_member (root, "notes"), 0);

  g_assert_cmpstr (json_object_get_string_member (root, "format"), ==, "rrmail-lookup");
  g_assert_cmpint (json_object_get_int_member (root, "version"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (root, "address"), ==, "pat@social.rr.com");
  g_assert_cmpstr (json_object_get_string_member (root, "source"), ==, "map");
  g_assert_cmpuint (json_array_get_length (incoming), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (imap, "protocol"), ==, "imap");
  g_assert_cmpstr (json_object_get_string_member (imap, "host"), ==, "mail.twc.com");
  g_assert_cmpint (json_object_get_int_member (imap, "port"), ==, 993);
  g_assert_cmpstr (json_object_get_string_member (imap, "security"), ==, "tls");
  g_assert_cmpstr (json_object_get_string_member (imap, "username"), ==, "pat@social.rr.com");
  g_assert_cmpstr (json_object_get_string_member (imap, "auth"), ==, "auto");
  g_assert_cmpstr (json_object_get_string_member (imap, "source"), ==, "map");
  g_assert_cmpstr (json_object_get_string_member (smtp, "source"), ==, "guess");
  g_assert_cmpstr (json_object_get_string_member (note, "code"), ==, "address-typo");
}

static void
test_json_empty (void)
{
  g_autoptr (RrmLookup) lookup = create_lookup (FALSE);
  g_autofree char *text = rrm_lookup_to_json (lookup, FALSE);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = parse (parser, text);

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "incoming")), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "outgoing")), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "notes")), ==, 0);
}

static void
test_text (void)
{
  g_autoptr (RrmLookup) lookup = create_lookup (TRUE);
  g_autoptr (RrmLookup) unknown = create_lookup (FALSE);
  g_autofree char *text = rrm_lookup_to_text (lookup);
  g_autofree char *empty = rrm_lookup_to_text (unknown);

  g_assert_true (g_str_has_prefix (text, "Your email address looks misspelled."));
  g_assert_nonnull (strstr (text, "IMAP  mail.twc.com  993  SSL/TLS"));
  g_assert_nonnull (strstr (text, "SSL/TLS or STARTTLS, looked at during the test"));
  g_assert_nonnull (strstr (text, "a guess"));
  g_assert_nonnull (strstr (empty, "No settings are known for pat@social.rr.com."));
}

static void
test_hint (void)
{
  g_autoptr (RrmLookup) lookup = create_lookup (TRUE);
  g_autofree char *without = rrm_lookup_to_text (lookup);
  g_autofree char *without_json = rrm_lookup_to_json (lookup, FALSE);
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;

  lookup->username_hint = g_strdup ("pat@roadrunner.com");
  text = rrm_lookup_to_text (lookup);
  json = rrm_lookup_to_json (lookup, FALSE);
  g_assert_null (strstr (without, "refused"));
  g_assert_null (strstr (without_json, "username_hint"));
  g_assert_true (
    g_str_has_suffix (text, "If the user name is refused, pat@roadrunner.com may be the right "
                            "one.\n"));
  g_assert_nonnull (strstr (json, "\"username_hint\":\"pat@roadrunner.com\""));
}

static void
test_sources (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < RRM_N_SOURCES; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer) rrm_explain_source ((RrmSource) i)));
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain-lookup/json", test_json);
  g_test_add_func ("/explain-lookup/json-empty", test_json_empty);
  g_test_add_func ("/explain-lookup/text", test_text);
  g_test_add_func ("/explain-lookup/hint", test_hint);
  g_test_add_func ("/explain-lookup/sources", test_sources);

  return g_test_run ();
}
