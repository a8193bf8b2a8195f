/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/audit.h"
#include "clients/client.h"

#include <string.h>

/* The account of one.js with a few settings that stand behind it and so count: what the audit says
 * of it ("code key=value …", by ";"), and of the outgoing entries that are left over. */
typedef struct
{
  const char *name;
  const char *settings;
  const char *findings;
} Case;

#define HOST(x) "mail.server.server1.hostname=\"" x "\"|"
#define PORT(x) "mail.server.server1.port=" x "|"
#define SECURITY(x) "mail.server.server1.socketType=" x "|"
#define POP "mail.server.server1.type=\"pop3\"|mail.server.server1.leave_on_server=true|"
#define OUT_HOST(x) "mail.smtpserver.smtp1.hostname=\"" x "\"|"
#define OUT_PORT(x) "mail.smtpserver.smtp1.port=" x "|"
#define OUT_SECURITY(x) "mail.smtpserver.smtp1.try_ssl=" x "|"
#define OUT_AUTH(x) "mail.smtpserver.smtp1.authMethod=" x "|"
#define OUT_NAME(x) "mail.smtpserver.smtp1.username=\"" x "\"|"
#define ADDRESS(x) "mail.identity.id1.useremail=\"" x "\"|"
#define NAME(x) "mail.server.server1.userName=\"" x "\"|"
#define VERSION(x) "extensions.lastAppVersion=\"" x "\"|"
#define SECOND_HOST(x) "mail.server.server1.realhostname=\"" x "\"|"
#define SECOND_NAME(x) "mail.server.server1.realuserName=\"" x "\"|"
#define SECOND(entry)                                                                              \
  "mail.accountmanager.accounts=\"account1,account2\"|mail.account.account2.server=\"server2\"|"   \
  "mail.account.account2.identities=\"id2\"|mail.identity.id2.useremail=\"bob@nc.rr.com\"|"        \
  "mail.identity.id2.smtpServer=\"" entry "\"|mail.server.server2.type=\"imap\"|"                  \
  "mail.server.server2.hostname=\"mail.twc.com\"|mail.server.server2.socketType=3|"                \
  "mail.server.server2.userName=\"bob@nc.rr.com\"|"
#define ENTRY_2(name)                                                                              \
  "mail.smtpservers=\"smtp1,smtp2\"|mail.smtpserver.smtp2.hostname=\"mail.twc.com\"|"              \
  "mail.smtpserver.smtp2.try_ssl=2|mail.smtpserver.smtp2.username=\"" name "\"|"

