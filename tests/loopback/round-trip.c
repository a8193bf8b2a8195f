/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "leftovers.h"

#include "check/check.h"
#include "explain/explain.h"
#include "explain/report-json.h"
#include "setup/practice.h"

#include <string.h>

/*
 * The message to oneself, over real sockets and real TLS. Before every test two messages lie in
 * INBOX, one of them marked by somebody else, as deleted where it is IMAP; whatever happens, both
 * lie there after it with the same flags.
 */

#define FOREIGN_UID 1

typedef struct
{
  RrmPractice *practice;
  RrmPracticeServer *server;
  RrmPracticeMailbox *mailbox;
  RrmCheckOptions *options;
  RrmReport *report;
  /* Of the message that somebody else has marked. */
  RrmPracticeFlags foreign;
  /* Of the whole test, in seconds. */
  double duration;
  /* Cancelled after so many milliseconds; 0: never. */
  guint stop_after;
} Trip;

static Trip *
trip_new (const char *keys)
{
  Trip *trip = g_new0 (Trip, 1);
  g_autofree char *text = g_strconcat ("[scenario]\nname=round-trip\nuntil=delivery\n", keys, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = rrm_scenario_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  trip->practice = rrm_practice_new_for_scenario (scenario, &error);
  g_assert_no_error (error);
  trip->server = rrm_practice_get_server (trip->practice);
  trip->mailbox = rrm_practice_server_get_mailbox (trip->server);
  trip->options = rrm_check_options_new ();
  g_assert_true (rrm_practice_configure (trip->practice, trip->options, &error));
  g_assert_no_error (error);
  g_assert_cmpint (trip->options->until, ==, RRM_STAGE_DELIVERY);
  trip->options->wait = 20000;
  trip->options->visit_interval = 300;
  /* A POP3 session of the practice server takes away what was marked before it. */
  trip->foreign = strstr (keys, "incoming=pop3") != NULL ? RRM_PRACTICE_FLAG_FLAGGED
                                                         : RRM_PRACTICE_FLAG_DELETED;
  /* Messages have flags when they have been looked at. */
  g_ptr_array_unref (rrm_practice_mailbox_dup_view (trip->mailbox, RRM_PRACTICE_INBOX));
  rrm_practice_mailbox_set_flags (trip->mailbox, RRM_PRACTICE_INBOX, FOREIGN_UID, trip->foreign);

  return trip;
}

static void
trip_free (Trip *trip)
{
  g_clear_object (&trip->report);
  g_clear_pointer (&trip->options, rrm_check_options_unref);
  g_clear_object (&trip->practice);
  g_free (trip);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trip, trip_free)

static void
on_checked (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  RrmReport **report = user_data;

  *report = rrm_check_run_finish (RRM_CHECK (source), result, NULL);
}

static gboolean
on_stop (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* Nobody else's message has changed, and nobody else's words are written down. */
static void
check_others (Trip *trip)
{
  g_autoptr (GPtrArray) view = rrm_practice_mailbox_dup_view (trip->mailbox, RRM_PRACTICE_INBOX);
  g_autofree char *json = rrm_report_to_json (trip->report, FALSE);
  const RrmPracticeMessage *first = g_ptr_array_index (view, 0);
  const RrmPracticeMessage *second = g_ptr_array_index (view, 1);

  g_assert_cmpuint (view->len, >=, 2);
  g_assert_cmpuint (first->uid, ==, FOREIGN_UID);
  g_assert_cmpint (first->flags, ==, trip->foreign);
  g_assert_cmpuint (second->uid, ==, FOREIGN_UID + 1);
  g_assert_cmpint (second->flags, ==, RRM_PRACTICE_FLAG_NONE);
  g_assert_nonnull (strstr (json, "\"transcript\""));
  g_assert_null (strstr (json, "Practice message"));
  g_assert_null (strstr (json, "practice-1@"));
}

static void
trip_run (Trip *trip)
{
  g_autoptr (RrmCheck) check =
    rrm_check_new (rrm_practice_get_account (trip->practice), trip->options);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 start = g_get_monotonic_time ();

  if (trip->stop_after > 0)
    g_timeout_add (trip->stop_after, on_stop, cancellable);
  rrm_check_run_async (check, cancellable, on_checked, &trip->report);
  while (trip->report == NULL)
    g_main_context_iteration (NULL, TRUE);
  trip->duration = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  check_others (trip);
}

static RrmStatus
get_status (Trip *trip,
            RrmStepName name)
{
  RrmServiceReport *service = name == RRM_STEP_NAME_DELIVER
                                ? rrm_report_get_outgoing (trip->report)
                                : rrm_report_get_incoming (trip->report);

  return rrm_step_report_get_status (rrm_service_report_get_step (service, name));
}

static double
get_seconds (Trip *trip)
{
  RrmStepReport *step =
    rrm_service_report_get_step (rrm_report_get_incoming (trip->report), RRM_STEP_NAME_RECEIVE);

  return (double) rrm_step_report_get_elapsed (step) / G_USEC_PER_SEC;
}

static guint
count (Trip *trip,
       const char *endpoint,
       RrmPracticeFact fact)
{
  return rrm_practice_log_count (rrm_practice_server_get_log (trip->server), endpoint, fact);
}

static guint
count_messages (Trip *trip,
                RrmPracticeFolder folder)
{
  return rrm_practice_mailbox_get_n_messages (trip->mailbox, folder);
}

static gboolean
is_left (Trip *trip)
{
  return rrm_service_report_get_facts (rrm_report_get_incoming (trip->report))->letter_left;
}

static void
expect_codes (Trip *trip,
              const char *wanted)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  guint n = g_list_model_get_n_items (rrm_report_get_findings (trip->report));

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
      codes, "%s%s", i > 0 ? " " : "",
      rrm_finding_code_to_string (rrm_finding_get_code (rrm_report_get_finding (trip->report, i))));
  g_assert_cmpstr (codes->str, ==, wanted);
}

