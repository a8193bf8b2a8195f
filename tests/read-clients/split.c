/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/audit.h"
#include "clients/client.h"
#include "clients/copies.h"
#include "clients/mend.h"

/* Two addresses that send through one outgoing entry: the second gets one of its own, which is the
 * whole of what changes, and Undo takes it out again. */

#define SOURCES ".config/evolution/sources/"

static const char second_account[] = "[Data Source]\nDisplayName=Bob\nEnabled=true\n\n"
                                     "[Mail Account]\nBackendName=imapx\nIdentityUid=id2\n\n"
                                     "[Authentication]\nHost=mail.twc.com\nMethod=PLAIN\n"
                                     "Port=993\nUser=bob@nc.rr.com\n\n"
                                     "[Security]\nMethod=ssl-on-alternate-port\n";
static const char transport[] = "# made by a person\n[Data Source]\nDisplayName=Ann\nParent=acc1\n"
                                "Enabled=true\n\n[Mail Transport]\nBackendName=smtp\n\n"
                                "[Authentication]\nHost=mail.twc.com\nMethod=PLAIN\nPort=587\n"
                                "User=ann@nc.rr.com\nRememberPassword=true\n\n"
                                "[Security]\nMethod=starttls-on-standard-port\n";

static char *
make_identity (const char *address,
               const char *transport_uid)
{
  return g_strdup_printf ("[Data Source]\nDisplayName=%s\n\n[Mail Identity]\nAddress=%s\n"
                          "Name=N\n\n[Mail Submission]\nTransportUid=%s\nSentFolder=x\n",
                          address, address, transport_uid);
}

static void
write_evolution (const char *home)
{
  g_autofree char *first = make_identity ("ann@nc.rr.com", "tr1");
  g_autofree char *second = make_identity ("bob@nc.rr.com", "tr1");
  g_auto (GStrv) parts = g_strsplit (second_account, "bob@", 2);
  g_autofree char *joined = g_strjoinv ("ann@", parts);
  g_auto (GStrv) pieces = g_strsplit (joined, "id2", 2);
  g_autofree char *account = g_strjoinv ("id1", pieces);

  home_write (home, SOURCES "acc1.source", account);
  home_write (home, SOURCES "acc2.source", second_account);
  home_write (home, SOURCES "id1.source", first);
  home_write (home, SOURCES "id2.source", second);
  home_write (home, SOURCES "tr1.source", transport);
}

static RrmClientProfile *
read_home (const char *home,
           GPtrArray **profiles)
{
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);
  RrmClientProfile *profile;

  *profiles = rrm_clients_read_all (roots);
  g_assert_cmpuint ((*profiles)->len, ==, 1);
  profile = g_ptr_array_index (*profiles, 0);
  g_assert_no_error (profile->error);

  return profile;
}

/* Mends all, and saves it. */
static char *
mend (const char *home,
      const char *copies,
      guint n_mends)
{
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  RrmClientProfile *profile = read_home (home, &profiles);
  g_autoptr (GPtrArray) mends = rrm_client_mend (profile, NULL, NULL, &error);
  char *copy;

  g_assert_no_error (error);
  g_assert_cmpuint (mends->len, ==, n_mends);
  copy = rrm_client_save (profile, copies, &error);
  g_assert_no_error (error);
  g_assert_false (rrm_client_needs_mend (read_home (home, &again), NULL, NULL));

  return copy;
}

static void
check_file (const char *home,
            const char *name,
            const char *expected)
{
  g_autofree char *text = home_read (home, name);

  g_assert_cmpstr (text, ==, expected);
}

static char *
replace (const char *text,
         const char *from,
         const char *to)
{
  g_autoptr (GString) made = g_string_new (text);

  g_assert_cmpuint (g_string_replace (made, from, to, 0), >, 0);

  return g_strdup (made->str);
}

