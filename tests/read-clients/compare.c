/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/compare.h"

/* Two accounts side by side: what is the same, what each has of its own, and what matters. */

static RrmAccount *
make_account (const char *address,
              RrmProtocol protocol,
              const char *host)
{
  RrmAccount *account = rrm_account_new (address);
  g_autoptr (RrmServiceSettings) incoming = rrm_service_settings_new (
    protocol, host, rrm_default_port (protocol, RRM_SECURITY_TLS), RRM_SECURITY_TLS);
  g_autoptr (RrmServiceSettings) outgoing =
    rrm_service_settings_new (RRM_PROTOCOL_SMTP, host, 587, RRM_SECURITY_STARTTLS);

  rrm_service_settings_set_username (incoming, address);
  rrm_service_settings_set_username (outgoing, address);
  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);

  return account;
}

static RrmLikeness
compare (RrmAccount *left,
         RrmAccount *right,
         const char *key)
{
  g_autoptr (GPtrArray) comparisons = rrm_accounts_compare (left, right);

  for (guint i = 0; i < comparisons->len; i++)
    {
      const RrmComparison *comparison = g_ptr_array_index (comparisons, i);

      if (g_str_equal (comparison->key, key))
        return comparison->likeness;
    }
  g_assert_not_reached ();
}

static guint
count_different (RrmAccount *left,
                 RrmAccount *right)
{
  g_autoptr (GPtrArray) comparisons = rrm_accounts_compare (left, right);
  guint n = 0;

  for (guint i = 0; i < comparisons->len; i++)
    n += ((const RrmComparison *) g_ptr_array_index (comparisons, i))->likeness ==
         RRM_LIKENESS_DIFFERENT;

  return n;
}

/* Two people of one household: their names differ, and that is all. */
static void
test_own (void)
{
  g_autoptr (RrmAccount) ann = make_account ("ann@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");
  g_autoptr (RrmAccount) bob = make_account ("bob@nc.rr.com", RRM_PROTOCOL_IMAP, "Mail.TWC.com");
  g_autoptr (RrmAccount)
    cat = make_account ("cat@cfl.rr.com", RRM_PROTOCOL_IMAP, "mail.brighthouse.com");

  g_assert_cmpuint (count_different (ann, bob), ==, 0);
  g_assert_cmpint (compare (ann, bob, "incoming.username"), ==, RRM_LIKENESS_OWN);
  g_assert_cmpint (compare (ann, bob, "incoming.host"), ==, RRM_LIKENESS_SAME);
  g_assert_cmpint (compare (ann, ann, "outgoing.username"), ==, RRM_LIKENESS_SAME);
  /* Each on the servers of its own group. */
  g_assert_cmpint (compare (ann, cat, "incoming.host"), ==, RRM_LIKENESS_OWN);
  g_assert_cmpuint (count_different (ann, cat), ==, 0);
}

/* A server of the other group is the fault. */
static void
test_host (void)
{
  g_autoptr (RrmAccount) ann = make_account ("ann@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");
  g_autoptr (RrmAccount)
    bob = make_account ("bob@nc.rr.com", RRM_PROTOCOL_IMAP, "mobile.charter.net");

  g_assert_cmpint (compare (ann, bob, "incoming.host"), ==, RRM_LIKENESS_DIFFERENT);
  g_assert_cmpint (compare (bob, ann, "outgoing.host"), ==, RRM_LIKENESS_DIFFERENT);
  g_assert_cmpuint (count_different (ann, bob), ==, 2);
}

/* One name for two addresses is the same name, and the fault. */
static void
test_username (void)
{
  g_autoptr (RrmAccount) ann = make_account ("ann@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");
  g_autoptr (RrmAccount) bob = make_account ("bob@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");
  g_autoptr (RrmAccount) same = make_account ("ann@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");

  rrm_service_settings_set_username (rrm_account_get_outgoing (bob), "ann@nc.rr.com");
  g_assert_cmpint (compare (ann, bob, "outgoing.username"), ==, RRM_LIKENESS_DIFFERENT);
  rrm_service_settings_set_username (rrm_account_get_incoming (bob), "bob");
  g_assert_cmpint (compare (ann, bob, "incoming.username"), ==, RRM_LIKENESS_DIFFERENT);
  rrm_service_settings_set_username (rrm_account_get_incoming (ann), "ann");
  g_assert_cmpint (compare (ann, bob, "incoming.username"), ==, RRM_LIKENESS_OWN);
  g_assert_cmpint (compare (ann, same, "incoming.username"), ==, RRM_LIKENESS_DIFFERENT);
}