static const Case cases[] = {
  { "right", "", "" },
  { "no-port", PORT ("0"), "" },
  { "starttls-143", PORT ("143") SECURITY ("2"), "" },
  { "tls-587", OUT_SECURITY ("3"), "" },
  { "tls-465", OUT_SECURITY ("3") OUT_PORT ("465"), "" },
  { "upper-case", HOST ("Mail.TWC.com") OUT_HOST ("MAIL.twc.com") NAME ("Ann@nc.rr.com"), "" },
  { "pop", POP PORT ("995"), "" },
  { "other-provider",
    ADDRESS ("ann@example.org") HOST ("imap.example.org") NAME ("ann") OUT_HOST ("smtp.example.org")
      OUT_NAME ("ann") SECURITY ("0") OUT_AUTH ("1"), "" },
  { "charter",
    ADDRESS ("ann@charter.net") NAME ("ann@charter.net") OUT_NAME ("ann@charter.net")
      HOST ("mobile.charter.net") OUT_HOST ("mobile.charter.net"), "" },
  { "second-host",
    ADDRESS ("ann@cfl.rr.com") NAME ("ann@cfl.rr.com") OUT_NAME ("ann@cfl.rr.com"), "" },

  { "retired", HOST ("pop-server.nc.rr.com"), "host-retired incoming.host=mail.twc.com" },
  { "retired-pop", POP HOST ("pop-server.nc.rr.com") PORT ("110") SECURITY ("0"),
    "host-retired incoming.host=mail.twc.com incoming.port=995 incoming.security=tls" },
  { "retired-smtp", OUT_HOST ("smtp-server.nc.rr.com"),
    "host-retired entry=smtp1 outgoing.host=mail.twc.com" },
  { "retired-smtp-25", OUT_HOST ("smtp-server.nc.rr.com") OUT_PORT ("25") OUT_SECURITY ("0"),
    "host-retired entry=smtp1 outgoing.host=mail.twc.com outgoing.port=587 "
    "outgoing.security=starttls" },
  { "retired-charter",
    ADDRESS ("a@charter.net") NAME ("a@charter.net") OUT_NAME ("a@charter.net")
      HOST ("imap.charter.net") OUT_HOST ("mobile.charter.net"),
    "host-retired incoming.host=mobile.charter.net" },
  { "second-host-78", VERSION ("78.14.0") SECOND_HOST ("pop-server.nc.rr.com"),
    "host-retired incoming.host=mail.twc.com" },
  { "second-host-128", VERSION ("128.5.0") SECOND_HOST ("pop-server.nc.rr.com"),
    "host-retired incoming.host=mail.twc.com" },
  { "second-host-140", VERSION ("140.12.0") SECOND_HOST ("pop-server.nc.rr.com"), "" },
  { "second-host-unknown", SECOND_HOST ("pop-server.nc.rr.com"), "" },
  { "second-host-empty", VERSION ("78.14.0") HOST ("pop-server.nc.rr.com") SECOND_HOST (""),
    "host-retired incoming.host=mail.twc.com" },
  { "second-host-hides-78", VERSION ("78.14.0") HOST ("pop-server.nc.rr.com")
      SECOND_HOST ("mail.twc.com"), "" },
  { "second-host-hides-153", VERSION ("153.7.0") HOST ("pop-server.nc.rr.com")
      SECOND_HOST ("mail.twc.com"), "host-retired incoming.host=mail.twc.com" },
  { "second-name-78", VERSION ("78.14.0") NAME ("ann") SECOND_NAME ("ann@nc.rr.com"), "" },
  { "second-name-153", VERSION ("153.7.0") NAME ("ann") SECOND_NAME ("ann@nc.rr.com"),
    "username-needs-domain incoming.username=ann@nc.rr.com" },
  { "typo", HOST ("mail.twc,com"), "host-typo incoming.host=mail.twc.com" },
  { "typo-smtp", OUT_HOST ("smpt.nc.rr.com"), "host-typo entry=smtp1 outgoing.host=mail.twc.com" },
  { "typo-net", HOST ("mail.twc.net"), "host-typo incoming.host=mail.twc.com" },
  { "typo-ntlm", HOST ("mail.twc.net") "mail.server.server1.authMethod=6|",
    "host-typo incoming.host=mail.twc.com;spa-selected incoming.auth=plain" },
  { "typo-no-auth", OUT_HOST ("mail.twc.net") OUT_AUTH ("1"),
    "host-typo entry=smtp1 outgoing.host=mail.twc.com;"
    "client-smtp-auth-off entry=smtp1 outgoing.auth=plain" },
  { "typo-465", OUT_HOST ("mail.twc.net") OUT_PORT ("465") OUT_SECURITY ("3"),
    "host-typo entry=smtp1 outgoing.host=mail.twc.com outgoing.port=587 "
    "outgoing.security=starttls" },
  { "typo-587", OUT_HOST ("mail.twc.net") OUT_SECURITY ("3"),
    "host-typo entry=smtp1 outgoing.host=mail.twc.com" },
  { "for-others", HOST ("mobile.charter.net"),
    "host-for-other-addresses incoming.host=mail.twc.com" },
  { "for-others-smtp", OUT_HOST ("mobile.charter.net"),
    "host-for-other-addresses entry=smtp1 outgoing.host=mail.twc.com" },
  { "wizard", HOST ("mobile.charter.net") OUT_HOST ("mobile.charter.net"),
    "host-for-other-addresses incoming.host=mail.twc.com;"
    "host-for-other-addresses entry=smtp1 outgoing.host=mail.twc.com" },

  { "imap-995", PORT ("995"), "client-wrong-settings incoming.port=993" },
  { "pop-993", POP, "client-wrong-settings incoming.port=995" },
  { "imap-587", PORT ("587"), "client-wrong-settings incoming.port=993" },
  { "imap-tls-143", PORT ("143"), "client-wrong-settings incoming.port=993" },
  { "imap-starttls-993", SECURITY ("2"), "client-wrong-settings incoming.security=tls" },
  { "imap-none-993", SECURITY ("0"), "client-wrong-settings incoming.security=tls" },
  { "imap-none-143", SECURITY ("0") PORT ("143"),
    "cleartext-chosen incoming.port=993 incoming.security=tls" },
  { "smtp-567", OUT_PORT ("567"), "client-wrong-settings entry=smtp1 outgoing.port=587" },
  { "smtp-993", OUT_PORT ("993"), "client-wrong-settings entry=smtp1 outgoing.port=587" },
  { "smtp-110", OUT_PORT ("110"), "client-wrong-settings entry=smtp1 outgoing.port=587" },
  { "smtp-25", OUT_PORT ("25"), "client-wrong-settings entry=smtp1 outgoing.port=587" },
  { "smtp-tls-25", OUT_PORT ("25") OUT_SECURITY ("3"),
    "client-wrong-settings entry=smtp1 outgoing.port=587 outgoing.security=starttls" },
  { "smtp-tls-25-charter",
    ADDRESS ("ann@charter.net") NAME ("ann@charter.net") OUT_NAME ("ann@charter.net")
      HOST ("mobile.charter.net") OUT_HOST ("mobile.charter.net") OUT_PORT ("25")
        OUT_SECURITY ("3"),
    "client-wrong-settings entry=smtp1 outgoing.port=587" },
  { "retired-smtp-tls-465",
    OUT_HOST ("smtp-server.nc.rr.com") OUT_PORT ("465") OUT_SECURITY ("3"),
    "host-retired entry=smtp1 outgoing.host=mail.twc.com outgoing.port=587 "
    "outgoing.security=starttls" },
  { "retired-smtp-tls-587", OUT_HOST ("smtp-server.nc.rr.com") OUT_SECURITY ("3"),
    "host-retired entry=smtp1 outgoing.host=mail.twc.com" },
  { "smtp-starttls-465", OUT_PORT ("465"), "client-wrong-settings entry=smtp1 outgoing.port=587" },
  { "smtp-none-587", OUT_SECURITY ("0"),
    "cleartext-chosen entry=smtp1 outgoing.security=starttls" },
  { "swapped", PORT ("587") OUT_PORT ("993"),
    "client-wrong-settings incoming.port=993;client-wrong-settings entry=smtp1 outgoing.port=587" },
  { "old-secure", SECURITY ("1") PORT ("143"), "" },

  { "no-auth", OUT_AUTH ("1"), "client-smtp-auth-off entry=smtp1 outgoing.auth=plain" },
  { "no-auth-no-name", OUT_AUTH ("1") OUT_NAME (""),
    "client-smtp-auth-off entry=smtp1 outgoing.auth=plain outgoing.username=ann@nc.rr.com" },
  { "ntlm", "mail.server.server1.authMethod=6|", "spa-selected incoming.auth=plain" },
  { "cram", "mail.server.server1.authMethod=4|", "auth-mechanism-unsupported incoming.auth=plain" },
  { "oauth", "mail.server.server1.authMethod=10|",
    "auth-mechanism-unsupported incoming.auth=plain" },
  { "oauth-smtp", OUT_AUTH ("10"), "auth-mechanism-unsupported entry=smtp1 outgoing.auth=plain" },
  { "gssapi", "mail.server.server1.authMethod=5|",
    "auth-mechanism-unsupported incoming.auth=plain" },
  { "strange-auth", "mail.server.server1.authMethod=77|", "" },

  { "short-name", NAME ("ann"), "username-needs-domain incoming.username=ann@nc.rr.com" },
  { "no-name", NAME (""), "username-needs-domain incoming.username=ann@nc.rr.com" },
  { "short-name-smtp", OUT_NAME ("ann"),
    "username-needs-domain entry=smtp1 outgoing.username=ann@nc.rr.com" },
  { "dot-for-at", NAME ("ann.nc.rr.com"),
    "username-needs-domain incoming.username=ann@nc.rr.com" },
  { "other-name", OUT_NAME ("bob@nc.rr.com"),
    "sender-not-login entry=smtp1 outgoing.username=ann@nc.rr.com" },
  { "foreign-address", ADDRESS ("ann@example.org"),
    "sender-not-login entry=smtp1 outgoing.username=ann@example.org" },
  { "address-typo", ADDRESS ("ann@nc.rr.com.com"), NULL },

  { "shared", SECOND ("smtp1"), "|client-smtp-shared entry=new outgoing.username=bob@nc.rr.com" },
  { "shared-own-there", SECOND ("smtp1") ENTRY_2 ("bob@nc.rr.com"),
    "|client-smtp-shared entry=smtp2|client-smtp-leftover entry=smtp2" },
  { "shared-by-default", SECOND ("none"),
    "|client-smtp-shared entry=new outgoing.username=bob@nc.rr.com" },
  { "shared-stranger", SECOND ("smtp1") OUT_NAME ("cat@nc.rr.com"),
    "sender-not-login entry=smtp1 outgoing.username=ann@nc.rr.com|"
    "client-smtp-shared entry=new outgoing.username=bob@nc.rr.com" },
  { "not-shared", SECOND ("smtp2") ENTRY_2 ("bob@nc.rr.com"), "|" },
  { "crossed", SECOND ("smtp2") ENTRY_2 ("ann@nc.rr.com") OUT_NAME ("bob@nc.rr.com"),
    "sender-not-login entry=smtp1 outgoing.username=ann@nc.rr.com|"
    "sender-not-login entry=smtp2 outgoing.username=bob@nc.rr.com" },
  { "leftover", ENTRY_2 ("old@nc.rr.com"), "|client-smtp-leftover entry=smtp2" },
  { "leftover-foreign",
    "mail.smtpservers=\"smtp1,smtp2\"|mail.smtpserver.smtp2.hostname=\"smtp.example.org\"|", "" },
  { "leftover-default", ENTRY_2 ("old@nc.rr.com") "mail.smtp.defaultserver=\"smtp2\"|",
    "|client-smtp-leftover entry=smtp2" },
  { "pop-removes", POP PORT ("995") "mail.server.server1.leave_on_server=false|",
    "pop-removes-mail incoming.leave-on-server=true" },
  { "errors-first", POP PORT ("110") "mail.server.server1.leave_on_server=false|" OUT_AUTH ("1"),
    "client-wrong-settings incoming.port=995;client-smtp-auth-off entry=smtp1 outgoing.auth=plain;"
    "pop-removes-mail incoming.leave-on-server=true" },

  { "twice-listed", "mail.accountmanager.accounts=\"account1, account1,,account9\"|", "" },
  { "no-account", "mail.accountmanager.accounts=\"\"|", "-" },
  { "no-entry", "mail.smtpservers=\"\"|", "client-wrong-settings" },
  { "port-too-large", PORT ("70000") OUT_PORT ("-5"), "" },
};

