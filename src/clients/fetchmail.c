/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/dialect-fetchmail.h"
#include "clients/fetchmail-set.h"
#include "clients/keys.h"
#include "clients/reader.h"

#include <string.h>

#define DEFAULTS "defaults"

static const RrmReaderWord protocols[] = {
  { "IMAP", RRM_PROTOCOL_IMAP }, { "POP3", RRM_PROTOCOL_POP3 }, { "APOP", RRM_PROTOCOL_POP3 },
  { "AUTO", RRM_PROTOCOL_IMAP }, { NULL, 0 },
};

static const RrmReaderWord auths[] = {
  { "cram-md5", RRM_AUTH_CRAM_MD5 }, { "ntlm", RRM_AUTH_NTLM }, { NULL, 0 },
};

static const RrmReaderWord services[] = {
  { "imap", 143 }, { "imaps", 993 }, { "pop3", 110 }, { "pop3s", 995 }, { NULL, 0 },
};

/* What the user's part says, the server's, or the part that holds for all. */
static const char *
get (RrmDocument *document,
     const char *section,
     const char *key)
{
  g_autofree char *server = g_strndup (section, strcspn (section, "."));
  const char *value = rrm_document_get (document, section, key);

  if (value == NULL)
    value = rrm_document_get (document, server, key);

  return value != NULL ? value : rrm_document_get (document, DEFAULTS, key);
}

static RrmSecurity
read_security (RrmDocument *document,
               const char *section)
{
  if (g_strcmp0 (get (document, section, "ssl"), "yes") == 0)
    return RRM_SECURITY_TLS;

  /* Only an empty value keeps it from STARTTLS. */
  return g_strcmp0 (get (document, section, "sslproto"), "") == 0 ? RRM_SECURITY_NONE
                                                                  : RRM_SECURITY_STARTTLS;
}

static RrmServiceSettings *
read_server (RrmDocument *document,
             const char *section,
             RrmProtocol protocol)
{
  const char *host = get (document, section, "via");
  const char *service = get (document, section, "service");
  g_autofree char *port = g_strdup_printf ("%d", rrm_reader_look_up (services, service, 0));

  return rrm_reader_server (
    protocol, host != NULL ? host : get (document, section, "host"),
    rrm_reader_number (service, 0) > 0 ? service : port, read_security (document, section),
    rrm_document_get (document, section, "user"),
    (RrmAuth) rrm_reader_look_up (auths, get (document, section, "auth"), RRM_AUTH_AUTO));
}

static void
read_user (RrmClientProfile *profile,
           RrmDocument *document,
           const char *section)
{
  const char *word = get (document, section, "protocol");
  int protocol = word != NULL ? rrm_reader_look_up (protocols, word, -1) : RRM_PROTOCOL_IMAP;
  gboolean stored = get (document, section, "password") != NULL;
  g_autoptr (RrmServiceSettings) settings = NULL;
  RrmClientAccount *account;

  /* Protocols that fetch no person's mail. */
  if (protocol < 0)
    return;
  settings = read_server (document, section, (RrmProtocol) protocol);
  account = rrm_reader_add (profile, section, NULL, settings, document, section);
  if (account == NULL)
    return;
  account->stored = stored ? RRM_CLIENT_STORED_YES : RRM_CLIENT_STORED_UNKNOWN;
  rrm_account_set_leave_on_server (account->account,
                                   g_strcmp0 (get (document, section, "keep"), "yes") == 0);
}

static gboolean
read_file (RrmClientProfile *profile,
           GError **error)
{
  RrmDocument *document =
    rrm_client_profile_load (profile, &rrm_dialect_fetchmail, profile->path, error);
  GPtrArray *sections;

  if (document == NULL)
    return FALSE;
  sections = rrm_document_get_sections (document);
  for (guint i = 0; i < sections->len; i++)
    if (rrm_document_get (document, g_ptr_array_index (sections, i), "user") != NULL)
      read_user (profile, document, g_ptr_array_index (sections, i));
  rrm_reader_forget (document, "password");

  return TRUE;
}

static void
find_files (const RrmClientRoots *roots,
            GPtrArray *paths)
{
  static const char *const names[] = { ".fetchmailrc", NULL };

  rrm_reader_find (roots, names, paths);
}

static gboolean
recognize (const char *path)
{
  static const char *const names[] = { ".fetchmailrc", "fetchmailrc", NULL };

  return rrm_reader_is_named (path, names);
}

static gboolean
fetchmail_runs (const char *path)
{
  static const char *const names[] = { "fetchmail", NULL };

  return rrm_process_runs (path, names);
}

const RrmClient rrm_client_fetchmail = {
  .id = "fetchmail",
  .name = "fetchmail",
  .find = find_files,
  .recognize = recognize,
  .read = read_file,
  .set = rrm_fetchmail_set,
  .is_running = fetchmail_runs,
};