/* How the two steps ended, and how often a message was sent. */
static void
expect (Trip *trip,
        const char *codes,
        RrmStatus deliver,
        RrmStatus receive,
        guint sent)
{
  expect_codes (trip, codes);
  g_assert_cmpint (get_status (trip, RRM_STEP_NAME_DELIVER), ==, deliver);
  g_assert_cmpint (get_status (trip, RRM_STEP_NAME_RECEIVE), ==, receive);
  g_assert_cmpuint (count (trip, NULL, RRM_PRACTICE_MESSAGES), ==, sent);
}

/* What the person is told of the message. */
static void
expect_words (Trip *trip,
              const char *words)
{
  g_autofree char *message = rrm_explain_message (trip->report);

  g_assert_nonnull (message);
  if (strstr (message, words) == NULL)
    g_assert_cmpstr (message, ==, words);
}

static void
expect_clean (Trip *trip)
{
  if (rrm_service_report_passed (rrm_report_get_incoming (trip->report), RRM_STEP_NAME_RECEIVE))
    expect_words (trip, "It has been deleted again.");
  g_assert_false (is_left (trip));
  g_assert_cmpuint (count_messages (trip, RRM_PRACTICE_INBOX), ==, 2);
  g_assert_cmpuint (count_messages (trip, RRM_PRACTICE_JUNK), ==, 0);
}

#define PASSED RRM_STATUS_PASSED
#define WARNED RRM_STATUS_WARNED
#define FAILED RRM_STATUS_FAILED
#define SKIPPED RRM_STATUS_SKIPPED

#define POP3 "[account]\nincoming=pop3\n"