static char *
make_prefs (const Case *item)
{
  GString *text = g_string_new (NULL);
  g_autofree char *base = data_read ("thunderbird/one.js");
  g_auto (GStrv) settings = g_strsplit (item->settings, "|", -1);

  g_string_append (text, base);
  for (guint i = 0; settings[i] != NULL; i++)
    {
      char *equals = strchr (settings[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      g_string_append_printf (text, "user_pref(\"%s\", %s);\n", settings[i], equals + 1);
    }

  return g_string_free (text, FALSE);
}

static void
append_findings (GString *text,
                 GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      RrmFinding *finding = g_ptr_array_index (findings, i);
      RrmChange *change = rrm_finding_get_change (finding);

      g_string_append_printf (text, "%s%s", i > 0 ? ";" : "",
                              rrm_finding_code_to_string (rrm_finding_get_code (finding)));
      for (guint j = 0; change != NULL && j < rrm_change_get_n_items (change); j++)
        {
          const RrmChangeItem *setting = rrm_change_get_item (change, j);
          g_autofree char *value = g_variant_is_of_type (setting->value, G_VARIANT_TYPE_STRING)
                                     ? g_variant_dup_string (setting->value, NULL)
                                     : g_variant_print (setting->value, FALSE);

          g_string_append_printf (text, " %s=%s", setting->key, value);
        }
    }
}

static GPtrArray *
read_prefs (const char *home,
            const char *text)
{
  g_autofree char *path = home_path (home, "prefs.js");
  g_autoptr (GError) error = NULL;
  GPtrArray *profiles;

  home_write (home, "prefs.js", text);
  profiles = rrm_clients_read_path (path, &error);
  g_assert_no_error (error);

  return profiles;
}

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  char *home = home_new ();
  g_autofree char *prefs = make_prefs (item);
  g_autoptr (GPtrArray) profiles = read_prefs (home, prefs);
  const RrmClientProfile *profile = g_ptr_array_index (profiles, 0);
  g_autoptr (GPtrArray) leftovers = rrm_client_audit_entries (profile);
  GString *text = g_string_new (profile->accounts->len == 0 ? "-" : NULL);

  for (guint i = 0; i < profile->accounts->len; i++)
    {
      g_autoptr (GPtrArray)
        findings = rrm_client_audit (profile, g_ptr_array_index (profile->accounts, i));

      g_string_append (text, i > 0 ? "|" : "");
      append_findings (text, findings);
    }
  if (leftovers->len > 0 && profile->accounts->len > 0)
    {
      g_string_append_c (text, '|');
      append_findings (text, leftovers);
    }
  if (item->findings != NULL)
    g_assert_cmpstr (text->str, ==, item->findings);
  else
    g_assert_true (g_str_has_prefix (text->str, item->name));
  g_string_free (text, TRUE);
  home_free (home);
}

