/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"
#include "explain/sentences.h"

#include <locale.h>

/* Every detail that a finding may carry (check/diagnose.h), and those of mail programs. */
static const char *const details[] = {
  "host",           "port",          "peer",           "username",      "aup",
  "reply-code",     "response-code", "enhanced-code",  "expected-host", "domain",
  "address",        "kind",          "provider",       "other-host",    "other-port",
  "expected-port",  "ipv6-address",  "ipv4-address",   "hosts",         "n-tried",
  "seconds",        "found-version", "alert",          "subject",       "issuer",
  "names",          "begins",        "expires",        "sha256",        "expected-address",
  "computer-time",  "true-time",     "product",        "maker",         "username-hint",
  "accepted-by",    "offered",       "quota-percent",  "quota-used",    "quota-limit",
  "size-limit",     "program",       "accounts",       "differences",   "working",
  "expected-username",
};

/* How a finding can come. */
typedef struct
{
  RrmProtocol protocol;
  RrmWhere where;
  gboolean with_service;
  gboolean with_details;
  gboolean with_change;
} Case;

static RrmFinding *
create_finding (RrmFindingCode code,
                const Case *c)
{
  RrmFinding *finding =
    c->with_service ? rrm_finding_new_for_service (code, c->protocol, RRM_STEP_NAME_LOGIN)
                    : rrm_finding_new (code);

  if (c->where != RRM_WHERE_NONE)
    rrm_finding_set_where (finding, c->where);
  for (guint i = 0; c->with_details && i < G_N_ELEMENTS (details); i++)
    {
      g_autofree char *value = g_strdup_printf ("[%s]", details[i]);

      rrm_finding_set_detail (finding, details[i], value);
    }
  if (c->with_details)
    {
      rrm_finding_set_detail (finding, "host", "mail.twc.com");
      rrm_finding_set_detail (finding, "security", "tls");
      rrm_finding_set_detail (finding, "found-security", "starttls");
      rrm_finding_set_detail (finding, "found-protocol", "smtp");
      rrm_finding_set_detail (finding, "auth", "cram-md5");
    }
  if (c->with_change)
    {
      RrmChange *change = rrm_change_new ();

      rrm_change_set_string (change, "outgoing.security", "starttls");
      rrm_finding_set_change (finding, change);
    }

  return finding;
}

static void
check_text (RrmFindingCode code,
            const char *text)
{
  if (text == NULL || *text == '\0' || strpbrk (text, "{}!\"'") != NULL ||
      strstr (text, "  ") != NULL || strstr (text, "“”") != NULL)
    g_error ("%s: %s", rrm_finding_code_to_string (code), text);
  if (strchr (".:”", text[strlen (text) - 1]) == NULL)
    g_error ("%s ends without a full stop: %s", rrm_finding_code_to_string (code), text);
}

static void
check_case (RrmFindingCode code,
            const Case *c)
{
  g_autoptr (RrmFinding) finding = create_finding (code, c);
  g_autoptr (RrmExplanation) explanation = rrm_explain_finding (finding, NULL);
  guint n_steps = g_strv_length (explanation->advice);

  check_text (code, explanation->title);
  check_text (code, explanation->explanation);
  if (n_steps < 2 || n_steps > 5)
    g_error ("%s: %u steps", rrm_finding_code_to_string (code), n_steps);
  for (guint i = 0; i < n_steps; i++)
    check_text (code, explanation->advice[i]);
}

static void
test_all (void)
{
  for (guint code = 0; code < RRM_N_FINDING_CODES; code++)
    for (guint where = 0; where < RRM_N_WHERES; where++)
      for (guint protocol = 0; protocol < RRM_N_PROTOCOLS; protocol++)
        for (guint flags = 0; flags < 8; flags++)
          {
            const Case c = { (RrmProtocol) protocol, (RrmWhere) where, (flags & 1) != 0,
                             (flags & 2) != 0, (flags & 4) != 0 };

            check_case ((RrmFindingCode) code, &c);
          }
}

