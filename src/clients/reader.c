/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/reader.h"

#include <string.h>

/* What the readers of all programs need. */

/**
 * rrm_reader_look_up:
 * @words: the words of a setting, ended by %NULL
 * @text: (nullable): what a file says
 * @otherwise: what nothing, or no word of these, means
 *
 * Returns: what the word means, whatever its case
 */
int
rrm_reader_look_up (const RrmReaderWord *words,
                    const char *text,
                    int otherwise)
{
  for (guint i = 0; text != NULL && words[i].word != NULL; i++)
    if (g_ascii_strcasecmp (words[i].word, text) == 0)
      return words[i].value;

  return otherwise;
}

/**
 * rrm_reader_text:
 * @document: a file
 * @section: a section
 * @key: a setting
 *
 * Returns: what it says, "" where it is not there
 */
const char *
rrm_reader_text (RrmDocument *document,
                 const char *section,
                 const char *key)
{
  const char *value = rrm_document_get (document, section, key);

  return value != NULL ? value : "";
}

/**
 * rrm_reader_is_on:
 * @document: a file
 * @section: a section
 * @key: a setting
 *
 * Returns: whether it says yes, in any of the words for it
 */
gboolean
rrm_reader_is_on (RrmDocument *document,
                  const char *section,
                  const char *key)
{
  static const RrmReaderWord words[] = {
    { "1", TRUE }, { "true", TRUE }, { "yes", TRUE }, { "on", TRUE }, { NULL, FALSE },
  };

  return rrm_reader_look_up (words, rrm_document_get (document, section, key), FALSE);
}

/**
 * rrm_reader_number:
 * @text: (nullable): a number
 * @otherwise: what nothing, or nonsense, means
 *
 * Returns: the number
 */
guint
rrm_reader_number (const char *text,
                   guint otherwise)
{
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &number, NULL)
           ? (guint) number
           : otherwise;
}

/**
 * rrm_reader_has_secret:
 * @document: a file that has passwords in it
 * @section: a section
 * @key: the setting of a password
 *
 * Returns: whether there is one
 */
gboolean
rrm_reader_has_secret (RrmDocument *document,
                       const char *section,
                       const char *key)
{
  return rrm_reader_text (document, section, key)[0] != '\0';
}

/**
 * rrm_reader_forget:
 * @document: a file that was read
 * @key: the setting of a password
 *
 * Wipes what this setting says, in all sections.
 */
void
rrm_reader_forget (RrmDocument *document,
                   const char *key)
{
  GPtrArray *settings = rrm_document_get_settings (document);

  for (guint i = 0; i < settings->len; i++)
    {
      RrmSetting *setting = g_ptr_array_index (settings, i);

      if (g_str_equal (setting->key, key))
        explicit_bzero (setting->value, strlen (setting->value));
    }
}

/**
 * rrm_reader_server:
 * @protocol: its protocol
 * @host: (nullable): its name
 * @port: (nullable): its port; nothing is the usual one
 * @security: its kind of security
 * @username: (nullable): the user name
 * @auth: the way to sign in
 *
 * Returns: (transfer full): the server
 */
RrmServiceSettings *
rrm_reader_server (RrmProtocol protocol,
                   const char *host,
                   const char *port,
                   RrmSecurity security,
                   const char *username,
                   RrmAuth auth)
{
  guint number = rrm_reader_number (port, 0);
  RrmServiceSettings *settings;

  if (number == 0 || number > G_MAXUINT16)
    number = rrm_default_port (protocol, security);
  settings = rrm_service_settings_new (protocol, host != NULL ? host : "", (guint16) number,
                                       security);
  rrm_service_settings_set_username (settings, username != NULL ? username : "");
  rrm_service_settings_set_auth (settings, auth);
  rrm_service_settings_set_source (settings, RRM_SOURCE_FILE);

  return settings;
}

/**
 * rrm_reader_add:
 * @profile: a profile that is being read
 * @id: what the program calls the account
 * @address: (nullable): its address; where the program knows none, the user name may be one
 * @incoming: (nullable): its incoming server
 * @document: where it stands
 * @section: where there
 *
 * Returns: (transfer none) (nullable): the account, %NULL where a second one has that name or there
 *   are more than anybody has
 */