static void
test_security (void)
{
  g_autoptr (RrmAccount) ann = make_account ("ann@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");
  g_autoptr (RrmAccount) bob = make_account ("bob@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");
  RrmServiceSettings *outgoing = rrm_account_get_outgoing (bob);

  rrm_service_settings_set_security (outgoing, RRM_SECURITY_TLS);
  g_assert_cmpint (compare (ann, bob, "outgoing.security"), ==, RRM_LIKENESS_DIFFERENT);
  /* A phone's switch tells only whether it encrypts. */
  rrm_service_settings_set_security (outgoing, RRM_SECURITY_AUTO);
  g_assert_cmpint (compare (ann, bob, "outgoing.security"), ==, RRM_LIKENESS_SAME);
  rrm_service_settings_set_security (rrm_account_get_outgoing (ann), RRM_SECURITY_NONE);
  g_assert_cmpint (compare (ann, bob, "outgoing.security"), ==, RRM_LIKENESS_DIFFERENT);
}

/* POP and IMAP have ports of their own; a port that fits neither is another thing. */
static void
test_port (void)
{
  g_autoptr (RrmAccount) ann = make_account ("ann@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");
  g_autoptr (RrmAccount) bob = make_account ("bob@nc.rr.com", RRM_PROTOCOL_POP3, "mail.twc.com");

  g_assert_cmpint (compare (ann, bob, "incoming.protocol"), ==, RRM_LIKENESS_DIFFERENT);
  g_assert_cmpint (compare (ann, bob, "incoming.port"), ==, RRM_LIKENESS_OWN);
  rrm_service_settings_set_port (rrm_account_get_incoming (bob), 993);
  g_assert_cmpint (compare (ann, bob, "incoming.port"), ==, RRM_LIKENESS_SAME);
  rrm_service_settings_set_port (rrm_account_get_incoming (bob), 110);
  g_assert_cmpint (compare (ann, bob, "incoming.port"), ==, RRM_LIKENESS_DIFFERENT);
}

/* "No authentication" is no name for a password. */
static void
test_auth (void)
{
  g_autoptr (RrmAccount) ann = make_account ("ann@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");
  g_autoptr (RrmAccount) bob = make_account ("bob@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");
  g_autoptr (GPtrArray) all = rrm_accounts_compare (ann, bob);
  g_autoptr (GPtrArray) fewer = NULL;

  rrm_service_settings_set_auth (rrm_account_get_outgoing (bob), RRM_AUTH_PLAIN);
  g_assert_cmpint (compare (ann, bob, "outgoing.auth"), ==, RRM_LIKENESS_SAME);
  /* What nobody has chosen is shown as what it comes to. */
  for (guint i = 0; i < all->len; i++)
    {
      const RrmComparison *comparison = g_ptr_array_index (all, i);

      if (g_str_has_suffix (comparison->key, ".auth"))
        {
          g_assert_cmpstr (comparison->left, ==, "plain");
          g_assert_cmpstr (comparison->right, ==, "plain");
        }
    }
  rrm_service_settings_set_auth (rrm_account_get_outgoing (bob), RRM_AUTH_NONE);
  g_assert_cmpint (compare (ann, bob, "outgoing.auth"), ==, RRM_LIKENESS_DIFFERENT);
  fewer = rrm_accounts_compare (ann, bob);
  g_assert_cmpuint (fewer->len, ==, all->len - 1);
}

/* What was not said is neither right nor wrong. */
static void
test_unknown (void)
{
  g_autoptr (RrmAccount) ann = make_account ("ann@nc.rr.com", RRM_PROTOCOL_IMAP, "mail.twc.com");
  g_autoptr (RrmAccount) bob = make_account ("bob@nc.rr.com", RRM_PROTOCOL_IMAP, "");
  g_autoptr (GPtrArray) half = NULL;

  rrm_service_settings_set_port (rrm_account_get_outgoing (bob), 0);
  rrm_service_settings_set_username (rrm_account_get_incoming (bob), "");
  g_assert_cmpint (compare (ann, bob, "incoming.host"), ==, RRM_LIKENESS_UNKNOWN);
  g_assert_cmpint (compare (ann, bob, "outgoing.port"), ==, RRM_LIKENESS_UNKNOWN);
  g_assert_cmpint (compare (bob, ann, "incoming.username"), ==, RRM_LIKENESS_UNKNOWN);

  rrm_account_set_incoming (bob, NULL);
  half = rrm_accounts_compare (ann, bob);
  for (guint i = 0; i < half->len; i++)
    g_assert_true (
      g_str_has_prefix (((const RrmComparison *) g_ptr_array_index (half, i))->key, "outgoing."));
  g_assert_cmpuint (half->len, ==, 5);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/own", test_own);
  g_test_add_func ("/compare/host", test_host);
  g_test_add_func ("/compare/username", test_username);
  g_test_add_func ("/compare/security", test_security);
  g_test_add_func ("/compare/port", test_port);
  g_test_add_func ("/compare/auth", test_auth);
  g_test_add_func ("/compare/unknown", test_unknown);

  return g_test_run ();
}
