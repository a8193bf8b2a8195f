/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/refusal.h"
#include "export/format.h"

#include <locale.h>
#include <string.h>

#define FALLBACK "Geary cannot take this account."

static RrmAccount *
create_account (void)
{
  RrmAccount *account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) incoming =
    rrm_service_settings_new (RRM_PROTOCOL_POP3, "in.example.org", 995, RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, "out.example.org", 587, RRM_SECURITY_STARTTLS);

  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);

  return account;
}

static void
assert_sentence (const char *sentence)
{
  g_assert_null (strpbrk (sentence, "{}!"));
  g_assert_cmpstr (sentence, !=, FALLBACK);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (sentence)));
}

/* Every reason has a sentence, whether or not the setting and the account are known. */
static void
test_every_reason (void)
{
  g_autoptr (RrmAccount) account = create_account ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint code = 0; code < RRM_N_EXPORT_ERRORS; code++)
    {
      const char *reason = rrm_export_error_to_string ((RrmExportError) code);
      g_autofree char *full =
        rrm_explain_refusal (reason, "incoming.security", "Geary", account);
      g_autofree char *half = rrm_explain_refusal (reason, "incoming.security", "Geary", NULL);
      char *bare = rrm_explain_refusal (reason, NULL, "Geary", NULL);

      assert_sentence (full);
      assert_sentence (half);
      /* What is missing cannot be told without its name. */
      if (!g_str_equal (reason, "incomplete"))
        assert_sentence (bare);
      g_assert_true (g_hash_table_add (seen, bare));
    }
}

static void
test_unknown_reason (void)
{
  g_autofree char *sentence = rrm_explain_refusal ("boredom", NULL, "Geary", NULL);

  g_assert_cmpstr (sentence, ==, FALLBACK);
}

static void
test_names_the_value (void)
{
  g_autoptr (RrmAccount) account = create_account ();
  g_autofree char *protocol =
    rrm_explain_refusal ("protocol", "incoming.protocol", "Geary", account);
  g_autofree char *security =
    rrm_explain_refusal ("security", "outgoing.security", "getmail6", account);
  g_autofree char *missing = rrm_explain_refusal ("incomplete", "outgoing", "Geary", account);

  g_assert_nonnull (strstr (protocol, "Geary cannot use POP3"));
  g_assert_nonnull (strstr (security, "STARTTLS"));
  g_assert_nonnull (strstr (security, "getmail6"));
  g_assert_nonnull (strstr (missing, "for sending"));
}

/* Whatever a format has no place for has a name that people read. */
static void
test_losses (void)
{
  g_autoptr (RrmAccount) account = create_account ();
  g_autoptr (GPtrArray) formats = rrm_format_list ();
  char *none[] = { NULL };
  guint n_losses = 0;

  rrm_account_set_name (account, "Pat Doe");
  rrm_account_set_organization (account, "Home");
  rrm_account_set_reply_address (account, "pat@example.org");
  rrm_account_set_remove_after_days (account, 14);
  rrm_account_set_remove_when_deleted (account, TRUE);
  rrm_account_set_ipv4_only (account, TRUE);
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < formats->len; i++)
        {
          g_auto (GStrv) keys =
            rrm_format_get_losses (g_ptr_array_index (formats, i), account);

          for (guint j = 0; keys[j] != NULL; j++, n_losses++)
            {
              g_autofree char *name = rrm_explain_setting (keys[j]);

              g_assert_cmpstr (name, !=, keys[j]);
            }
        }
      rrm_service_settings_set_protocol (rrm_account_get_incoming (account), RRM_PROTOCOL_IMAP);
      rrm_account_set_root_folder (account, "INBOX");
      rrm_account_set_sent_folder (account, "Sent");
      rrm_account_set_drafts_folder (account, "Drafts");
      rrm_account_set_trash_folder (account, "Trash");
      rrm_account_set_junk_folder (account, "Junk");
    }
  g_assert_cmpuint (n_losses, >, 20);
  g_assert_null (rrm_explain_losses (none, "Geary"));
}

static void
test_losses_sentence (void)
{
  char *keys[] = { (char *) "name", (char *) "reply-address", NULL };
  g_autofree char *sentence = rrm_explain_losses (keys, "msmtp");

  g_assert_cmpstr (sentence, ==, "msmtp has to be told this by hand: Your name; Reply address");
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/refusal/every-reason", test_every_reason);
  g_test_add_func ("/refusal/unknown-reason", test_unknown_reason);
  g_test_add_func ("/refusal/names-the-value", test_names_the_value);
  g_test_add_func ("/refusal/losses", test_losses);
  g_test_add_func ("/refusal/losses-sentence", test_losses_sentence);

  return g_test_run ();
}