static void
test_evolution (void)
{
  char *home = home_new ();
  g_autofree char *copies = home_path (home, "copies");
  g_autofree char *made = home_path (home, SOURCES "tr1-2.source");
  g_autofree char *named = replace (transport, "DisplayName=Ann", "DisplayName=bob@nc.rr.com");
  g_autofree char *given = replace (named, "Parent=acc1", "Parent=acc2");
  g_autofree char *own = replace (given, "User=ann@", "User=bob@");
  g_autofree char *identity = make_identity ("bob@nc.rr.com", "tr1-2");
  g_autofree char *before = make_identity ("bob@nc.rr.com", "tr1");
  g_autofree char *copy = NULL;
  g_autoptr (GPtrArray) restored = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  write_evolution (home);
  copy = mend (home, copies, 1);
  check_file (home, SOURCES "tr1-2.source", own);
  check_file (home, SOURCES "tr1.source", transport);
  check_file (home, SOURCES "id2.source", identity);
  check_file (home, SOURCES "acc2.source", second_account);

  g_assert_true (rrm_client_undo (copies, copy, restored, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (made, G_FILE_TEST_EXISTS));
  check_file (home, SOURCES "id2.source", before);
  home_free (home);
}

/* A file that came there in the meantime is not written over. */
static void
test_taken (void)
{
  char *home = home_new ();
  g_autofree char *copies = home_path (home, "copies");
  g_autofree char *before = make_identity ("bob@nc.rr.com", "tr1");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) mends = NULL;
  g_autoptr (GError) error = NULL;
  RrmClientProfile *profile;

  write_evolution (home);
  profile = read_home (home, &profiles);
  mends = rrm_client_mend (profile, NULL, NULL, &error);
  g_assert_no_error (error);
  home_write (home, SOURCES "tr1-2.source", "[Data Source]\n");
  g_assert_null (rrm_client_save (profile, copies, &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_CHANGED);
  check_file (home, SOURCES "tr1-2.source", "[Data Source]\n");
  check_file (home, SOURCES "id2.source", before);
  home_free (home);
}

/* Where the address has a server already, its identity is told so, and no file is made. */
static void
test_own (void)
{
  char *home = home_new ();
  g_autofree char *copies = home_path (home, "copies");
  g_autofree char *own = replace (transport, "User=ann@", "User=bob@");
  g_autofree char *cat = make_identity ("bob@nc.rr.com", "tr2");
  g_autofree char *account = replace (second_account, "id2", "id3");
  g_autofree char *identity = make_identity ("bob@nc.rr.com", "tr2");
  g_autofree char *copy = NULL;

  write_evolution (home);
  home_write (home, SOURCES "tr2.source", own);
  home_write (home, SOURCES "acc3.source", account);
  home_write (home, SOURCES "id3.source", cat);
  copy = mend (home, copies, 1);
  check_file (home, SOURCES "id2.source", identity);
  check_file (home, SOURCES "tr2.source", own);
  home_free (home);
}

/* What no identity names is listed, and its file goes only where that is asked for. What the
 * identity of an account names that is switched off is in use. */
static void
test_leftover (void)
{
  static const char *const codes[] = { "client-smtp-leftover", NULL };
  char *home = home_new ();
  g_autofree char *copies = home_path (home, "copies");
  g_autofree char *left = home_path (home, SOURCES "left.source");
  g_autofree char *off = replace (second_account, "Enabled=true", "Enabled=false");
  g_autofree char *identity = make_identity ("bob@nc.rr.com", "tr2");
  g_autofree char *foreign = replace (transport, "mail.twc.com", "smtp.example.org");
  g_autofree char *other = replace (foreign, "ann@nc.rr.com", "ann");
  g_autofree char *copy = NULL;
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) mends = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) restored = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  RrmClientProfile *profile;

  write_evolution (home);
  home_write (home, SOURCES "acc2.source", off);
  home_write (home, SOURCES "id2.source", identity);
  home_write (home, SOURCES "tr2.source", transport);
  home_write (home, SOURCES "left.source", transport);
  home_write (home, SOURCES "other.source", other);
  profile = read_home (home, &profiles);
  g_assert_cmpuint (profile->accounts->len, ==, 1);
  findings = rrm_client_audit_entries (profile);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_false (rrm_client_needs_mend (profile, NULL, NULL));
  g_assert_true (rrm_client_needs_mend (profile, NULL, codes));

  mends = rrm_client_mend (profile, NULL, codes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mends->len, ==, 1);
  edits = rrm_client_list_edits (profile);
  g_assert_cmpuint (edits->len, ==, 10);
  copy = rrm_client_save (profile, copies, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  check_file (home, SOURCES "tr2.source", transport);
  check_file (home, SOURCES "other.source", other);
  none = rrm_client_audit_entries (read_home (home, &again));
  g_assert_cmpuint (none->len, ==, 0);

  g_assert_true (rrm_client_undo (copies, copy, restored, &error));
  g_assert_no_error (error);
  check_file (home, SOURCES "left.source", transport);
  home_free (home);
}

