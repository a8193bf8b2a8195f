/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../read-clients/home.h"

#include "setup/phone.h"
#include "setup/setup-compare.h"
#include "setup/setup-private.h"

/* What an account of a mail program is held against: the others, the map, and a phone. */

typedef struct
{
  char *home;
  RrmSetup *setup;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (RrmFound) found = NULL;
  g_autofree char *profile = NULL;
  g_autofree char *copies = NULL;
  g_autoptr (RrmFoundAccount) first = NULL;

  fixture->home = home_new ();
  home_copy (fixture->home, "profile/prefs.js", data);
  profile = home_path (fixture->home, "profile");
  fixture->setup = rrm_setup_new ();
  copies = home_path (fixture->home, "copies");
  found = rrm_found_new (fixture->home, copies);
  rrm_setup_set_computer (fixture->setup, found);
  rrm_setup_read_found (fixture->setup, profile);
  while (rrm_found_get_reading (found))
    g_main_context_iteration (NULL, TRUE);
  first = g_list_model_get_item (rrm_found_get_accounts (found), 0);
  rrm_setup_open_found (fixture->setup, first);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->setup);
  home_free (fixture->home);
}

static const RrmOther *
get_other (GPtrArray *others,
           guint index,
           const char *name)
{
  const RrmOther *other;

  g_assert_cmpuint (index, <, others->len);
  other = g_ptr_array_index (others, index);
  g_assert_cmpstr (other->name, ==, name);

  return other;
}

static char *
compare (Fixture *fixture,
         RrmAccount *other)
{
  RrmFoundAccount *found = rrm_setup_get_found_account (fixture->setup);
  g_autoptr (GPtrArray)
    comparisons = rrm_accounts_compare (rrm_found_account_get_account (found), other);

  return rrm_comparisons_describe (comparisons);
}

/* Without a test the map comes first; an account that was seen to work comes before it. */
static void
test_others (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) others = rrm_setup_list_others (fixture->setup);
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (RrmFoundAccount) bob = g_list_model_get_item (
    rrm_found_get_accounts (rrm_setup_get_computer (fixture->setup)), 1);
  RrmAccount *account = rrm_found_account_get_account (bob);
  g_autofree char *known = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *name = rrm_setup_name_found (fixture->setup);

  g_assert_cmpstr (name, ==, "ann@nc.rr.com in Thunderbird");
  g_assert_cmpuint (others->len, ==, 3);
  known = compare (fixture,
                   get_other (others, 0, "Spectrum’s settings")->account);
  g_assert_cmpstr (known, ==, "Nothing that matters is different.");
  summary = compare (fixture, get_other (others, 1, "bob@nc.rr.com in Thunderbird")->account);
  g_assert_true (g_str_has_suffix (summary, "settings are different, and that matters."));

  rrm_found_account_take_result (bob, account, account, TRUE);
  later = rrm_setup_list_others (fixture->setup);
  /* What is wrong with it by its settings counts for more than a test that passed. */
  get_other (later, 0, "Spectrum’s settings");
}

static RrmAccount *
read_phone (RrmPhoneKind kind,
            guint security,
            const char *port)
{
  RrmPhoneSide incoming = { " Mail.TWC.com ", "ann@nc.rr.com", "993", 0 };
  RrmPhoneSide outgoing = { "mail.twc.com", "ann@nc.rr.com", port, security };

  return rrm_phone_to_account (kind, "ann@nc.rr.com", RRM_PROTOCOL_IMAP, &incoming, &outgoing);
}

static void
assert_phone (Fixture *fixture,
              RrmPhoneKind kind,
              guint security,
              const char *port,
              const char *expected)
{
  g_autoptr (RrmAccount) phone = read_phone (kind, security, port);
  g_autofree char *summary = compare (fixture, phone);

  g_assert_cmpstr (summary, ==, expected);
}

/* Each phone has its own words for the same: Samsung's "TLS" is STARTTLS, its "SSL" is not, and an
 * iPhone says only that it encrypts. */
static void
test_phone (Fixture *fixture,
            gconstpointer data)
{
  static const char same[] = "Nothing that matters is different.";
  static const char one[] = "1 setting is different, and that matters.";
  static const char *const nothing[] = { NULL };
  g_autoptr (RrmAccount) phone = read_phone (RRM_PHONE_IPHONE, 1, "587");
  g_autoptr (GPtrArray) others = NULL;

  assert_phone (fixture, RRM_PHONE_IPHONE, 0, "587", same);
  assert_phone (fixture, RRM_PHONE_IPHONE, 1, "587", same);
  assert_phone (fixture, RRM_PHONE_IPHONE, 2, "587", one);
  assert_phone (fixture, RRM_PHONE_SAMSUNG, 1, "587", one);
  assert_phone (fixture, RRM_PHONE_SAMSUNG, 2, "587", same);
  assert_phone (fixture, RRM_PHONE_GMAIL, 2, " 587 ", same);
  assert_phone (fixture, RRM_PHONE_GMAIL, 2, "465", one);
  assert_phone (fixture, RRM_PHONE_GMAIL, 2, "", same);
  assert_phone (fixture, RRM_PHONE_GMAIL, 2, "no number", same);

  rrm_setup_set_phone (fixture->setup, rrm_phone_get_name (RRM_PHONE_IPHONE), phone, nothing);
  others = rrm_setup_list_others (fixture->setup);
  g_assert_true (get_other (others, 0, "Mail on an iPhone or iPad")->account == phone);
}

