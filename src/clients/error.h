/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RRM_CLIENT_ERROR (rrm_client_error_quark ())
GQuark rrm_client_error_quark (void);

/**
 * RrmClientError:
 * @RRM_CLIENT_ERROR_UNREADABLE: a file cannot be read
 * @RRM_CLIENT_ERROR_TOO_LARGE: a file is far larger than such a file ever is
 * @RRM_CLIENT_ERROR_NOT_TEXT: a file holds what no settings file holds
 * @RRM_CLIENT_ERROR_DAMAGED: a file breaks the rules of its format, so nothing is written over it
 * @RRM_CLIENT_ERROR_UNKNOWN: a path is nothing that a reader knows
 * @RRM_CLIENT_ERROR_RUNNING: the program runs, and would write over what is changed
 * @RRM_CLIENT_ERROR_FIXED: settings of this program can be read here, not changed
 * @RRM_CLIENT_ERROR_CANNOT_SAY: the program has no way to hold such a value
 * @RRM_CLIENT_ERROR_OWN: a variable, a command or a part that others share makes the value, which
 *   is the person's own to change
 * @RRM_CLIENT_ERROR_UNWRITABLE: the copy or the new file cannot be written; the old one stands
 * @RRM_CLIENT_ERROR_CHANGED: the file is not the one any more that was looked at
 * @RRM_CLIENT_ERROR_NO_COPY: there is no copy to go back to
 * @RRM_CLIENT_ERROR_BAD_COPY: the copy is not what it was when it was made
 * @RRM_CLIENT_ERROR_CHANGED_SINCE: somebody has changed the file since, which would go back, too
 * @RRM_CLIENT_ERROR_HALF: some files could not be written, and others not be put back
 * @RRM_CLIENT_ERROR_NO_SERVICE: the service that keeps the program's accounts is not there
 * @RRM_CLIENT_ERROR_NO_ANSWER: it did not answer in time
 * @RRM_CLIENT_ERROR_REFUSED: it said no; the message is its own
 * @RRM_CLIENT_ERROR_NO_KEYRING: there is no keyring for the password
 * @RRM_CLIENT_ERROR_KEYRING_REFUSED: the keyring did not take the password; it may be locked
 * @RRM_CLIENT_ERROR_GONE: an account that was added is not there any more
 * @RRM_CLIENT_ERROR_ALTERED: an account that was added is another one by now
 * @RRM_CLIENT_ERROR_NO_PICTURES: what reads pictures is not installed
 * @RRM_CLIENT_ERROR_BAD_PICTURE: a picture cannot be read
 * @RRM_CLIENT_ERROR_PICTURE_KIND: nothing here reads pictures of this kind
 * @RRM_CLIENT_ERROR_LARGE_PICTURE: a picture is larger than any that is meant
 * @RRM_CLIENT_ERROR_NO_CODE: there is no square code in a picture
 * @RRM_CLIENT_ERROR_OTHER_CODE: the code in a picture holds no account
 * @RRM_CLIENT_ERROR_PICTURE: what a picture says can be read, not changed
 * @RRM_CLIENT_ERROR_MORE_CODES: other codes belong to those that were read
 * @RRM_CLIENT_ERROR_TWIN: the program would forget one of two accounts that are the same then; the
 *   message names the other one
 *
 * Why the settings of a mail program are not read or not changed.
 */
typedef enum
{
  RRM_CLIENT_ERROR_UNREADABLE,
  RRM_CLIENT_ERROR_TOO_LARGE,
  RRM_CLIENT_ERROR_NOT_TEXT,
  RRM_CLIENT_ERROR_DAMAGED,
  RRM_CLIENT_ERROR_UNKNOWN,
  RRM_CLIENT_ERROR_RUNNING,
  RRM_CLIENT_ERROR_FIXED,
  RRM_CLIENT_ERROR_CANNOT_SAY,
  RRM_CLIENT_ERROR_OWN,
  RRM_CLIENT_ERROR_UNWRITABLE,
  RRM_CLIENT_ERROR_CHANGED,
  RRM_CLIENT_ERROR_NO_COPY,
  RRM_CLIENT_ERROR_BAD_COPY,
  RRM_CLIENT_ERROR_CHANGED_SINCE,
  RRM_CLIENT_ERROR_HALF,
  RRM_CLIENT_ERROR_NO_SERVICE,
  RRM_CLIENT_ERROR_NO_ANSWER,
  RRM_CLIENT_ERROR_REFUSED,
  RRM_CLIENT_ERROR_NO_KEYRING,
  RRM_CLIENT_ERROR_KEYRING_REFUSED,
  RRM_CLIENT_ERROR_GONE,
  RRM_CLIENT_ERROR_ALTERED,
  RRM_CLIENT_ERROR_NO_PICTURES,
  RRM_CLIENT_ERROR_BAD_PICTURE,
  RRM_CLIENT_ERROR_PICTURE_KIND,
  RRM_CLIENT_ERROR_LARGE_PICTURE,
  RRM_CLIENT_ERROR_NO_CODE,
  RRM_CLIENT_ERROR_OTHER_CODE,
  RRM_CLIENT_ERROR_PICTURE,
  RRM_CLIENT_ERROR_MORE_CODES,
  RRM_CLIENT_ERROR_TWIN,
} RrmClientError;
#define RRM_N_CLIENT_ERRORS (RRM_CLIENT_ERROR_TWIN + 1)

const char *rrm_client_error_to_string (RrmClientError   code);
gboolean    rrm_client_refuse          (GError         **error,
                                        RrmClientError   code,
                                        const char      *path);

G_END_DECLS
