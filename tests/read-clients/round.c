/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "home.h"

#include "clients/client.h"
#include "export/format.h"

#include <glib/gstdio.h>
#include <string.h>

/* What the exporters write for a program, the readers read as the same account. */

#define PASSWORD "Zebra-77-never-shown"

/* What a target does not tell apart. */
typedef enum
{
  SAME = 0,
  /* It has no address of its own. */
  NO_ADDRESS = 1 << 0,
  /* It has one setting for mail that stays and mail that is removed when the person deletes it. */
  ONE_LEAVING = 1 << 1,
  /* The address stands for itself. */
  PLACEHOLDERS = 1 << 2,
  /* The port alone tells TLS from STARTTLS. */
  BY_PORT = 1 << 3,
} Traits;

typedef struct
{
  const char *format;
  const char *client;
  /* What stands before the name of an exported file; with a "!" it is the whole name. */
  const char *place;
  Traits traits;
} Target;

static const Target targets[] = {
  { "claws-mail", "claws-mail", ".claws-mail/", SAME },
  { "sylpheed", "sylpheed", ".sylpheed-2.0/", SAME },
  { "evolution", "evolution", ".config/evolution/sources/", SAME },
  { "geary", "geary", ".config/geary/account_01/", SAME },
  { "goa", "goa", ".config/goa-1.0/", SAME },
  { "msmtp", "msmtp", ".", SAME },
  { "mpop", "mpop", ".", NO_ADDRESS },
  { "mbsync", "mbsync", ".", NO_ADDRESS },
  { "fetchmail", "fetchmail", ".", NO_ADDRESS },
  { "getmail", "getmail", ".config/getmail/", NO_ADDRESS },
  { "offlineimap", "offlineimap", ".", NO_ADDRESS },
  { "mutt", "mutt", ".mutt/", SAME },
  { "alpine", "alpine", "!.pinerc", SAME },
  { "aerc", "aerc", ".config/aerc/", SAME },
  { "kmail", "kmail", ".config/", SAME },
  { "autoconfig", "autoconfig", "", NO_ADDRESS | PLACEHOLDERS },
  { "mobileconfig", "mobileconfig", "", BY_PORT },
  { "k9", "k9", "", ONE_LEAVING },
  { "outlook-prf", "outlook-prf", "", SAME },
};

static const struct
{
  const char *address;
  const char *name;
  const char *organization;
  const char *reply_address;
  const char *username;
  const char *outgoing_username;
  const char *folder;
} texts[] = {
  { "pat@example.org", "Pat Example", "", "", "pat@example.org", "pat@example.org", "" },
  { "pat@nc.rr.com", "J\303\266rg \303\201. Example", "Example Works", "answers@example.net", "pat",
    "relay-7", "Sent Items" },
  { "o'neil@example.org", "Pat \"Zip\" O'Neil \\ Co", "A & B <c>; d, e", "", "o\"n\\eil$x`y`#;",
    "%41 b=c;d\\e\"f'g", "A b/C; d" },
  { "p+a@example.org", "100% {Pat}", "[x] = y", "", "00123", "p@q@example.org", "\303\204rger" },
};

/* One account of all that there are. */
typedef struct
{
  RrmProtocol protocol;
  RrmSecurity incoming;
  RrmSecurity outgoing;
  RrmAuth auth;
  gboolean signs_in;
  guint text;
} Case;

static RrmServiceSettings *
make_server (RrmProtocol protocol,
             RrmSecurity security,
             RrmAuth auth,
             const char *username,
             gboolean usual)
{
  static const char *const hosts[RRM_N_PROTOCOLS] = { "imap.example.org", "pop.example.org",
                                                      "smtp.example.org" };
  RrmServiceSettings *settings = rrm_service_settings_new (
    protocol, hosts[protocol], usual ? rrm_default_port (protocol, security) : 7143, security);

  rrm_service_settings_set_auth (settings, auth);
  rrm_service_settings_set_username (settings, username);

  return settings;
}

