/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/format.h"

#include "export/checked-account.h"
#include "export/format-private.h"

/**
 * rrm_format_list:
 *
 * Returns: (transfer container) (element-type RrmFormat): all formats, in the order in which they
 *   are offered
 */
GPtrArray *
rrm_format_list (void)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < rrm_n_formats; i++)
    g_ptr_array_add (list, (gpointer) &rrm_formats[i]);

  return list;
}

/**
 * rrm_format_find:
 * @id: an identifier, as in the command's contract
 *
 * Returns: (nullable): the format
 */
const RrmFormat *
rrm_format_find (const char *id)
{
  for (guint i = 0; i < rrm_n_formats; i++)
    if (g_strcmp0 (rrm_formats[i].id, id) == 0)
      return &rrm_formats[i];

  return NULL;
}

const char *
rrm_format_get_id (const RrmFormat *format)
{
  return format->id;
}

/**
 * rrm_format_get_name:
 * @format: a format
 *
 * Returns: the names of the programs that read it, which are the same in every language
 */
const char *
rrm_format_get_name (const RrmFormat *format)
{
  return format->name;
}

/**
 * rrm_format_get_program:
 * @format: a format
 *
 * Returns: the identifier of the mail program
 */
const char *
rrm_format_get_program (const RrmFormat *format)
{
  return format->program;
}

RrmFormatKind
rrm_format_get_kind (const RrmFormat *format)
{
  return format->kind;
}

/**
 * rrm_format_has_protocol:
 * @format: a format
 * @protocol: a protocol
 *
 * Returns: whether the format holds a server of @protocol; some hold one direction only
 */
gboolean
rrm_format_has_protocol (const RrmFormat *format,
                         RrmProtocol protocol)
{
  return (format->protocols & RRM_BIT (protocol)) != 0;
}

gboolean
rrm_format_has_password (const RrmFormat *format)
{
  return (format->holds & RRM_HOLDS_PASSWORD) != 0;
}

static gboolean
is_pop3 (RrmAccount *account)
{
  RrmServiceSettings *incoming = rrm_account_get_incoming (account);

  return incoming != NULL &&
         rrm_service_settings_get_protocol (incoming) == RRM_PROTOCOL_POP3;
}

/**
 * rrm_format_get_losses:
 * @format: a format
 * @account: an account
 *
 * What the account says and the format has no place for. These are conveniences that the person
 * can set in the program; what matters for a safe and working account is refused instead.
 *
 * Returns: (transfer full): the settings' keys, in a fixed order
 */
char **
rrm_format_get_losses (const RrmFormat *format,
                       RrmAccount *account)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean pop3 = is_pop3 (account);
  const struct
  {
    const char *key;
    guint holds;
    gboolean set;
  } settings[] = {
    { "name", RRM_HOLDS_NAME, rrm_account_get_name (account)[0] != '\0' },
    { "organization", RRM_HOLDS_ORGANIZATION, rrm_account_get_organization (account)[0] != '\0' },
    { "reply-address", RRM_HOLDS_REPLY_ADDRESS,
      rrm_account_get_reply_address (account)[0] != '\0' },
    { "incoming.leave-on-server", RRM_HOLDS_LEAVE_ON_SERVER, pop3 },
    { "incoming.remove-after-days", RRM_HOLDS_REMOVE_AFTER,
      pop3 && rrm_account_get_leave_on_server (account) &&
        rrm_account_get_remove_after_days (account) > 0 },
    { "incoming.remove-when-deleted", RRM_HOLDS_REMOVE_WHEN_DELETED,
      pop3 && rrm_account_get_leave_on_server (account) &&
        rrm_account_get_remove_when_deleted (account) },
    { "root-folder", RRM_HOLDS_ROOT_FOLDER,
      !pop3 && rrm_account_get_root_folder (account)[0] != '\0' },
    { "sent-folder", RRM_HOLDS_SENT_FOLDER,
      !pop3 && rrm_account_get_sent_folder (account)[0] != '\0' },
    { "drafts-folder", RRM_HOLDS_DRAFTS_FOLDER,
      !pop3 && rrm_account_get_drafts_folder (account)[0] != '\0' },
    { "trash-folder", RRM_HOLDS_TRASH_FOLDER,
      !pop3 && rrm_account_get_trash_folder (account)[0] != '\0' },
    { "junk-folder", RRM_HOLDS_JUNK_FOLDER,
      !pop3 && rrm_account_get_junk_folder (account)[0] != '\0' },
    { "outgoing.ip", RRM_HOLDS_IPV4_ONLY, rrm_account_get_ipv4_only (account) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (settings[i].set && (format->holds & settings[i].holds) == 0)
      g_strv_builder_add (builder, settings[i].key);

  return g_strv_builder_end (builder);
}

/**
 * rrm_format_export:
 * @format: a format
 * @account: an account whose security is known; its text may come from anywhere
 * @options: (nullable): how to write
 * @error: return location for an error of %RRM_EXPORT_ERROR
 *
 * Writes an account in a format: no file is read or written, and the same account gives the same
 * bytes. What the format cannot hold is refused, never weakened.
 *
 * Returns: (transfer full) (element-type RrmExportFile) (nullable): one file or more
 */
GPtrArray *
rrm_format_export (const RrmFormat *format,
                   RrmAccount *account,
                   const RrmExportOptions *options,
                   GError **error)
{
  static const RrmExportOptions none = { FALSE, NULL, NULL };
  g_autoptr (RrmCheckedAccount) checked = NULL;
  g_autoptr (GPtrArray) files = rrm_export_files_new ();

  checked = rrm_checked_account_new (format, account, options != NULL ? options : &none, error);
  if (checked == NULL)
    return NULL;
  if (!format->write (rrm_checked_account_get_input (checked), files, error))
    return NULL;

  return g_steal_pointer (&files);
}

/**
 * rrm_format_kind_to_string:
 * @kind: a kind
 *
 * Returns: the word for it in the command's contract
 */
const char *
rrm_format_kind_to_string (RrmFormatKind kind)
{
  static const char *const words[RRM_N_FORMAT_KINDS] = { "action", "file", "text" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (words), NULL);

  return words[kind];
}
