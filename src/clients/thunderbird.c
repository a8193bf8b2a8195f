/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/thunderbird.h"

#include "clients/mozilla-profiles.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* More than anybody has; a longer list is somebody's joke. */
#define MAX_LISTED 500

static const char *const roots_of_thunderbird[] = {
  ".thunderbird",
  ".icedove",
  ".mozilla-thunderbird",
  "snap/thunderbird/common/.thunderbird",
  ".var/app/org.mozilla.Thunderbird/.thunderbird",
  ".var/app/org.mozilla.thunderbird/.thunderbird",
  /* A home folder of Windows or macOS, on a disk or in a copy. */
  "AppData/Roaming/Thunderbird",
  "Library/Thunderbird",
  "Thunderbird",
  "",
  NULL,
};

static const char *const roots_of_betterbird[] = {
  ".betterbird",
  ".var/app/eu.betterbird.Betterbird/.thunderbird",
  ".var/app/eu.betterbird.Betterbird/.betterbird",
  NULL,
};

/**
 * rrm_thunderbird_get:
 * @prefs: a prefs.js
 * @format: the name of a setting, as for printf()
 * @...: what goes into it
 *
 * Returns: (nullable): what it says
 */
const char *
rrm_thunderbird_get (RrmDocument *prefs,
                     const char *format,
                     ...)
{
  g_autofree char *key = NULL;
  va_list arguments;

  va_start (arguments, format);
  key = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return rrm_document_get (prefs, "", key);
}

static const char *
get_text (const char *value)
{
  return value != NULL ? value : "";
}

static guint16
read_port (const char *text)
{
  guint64 port;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL)
           ? (guint16) port
           : 0;
}

static void
finish_settings (RrmServiceSettings *settings,
                 const char *port,
                 const char *username,
                 RrmAuth auth)
{
  guint16 number = read_port (port);

  if (number != 0)
    rrm_service_settings_set_port (settings, number);
  rrm_service_settings_set_username (settings, get_text (username));
  rrm_service_settings_set_auth (settings, auth);
  rrm_service_settings_set_source (settings, RRM_SOURCE_FILE);
}

static const char *
get_name (const RrmClientProfile *profile,
          RrmDocument *prefs,
          const char *server,
          const char *first)
{
  return get_text (rrm_thunderbird_get (
    prefs, "mail.server.%s.%s", server,
    rrm_thunderbird_choose_name (profile, prefs, server, first)));
}

static RrmServiceSettings *
read_incoming (const RrmClientProfile *profile,
               RrmDocument *prefs,
               const char *server,
               RrmProtocol protocol,
               const char **other_auth)
{
  RrmSecurity security =
    rrm_thunderbird_parse_security (rrm_thunderbird_get (prefs, "mail.server.%s.socketType",
                                                         server));
  const char *host = get_name (profile, prefs, server, "hostname");
  RrmServiceSettings *settings = rrm_service_settings_new (
    protocol, host, rrm_default_port (protocol, security), security);

  finish_settings (settings, rrm_thunderbird_get (prefs, "mail.server.%s.port", server),
                   get_name (profile, prefs, server, "userName"),
                   rrm_thunderbird_parse_auth (
                     rrm_thunderbird_get (prefs, "mail.server.%s.authMethod", server),
                     other_auth));

  return settings;
}

static void
read_entry (RrmClientProfile *profile,
            RrmDocument *prefs,
            const char *id)
{
  const char *type = rrm_thunderbird_get (prefs, "mail.smtpserver.%s.type", id);
  RrmSecurity security =
    rrm_thunderbird_parse_security (rrm_thunderbird_get (prefs, "mail.smtpserver.%s.try_ssl", id));
  const char *other_auth = NULL;
  RrmAuth auth = rrm_thunderbird_parse_auth (
    rrm_thunderbird_get (prefs, "mail.smtpserver.%s.authMethod", id), &other_auth);
  g_autoptr (RrmServiceSettings) settings = NULL;
  RrmClientEntry *entry;

  if ((type != NULL && !g_str_equal (type, "smtp")) ||
      rrm_client_profile_find_entry (profile, id) != NULL)
    return;

  settings = rrm_service_settings_new (
    RRM_PROTOCOL_SMTP, get_text (rrm_thunderbird_get (prefs, "mail.smtpserver.%s.hostname", id)),
    rrm_default_port (RRM_PROTOCOL_SMTP, security), security);
  finish_settings (settings, rrm_thunderbird_get (prefs, "mail.smtpserver.%s.port", id),
                   rrm_thunderbird_get (prefs, "mail.smtpserver.%s.username", id), auth);
  entry = rrm_client_profile_add_entry (profile, id, settings, prefs, id);
  entry->title = g_strdup (rrm_thunderbird_get (prefs, "mail.smtpserver.%s.description", id));
  entry->other_auth = g_strdup (other_auth);
}