static const RrmComparison *
find_comparison (GPtrArray *comparisons,
                 const char *key)
{
  for (guint i = 0; i < comparisons->len; i++)
    {
      const RrmComparison *comparison = g_ptr_array_index (comparisons, i);

      if (g_str_equal (comparison->key, key))
        return comparison;
    }

  return NULL;
}

/* The name of the server was typed, and nothing else was looked at: nothing else is told. */
static void
test_unsaid (Fixture *fixture,
             gconstpointer data)
{
  const RrmPhoneSide incoming = { "mail.twc.com", "", "", 0 };
  const RrmPhoneSide outgoing = { "", "", "", 0 };
  RrmAccount *found = rrm_found_account_get_account (
    rrm_setup_get_found_account (fixture->setup));

  for (guint kind = 0; kind < RRM_N_PHONE_KINDS; kind++)
    for (guint protocol = RRM_PROTOCOL_IMAP; protocol <= RRM_PROTOCOL_POP3; protocol++)
      {
        g_autoptr (RrmAccount) phone = rrm_phone_to_account (
          (RrmPhoneKind) kind, "ann@nc.rr.com", (RrmProtocol) protocol, &incoming, &outgoing);
        g_auto (GStrv) unsaid = rrm_phone_list_unsaid (FALSE, &incoming, &outgoing);
        g_autoptr (GPtrArray) others = NULL;
        g_autoptr (GPtrArray) comparisons = NULL;

        rrm_setup_set_phone (fixture->setup, "Phone", phone, (const char *const *) unsaid);
        others = rrm_setup_list_others (fixture->setup);
        comparisons = rrm_other_compare (get_other (others, 0, "Phone"), found);
        g_assert_cmpuint (comparisons->len, >=, 10);
        for (guint i = 0; i < comparisons->len; i++)
          {
            const RrmComparison *comparison = g_ptr_array_index (comparisons, i);

            if (!g_str_equal (comparison->key, "incoming.host"))
              g_assert_cmpint (comparison->likeness, ==, RRM_LIKENESS_UNKNOWN);
          }
        g_assert_cmpint (find_comparison (comparisons, "incoming.host")->likeness, ==,
                         RRM_LIKENESS_SAME);
      }

}

/* What was chosen counts, beside what a phone is never asked for. */
static void
test_said (Fixture *fixture,
           gconstpointer data)
{
  const RrmPhoneSide chosen = { "", "", "", 1 };
  RrmAccount *found = rrm_found_account_get_account (
    rrm_setup_get_found_account (fixture->setup));
  g_autoptr (RrmAccount) phone = rrm_phone_to_account (
    RRM_PHONE_SAMSUNG, "ann@nc.rr.com", RRM_PROTOCOL_POP3, &chosen, &chosen);
  g_auto (GStrv) unsaid = rrm_phone_list_unsaid (TRUE, &chosen, &chosen);
  g_autoptr (GPtrArray) comparisons = rrm_accounts_compare (found, phone);

  rrm_comparisons_forget (comparisons, (const char *const *) unsaid);
  g_assert_cmpint (find_comparison (comparisons, "incoming.protocol")->likeness, ==,
                   RRM_LIKENESS_DIFFERENT);
  g_assert_cmpint (find_comparison (comparisons, "incoming.security")->likeness, ==,
                   RRM_LIKENESS_SAME);
  g_assert_cmpint (find_comparison (comparisons, "outgoing.security")->likeness, ==,
                   RRM_LIKENESS_DIFFERENT);
  g_assert_cmpint (find_comparison (comparisons, "outgoing.auth")->likeness, ==,
                   RRM_LIKENESS_UNKNOWN);
}

static void
test_labels (void)
{
  g_assert_cmpstr (rrm_phone_get_label (RRM_PHONE_IPHONE, RRM_PHONE_SERVER, RRM_PROTOCOL_SMTP),
                   ==, "Host Name");
  g_assert_cmpstr (rrm_phone_get_label (RRM_PHONE_SAMSUNG, RRM_PHONE_SERVER, RRM_PROTOCOL_POP3),
                   ==, "POP3 server");
  g_assert_cmpstr (rrm_phone_get_label (RRM_PHONE_GMAIL, RRM_PHONE_SERVER, RRM_PROTOCOL_IMAP), ==,
                   "Server");
  g_assert_cmpstr (rrm_phone_get_label (RRM_PHONE_GMAIL, RRM_PHONE_SERVER, RRM_PROTOCOL_SMTP), ==,
                   "SMTP server");
}

int
main (int argc,
      char **argv)
{
  static const char family[] = "thunderbird/family.js";

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/compare/others", Fixture, family, set_up, test_others, tear_down);
  g_test_add ("/compare/phone", Fixture, family, set_up, test_phone, tear_down);
  g_test_add ("/compare/unsaid", Fixture, family, set_up, test_unsaid, tear_down);
  g_test_add ("/compare/said", Fixture, family, set_up, test_said, tear_down);
  g_test_add_func ("/compare/labels", test_labels);

  return g_test_run ();
}
