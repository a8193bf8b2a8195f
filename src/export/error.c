/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/error.h"

#include "export/escape.h"

/* What an error of this domain knows besides its code. */
typedef struct
{
  /* A string constant, or NULL. */
  const char *setting;
} RrmExportErrorPrivate;

static const char *const words[RRM_N_EXPORT_ERRORS] = {
  "incomplete", "security-unknown", "protocol", "security",    "security-mix", "port",
  "auth",       "outgoing-login",   "host",     "control",     "character",    "blanks",
  "number",     "too-long",         "password", "no-password", "exists",       "unreadable",
};

static void
rrm_export_error_private_init (RrmExportErrorPrivate *private)
{
}

static void
rrm_export_error_private_copy (const RrmExportErrorPrivate *source,
                               RrmExportErrorPrivate *copy)
{
  copy->setting = source->setting;
}

static void
rrm_export_error_private_clear (RrmExportErrorPrivate *private)
{
}

G_DEFINE_EXTENDED_ERROR (RrmExportError, rrm_export_error)

/**
 * rrm_export_error_to_string:
 * @code: a reason
 *
 * Returns: a fixed word for it, for scripts and tests
 */
const char *
rrm_export_error_to_string (RrmExportError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (words), NULL);

  return words[code];
}

/**
 * rrm_export_error_get_setting:
 * @error: an error of %RRM_EXPORT_ERROR
 *
 * Returns: (nullable): the setting concerned, as in the command's contract: "incoming.security"
 */
const char *
rrm_export_error_get_setting (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == RRM_EXPORT_ERROR, NULL);

  return rrm_export_error_get_private (error)->setting;
}

/**
 * rrm_export_refuse:
 * @error: return location for the error
 * @code: the reason
 * @setting: (nullable): the setting concerned, a string constant
 *
 * Refuses an account. The message is for developers; people read sentences made from the code.
 *
 * Returns: %FALSE, so that a writer can return it
 */
gboolean
rrm_export_refuse (GError **error,
                   RrmExportError code,
                   const char *setting)
{
  g_set_error (error, RRM_EXPORT_ERROR, (int) code, "%s: %s", setting != NULL ? setting : "account",
               rrm_export_error_to_string (code));
  if (error != NULL)
    rrm_export_error_get_private (*error)->setting = setting;

  return FALSE;
}

/**
 * rrm_export_check_edges:
 * @value: (nullable): a value of an account
 * @setting: the setting it is of, a string constant
 * @error: return location for an error of %RRM_EXPORT_ERROR
 *
 * For formats that drop the blanks at both ends of a value.
 *
 * Returns: whether @value has none there
 */
gboolean
rrm_export_check_edges (const char *value,
                        const char *setting,
                        GError **error)
{
  if (rrm_text_has_edge_blanks (value))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_BLANKS, setting);

  return TRUE;
}