static void
test_arrives (void)
{
  static const char *const ways[] = {
    "",
    "[imap]\nadd=IDLE SPECIAL-USE\n",
    "[account]\nincoming=imap://mail.twc.com\noutgoing=smtps://mail.twc.com\n",
    "[all]\ndelay.byte=0.00005\n",
    "[all]\naddress=::1\ntls=1.2 only\n",
    "[smtp]\nremove=PIPELINING\n",
    "[imap]\njunk-folder=none\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (Trip) trip = trip_new (ways[i]);

      trip_run (trip);
      expect (trip, "", PASSED, PASSED, 1);
      expect_clean (trip);
      g_assert_cmpuint (count (trip, NULL, RRM_PRACTICE_LOGINS), ==, 2);
    }
}

/* What is sent says what it is, and to whom it belongs. */
static void
test_message (void)
{
  g_autoptr (Trip) trip = trip_new ("[imap]\nreply.SELECT=%t NO no\n");
  g_autoptr (GPtrArray) view = NULL;
  const RrmPracticeMessage *message;
  g_autofree char *text = NULL;
  gsize length;

  trip_run (trip);
  expect (trip, "", PASSED, PASSED, 1);
  g_assert_true (is_left (trip));
  expect_words (trip, "you can delete it.");
  view = rrm_practice_mailbox_dup_view (trip->mailbox, RRM_PRACTICE_INBOX);
  g_assert_cmpuint (view->len, ==, 3);
  message = g_ptr_array_index (view, 2);
  g_assert_cmpint (message->flags, ==, RRM_PRACTICE_FLAG_NONE);
  text = g_strndup (g_bytes_get_data (message->bytes, &length), g_bytes_get_size (message->bytes));
  g_assert_cmpuint (length, <, 2048);
  g_assert_true (g_str_is_ascii (text));
  g_assert_nonnull (strstr (text, "\r\nFrom: <pat.practice@nc.rr.com>\r\n"));
  g_assert_nonnull (strstr (text, "\r\nTo: <pat.practice@nc.rr.com>\r\n"));
  g_assert_nonnull (strstr (text, "\r\nAuto-Submitted: auto-generated\r\n"));
  g_assert_nonnull (strstr (text, "\r\nMIME-Version: 1.0\r\n"));
  g_assert_nonnull (strstr (text, "\r\n\r\nThis is a test."));
  g_assert_true (g_regex_match_simple ("\r\nX-Rrmail-Token: ([a-z2-7]{26})\r\n", text, 0, 0));
  g_assert_true (
    g_regex_match_simple ("\r\nMessage-ID: <[a-z2-7]{26}@nc\\.rr\\.com>\r\n", text, 0, 0));
}

static void
test_junk (void)
{
  g_autoptr (Trip) trip = trip_new ("[smtp]\ndeliver=junk\n");
  g_autoptr (Trip) named = trip_new ("[imap]\njunk-folder=Spam\n[smtp]\ndeliver=junk\n");
  g_autoptr (Trip) late =
    trip_new ("[imap]\nadd=IDLE SPECIAL-USE\n[smtp]\ndeliver=junk delay:1\n");

  trip_run (trip);
  expect (trip, "delivery-to-junk", PASSED, WARNED, 1);
  expect_clean (trip);
  g_assert_cmpint (rrm_report_get_verdict (trip->report), ==, RRM_VERDICT_WORKING);

  trip_run (named);
  expect (named, "delivery-to-junk", PASSED, WARNED, 1);
  expect_clean (named);

  /* Nobody tells of Junk: it is asked every few seconds. */
  trip_run (late);
  expect (late, "delivery-to-junk", PASSED, WARNED, 1);
  expect_clean (late);
  g_assert_cmpfloat (get_seconds (late), <, 10);
}

