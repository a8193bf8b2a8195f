/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/error.h"

G_DEFINE_QUARK (rrm-client-error-quark, rrm_client_error)

static const char *const names[] = {
  [RRM_CLIENT_ERROR_UNREADABLE] = "unreadable",
  [RRM_CLIENT_ERROR_TOO_LARGE] = "too-large",
  [RRM_CLIENT_ERROR_NOT_TEXT] = "not-text",
  [RRM_CLIENT_ERROR_DAMAGED] = "damaged",
  [RRM_CLIENT_ERROR_UNKNOWN] = "unknown",
  [RRM_CLIENT_ERROR_RUNNING] = "running",
  [RRM_CLIENT_ERROR_FIXED] = "fixed",
  [RRM_CLIENT_ERROR_CANNOT_SAY] = "cannot-say",
  [RRM_CLIENT_ERROR_OWN] = "own",
  [RRM_CLIENT_ERROR_UNWRITABLE] = "unwritable",
  [RRM_CLIENT_ERROR_CHANGED] = "changed",
  [RRM_CLIENT_ERROR_NO_COPY] = "no-copy",
  [RRM_CLIENT_ERROR_BAD_COPY] = "bad-copy",
  [RRM_CLIENT_ERROR_CHANGED_SINCE] = "changed-since",
  [RRM_CLIENT_ERROR_HALF] = "half",
  [RRM_CLIENT_ERROR_NO_SERVICE] = "no-service",
  [RRM_CLIENT_ERROR_NO_ANSWER] = "no-answer",
  [RRM_CLIENT_ERROR_REFUSED] = "refused",
  [RRM_CLIENT_ERROR_NO_KEYRING] = "no-keyring",
  [RRM_CLIENT_ERROR_KEYRING_REFUSED] = "keyring-refused",
  [RRM_CLIENT_ERROR_GONE] = "gone",
  [RRM_CLIENT_ERROR_ALTERED] = "altered",
  [RRM_CLIENT_ERROR_NO_PICTURES] = "no-pictures",
  [RRM_CLIENT_ERROR_BAD_PICTURE] = "bad-picture",
  [RRM_CLIENT_ERROR_PICTURE_KIND] = "picture-kind",
  [RRM_CLIENT_ERROR_LARGE_PICTURE] = "large-picture",
  [RRM_CLIENT_ERROR_NO_CODE] = "no-code",
  [RRM_CLIENT_ERROR_OTHER_CODE] = "other-code",
  [RRM_CLIENT_ERROR_PICTURE] = "picture",
  [RRM_CLIENT_ERROR_MORE_CODES] = "more-codes",
  [RRM_CLIENT_ERROR_TWIN] = "twin",
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == RRM_N_CLIENT_ERRORS);

/**
 * rrm_client_error_to_string:
 * @code: a reason
 *
 * Returns: its word, under which its sentence is found
 */
const char *
rrm_client_error_to_string (RrmClientError code)
{
  g_return_val_if_fail (code < RRM_N_CLIENT_ERRORS, NULL);

  return names[code];
}

/**
 * rrm_client_refuse:
 * @error: return location for the error
 * @code: the reason
 * @path: the file or folder concerned, which becomes the message
 *
 * Returns: %FALSE, for the caller to return
 */
gboolean
rrm_client_refuse (GError **error,
                   RrmClientError code,
                   const char *path)
{
  g_set_error_literal (error, RRM_CLIENT_ERROR, (int) code, path);

  return FALSE;
}