RrmClientAccount *
rrm_reader_add (RrmClientProfile *profile,
                const char *id,
                const char *address,
                RrmServiceSettings *incoming,
                RrmDocument *document,
                const char *section)
{
  const char *username = incoming != NULL ? rrm_service_settings_get_username (incoming) : "";

  if (profile->accounts->len >= RRM_READER_MAX_ACCOUNTS ||
      rrm_client_profile_find_account (profile, id) != NULL)
    return NULL;
  if (address == NULL || address[0] == '\0')
    address = strchr (username, '@') != NULL ? username : "";

  return rrm_client_profile_add_account (profile, id, address, incoming, document, section);
}

/* How the outgoing server is signed in to follows from the two user names. */
static void
set_outgoing_login (RrmAccount *account)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account);
  RrmServiceSettings *outgoing = rrm_account_get_outgoing (account);

  if (outgoing == NULL || rrm_service_settings_get_auth (outgoing) == RRM_AUTH_NONE)
    return;
  rrm_account_set_outgoing_login (
    account,
    incoming != NULL && g_str_equal (rrm_service_settings_get_username (incoming),
                                     rrm_service_settings_get_username (outgoing))
      ? RRM_OUTGOING_LOGIN_SAME
      : RRM_OUTGOING_LOGIN_OWN);
}

/**
 * rrm_reader_add_own:
 * @profile: a profile that is being read
 * @account: an account whose outgoing server belongs to it alone
 * @outgoing: that server
 *
 * Returns: (transfer none): the entry of that server, which has the account's id and place
 */
RrmClientEntry *
rrm_reader_add_own (RrmClientProfile *profile,
                    RrmClientAccount *account,
                    RrmServiceSettings *outgoing)
{
  RrmClientEntry *entry = rrm_client_profile_add_entry (
    profile, account->id, outgoing, account->place.document, account->place.section);

  rrm_reader_join (profile, account, account->id);

  return entry;
}

/**
 * rrm_reader_join:
 * @profile: a profile that is being read
 * @account: one of its accounts
 * @entry: (nullable): the id of the outgoing entry that it uses
 */
void
rrm_reader_join (RrmClientProfile *profile,
                 RrmClientAccount *account,
                 const char *entry)
{
  rrm_client_profile_join (profile, account, entry);
  set_outgoing_login (account->account);
}

/**
 * rrm_reader_find:
 * @roots: where to look
 * @names: paths under the home folder, ended by %NULL
 * @paths: (element-type filename): where to add them
 *
 * What stands under ".config/" is looked for in the folder for settings, and in the usual one: a
 * program in a sandbox, and a home folder from elsewhere, has both.
 */
void
rrm_reader_find (const RrmClientRoots *roots,
                 const char *const *names,
                 GPtrArray *paths)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      rrm_client_roots_add (roots, paths, names[i]);
      if (g_str_has_prefix (names[i], ".config/"))
        g_ptr_array_add (paths, g_build_filename (roots->home, names[i], NULL));
    }
}

/**
 * rrm_reader_find_nothing:
 * @roots: where to look
 * @paths: (element-type filename): the paths so far
 *
 * For files that lie wherever a person put them.
 */
void
rrm_reader_find_nothing (const RrmClientRoots *roots,
                         GPtrArray *paths)
{
}

/**
 * rrm_reader_holds:
 * @path: a file
 * @dialect: how it would be written
 * @key: what the program writes into each of its sections
 *
 * Tells the files of programs that give them the same name.
 *
 * Returns: whether a section has it
 */