static void
test_late (void)
{
  g_autoptr (Trip) idle = trip_new ("[imap]\nadd=IDLE\n[smtp]\ndeliver=delay:1.5\n");
  g_autoptr (Trip) poll = trip_new ("[smtp]\ndeliver=delay:1.5\n");

  trip_run (idle);
  expect (idle, "", PASSED, PASSED, 1);
  expect_clean (idle);
  g_assert_cmpfloat (get_seconds (idle), >=, 1.4);
  g_assert_cmpfloat (get_seconds (idle), <, 3.5);

  trip_run (poll);
  expect (poll, "", PASSED, PASSED, 1);
  expect_clean (poll);
  g_assert_cmpfloat (get_seconds (poll), >=, 1.4);
  g_assert_cmpfloat (get_seconds (poll), <, 10);
  /* It keeps its session. */
  g_assert_cmpuint (count (poll, "imap", RRM_PRACTICE_LOGINS), ==, 1);
}

static void
test_never (void)
{
  static const char *const ways[] = { "", "[imap]\nadd=IDLE\n" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *keys = g_strconcat (ways[i], "[smtp]\ndeliver=never\n", NULL);
      g_autoptr (Trip) trip = trip_new (keys);

      trip->options->wait = 1000;
      trip_run (trip);
      expect (trip, "delivery-not-seen", PASSED, FAILED, 1);
      expect_clean (trip);
      g_assert_cmpfloat (get_seconds (trip), >=, 1);
      g_assert_cmpfloat (trip->duration, <, 12);
      g_assert_cmpstr (
        rrm_finding_get_detail (rrm_report_get_finding (trip->report, 0), "seconds"), ==, "1");
    }
}

/* It comes in the last moments, and is looked for when they are over. */
static void
test_at_last (void)
{
  g_autoptr (Trip) trip = trip_new ("[smtp]\ndeliver=delay:0.5\n");

  trip->options->wait = 1000;
  trip_run (trip);
  expect (trip, "", PASSED, PASSED, 1);
  expect_clean (trip);
}

static void
test_unknown (void)
{
  static const char *const ends[] = { "close-on=data-end", "reset-on=data-end",
                                      "silent-on=data-end", "reply.data-end=354 go on" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *lost = g_strconcat ("[smtp]\ndeliver=never\n", ends[i], "\n", NULL);
      g_autofree char *taken = g_strconcat ("[smtp]\ndeliver=inbox\n", ends[i], "\n", NULL);
      g_autoptr (Trip) trip = trip_new (lost);
      g_autoptr (Trip) seen = trip_new (taken);

      trip->options->timeout = seen->options->timeout = 1000;
      trip->options->wait = seen->options->wait = 1000;
      trip_run (trip);
      expect_codes (trip, "delivery-unknown");
      g_assert_cmpint (get_status (trip, RRM_STEP_NAME_DELIVER), ==, WARNED);
      g_assert_cmpint (get_status (trip, RRM_STEP_NAME_RECEIVE), ==, FAILED);
      expect_words (trip, "may be on its way.");
      /* Never twice. */
      g_assert_cmpuint (count (trip, "smtp", RRM_PRACTICE_CONNECTIONS), ==, 1);
      g_assert_cmpuint (count (trip, NULL, RRM_PRACTICE_MESSAGES), <=, 1);
      expect_clean (trip);

      if (strstr (ends[i], "354") != NULL)
        continue;
      trip_run (seen);
      expect (seen, "", WARNED, PASSED, 1);
      expect_clean (seen);
      g_assert_cmpint (rrm_report_get_verdict (seen->report), ==, RRM_VERDICT_WORKING);
      g_assert_cmpuint (count (seen, "smtp", RRM_PRACTICE_CONNECTIONS), ==, 1);
    }
}

static void
test_dropped (void)
{
  g_autoptr (Trip) trip = trip_new ("[smtp]\ndeliver=drop-after-data\n");

  trip_run (trip);
  expect (trip, "", WARNED, PASSED, 1);
  expect_clean (trip);
}

