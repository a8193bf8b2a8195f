/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-fixture.h"

#include <gnutls/gnutls.h>
#include <string.h>

#define NONE 0

typedef struct
{
  const char *certificate;
  guint problems;
} Certificate;

static const Certificate certificates[] = {
  { "good", NONE },
  { "expired", RRM_CERTIFICATE_EXPIRED },
  { "not-yet-valid", RRM_CERTIFICATE_NOT_YET_VALID },
  { "wrong-name", RRM_CERTIFICATE_WRONG_NAME },
  { "self-signed", RRM_CERTIFICATE_SELF_SIGNED },
  { "unknown-issuer", RRM_CERTIFICATE_UNKNOWN_ISSUER },
  { "incomplete", RRM_CERTIFICATE_INCOMPLETE },
  { "good-staple", NONE },
  { "revoked-staple", RRM_CERTIFICATE_REVOKED },
  { "expired-staple", RRM_CERTIFICATE_INVALID },
  { "must-staple", RRM_CERTIFICATE_INVALID },
  { "good-staple\ncertificate.must-staple=yes", NONE },
  { "weak-key", RRM_CERTIFICATE_WEAK },
  { "weak-signature", RRM_CERTIFICATE_WEAK },
  { "no-san", RRM_CERTIFICATE_WRONG_NAME },
  { "email-san", RRM_CERTIFICATE_WRONG_NAME },
  { "wrong-usage", RRM_CERTIFICATE_WRONG_PURPOSE },
  { "email-usage", RRM_CERTIFICATE_WRONG_PURPOSE },
  { "good\ncertificate.usage=none", NONE },
  { "good\ncertificate.usage=any", NONE },
  { "good\ncertificate.key=rsa", NONE },
  { "good\ncertificate.key=ed25519", NONE },
  { "good\ncertificate.chain=leaf other intermediate", NONE },
  { "good\ncertificate.chain=leaf root intermediate other", NONE },
  { "good\ncertificate.chain=leaf other", RRM_CERTIFICATE_INCOMPLETE },
  { "good\ncertificate.issuer=root", NONE },
  { "expired-issuer", RRM_CERTIFICATE_EXPIRED },
  { "constrained-issuer", RRM_CERTIFICATE_INVALID },
  { "deep-issuer", RRM_CERTIFICATE_INVALID },
  { "no-ca-issuer", RRM_CERTIFICATE_INVALID },
  { "intercepted:Web Guard Root", RRM_CERTIFICATE_UNKNOWN_ISSUER },
  /* Several at once. */
  { "expired\nnames=mail.example.net", RRM_CERTIFICATE_EXPIRED | RRM_CERTIFICATE_WRONG_NAME },
  { "self-signed\ncertificate.until=-1", RRM_CERTIFICATE_SELF_SIGNED | RRM_CERTIFICATE_EXPIRED },
};

static void
test_certificate (gconstpointer data)
{
  const Certificate *example = data;
  g_autofree char *scenario =
    g_strdup_printf ("[imap]\ncertificate=%s\n", example->certificate);
  g_autoptr (Fixture) fixture = fixture_new (scenario);
  g_autoptr (RrmFault) fault = NULL;
  g_autoptr (RrmTlsInfo) info =
    fixture_handshake (fixture, FIXTURE_HOST, 993, RRM_TLS_OFFER_MODERN, &fault);

  g_assert_cmphex (info->problems, ==, example->problems);
  g_assert_cmpint (info->verified, ==, example->problems == NONE);
  if (example->problems == NONE)
    g_assert_null (fault);
  else
    expect_fault (fault, RRM_FAULT_CERTIFICATE);
  g_assert_cmpuint (info->chain->len, >=, 1);
}