/* Cut at any byte, it is read as far as it goes, and never written. */
static void
test_truncated (void)
{
  char *home = home_new ();
  g_autofree char *base = data_read ("thunderbird/family.js");
  gsize length = strlen (base);

  for (gsize n = 0; n < length; n += 7)
    {
      g_autofree char *text = g_strndup (base, n);
      g_autoptr (GPtrArray) profiles = read_prefs (home, text);
      const RrmClientProfile *profile = g_ptr_array_index (profiles, 0);
      gboolean whole = n == 0 || base[n - 1] == '\n' || base[n - 1] == ';';

      if (!whole && base[n - 1] != '/' && base[n - 1] != ' ' && strrchr (text, '\n') != NULL &&
          strrchr (text, '\n')[1] == 'u')
        g_assert_true (rrm_client_profile_is_damaged (profile));
      for (guint i = 0; i < profile->accounts->len; i++)
        {
          g_autoptr (GPtrArray)
            findings = rrm_client_audit (profile, g_ptr_array_index (profile->accounts, i));

          g_assert_nonnull (findings);
        }
    }
  home_free (home);
}

/* A profile of many years. */
static void
test_long (void)
{
  char *home = home_new ();
  g_autofree char *base = data_read ("thunderbird/one.js");
  GString *text = g_string_new (base);
  g_autoptr (GPtrArray) profiles = NULL;
  const RrmClientProfile *profile;
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "user_pref(\"mail.junk.%u\", \"\\u00fc%u\");\r\n", i, i);
  profiles = read_prefs (home, text->str);
  profile = g_ptr_array_index (profiles, 0);
  g_assert_cmpuint (profile->accounts->len, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 5 * G_USEC_PER_SEC);
  g_string_free (text, TRUE);
  home_free (home);
}