static RrmAccount *
make_account (const Case *c)
{
  RrmAccount *account = rrm_account_new (texts[c->text].address);
  gboolean usual = c->text != 1;
  g_autoptr (RrmServiceSettings) incoming =
    make_server (c->protocol, c->incoming, c->auth, texts[c->text].username, usual);
  g_autoptr (RrmServiceSettings) outgoing = make_server (
    RRM_PROTOCOL_SMTP, c->outgoing, c->signs_in ? c->auth : RRM_AUTH_NONE,
    c->signs_in ? texts[c->text].outgoing_username : "", usual);
  g_autoptr (RrmSecret) password = rrm_secret_new (PASSWORD, -1);

  rrm_account_set_incoming (account, incoming);
  rrm_account_set_outgoing (account, outgoing);
  rrm_account_set_name (account, texts[c->text].name);
  rrm_account_set_organization (account, texts[c->text].organization);
  rrm_account_set_reply_address (account, texts[c->text].reply_address);
  rrm_account_set_outgoing_login (account, strcmp (texts[c->text].username,
                                                   texts[c->text].outgoing_username) == 0
                                             ? RRM_OUTGOING_LOGIN_SAME
                                             : RRM_OUTGOING_LOGIN_OWN);
  rrm_account_set_leave_on_server (account, c->text != 2);
  rrm_account_set_remove_after_days (account, c->text == 1 ? 14 : 0);
  rrm_account_set_remove_when_deleted (account, c->text == 3);
  rrm_account_set_root_folder (account, texts[c->text].folder);
  rrm_account_set_sent_folder (account, texts[c->text].folder);
  rrm_account_set_drafts_folder (account, texts[c->text].folder);
  rrm_account_set_trash_folder (account, texts[c->text].folder);
  rrm_account_set_junk_folder (account, texts[c->text].folder);
  rrm_account_set_password (account, password);
  rrm_account_set_outgoing_password (account, password);

  return account;
}

/* A program that chooses among the ways to send a password does not say which. */
static const char *
get_auth_class (RrmAuth auth)
{
  return auth == RRM_AUTH_AUTO || auth == RRM_AUTH_PLAIN || auth == RRM_AUTH_LOGIN
           ? "password"
           : rrm_auth_to_string (auth);
}

static char *
expand (const char *username,
        const char *address)
{
  GString *text = g_string_new (username);
  g_autofree char *local = g_strndup (address, strcspn (address, "@"));

  g_string_replace (text, "%EMAILADDRESS%", address, 0);
  g_string_replace (text, "%EMAILLOCALPART%", local, 0);

  return g_string_free (text, FALSE);
}

static void
describe_server (GString *text,
                 const Target *target,
                 RrmServiceSettings *settings,
                 const char *address)
{
  g_autofree char *username = NULL;
  RrmSecurity security;

  if (settings == NULL)
    {
      g_string_append (text, "none\n");
      return;
    }

  username = target->traits & PLACEHOLDERS
               ? expand (rrm_service_settings_get_username (settings), address)
               : g_strdup (rrm_service_settings_get_username (settings));
  security = rrm_service_settings_get_security (settings);
  if (target->traits & BY_PORT && rrm_service_settings_get_port (settings) == 7143 &&
      security != RRM_SECURITY_NONE)
    security = RRM_SECURITY_AUTO;
  g_string_append_printf (
    text, "%s %s %u %s %s '%s'\n",
    rrm_protocol_to_string (rrm_service_settings_get_protocol (settings)),
    rrm_service_settings_get_host (settings), rrm_service_settings_get_port (settings),
    rrm_security_to_string (security),
    get_auth_class (rrm_service_settings_get_auth (settings)),
    rrm_service_settings_get_auth (settings) == RRM_AUTH_NONE ? "" : username);
}

static void
describe_text (GString *text,
               const char *const *losses,
               const char *key,
               const char *value)
{
  if (!g_strv_contains (losses, key))
    g_string_append_printf (text, "%s: %s\n", key, value);
}

static void
describe_leaving (GString *text,
                  const Target *target,
                  RrmAccount *account,
                  const char *const *losses)
{
  gboolean leaves = rrm_account_get_leave_on_server (account);
  gboolean removes = leaves && rrm_account_get_remove_when_deleted (account);

  if (g_strv_contains (losses, "incoming.leave-on-server"))
    return;
  if (target->traits & ONE_LEAVING && !leaves)
    leaves = removes = TRUE;
  describe_text (text, losses, "incoming.leave-on-server", leaves ? "yes" : "no");
  describe_text (text, losses, "incoming.remove-when-deleted", removes ? "yes" : "no");
  if (leaves && !g_strv_contains (losses, "incoming.remove-after-days"))
    g_string_append_printf (text, "days: %u\n", rrm_account_get_remove_after_days (account));
}

