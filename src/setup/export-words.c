/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/export-words.h"

#include "explain/explain.h"
#include "export/error.h"

#include <glib/gi18n.h>

/* %p is the mail program, %s the setting. */
static const char *const sentences[RRM_N_EXPORT_ERRORS] = {
  [RRM_EXPORT_ERROR_INCOMPLETE] = N_ ("%s is missing."),
  [RRM_EXPORT_ERROR_SECURITY_UNKNOWN] = N_ ("How the connection is encrypted is not known yet. Test "
                                            "the account first: the test finds it out."),
  [RRM_EXPORT_ERROR_PROTOCOL] = N_ ("%p cannot use this account type."),
  [RRM_EXPORT_ERROR_SECURITY] = N_ ("%p cannot be given this: %s."),
  [RRM_EXPORT_ERROR_SECURITY_MIX] = N_ ("%p wants both servers encrypted in the same way."),
  [RRM_EXPORT_ERROR_PORT] = N_ ("%p would not use this port with this encryption: %s."),
  [RRM_EXPORT_ERROR_AUTH] = N_ ("%p cannot sign in in this way: %s."),
  [RRM_EXPORT_ERROR_OUTGOING_LOGIN] = N_ ("%p cannot sign in to the outgoing server like this."),
  [RRM_EXPORT_ERROR_HOST] = N_ ("%p does not take this server: %s."),
  [RRM_EXPORT_ERROR_CONTROL] = N_ ("There is a line break in it: %s."),
  [RRM_EXPORT_ERROR_CHARACTER] = N_ ("There is a sign in it that %p cannot take: %s."),
  [RRM_EXPORT_ERROR_BLANKS] = N_ ("It begins or ends with a space, which %p would lose: %s."),
  [RRM_EXPORT_ERROR_NUMBER] = N_ ("%p would take it for a number: %s."),
  [RRM_EXPORT_ERROR_TOO_LONG] = N_ ("It is too long for %p: %s."),
  [RRM_EXPORT_ERROR_PASSWORD] = N_ ("%p has no place for a password."),
  [RRM_EXPORT_ERROR_NO_PASSWORD] = N_ ("The password is not known."),
  [RRM_EXPORT_ERROR_EXISTS] = N_ ("%p has this account already."),
  [RRM_EXPORT_ERROR_UNREADABLE] = N_ ("The file of %p is not as expected. It stays as it is."),
};

/**
 * rrm_export_error_describe:
 * @error: why an account was not written, of %RRM_EXPORT_ERROR
 * @program: for which mail program
 *
 * Returns: (transfer full): that in a sentence or two
 */
char *
rrm_export_error_describe (const GError *error,
                           const char *program)
{
  const char *sentence = g_dgettext (GETTEXT_PACKAGE, sentences[error->code]);
  const char *key = rrm_export_error_get_setting (error);
  g_autofree char *setting = rrm_explain_change_key (key != NULL ? key : "");
  g_auto (GStrv) by_program = g_strsplit (sentence, "%p", -1);
  g_autofree char *named = g_strjoinv (program, by_program);
  g_auto (GStrv) by_setting = g_strsplit (named, "%s", -1);

  return g_strjoinv (setting, by_setting);
}