/* A message that was refused is not looked for. */
static void
test_refused (void)
{
  static const struct
  {
    const char *keys;
    const char *codes;
  } ways[] = {
    { "[smtp]\nreply.data-end=552 5.3.4 AUP#Out-1530 too large\n", "message-too-large" },
    { "[smtp]\nreply.DATA=451 4.3.0 AUP#Out-1090 later\n", "try-again-later" },
    { "[smtp]\nclose-on=DATA\n", "server-closed-connection" },
    { "[smtp]\nreply.DATA=250 ok\n", "malformed-reply" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (Trip) trip = trip_new (ways[i].keys);

      trip_run (trip);
      expect (trip, ways[i].codes, FAILED, SKIPPED, 0);
      expect_words (trip, i == 0 ? "was not taken." : "No message was sent");
      expect_clean (trip);
      g_assert_cmpfloat (trip->duration, <, 12);
    }
}

/* Nothing is sent unless both sides stand. */
static void
test_not_sent (void)
{
  static const struct
  {
    const char *keys;
    const char *codes;
  } ways[] = {
    { "[imap]\nreply.login=%t NO [AUTHENTICATIONFAILED] no\n",
      "passwords-differ web-password-not-mail-password" },
    { "[imap]\nreply.EXAMINE=%t NO no\n", "inbox-missing" },
    { "[imap]\ncertificate=expired\n", "certificate-expired" },
    { "[smtp]\nreply.MAIL=553 5.7.1 AUP#Out-1500 no\n", "sender-not-login" },
    { "[smtp]\nreply.RCPT=550 5.1.1 no\n", "recipient-rejected" },
    { POP3 "[pop3]\nreply.login=-ERR [IN-USE] locked\n", "mailbox-busy" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (Trip) trip = trip_new (ways[i].keys);
      g_autofree char *said = NULL;

      trip->options->probes = FALSE;
      trip_run (trip);
      if (i == 0)
        g_assert_cmpint (rrm_report_get_verdict (trip->report), ==, RRM_VERDICT_NOT_WORKING);
      else
        expect_codes (trip, ways[i].codes);
      g_assert_cmpint (get_status (trip, RRM_STEP_NAME_DELIVER), ==, SKIPPED);
      g_assert_cmpint (get_status (trip, RRM_STEP_NAME_RECEIVE), ==, SKIPPED);
      g_assert_cmpuint (count (trip, NULL, RRM_PRACTICE_MESSAGES), ==, 0);
      expect_words (trip, "No message was sent");
      said = rrm_practice_log_dup_commands (rrm_practice_server_get_log (trip->server), "smtp",
                                            FALSE);
      g_assert_null (strstr (said, "DATA"));
      g_assert_cmpuint (count (trip, NULL, RRM_PRACTICE_LOGINS), <=, 2);
      expect_clean (trip);
    }
}

/* Without the incoming server it is sent, and nobody looks for it. */
static void
test_outgoing_only (void)
{
  g_autoptr (Trip) trip = trip_new ("");

  trip->options->incoming = FALSE;
  trip_run (trip);
  expect_codes (trip, "");
  g_assert_cmpint (get_status (trip, RRM_STEP_NAME_DELIVER), ==, PASSED);
  g_assert_null (rrm_report_get_incoming (trip->report));
  expect_words (trip, "is on its way.");
  g_assert_cmpuint (count_messages (trip, RRM_PRACTICE_INBOX), ==, 3);
  g_assert_cmpuint (count (trip, "imap", RRM_PRACTICE_CONNECTIONS), ==, 0);
}

static void
test_incoming_only (void)
{
  g_autoptr (Trip) trip = trip_new ("");

  trip->options->outgoing = FALSE;
  trip_run (trip);
  expect_codes (trip, "");
  g_assert_cmpint (get_status (trip, RRM_STEP_NAME_RECEIVE), ==, SKIPPED);
  g_assert_cmpuint (count (trip, NULL, RRM_PRACTICE_MESSAGES), ==, 0);
}

/* Without UIDPLUS ours is marked, and what somebody else has marked stays all the same. */
static void
test_no_uidplus (void)
{
  g_autoptr (Trip) trip = trip_new ("[imap]\nremove=UIDPLUS\n");
  g_autoptr (GPtrArray) view = NULL;

  trip_run (trip);
  expect (trip, "", PASSED, PASSED, 1);
  g_assert_true (is_left (trip));
  expect_words (trip, "you can delete it.");
  view = rrm_practice_mailbox_dup_view (trip->mailbox, RRM_PRACTICE_INBOX);
  g_assert_cmpuint (view->len, ==, 3);
  g_assert_cmpint (((RrmPracticeMessage *) g_ptr_array_index (view, 2))->flags, ==,
                   RRM_PRACTICE_FLAG_DELETED);
}

/* A server whose search finds all there is. */
static void
test_search_lies (void)
{
  g_autoptr (Trip) trip =
    trip_new ("[imap]\nreply.SEARCH=* SEARCH 1 2 3\\r\\n%t OK done\n");
  g_autoptr (Trip) never =
    trip_new ("[imap]\nreply.SEARCH=* SEARCH 1 2\\r\\n%t OK done\n[smtp]\ndeliver=never\n");

  trip_run (trip);
  expect (trip, "", PASSED, PASSED, 1);
  expect_clean (trip);

  never->options->wait = 600;
  trip_run (never);
  expect (never, "delivery-not-seen", PASSED, FAILED, 1);
  expect_clean (never);
}

static void
test_hangs_up (void)
{
  g_autoptr (Trip) trip = trip_new ("[imap]\nclose-on=SEARCH\n");

  trip_run (trip);
  expect (trip, "server-closed-connection", PASSED, FAILED, 1);
}

static void
test_stopped (void)
{
  static const char *const ways[] = {
    "[smtp]\ndeliver=never\n",
    "[imap]\nadd=IDLE\n[smtp]\ndeliver=never\n",
    POP3 "[smtp]\ndeliver=never\n",
    /* While one side waits for the other. */
    "[smtp]\nsilent-on=RCPT\n",
    "[imap]\nsilent-on=EXAMINE\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (Trip) trip = trip_new (ways[i]);

      trip->stop_after = 700;
      trip_run (trip);
      expect_codes (trip, "");
      g_assert_true (rrm_report_get_stopped (trip->report));
      g_assert_cmpfloat (trip->duration, <, 8);
    }
}

static void
test_pop3 (void)
{
  g_autoptr (Trip) trip = trip_new (POP3);
  g_autoptr (Trip) many = trip_new (POP3 "messages=25\n[pop3]\nremove=PIPELINING\n");

  trip_run (trip);
  expect (trip, "", PASSED, PASSED, 1);
  expect_clean (trip);
  g_assert_cmpuint (count (trip, "pop3", RRM_PRACTICE_LOGINS), ==, 2);
  g_assert_cmpuint (count (trip, "pop3", RRM_PRACTICE_LOGINS_REPEATED), ==, 0);

  trip_run (many);
  expect (many, "", PASSED, PASSED, 1);
  g_assert_cmpuint (count_messages (many, RRM_PRACTICE_INBOX), ==, 25);
}

/* It comes late, or as junk, which POP3 does not show. */
static void
test_pop3_late (void)
{
  g_autoptr (Trip) late = trip_new (POP3 "[smtp]\ndeliver=delay:1\n");
  g_autoptr (Trip) junk = trip_new (POP3 "[smtp]\ndeliver=junk\n");
  guint visits;

  trip_run (late);
  expect (late, "", PASSED, PASSED, 1);
  expect_clean (late);
  g_assert_cmpfloat (get_seconds (late), >=, 0.9);
  g_assert_cmpfloat (get_seconds (late), <, 8);

  junk->options->wait = 1000;
  trip_run (junk);
  expect (junk, "delivery-not-seen", PASSED, FAILED, 1);
  visits = count (junk, "pop3", RRM_PRACTICE_LOGINS) - 1;
  g_assert_cmpuint (visits, >=, 1);
  /* The first not before the interval, the others an interval apart. */
  g_assert_cmpfloat (0.3 * visits, <=, junk->duration);
}

static void
test_pop3_limits (void)
{
  g_autoptr (Trip) trip = trip_new (POP3 "[smtp]\ndeliver=never\n");
  g_autoptr (RrmCheckOptions) usual = rrm_check_options_new ();

  trip->options->visit_interval = 30;
  trip_run (trip);
  expect (trip, "delivery-not-seen", PASSED, FAILED, 1);
  g_assert_cmpuint (count (trip, "pop3", RRM_PRACTICE_LOGINS), ==, 1 + 12);
  expect_clean (trip);

  g_assert_cmpuint (usual->visit_interval, ==, 10000);
  g_assert_cmpuint (usual->wait, ==, 120000);
}

/* The first refusal is the last. */
static void
test_pop3_refused (void)
{
  static const struct
  {
    const char *keys;
    const char *codes;
  } ways[] = {
    { "2:reply.login=-ERR [IN-USE] locked", "mailbox-busy" },
    { "2:reply.login=-ERR [LOGIN-DELAY] too often", "try-again-later" },
    { "2:close-on=login", "server-closed-connection" },
    { "2:reply.TOP=-ERR [SYS/TEMP] later", "server-busy" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *keys = g_strconcat (POP3 "[pop3]\n", ways[i].keys, "\n", NULL);
      g_autoptr (Trip) trip = trip_new (keys);

      trip_run (trip);
      expect (trip, ways[i].codes, PASSED, FAILED, 1);
      g_assert_cmpuint (count (trip, "pop3", RRM_PRACTICE_CONNECTIONS), ==, 2);
    }
}

static void
test_pop3_not_deleted (void)
{
  g_autoptr (Trip) trip = trip_new (POP3 "[pop3]\nclose-on=DELE\n");

  trip_run (trip);
  expect (trip, "", PASSED, PASSED, 1);
  g_assert_true (is_left (trip));
  g_assert_cmpuint (count_messages (trip, RRM_PRACTICE_INBOX), ==, 3);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  leftovers_add_func ("/round-trip/arrives", test_arrives);
  leftovers_add_func ("/round-trip/message", test_message);
  leftovers_add_func ("/round-trip/junk", test_junk);
  leftovers_add_func ("/round-trip/late", test_late);
  leftovers_add_func ("/round-trip/never", test_never);
  leftovers_add_func ("/round-trip/at-last", test_at_last);
  leftovers_add_func ("/round-trip/unknown", test_unknown);
  leftovers_add_func ("/round-trip/dropped", test_dropped);
  leftovers_add_func ("/round-trip/refused", test_refused);
  leftovers_add_func ("/round-trip/not-sent", test_not_sent);
  leftovers_add_func ("/round-trip/outgoing-only", test_outgoing_only);
  leftovers_add_func ("/round-trip/incoming-only", test_incoming_only);
  leftovers_add_func ("/round-trip/no-uidplus", test_no_uidplus);
  leftovers_add_func ("/round-trip/search-lies", test_search_lies);
  leftovers_add_func ("/round-trip/hangs-up", test_hangs_up);
  leftovers_add_func ("/round-trip/stopped", test_stopped);
  leftovers_add_func ("/round-trip/pop3", test_pop3);
  leftovers_add_func ("/round-trip/pop3/late", test_pop3_late);
  leftovers_add_func ("/round-trip/pop3/limits", test_pop3_limits);
  leftovers_add_func ("/round-trip/pop3/refused", test_pop3_refused);
  leftovers_add_func ("/round-trip/pop3/not-deleted", test_pop3_not_deleted);

  return g_test_run ();
}
