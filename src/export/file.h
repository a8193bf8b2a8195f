/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/sheet.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmExportFile:
 * @name: a proposal for its name, without a folder; for formats that go into a program's own
 *   folder, the name that the program expects
 * @mode: its permissions
 * @contents: what stands in it; wiped with its last reference
 *
 * One file of an export.
 */
typedef struct
{
  char *name;
  guint mode;
  GBytes *contents;
} RrmExportFile;

/* For the person's eyes only, or fit to be passed on. */
#define RRM_EXPORT_PRIVATE 0600
#define RRM_EXPORT_PUBLIC 0644

GPtrArray *rrm_export_files_new (void);
void       rrm_export_files_add (GPtrArray  *files,
                                 const char *name,
                                 guint       mode,
                                 RrmSheet   *sheet);

G_END_DECLS
