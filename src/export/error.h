/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RRM_EXPORT_ERROR (rrm_export_error_quark ())
GQuark rrm_export_error_quark (void);

/**
 * RrmExportError:
 * @RRM_EXPORT_ERROR_INCOMPLETE: a setting that the format needs is not known
 * @RRM_EXPORT_ERROR_SECURITY_UNKNOWN: the security is still "auto"; the report says what was used
 * @RRM_EXPORT_ERROR_PROTOCOL: the program does not speak this protocol
 * @RRM_EXPORT_ERROR_SECURITY: the program cannot protect this connection in this way
 * @RRM_EXPORT_ERROR_SECURITY_MIX: the program has one switch for both servers, and they differ
 * @RRM_EXPORT_ERROR_PORT: the program takes the kind of TLS from the port, which says another one
 * @RRM_EXPORT_ERROR_AUTH: the program cannot sign in in this way
 * @RRM_EXPORT_ERROR_OUTGOING_LOGIN: the program cannot sign in to the outgoing server like this
 * @RRM_EXPORT_ERROR_HOST: no host name, or not one that the program takes
 * @RRM_EXPORT_ERROR_CONTROL: a line end or another control character
 * @RRM_EXPORT_ERROR_CHARACTER: a character that the format has no way to write
 * @RRM_EXPORT_ERROR_BLANKS: white space at an end, which the format would lose
 * @RRM_EXPORT_ERROR_NUMBER: the program would take this user name for a number
 * @RRM_EXPORT_ERROR_TOO_LONG: more than the format has room for
 * @RRM_EXPORT_ERROR_PASSWORD: the format has no place for a password
 * @RRM_EXPORT_ERROR_NO_PASSWORD: the password was asked for, but is not known
 * @RRM_EXPORT_ERROR_EXISTS: the program has an account with this server and user name already
 * @RRM_EXPORT_ERROR_UNREADABLE: the program's own file is not as expected and stays as it is
 *
 * Why an account is not written in a format. An account is refused rather than written with
 * something left out that matters. [func@export_error_get_setting] names the setting concerned.
 */
typedef enum
{
  RRM_EXPORT_ERROR_INCOMPLETE,
  RRM_EXPORT_ERROR_SECURITY_UNKNOWN,
  RRM_EXPORT_ERROR_PROTOCOL,
  RRM_EXPORT_ERROR_SECURITY,
  RRM_EXPORT_ERROR_SECURITY_MIX,
  RRM_EXPORT_ERROR_PORT,
  RRM_EXPORT_ERROR_AUTH,
  RRM_EXPORT_ERROR_OUTGOING_LOGIN,
  RRM_EXPORT_ERROR_HOST,
  RRM_EXPORT_ERROR_CONTROL,
  RRM_EXPORT_ERROR_CHARACTER,
  RRM_EXPORT_ERROR_BLANKS,
  RRM_EXPORT_ERROR_NUMBER,
  RRM_EXPORT_ERROR_TOO_LONG,
  RRM_EXPORT_ERROR_PASSWORD,
  RRM_EXPORT_ERROR_NO_PASSWORD,
  RRM_EXPORT_ERROR_EXISTS,
  RRM_EXPORT_ERROR_UNREADABLE,
} RrmExportError;
#define RRM_N_EXPORT_ERRORS (RRM_EXPORT_ERROR_UNREADABLE + 1)

const char *rrm_export_error_to_string   (RrmExportError   code);
const char *rrm_export_error_get_setting (const GError    *error);
gboolean    rrm_export_refuse            (GError         **error,
                                          RrmExportError   code,
                                          const char      *setting);
gboolean    rrm_export_check_edges       (const char       *value,
                                          const char       *setting,
                                          GError         **error);

G_END_DECLS