/* What the format holds of an account. */
static char *
describe (const Target *target,
          RrmAccount *account,
          const char *const *losses,
          const char *address)
{
  const RrmFormat *format = rrm_format_find (target->format);
  GString *text = g_string_new (NULL);
  gboolean sends = rrm_format_has_protocol (format, RRM_PROTOCOL_SMTP);
  RrmServiceSettings *incoming = rrm_account_get_incoming (account);
  gboolean receives = rrm_format_has_protocol (format, RRM_PROTOCOL_IMAP) ||
                      rrm_format_has_protocol (format, RRM_PROTOCOL_POP3);

  if (!(target->traits & NO_ADDRESS))
    g_string_append_printf (text, "%s\n", rrm_account_get_address (account));
  describe_server (text, target, receives ? incoming : NULL, address);
  describe_server (text, target, sends ? rrm_account_get_outgoing (account) : NULL, address);
  describe_text (text, losses, "name", rrm_account_get_name (account));
  describe_text (text, losses, "organization", rrm_account_get_organization (account));
  describe_text (text, losses, "reply-address", rrm_account_get_reply_address (account));
  if (receives && rrm_service_settings_get_protocol (incoming) == RRM_PROTOCOL_POP3)
    describe_leaving (text, target, account, losses);
  else if (receives)
    {
      describe_text (text, losses, "root-folder", rrm_account_get_root_folder (account));
      describe_text (text, losses, "sent-folder", rrm_account_get_sent_folder (account));
      describe_text (text, losses, "drafts-folder", rrm_account_get_drafts_folder (account));
      describe_text (text, losses, "trash-folder", rrm_account_get_trash_folder (account));
      describe_text (text, losses, "junk-folder", rrm_account_get_junk_folder (account));
    }

  return g_string_free (text, FALSE);
}

static char *
get_name (const Target *target,
          const RrmExportFile *file)
{
  return target->place[0] == '!' ? g_strdup (target->place + 1)
                                 : g_strconcat (target->place, file->name, NULL);
}

static void
write_files (const char *home,
             const Target *target,
             GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      const RrmExportFile *file = g_ptr_array_index (files, i);
      gsize length;
      const char *bytes = g_bytes_get_data (file->contents, &length);
      g_autofree char *text = g_strndup (bytes, length);
      g_autofree char *name = get_name (target, file);

      home_write (home, name, text);
      if (g_str_equal (target->client, "mutt"))
        {
          g_autofree char *line = g_strdup_printf ("source ~/%s\n", name);

          home_write (home, ".muttrc", line);
        }
    }
}