/* The names of a list, with what is empty or stands twice left out. */
static GPtrArray *
split_list (const char *text)
{
  g_auto (GStrv) names = g_strsplit (get_text (text), ",", MAX_LISTED + 1);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; names[i] != NULL && i < MAX_LISTED; i++)
    {
      const char *name = g_strstrip (names[i]);

      if (name[0] != '\0' && !g_ptr_array_find_with_equal_func (list, name, g_str_equal, NULL))
        g_ptr_array_add (list, g_strdup (name));
    }

  return list;
}

static void
read_entries (RrmClientProfile *profile,
              RrmDocument *prefs)
{
  g_autoptr (GPtrArray) ids = split_list (rrm_document_get (prefs, "", "mail.smtpservers"));
  const char *chosen = rrm_document_get (prefs, "", "mail.smtp.defaultserver");
  RrmClientEntry *entry;

  for (guint i = 0; i < ids->len; i++)
    read_entry (profile, prefs, g_ptr_array_index (ids, i));

  entry = rrm_client_profile_find_entry (profile, chosen);
  if (entry == NULL && profile->entries->len > 0)
    entry = g_ptr_array_index (profile->entries, 0);
  if (entry != NULL)
    entry->is_default = TRUE;
}

/* Newsgroups, feeds and local folders have addresses, too, and send through the same entries. */
static void
mark_named (RrmClientProfile *profile,
            RrmDocument *prefs)
{
  GPtrArray *settings = rrm_document_get_settings (prefs);

  for (guint i = 0; i < settings->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i);
      gboolean names = g_str_has_prefix (setting->key, "mail.identity.") &&
                       g_str_has_suffix (setting->key, ".smtpServer");
      /* The last one of that name counts. */
      RrmClientEntry *entry =
        names ? rrm_client_profile_find_entry (profile,
                                               rrm_document_get (prefs, "", setting->key))
              : NULL;

      if (entry != NULL)
        entry->is_named = TRUE;
    }
}

static const char *
get_default_entry (RrmClientProfile *profile)
{
  for (guint i = 0; i < profile->entries->len; i++)
    {
      const RrmClientEntry *entry = g_ptr_array_index (profile->entries, i);

      if (entry->is_default)
        return entry->id;
    }

  return NULL;
}

/* One address of an account. */
static void
read_identity (RrmClientProfile *profile,
               RrmDocument *prefs,
               const char *server,
               const char *id,
               RrmServiceSettings *incoming,
               gboolean is_alias)
{
  const char *entry = rrm_thunderbird_get (prefs, "mail.identity.%s.smtpServer", id);
  RrmClientAccount *account = rrm_client_profile_add_account (
    profile, id, get_text (rrm_thunderbird_get (prefs, "mail.identity.%s.useremail", id)),
    incoming, prefs, server);

  rrm_account_set_name (account->account,
                        rrm_thunderbird_get (prefs, "mail.identity.%s.fullName", id));
  rrm_account_set_organization (account->account,
                                rrm_thunderbird_get (prefs, "mail.identity.%s.organization", id));
  rrm_account_set_reply_address (account->account,
                                 rrm_thunderbird_get (prefs, "mail.identity.%s.reply_to", id));
  rrm_account_set_leave_on_server (
    account->account,
    g_strcmp0 (rrm_thunderbird_get (prefs, "mail.server.%s.leave_on_server", server), "true") == 0);
  account->is_alias = is_alias;
  /* A name that stands for nothing means the default, too. */
  if (rrm_client_profile_find_entry (profile, entry) == NULL)
    {
      account->by_default = TRUE;
      entry = get_default_entry (profile);
    }
  rrm_client_profile_join (profile, account, entry);
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *prefs,
              const char *id)
{
  const char *server = rrm_thunderbird_get (prefs, "mail.account.%s.server", id);
  g_autoptr (GPtrArray)
    identities = split_list (rrm_thunderbird_get (prefs, "mail.account.%s.identities", id));
  const char *other_auth = NULL;
  const char *type;
  g_autoptr (RrmServiceSettings) incoming = NULL;
  RrmProtocol protocol;

  if (server == NULL)
    return;
  type = rrm_thunderbird_get (prefs, "mail.server.%s.type", server);
  /* Local folders, newsgroups and the like are no mailboxes. */
  if (type == NULL || !rrm_protocol_parse (type, &protocol) || protocol == RRM_PROTOCOL_SMTP)
    return;

  incoming = read_incoming (profile, prefs, server, protocol, &other_auth);
  for (guint i = 0; i < identities->len; i++)
    if (rrm_client_profile_find_account (profile, g_ptr_array_index (identities, i)) == NULL)
      read_identity (profile, prefs, server, g_ptr_array_index (identities, i), incoming, i > 0);
  if (identities->len == 0)
    rrm_client_profile_add_account (profile, id, rrm_service_settings_get_username (incoming),
                                    incoming, prefs, server);
  for (guint i = 0; i < profile->accounts->len; i++)
    {
      RrmClientAccount *account = g_ptr_array_index (profile->accounts, i);

      if (g_str_equal (account->place.section, server) && account->other_auth == NULL)
        account->other_auth = g_strdup (other_auth);
    }
}

