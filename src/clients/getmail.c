/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/keys.h"
#include "clients/reader.h"

#include <string.h>

/* getmail: a file for each account, in a folder of its own, called as the person likes. */

#define SECTION "retriever"

static const RrmReaderWord protocols[] = {
  { "SimplePOP3Retriever", RRM_PROTOCOL_POP3 },
  { "SimplePOP3SSLRetriever", RRM_PROTOCOL_POP3 },
  { "MultidropPOP3Retriever", RRM_PROTOCOL_POP3 },
  { "MultidropPOP3SSLRetriever", RRM_PROTOCOL_POP3 },
  { "BrokenUIDLPOP3Retriever", RRM_PROTOCOL_POP3 },
  { "BrokenUIDLPOP3SSLRetriever", RRM_PROTOCOL_POP3 },
  { "SimpleIMAPRetriever", RRM_PROTOCOL_IMAP },
  { "SimpleIMAPSSLRetriever", RRM_PROTOCOL_IMAP },
  { "MultidropIMAPRetriever", RRM_PROTOCOL_IMAP },
  { "MultidropIMAPSSLRetriever", RRM_PROTOCOL_IMAP },
  { NULL, 0 },
};

static void
read_options (RrmDocument *document,
              RrmAccount *account)
{
  guint days = rrm_reader_number (rrm_document_get (document, "options", "delete_after"), 0);

  rrm_account_set_leave_on_server (account, !rrm_reader_is_on (document, "options", "delete"));
  rrm_account_set_remove_after_days (account, days);
}

static void
read_account (RrmClientProfile *profile,
              RrmDocument *document)
{
  const char *type = rrm_reader_text (document, SECTION, "type");
  int protocol = rrm_reader_look_up (protocols, type, -1);
  g_autofree char *id = g_path_get_basename (rrm_document_get_path (document));
  g_autoptr (RrmServiceSettings) settings = NULL;
  gboolean stored = rrm_reader_has_secret (document, SECTION, "password");
  RrmClientAccount *account;

  if (protocol < 0)
    return;
  settings = rrm_reader_server (
    (RrmProtocol) protocol, rrm_document_get (document, SECTION, "server"),
    rrm_document_get (document, SECTION, "port"),
    strstr (type, "SSL") != NULL ? RRM_SECURITY_TLS : RRM_SECURITY_NONE,
    rrm_document_get (document, SECTION, "username"),
    rrm_reader_is_on (document, SECTION, "use_cram_md5") ? RRM_AUTH_CRAM_MD5 : RRM_AUTH_AUTO);
  account = rrm_reader_add (profile, id, NULL, settings, document, SECTION);
  if (account == NULL)
    return;
  if (rrm_reader_is_on (document, SECTION, "use_xoauth2"))
    account->other_auth = g_strdup ("oauth2");
  account->stored = stored ? RRM_CLIENT_STORED_YES : RRM_CLIENT_STORED_UNKNOWN;
  read_options (document, account->account);
}

static gboolean
has_retriever (const char *path)
{
  g_autoptr (RrmDocument) document = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  document = rrm_document_load (&rrm_dialect_python, path, NULL);

  return document != NULL && rrm_document_get (document, SECTION, "type") != NULL;
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document =
    rrm_client_profile_load (profile, &rrm_dialect_python, profile->path, error);

  if (document == NULL)
    return FALSE;
  read_account (profile, document);
  rrm_reader_forget (document, "password");

  return TRUE;
}

/* The mail's own log of what was fetched lies in the same folder. */
static void
find_files (const RrmClientRoots *roots,
            GPtrArray *paths)
{
  static const char *const names[] = { ".getmail", ".config/getmail", NULL };
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  rrm_reader_find (roots, names, folders);
  for (guint i = 0; i < folders->len; i++)
    {
      g_autoptr (GPtrArray) files = rrm_reader_list (g_ptr_array_index (folders, i), "");

      for (guint j = 0; j < files->len; j++)
        if (has_retriever (g_ptr_array_index (files, j)))
          g_ptr_array_add (paths, g_strdup (g_ptr_array_index (files, j)));
    }
}

/* What runs goes on with what it has read. */
static gboolean
getmail_runs (const char *path)
{
  static const char *const names[] = { "getmail", NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_getmail = {
  .id = "getmail",
  .name = "getmail",
  .find = find_files,
  .recognize = has_retriever,
  .read = read_file,
  .set = rrm_keys_set,
  .is_running = getmail_runs,
};
