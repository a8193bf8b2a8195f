/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/export-words.h"

#include "explain/refusal.h"
#include "export/error.h"

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
  return rrm_explain_refusal (rrm_export_error_to_string ((RrmExportError) error->code),
                              rrm_export_error_get_setting (error), program, NULL);
}