/* Raised only where the server is one of the family's, or by what a mail program has of theirs. */
static gboolean
is_of_family (RrmFindingCode code)
{
  switch (code)
    {
    case RRM_FINDING_PROVIDER_OUTAGE:
    case RRM_FINDING_HOST_RETIRED:
    case RRM_FINDING_HOST_FOR_OTHER_ADDRESSES:
    case RRM_FINDING_NOT_THIS_PROVIDER:
    case RRM_FINDING_WEB_PASSWORD_NOT_MAIL_PASSWORD:
    case RRM_FINDING_CLIENT_WRONG_SETTINGS:
    case RRM_FINDING_CLIENT_SMTP_SHARED:
    case RRM_FINDING_CLIENT_SMTP_AUTH_OFF:
    case RRM_FINDING_CLIENT_ACCOUNTS_DIFFER:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
check_neutral (RrmFindingCode code,
               const char *text)
{
  if (text == NULL || strstr (text, "Spectrum") != NULL || strstr (text, "spectrum.net") != NULL)
    g_error ("%s: said to others: %s", rrm_finding_code_to_string (code), text);
}

/* Who has another provider is not sent to this one, and it is not blamed. */
static void
test_others (void)
{
  g_autoptr (RrmAccount) account = rrm_account_new ("pat@example.org");

  for (guint code = 0; code < RRM_N_FINDING_CODES; code++)
    for (guint clock = 0; clock < 2; clock++)
      for (guint protocol = 0; protocol < RRM_N_PROTOCOLS && !is_of_family (code); protocol++)
        {
          const Case c = { (RrmProtocol) protocol, RRM_WHERE_PROVIDER, TRUE, clock == 1, FALSE };
          g_autoptr (RrmFinding) finding = create_finding ((RrmFindingCode) code, &c);
          g_autoptr (RrmExplanation) explanation = NULL;

          rrm_finding_set_detail (finding, "host", "imap.example.org");
          rrm_finding_set_detail (finding, "clock", clock == 1 ? "right" : NULL);
          explanation = rrm_explain_finding (finding, account);
          g_assert_cmpstr (explanation->where, ==, "Your mail provider");
          check_neutral ((RrmFindingCode) code, explanation->title);
          check_neutral ((RrmFindingCode) code, explanation->explanation);
          g_assert_cmpuint (g_strv_length (explanation->advice), >, 0);
          for (guint i = 0; explanation->advice[i] != NULL; i++)
            check_neutral ((RrmFindingCode) code, explanation->advice[i]);
        }
}

/* The clock is called right only where something has told the time. */
static void
test_clock (void)
{
  g_autoptr (RrmFinding) finding = rrm_finding_new (RRM_FINDING_CERTIFICATE_EXPIRED);
  g_autoptr (RrmExplanation) bare = NULL;
  g_autoptr (RrmExplanation) told = NULL;

  rrm_finding_set_detail (finding, "expires", "2026-12-04");
  bare = rrm_explain_finding (finding, NULL);
  rrm_finding_set_detail (finding, "clock", "right");
  told = rrm_explain_finding (finding, NULL);

  g_assert_null (strstr (bare->explanation, "The clock of this computer is right"));
  g_assert_null (strstr (bare->explanation, "Spectrum"));
  g_assert_nonnull (strstr (told->explanation, "The clock of this computer is right"));
}

/* Within one entry, no wording may stand behind one that always fits. */
static void
check_order (RrmFindingCode code,
             const RrmWording *wordings)
{
  for (guint i = 0; i + 1 < RRM_MAX_WORDINGS && wordings[i + 1].text != NULL; i++)
    if (wordings[i].when == NULL && strchr (wordings[i].text, '{') == NULL &&
        strstr (wordings[i].text, "Spectrum") == NULL &&
        strstr (wordings[i].text, "spectrum.net") == NULL)
      g_error ("%s: never said: %s", rrm_finding_code_to_string (code), wordings[i + 1].text);
}

static void
test_reachable (void)
{
  for (guint code = 0; code < RRM_N_FINDING_CODES; code++)
    {
      const RrmSentences *sentences = rrm_sentences_find ((RrmFindingCode) code);

      g_assert_nonnull (sentences);
      check_order (sentences->code, sentences->title);
      check_order (sentences->code, sentences->why);
      for (guint i = 0; i < RRM_MAX_STEPS; i++)
        check_order (sentences->code, sentences->steps[i]);
    }
}

static void
test_mode_mismatch (void)
{
  g_autoptr (RrmFinding) finding = rrm_finding_new_for_service (
    RRM_FINDING_TLS_MODE_MISMATCH, RRM_PROTOCOL_SMTP, RRM_STEP_NAME_GREETING);
  g_autoptr (RrmExplanation) bare = rrm_explain_finding (finding, NULL);
  g_autoptr (RrmExplanation) full = NULL;

  rrm_finding_set_detail (finding, "security", "tls");
  rrm_finding_set_detail (finding, "found-security", "starttls");
  rrm_finding_set_detail (finding, "port", "587");
  full = rrm_explain_finding (finding, NULL);

  g_assert_cmpstr (full->where, ==, "Your settings");
  g_assert_cmpstr (full->title, ==, "To send, the server wants “STARTTLS” and not “SSL/TLS”.");
  g_assert_null (strstr (bare->title, "STARTTLS"));
  g_assert_nonnull (strstr (full->advice[1], "587"));
}

/* Where the line is safe already, nobody is told to make it safe. */
static void
test_login_disabled (void)
{
  static const char *const safe[] = { "tls", "starttls", "auto" };
  g_autoptr (RrmFinding) finding = rrm_finding_new_for_service (
    RRM_FINDING_LOGIN_DISABLED, RRM_PROTOCOL_IMAP, RRM_STEP_NAME_LOGIN);
  g_autoptr (RrmExplanation) bare = rrm_explain_finding (finding, NULL);
  g_autoptr (RrmExplanation) none = NULL;

  g_assert_nonnull (strstr (bare->explanation, "not safe yet"));
  rrm_finding_set_detail (finding, "security", "none");
  none = rrm_explain_finding (finding, NULL);
  g_assert_nonnull (strstr (none->explanation, "not safe yet"));

  for (guint i = 0; i < G_N_ELEMENTS (safe); i++)
    {
      g_autoptr (RrmExplanation) other = NULL;

      rrm_finding_set_detail (finding, "security", safe[i]);
      other = rrm_explain_finding (finding, NULL);
      g_assert_cmpstr (other->title, !=, bare->title);
      g_assert_null (strstr (other->explanation, "not safe"));
      for (guint j = 0; other->advice[j] != NULL; j++)
        g_assert_null (strstr (other->advice[j], "SSL/TLS"));
    }
}

/* The same address on both sides: it must not be said that they differ. */
static void
test_same_name (void)
{
  g_autoptr (RrmFinding) finding = rrm_finding_new (RRM_FINDING_SENDER_NOT_LOGIN);
  g_autoptr (RrmExplanation) same = NULL;
  g_autoptr (RrmExplanation) other = NULL;

  rrm_finding_set_detail (finding, "address", "pat@nc.rr.com");
  rrm_finding_set_detail (finding, "username", "Pat@nc.rr.com");
  same = rrm_explain_finding (finding, NULL);
  g_assert_null (strstr (same->title, "another"));
  g_assert_null (strstr (same->explanation, "sign in as"));

  rrm_finding_set_detail (finding, "username", "sam@nc.rr.com");
  other = rrm_explain_finding (finding, NULL);
  g_assert_nonnull (strstr (other->title, "another"));
  g_assert_nonnull (strstr (other->explanation, "“sam@nc.rr.com”"));
}

/* What the account knows fills what the finding does not say. */
static void
test_account (void)
{
  g_autoptr (RrmAccount) account = rrm_account_new ("pat@nc.rr.com");
  g_autoptr (RrmServiceSettings) settings = rrm_service_settings_new (
    RRM_PROTOCOL_IMAP, "pop-server.nc.rr.com", 143, RRM_SECURITY_STARTTLS);
  g_autoptr (RrmFinding) finding = rrm_finding_new_for_service (
    RRM_FINDING_HOST_RETIRED, RRM_PROTOCOL_IMAP, RRM_STEP_NAME_CONNECT);
  g_autoptr (RrmExplanation) explanation = NULL;
  RrmChange *change = rrm_change_new ();

  rrm_account_set_incoming (account, settings);
  rrm_change_set_string (change, "incoming.host", "mail.twc.com");
  rrm_finding_set_change (finding, change);
  explanation = rrm_explain_finding (finding, account);

  g_assert_nonnull (strstr (explanation->title, "“pop-server.nc.rr.com”"));
  g_assert_nonnull (strstr (explanation->advice[0], "shown here"));
}

static void
test_date (void)
{
  g_autoptr (RrmFinding) finding = rrm_finding_new (RRM_FINDING_CERTIFICATE_EXPIRED);
  g_autoptr (RrmExplanation) explanation = NULL;

  rrm_finding_set_detail (finding, "expires", "2026-12-04");
  explanation = rrm_explain_finding (finding, NULL);
  g_assert_nonnull (strstr (explanation->explanation, "December 4, 2026"));
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain-sentences/all", test_all);
  g_test_add_func ("/explain-sentences/reachable", test_reachable);
  g_test_add_func ("/explain-sentences/mode-mismatch", test_mode_mismatch);
  g_test_add_func ("/explain-sentences/login-disabled", test_login_disabled);
  g_test_add_func ("/explain-sentences/same-name", test_same_name);
  g_test_add_func ("/explain-sentences/account", test_account);
  g_test_add_func ("/explain-sentences/others", test_others);
  g_test_add_func ("/explain-sentences/clock", test_clock);
  g_test_add_func ("/explain-sentences/date", test_date);

  return g_test_run ();
}