gboolean
rrm_reader_holds (const char *path,
                  const RrmDialect *dialect,
                  const char *key)
{
  g_autoptr (RrmDocument) document = rrm_document_load (dialect, path, NULL);
  GPtrArray *sections = document != NULL ? rrm_document_get_sections (document) : NULL;

  for (guint i = 0; sections != NULL && i < sections->len; i++)
    if (rrm_document_get (document, g_ptr_array_index (sections, i), key) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * rrm_reader_is_named:
 * @path: a path
 * @names: names of files, ended by %NULL; one that begins with "*" is how a name ends
 *
 * Returns: whether it is a file of one of these names
 */
gboolean
rrm_reader_is_named (const char *path,
                     const char *const *names)
{
  g_autofree char *name = g_path_get_basename (path);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (name, names[i]) ||
        (names[i][0] == '*' && g_str_has_suffix (name, names[i] + 1)))
      return TRUE;

  return FALSE;
}

/**
 * rrm_reader_is_in:
 * @path: a path
 * @folder: the name of a folder
 * @name: the name of a file
 *
 * Returns: whether it is a file of this name in a folder of that name
 */
gboolean
rrm_reader_is_in (const char *path,
                  const char *folder,
                  const char *name)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *parent_base = g_path_get_basename (parent);

  return g_str_equal (base, name) && g_str_equal (parent_base, folder) &&
         g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * rrm_reader_list:
 * @folder: a folder, or what is none
 * @suffix: how the names end
 *
 * Returns: (transfer full) (element-type filename): the paths of what is in it, in their order
 */
GPtrArray *
rrm_reader_list (const char *folder,
                 const char *suffix)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && paths->len < RRM_READER_MAX_FILES && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);

  return paths;
}

/**
 * rrm_reader_split_host:
 * @text: a host, perhaps with a port behind a colon; an IPv6 address with a port is in brackets
 * @host: (out): the host without brackets
 * @port: (out) (nullable): the port, %NULL where there is none
 */
void
rrm_reader_split_host (const char *text,
                       char **host,
                       char **port)
{
  const char *close = text[0] == '[' ? strchr (text, ']') : NULL;
  const char *colon = strrchr (close != NULL ? close : text, ':');

  if (close != NULL)
    *host = g_strndup (text + 1, (gsize) (close - text - 1));
  else if (colon != NULL && strchr (text, ':') == colon)
    *host = g_strndup (text, (gsize) (colon - text));
  else
    {
      *host = g_strdup (text);
      colon = NULL;
    }
  *port = colon != NULL ? g_strdup (colon + 1) : NULL;
}

/**
 * rrm_reader_unescape:
 * @text: a part of a URI (RFC 3986, section 2.1)
 *
 * Returns: (transfer full): what it stands for, always valid UTF-8; @text where it is no such part
 */
char *
rrm_reader_unescape (const char *text)
{
  g_autofree char *decoded = g_uri_unescape_string (text, NULL);

  return g_utf8_make_valid (decoded != NULL ? decoded : text, -1);
}

static char *
unquote_name (const char *text,
              gsize length)
{
  GString *name = g_string_new (NULL);
  g_autofree char *stripped = g_strstrip (g_strndup (text, length));
  gboolean quoted = stripped[0] == '"';

  for (const char *p = stripped; *p != '\0'; p++)
    {
      if (quoted && *p == '"')
        continue;
      if (quoted && *p == '\\' && p[1] != '\0')
        p++;
      g_string_append_c (name, *p);
    }

  return g_string_free (name, FALSE);
}

/**
 * rrm_reader_mailbox:
 * @text: a mailbox: an address, or a name and an address in angle brackets (RFC 5322, section 3.4)
 * @name: (out): the name, "" where there is none
 * @address: (out): the address
 */
void
rrm_reader_mailbox (const char *text,
                    char **name,
                    char **address)
{
  const char *open = strrchr (text, '<');
  const char *close = open != NULL ? strchr (open, '>') : NULL;

  if (close != NULL)
    {
      *name = unquote_name (text, (gsize) (open - text));
      *address = g_strstrip (g_strndup (open + 1, (gsize) (close - open - 1)));
    }
  else
    {
      *name = g_strdup ("");
      *address = g_strstrip (g_strdup (text));
    }
}

/**
 * rrm_reader_set_mailbox:
 * @account: an account
 * @text: a mailbox
 *
 * Gives the account the name and the address of the mailbox.
 */
void
rrm_reader_set_mailbox (RrmAccount *account,
                        const char *text)
{
  g_autofree char *name = NULL;
  g_autofree char *address = NULL;

  rrm_reader_mailbox (text, &name, &address);
  if (address[0] != '\0')
    rrm_account_set_address (account, address);
  if (name[0] != '\0')
    rrm_account_set_name (account, name);
}
