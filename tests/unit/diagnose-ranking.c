/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/diagnose-private.h"

#include <string.h>

/* "imap:password-rejected", a warning with "?", an info with "!" at its end, with a change "+" */
static RrmFinding *
make (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  g_autofree char *word = g_strdup (parts[1]);
  RrmProtocol protocol = RRM_PROTOCOL_IMAP;
  RrmFindingCode code = RRM_FINDING_OFFLINE;
  RrmSeverity severity = RRM_SEVERITY_ERROR;
  gboolean change = FALSE;
  RrmFinding *finding;

  for (gsize length = strlen (word); strchr ("?!+", word[length - 1]) != NULL; length--)
    {
      if (word[length - 1] == '?')
        severity = RRM_SEVERITY_WARNING;
      else if (word[length - 1] == '!')
        severity = RRM_SEVERITY_INFO;
      else
        change = TRUE;
      word[length - 1] = '\0';
    }
  g_assert_true (rrm_protocol_parse (parts[0], &protocol));
  g_assert_true (rrm_finding_code_parse (word, &code));
  finding = rrm_finding_new_for_service (code, protocol, RRM_STEP_NAME_LOGIN);
  rrm_finding_set_severity (finding, severity);
  rrm_finding_set_detail (finding, "text", text);
  if (change)
    {
      RrmChange *to = rrm_change_new ();

      rrm_change_set_string (to, "address", "x");
      rrm_finding_set_change (finding, to);
    }

  return finding;
}

static char *
sort (const char *const *words)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  GString *text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (findings, make (words[i]));
  rrm_ranking_sort (findings);
  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            rrm_finding_get_detail (findings->pdata[i], "text"));

  return g_string_free (text, FALSE);
}

/* Each row in the order in which it has to come out, whatever order it goes in. */
static const char *const orders[] = {
  /* Errors above warnings above info, before everything else. */
  "smtp:password-rejected imap:cleartext-chosen?+ imap:web-password-not-mail-password!",
  "smtp:server-busy imap:host-retired?+ imap:mailbox-full?",
  /* Nothing can be told without a network. */
  "smtp:offline imap:host-retired+ imap:dns-unavailable",
  "imap:captive-portal imap:host-typo+ imap:certificate-wrong-name+ smtp:connection-reset",
  /* The map above what it explains. */
  "smtp:host-retired+ imap:tls-mode-mismatch+ smtp:connection-timed-out",
  "imap:host-for-other-addresses+ imap:password-rejected",
  "imap:host-typo+ imap:host-not-found+",
  "imap:address-typo+ imap:host-for-other-addresses+ imap:password-rejected",
  "imap:not-this-provider imap:host-retired+ imap:password-rejected",
  /* A clock above all certificates. */
  "imap:computer-clock-wrong smtp:certificate-wrong-name+ imap:certificate-unknown-issuer",
  /* What a setting mends above what nothing mends. */
  "smtp:tls-mode-mismatch+ imap:password-rejected",
  "smtp:smtp-auth-off+ imap:certificate-chain-incomplete",
  "imap:certificate-wrong-name+ imap:certificate-chain-incomplete",
  "smtp:wrong-port+ imap:provider-outage",
  /* Incoming above outgoing. */
  "imap:password-rejected smtp:password-rejected",
  "pop3:server-busy smtp:ip-no-reverse-dns",
  "imap:wrong-port+ smtp:tls-mode-mismatch+",
  /* What explains above what is explained. */
  "smtp:provider-outage imap:connection-refused smtp:connection-refused",
  "imap:provider-outage imap:connection-timed-out smtp:connection-reset",
  "smtp:port-blocked smtp:connection-timed-out",
  "smtp:wrong-port+ smtp:connection-refused",
  "smtp:ipv6-broken imap:connection-reset smtp:server-too-slow",
  "smtp:tls-intercepted smtp:certificate-wrong-name",
  "smtp:tls-intercepted smtp:certificate-wrong-name+",
  "imap:spa-selected+ imap:auth-mechanism-unsupported+",
  "imap:spa-selected+ imap:username-needs-domain+",
  "smtp:smtp-auth-off+ smtp:relay-denied+",
  "smtp:smtp-auth-off+ smtp:sender-not-login+",
  "smtp:tls-mode-mismatch+ smtp:ip-no-reverse-dns",
  /* A warning explains no error away. */
  "imap:connection-reset imap:ipv6-broken?",
};

/* Heap's algorithm: every order goes in once. */
static void
check_orders (const char **words,
              guint n,
              const char *expected)
{
  if (n == 1)
    {
      g_autofree char *sorted = sort (words);

      g_assert_cmpstr (sorted, ==, expected);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      guint other = n % 2 == 0 ? i : 0;
      const char *word = words[n - 1];

      check_orders (words, n - 1, expected);
      words[n - 1] = words[other];
      words[other] = word;
    }
}

static void
test_orders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_auto (GStrv) words = g_strsplit (orders[i], " ", -1);
      g_autofree const char **mixed
          = g_memdup2 (words, (g_strv_length (words) + 1) * sizeof *words);

      check_orders (mixed, g_strv_length (words), orders[i]);
    }
}

/* What is equal stays in the order in which it was found. */
static void
test_stable (void)
{
  const char *const words[] = { "imap:certificate-wrong-name", "imap:certificate-expired",
                                "imap:certificate-weak", "imap:certificate-revoked", NULL };
  g_autofree char *sorted = sort (words);
  g_autofree char *same = g_strjoinv (" ", (char **) words);

  g_assert_cmpstr (sorted, ==, same);
}

static void
test_empty (void)
{
  const char *const words[] = { NULL };
  g_autofree char *sorted = sort (words);

  g_assert_cmpstr (sorted, ==, "");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diagnose/ranking/orders", test_orders);
  g_test_add_func ("/diagnose/ranking/stable", test_stable);
  g_test_add_func ("/diagnose/ranking/empty", test_empty);

  return g_test_run ();
}
