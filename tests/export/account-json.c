/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/export/account-json.h"

/* An account as the tests in other languages write it down. */

const char *
rrm_test_member (JsonObject *object,
        const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static RrmServiceSettings *
read_server (JsonObject *account,
             const char *name)
{
  JsonObject *object;
  RrmServiceSettings *settings;
  RrmProtocol protocol;
  RrmSecurity security;
  RrmAuth auth;

  if (!json_object_has_member (account, name))
    return NULL;

  object = json_object_get_object_member (account, name);
  g_assert (rrm_protocol_parse (rrm_test_member (object, "protocol"), &protocol));
  g_assert (rrm_security_parse (rrm_test_member (object, "security"), &security));
  g_assert (rrm_auth_parse (rrm_test_member (object, "auth"), &auth));
  settings = rrm_service_settings_new (
    protocol, rrm_test_member (object, "host"),
    (guint16) json_object_get_int_member_with_default (object, "port", 0), security);
  rrm_service_settings_set_username (settings, rrm_test_member (object, "username"));
  rrm_service_settings_set_auth (settings, auth);

  return settings;
}

static void
read_secrets (RrmAccount *account,
              JsonObject *object)
{
  if (json_object_has_member (object, "password"))
    {
      g_autoptr (RrmSecret) password = rrm_secret_new (rrm_test_member (object, "password"), -1);

      rrm_account_set_password (account, password);
    }
  if (json_object_has_member (object, "outgoing_password"))
    {
      g_autoptr (RrmSecret) password =
        rrm_secret_new (rrm_test_member (object, "outgoing_password"), -1);

      rrm_account_set_outgoing_password (account, password);
    }
}

RrmAccount *
rrm_test_read_account (JsonObject *object)
{
  RrmAccount *account = rrm_account_new (rrm_test_member (object, "address"));
  g_autoptr (RrmServiceSettings) incoming = read_server (object, "incoming");
  g_autoptr (RrmServiceSettings) outgoing = read_server (object, "outgoing");

  g_object_set (account,
                "name", rrm_test_member (object, "name"),
                "organization", rrm_test_member (object, "organization"),
                "reply-address", rrm_test_member (object, "reply_address"),
                "root-folder", rrm_test_member (object, "root_folder"),
                "sent-folder", rrm_test_member (object, "sent_folder"),
                "drafts-folder", rrm_test_member (object, "drafts_folder"),
                "trash-folder", rrm_test_member (object, "trash_folder"),
                "junk-folder", rrm_test_member (object, "junk_folder"),
                "leave-on-server",
                json_object_get_boolean_member_with_default (object, "leave_on_server", TRUE),
                "remove-after-days",
                (guint) json_object_get_int_member_with_default (object, "remove_after_days", 0),
                "remove-when-deleted",
                json_object_get_boolean_member_with_default (object, "remove_when_deleted", FALSE),
                "ipv4-only",
                json_object_get_boolean_member_with_default (object, "ipv4_only", FALSE),
                "incoming", incoming,
                "outgoing", outgoing,
                NULL);
  read_secrets (account, object);

  return account;
}