/* What the report tells of a certificate. */
static void
test_facts (void)
{
  g_autoptr (Fixture) fixture =
    fixture_new ("[imap]\nnames=mail.twc.com;*.twc.com;127.0.0.1\n"
                 "certificate.chain=leaf intermediate root\n");
  g_autoptr (RrmTlsInfo) info =
    fixture_handshake (fixture, FIXTURE_HOST, 993, RRM_TLS_OFFER_MODERN, NULL);
  const RrmCertificate *leaf = rrm_tls_info_get_certificate (info);
  const RrmCertificate *issuer, *root;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_true (info->verified);
  g_assert_cmpstr (info->version, ==, "TLS1.3");
  g_assert_cmpuint (info->chain->len, ==, 3);
  issuer = g_ptr_array_index (info->chain, 1);
  root = g_ptr_array_index (info->chain, 2);
  g_assert_cmpstr (leaf->issuer, ==, issuer->subject);
  g_assert_cmpstr (issuer->issuer, ==, root->subject);
  g_assert_true (g_str_has_prefix (leaf->subject, "CN=mail.twc.com"));
  g_assert_cmpstr (leaf->names[0], ==, "mail.twc.com");
  g_assert_cmpstr (leaf->names[1], ==, "*.twc.com");
  g_assert_cmpstr (leaf->names[2], ==, "127.0.0.1");
  g_assert_null (leaf->names[3]);
  g_assert_false (leaf->self_signed);
  g_assert_true (root->self_signed);
  g_assert_cmpint (leaf->not_before, <, now);
  g_assert_cmpint (leaf->not_after, >, now);
  g_assert_cmpuint (strlen (leaf->sha256), ==, 64);
  g_assert_cmpuint (strspn (leaf->sha256, "0123456789abcdef"), ==, 64);
}

/* A name is asked for, an address is not (RFC 6066, section 3). */
static void
test_server_name (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("[imap]\nnames=mail.twc.com;127.0.0.1\n");
  RrmPracticeLog *log = rrm_practice_server_get_log (fixture->server);
  const char *address = NULL;
  guint16 port = 0;
  g_autoptr (RrmTlsInfo) by_address = NULL;
  g_autoptr (RrmTlsInfo) by_name = NULL;
  g_autofree char *none = NULL;
  g_autofree char *name = NULL;

  g_assert_true (
    rrm_redirects_lookup (fixture->context.redirects, FIXTURE_HOST, 993, &address, &port));
  by_address = fixture_handshake (fixture, address, port, RRM_TLS_OFFER_MODERN, NULL);
  g_assert_true (by_address->verified);
  none = rrm_practice_log_dup_note (log, "imap", "sni");
  g_assert_null (none);

  by_name = fixture_handshake (fixture, "MAIL.twc.com", 993, RRM_TLS_OFFER_MODERN, NULL);
  g_assert_true (by_name->verified);
  name = rrm_practice_log_dup_note (log, "imap", "sni");
  g_assert_cmpstr (name, ==, "mail.twc.com");
}

typedef struct
{
  const char *name;
  const char *scenario;
  RrmTlsOffer offer;
  /* CANCELLED when it must succeed, with @version. */
  RrmFaultKind fault;
  guint alert;
  const char *version;
} Handshake;

#define SUCCEEDS RRM_FAULT_CANCELLED