static void
test_compare (void)
{
  static const Case item = { "compare", SECOND ("smtp2") ENTRY_2 ("bob@nc.rr.com")
                             "mail.smtpserver.smtp2.port=465|mail.server.server2.port=143|", NULL };
  char *home = home_new ();
  g_autofree char *prefs = make_prefs (&item);
  g_autoptr (GPtrArray) profiles = read_prefs (home, prefs);
  const RrmClientProfile *profile = g_ptr_array_index (profiles, 0);
  const RrmClientAccount *working = g_ptr_array_index (profile->accounts, 0);
  const RrmClientAccount *failing = g_ptr_array_index (profile->accounts, 1);
  g_autoptr (RrmFinding) finding = rrm_client_compare (profile, working, failing);
  GVariant *port;

  g_assert_nonnull (finding);
  g_assert_cmpstr (rrm_finding_get_detail (finding, "differences"), ==,
                   "incoming.port,outgoing.port");
  g_assert_cmpstr (rrm_finding_get_detail (finding, "working"), ==, "ann@nc.rr.com");
  port = rrm_change_lookup (rrm_finding_get_change (finding), "outgoing.port");
  g_assert_cmpuint (g_variant_get_uint32 (port), ==, 587);
  g_assert_null (rrm_client_compare (profile, working, working));
  home_free (home);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/clients/audit/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/clients/audit/truncated", test_truncated);
  g_test_add_func ("/clients/audit/long", test_long);
  g_test_add_func ("/clients/audit/compare", test_compare);

  return g_test_run ();
}