static const char transports[] = "[$Version]\nupdate_info=x\n\n[General]\ndefault-transport=1\n\n"
                                 "[Transport 1]\nauth=true\nauthtype=PLAIN\nencryption=TLS\n"
                                 "host=mail.twc.com\nid=1\nidentifier=SMTP\nname=Ann\nport=587\n"
                                 "storepass=true\nuser=ann@nc.rr.com\n";
static const char added[] = "[Transport 2]\nauth=true\nauthtype=PLAIN\nencryption=TLS\n"
                            "host=mail.twc.com\nid=2\nidentifier=SMTP\nname=bob@nc.rr.com\n"
                            "port=587\nstorepass=true\nuser=bob@nc.rr.com\n";
static const char identities[] = "[Identity #0]\nEmail Address=ann@nc.rr.com\nName=Ann\n"
                                 "Transport=1\nuoid=11\n\n"
                                 "[Identity #1]\nEmail Address=bob@nc.rr.com\nName=Bob\nuoid=12\n";

static void
test_kmail (void)
{
  static const char resource[] = "[network]\nImapServer=mail.twc.com\nImapPort=993\n"
                                 "UserName=%s@nc.rr.com\nSafety=SSL\nAuthentication=1\n";
  char *home = home_new ();
  g_autofree char *copies = home_path (home, "copies");
  g_autofree char *ann = replace (resource, "%s", "ann");
  g_autofree char *bob = replace (resource, "%s", "bob");
  g_autofree char *both = g_strconcat (transports, added, NULL);
  g_autofree char *joined = g_strconcat (identities, "Transport=2\n", NULL);
  g_autofree char *copy = NULL;
  g_autoptr (GPtrArray) restored = g_ptr_array_new_with_free_func (g_free);

  home_write (home, ".config/mailtransports", transports);
  home_write (home, ".config/emailidentities", identities);
  home_write (home, ".config/akonadi_imap_resource_0rc", ann);
  home_write (home, ".config/akonadi_imap_resource_1rc", bob);
  copy = mend (home, copies, 1);
  check_file (home, ".config/mailtransports", both);
  check_file (home, ".config/emailidentities", joined);
  check_file (home, ".config/akonadi_imap_resource_1rc", bob);

  g_assert_true (rrm_client_undo (copies, copy, restored, NULL));
  check_file (home, ".config/mailtransports", transports);
  check_file (home, ".config/emailidentities", identities);
  home_free (home);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clients/split/evolution", test_evolution);
  g_test_add_func ("/clients/split/taken", test_taken);
  g_test_add_func ("/clients/split/own", test_own);
  g_test_add_func ("/clients/split/leftover", test_leftover);
  g_test_add_func ("/clients/split/kmail", test_kmail);

  return g_test_run ();
}