static const Handshake handshakes[] = {
  { "1.3-only", "tls=1.3 only\n", RRM_TLS_OFFER_MODERN, SUCCEEDS, 0, "TLS1.3" },
  { "1.2-only", "tls=1.2 only\n", RRM_TLS_OFFER_MODERN, SUCCEEDS, 0, "TLS1.2" },
  { "1.1-only", "tls=1.1 only\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_TLS_VERSION, 0, NULL },
  { "1.0-only", "tls=1.0 only\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_TLS_VERSION, 0, NULL },
  { "1.1-only-legacy", "tls=1.1 only\n", RRM_TLS_OFFER_LEGACY, SUCCEEDS, 0, "TLS1.1" },
  { "1.0-only-legacy", "tls=1.0 only\n", RRM_TLS_OFFER_LEGACY, SUCCEEDS, 0, "TLS1.0" },
  { "no-common-cipher", "tls=no common cipher\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_TLS_ALERT, 40,
    NULL },
  { "reset", "tls=reset\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_RESET, 0, NULL },
  { "reset-on-1.3", "tls=reset-on-1.3\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_RESET, 0, NULL },
  { "reset-on-1.3-with-1.2", "tls=reset-on-1.3\n", RRM_TLS_OFFER_ONLY_1_2, SUCCEEDS, 0, "TLS1.2" },
  { "close", "tls=close\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_CLOSED, 0, NULL },
  { "silent", "tls=silent\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_TIMED_OUT, 0, NULL },
  { "internal-error", "tls=alert:80\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_TLS_ALERT, 80, NULL },
  { "protocol-version", "tls=alert:70\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_TLS_VERSION, 70, NULL },
  { "unrecognized-name", "tls=alert:112\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_TLS_ALERT, 112, NULL },
  { "garbage", "tls=garbage\n", RRM_TLS_OFFER_MODERN, RRM_FAULT_NOT_TLS, 0, NULL },
  { "byte-by-byte", "delay.byte=0\n", RRM_TLS_OFFER_MODERN, SUCCEEDS, 0, "TLS1.3" },
};

static void
test_handshake (gconstpointer data)
{
  const Handshake *example = data;
  g_autofree char *scenario = g_strconcat ("[imap]\n", example->scenario, NULL);
  g_autoptr (Fixture) fixture = fixture_new (scenario);
  g_autoptr (RrmFault) fault = NULL;
  g_autoptr (RrmTlsInfo) info = NULL;

  fixture->context.timeout = 1000;
  info = fixture_handshake (fixture, FIXTURE_HOST, 993, example->offer, &fault);
  if (example->fault == SUCCEEDS)
    {
      g_assert_null (fault);
      g_assert_cmpstr (info->version, ==, example->version);
      return;
    }
  expect_fault (fault, example->fault);
  g_assert_cmpuint (fault->alert, ==, example->alert);
  g_assert_false (info->verified);
  g_assert_null (info->version);
}

typedef struct
{
  const char *name;
  const char *scenario;
  RrmSeen seen;
  const char *text;
} ClearText;

static const ClearText clear_texts[] = {
  { "smtp", "greeting=220 mail.twc.com ready\n", RRM_SEEN_SMTP, "220 mail.twc.com ready" },
  { "smtp-refusal", "greeting=554 5.7.1 AUP#Out-1130\n", RRM_SEEN_SMTP, "554 5.7.1 AUP#Out-1130" },
  { "smtp-byte-by-byte", "greeting=220 mail.twc.com ready\ndelay.byte=0\n", RRM_SEEN_SMTP,
    "220 mail.twc.com ready" },
  { "imap", "greeting=* OK hello\n", RRM_SEEN_IMAP, "* OK hello" },
  { "pop3", "greeting=+OK hello\n", RRM_SEEN_POP3, "+OK hello" },
  { "controls", "greeting=220 a\\x1b[1mb\n", RRM_SEEN_SMTP, "220 a\\u001b[1mb" },
};

static void
test_clear_text (gconstpointer data)
{
  const ClearText *example = data;
  g_autofree char *scenario = g_strconcat ("[smtp]\n", example->scenario, NULL);
  g_autoptr (Fixture) fixture = fixture_new (scenario);
  g_autoptr (RrmFault) fault = NULL;
  g_autoptr (RrmTlsInfo) info =
    fixture_handshake (fixture, FIXTURE_HOST, 587, RRM_TLS_OFFER_MODERN, &fault);

  expect_fault (fault, RRM_FAULT_NOT_TLS);
  g_assert_cmpint (fault->seen, ==, example->seen);
  g_assert_cmpstr (fault->text, ==, example->text);
  g_assert_cmpuint (info->chain->len, ==, 0);
}

/* Text without a line end is told too, when the time is over. */
static void
test_clear_text_without_end (void)
{
  g_autoptr (RrmTls) tls = rrm_tls_new (FIXTURE_HOST, RRM_TLS_OFFER_MODERN);
  g_autoptr (RrmFault) fault = NULL;
  gsize length;

  g_assert_cmpint (rrm_tls_handshake (tls), ==, RRM_TLS_WAITING);
  (void) rrm_tls_peek_output (tls, &length);
  g_assert_cmpuint (length, >, 100);
  rrm_tls_feed (tls, (const guint8 *) "+OK he", 6);
  g_assert_cmpint (rrm_tls_handshake (tls), ==, RRM_TLS_WAITING);
  rrm_tls_feed_end (tls, RRM_FAULT_TIMED_OUT);
  g_assert_cmpint (rrm_tls_handshake (tls), ==, RRM_TLS_FAILED);
  fault = rrm_tls_dup_fault (tls);
  expect_fault (fault, RRM_FAULT_NOT_TLS);
  g_assert_cmpint (fault->seen, ==, RRM_SEEN_POP3);
  g_assert_cmpstr (fault->text, ==, "+OK he");
}

/* One byte that could begin a record is no proof of one. */
static void
test_almost_a_record (void)
{
  g_autoptr (RrmTls) tls = rrm_tls_new (FIXTURE_HOST, RRM_TLS_OFFER_MODERN);
  g_autoptr (RrmFault) fault = NULL;

  rrm_tls_handshake (tls);
  rrm_tls_feed (tls, (const guint8 *) "\x16", 1);
  g_assert_cmpint (rrm_tls_handshake (tls), ==, RRM_TLS_WAITING);
  rrm_tls_feed (tls, (const guint8 *) "\x04\n", 2);
  g_assert_cmpint (rrm_tls_handshake (tls), ==, RRM_TLS_FAILED);
  fault = rrm_tls_dup_fault (tls);
  expect_fault (fault, RRM_FAULT_NOT_TLS);
}

/* A peer who warns without end gets no more than its share of patience. */
static void
test_warnings (void)
{
  g_autoptr (RrmTls) tls = rrm_tls_new (FIXTURE_HOST, RRM_TLS_OFFER_ONLY_1_2);
  g_autoptr (RrmFault) fault = NULL;

  rrm_tls_handshake (tls);
  for (guint i = 0; i < 100; i++)
    rrm_tls_feed (tls, (const guint8 *) "\x15\x03\x03\x00\x02\x01\x70", 7);
  g_assert_cmpint (rrm_tls_handshake (tls), ==, RRM_TLS_FAILED);
  fault = rrm_tls_dup_fault (tls);
  expect_fault (fault, RRM_FAULT_TLS_FAILED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (certificates[i].certificate), "\n :", '-');
      g_autofree char *path = g_strconcat ("/net/tls/certificate/", name, NULL);

      g_test_add_data_func (path, &certificates[i], test_certificate);
    }
  g_test_add_func ("/net/tls/facts", test_facts);
  g_test_add_func ("/net/tls/server-name", test_server_name);
  for (guint i = 0; i < G_N_ELEMENTS (handshakes); i++)
    {
      g_autofree char *path = g_strconcat ("/net/tls/handshake/", handshakes[i].name, NULL);

      g_test_add_data_func (path, &handshakes[i], test_handshake);
    }
  for (guint i = 0; i < G_N_ELEMENTS (clear_texts); i++)
    {
      g_autofree char *path = g_strconcat ("/net/tls/clear-text/", clear_texts[i].name, NULL);

      g_test_add_data_func (path, &clear_texts[i], test_clear_text);
    }
  g_test_add_func ("/net/tls/clear-text/without-end", test_clear_text_without_end);
  g_test_add_func ("/net/tls/almost-a-record", test_almost_a_record);
  g_test_add_func ("/net/tls/warnings", test_warnings);

  return g_test_run ();
}
