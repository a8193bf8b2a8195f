/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/error.h"
#include "export/file.h"
#include "model/account.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmFormatKind:
 * @RRM_FORMAT_KIND_ACTION: it goes into a mail program on this computer
 * @RRM_FORMAT_KIND_FILE: it is opened on another computer or a phone
 * @RRM_FORMAT_KIND_TEXT: a person reads it and puts it into a file of theirs
 */
typedef enum
{
  RRM_FORMAT_KIND_ACTION,
  RRM_FORMAT_KIND_FILE,
  RRM_FORMAT_KIND_TEXT,
} RrmFormatKind;
#define RRM_N_FORMAT_KINDS (RRM_FORMAT_KIND_TEXT + 1)

typedef struct _RrmFormat RrmFormat;

/**
 * RrmExportOptions:
 * @with_password: write the passwords too; only a few formats have a place for them
 * @program_version: (nullable): the version of the program that will read it, as "0.14.0"; %NULL:
 *   the newest one. aerc, mbsync and himalaya changed their formats
 * @existing: (nullable): what the program's own file holds now, for the formats that are one file
 *   for all accounts; the answer then is the whole new file
 *
 * How to write. All zero is a good start.
 */
typedef struct
{
  gboolean with_password;
  const char *program_version;
  GBytes *existing;
} RrmExportOptions;

GPtrArray       *rrm_format_list              (void);
const RrmFormat *rrm_format_find              (const char             *id);
const char      *rrm_format_get_id            (const RrmFormat        *format);
const char      *rrm_format_get_name          (const RrmFormat        *format);
const char      *rrm_format_get_program       (const RrmFormat        *format);
RrmFormatKind    rrm_format_get_kind          (const RrmFormat        *format);
gboolean         rrm_format_has_protocol      (const RrmFormat        *format,
                                               RrmProtocol             protocol);
gboolean         rrm_format_has_password      (const RrmFormat        *format);
char           **rrm_format_get_losses        (const RrmFormat        *format,
                                               RrmAccount             *account);
GPtrArray       *rrm_format_export            (const RrmFormat        *format,
                                               RrmAccount             *account,
                                               const RrmExportOptions *options,
                                               GError                **error);
const char      *rrm_format_kind_to_string    (RrmFormatKind           kind);

G_END_DECLS