/* A profile is given as its folder, or as the one file out of it. */
static char *
get_prefs_path (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) ? g_build_filename (path, "prefs.js", NULL)
                                                : g_strdup (path);
}

static void
read_surroundings (RrmClientProfile *profile)
{
  profile->name = rrm_mozilla_profile_name (profile->path, &profile->is_default);
  rrm_thunderbird_mark_stored (profile, profile->path);
}

/* What the person, or somebody for them, wants to be so at each start of the program: it is taken
 * over into prefs.js then, whatever stands there. */
static gboolean
read_user_file (RrmClientProfile *profile,
                RrmDocument *prefs,
                GError **error)
{
  g_autofree char *folder = g_path_get_dirname (rrm_document_get_path (prefs));
  g_autofree char *path = g_build_filename (folder, RRM_THUNDERBIRD_USER_FILE, NULL);
  RrmDocument *user;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  user = rrm_client_profile_load (profile, &rrm_dialect_prefs, path, error);
  if (user == NULL)
    return FALSE;
  rrm_document_set_ruler (prefs, user);

  return TRUE;
}

static gboolean
read_profile (RrmClientProfile *profile,
              GError **error)
{
  g_autofree char *path = get_prefs_path (profile->path);
  RrmDocument *prefs = rrm_client_profile_load (profile, &rrm_dialect_prefs, path, error);
  g_autoptr (GPtrArray) ids = NULL;

  if (prefs == NULL || !read_user_file (profile, prefs, error))
    return FALSE;

  profile->version = rrm_thunderbird_read_version (profile, prefs);
  read_entries (profile, prefs);
  mark_named (profile, prefs);
  ids = split_list (rrm_document_get (prefs, "", "mail.accountmanager.accounts"));
  for (guint i = 0; i < ids->len; i++)
    read_account (profile, prefs, g_ptr_array_index (ids, i));
  if (g_file_test (profile->path, G_FILE_TEST_IS_DIR))
    read_surroundings (profile);

  return TRUE;
}

static void
find_in (const RrmClientRoots *roots,
         const char *const *names,
         GPtrArray *paths)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *root = g_build_filename (roots->home, names[i], NULL);

      rrm_mozilla_profiles_find (root, paths);
    }
}

static void
find_thunderbird (const RrmClientRoots *roots,
                  GPtrArray *paths)
{
  find_in (roots, roots_of_thunderbird, paths);
}

static void
find_betterbird (const RrmClientRoots *roots,
                 GPtrArray *paths)
{
  find_in (roots, roots_of_betterbird, paths);
}

static gboolean
recognize (const char *path)
{
  g_autofree char *prefs = get_prefs_path (path);

  return g_file_test (prefs, G_FILE_TEST_IS_REGULAR) && g_str_has_suffix (prefs, ".js");
}

/* A link leads to the file of another profile, and that one may be open. */
static gboolean
is_open_where_it_is (const char *path)
{
  g_autofree char *file = realpath (path, NULL);
  g_autofree char *folder = file != NULL ? g_path_get_dirname (file) : NULL;

  return folder != NULL && rrm_mozilla_is_open (folder);
}

static gboolean
is_running (const char *path)
{
  g_autofree char *prefs = get_prefs_path (path);
  g_autofree char *folder = g_path_get_dirname (prefs);
  g_autofree char *user = g_build_filename (folder, RRM_THUNDERBIRD_USER_FILE, NULL);

  return rrm_mozilla_is_open (folder) || is_open_where_it_is (prefs) || is_open_where_it_is (user);
}

const RrmClient rrm_client_thunderbird = {
  .id = "thunderbird",
  .name = "Thunderbird",
  .find = find_thunderbird,
  .recognize = recognize,
  .read = read_profile,
  .set = rrm_thunderbird_set,
  .asks_again = TRUE,
  .split = rrm_thunderbird_split,
  .remove = rrm_thunderbird_remove,
  .is_running = is_running,
  .one_for_each_login = TRUE,
  .sends_by_entry = TRUE,
};

const RrmClient rrm_client_betterbird = {
  .id = "betterbird",
  .name = "Betterbird",
  .find = find_betterbird,
  .recognize = recognize,
  .read = read_profile,
  .set = rrm_thunderbird_set,
  .asks_again = TRUE,
  .split = rrm_thunderbird_split,
  .remove = rrm_thunderbird_remove,
  .is_running = is_running,
  .one_for_each_login = TRUE,
  .sends_by_entry = TRUE,
};