static void
remove_files (const char *home,
              const Target *target,
              GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *name = get_name (target, g_ptr_array_index (files, i));
      g_autofree char *path = home_path (home, name);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

/* Where the program itself would look, or the file that a person names. */
static char *
find_path (const char *home,
           const Target *target,
           GPtrArray *files)
{
  const RrmClient *client = rrm_client_find (target->client);
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (home);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = get_name (target, g_ptr_array_index (files, 0));

  client->find (roots, paths);
  for (guint i = 0; i < paths->len; i++)
    if (g_file_test (g_ptr_array_index (paths, i), G_FILE_TEST_EXISTS))
      return g_strdup (g_ptr_array_index (paths, i));

  return home_path (home, name);
}

static void
assert_no_password (RrmClientProfile *profile)
{
  for (guint i = 0; i < profile->documents->len; i++)
    {
      GPtrArray *settings = rrm_document_get_settings (g_ptr_array_index (profile->documents, i));

      for (guint j = 0; j < settings->len; j++)
        g_assert_null (strstr (((RrmSetting *) g_ptr_array_index (settings, j))->value, PASSWORD));
    }
}

/* A program that only sends keeps the password with the outgoing server. */
static void
check_entry (RrmClientProfile *profile,
             const RrmClientAccount *read,
             gboolean has_password)
{
  const RrmClientEntry *entry = rrm_client_profile_find_entry (profile, read->entry);
  gboolean signs_in = rrm_service_settings_get_auth (entry->settings) != RRM_AUTH_NONE;

  g_assert_cmpint (entry->stored == RRM_CLIENT_STORED_YES, ==, has_password && signs_in);
}

static void
check_profile (RrmClientProfile *profile,
               const Target *target,
               RrmAccount *account,
               gboolean has_password)
{
  const RrmFormat *format = rrm_format_find (target->format);
  const char *address = rrm_account_get_address (account);
  g_auto (GStrv) losses = rrm_format_get_losses (format, account);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  const RrmClientAccount *read;

  g_assert_no_error (profile->error);
  g_assert_false (rrm_client_profile_is_damaged (profile));
  g_assert_cmpuint (profile->accounts->len, ==, 1);
  read = g_ptr_array_index (profile->accounts, 0);
  expected = describe (target, account, (const char *const *) losses, address);
  found = describe (target, read->account, (const char *const *) losses, address);
  g_assert_cmpstr (found, ==, expected);
  g_assert_null (read->other_auth);
  if (rrm_account_get_incoming (read->account) != NULL)
    g_assert_cmpint (read->stored == RRM_CLIENT_STORED_YES, ==, has_password);
  else
    check_entry (profile, read, has_password);
  assert_no_password (profile);
}

/* Whether the format can say this account; if it can, what it says must come back. */
static gboolean
check_case (const Target *target,
            const Case *c,
            const char *home,
            gboolean with_password)
{
  const RrmFormat *format = rrm_format_find (target->format);
  RrmExportOptions options = { .with_password = with_password };
  g_autoptr (RrmAccount) account = make_account (c);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = rrm_format_export (format, account, &options, &error);
  g_autoptr (GPtrArray) profiles = NULL;
  g_autofree char *path = NULL;

  if (files == NULL)
    return FALSE;

  write_files (home, target, files);
  path = find_path (home, target, files);
  profiles = rrm_clients_read_path (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (profiles->len, ==, 1);
  g_assert_cmpstr (((RrmClientProfile *) g_ptr_array_index (profiles, 0))->client->id, ==,
                   target->client);
  check_profile (g_ptr_array_index (profiles, 0), target, account, with_password);
  remove_files (home, target, files);

  return TRUE;
}

static Case
make_case (guint number)
{
  static const RrmSecurity securities[] = { RRM_SECURITY_TLS, RRM_SECURITY_STARTTLS,
                                            RRM_SECURITY_NONE };
  static const RrmAuth auths[] = { RRM_AUTH_PLAIN, RRM_AUTH_LOGIN, RRM_AUTH_CRAM_MD5,
                                   RRM_AUTH_SCRAM_SHA_256, RRM_AUTH_NTLM };
  Case c;

  c.protocol = number % 2 == 0 ? RRM_PROTOCOL_IMAP : RRM_PROTOCOL_POP3;
  number /= 2;
  c.incoming = securities[number % 3];
  number /= 3;
  c.outgoing = securities[number % 3];
  number /= 3;
  c.text = number % G_N_ELEMENTS (texts);
  number /= G_N_ELEMENTS (texts);
  c.auth = auths[number % G_N_ELEMENTS (auths)];
  number /= G_N_ELEMENTS (auths);
  c.signs_in = number % 2 == 0;

  return c;
}

static void
test_round (gconstpointer data)
{
  const Target *target = data;
  gboolean keeps = rrm_format_has_password (rrm_format_find (target->format));
  char *home = home_new ();
  guint said = 0;

  /* Each seventh of all combinations, which has each value beside each other one. */
  for (guint i = 0; i < 2 * 3 * 3 * G_N_ELEMENTS (texts) * 5 * 2; i += 7)
    {
      Case c = make_case (i);

      said += check_case (target, &c, home, keeps && i % 3 == 0);
    }
  home_free (home);
  g_test_message ("%s: %u accounts", target->format, said);
  g_assert_cmpuint (said, >=, 10);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *name = g_strconcat ("/clients/round/", targets[i].format, NULL);

      g_test_add_data_func (name, &targets[i], test_round);
    }

  return g_test_run ();
}
