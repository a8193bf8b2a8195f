/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/document.h"

G_BEGIN_DECLS

/* Where a section's own line ends: the first setting of an empty section goes there. */
typedef struct
{
  char *name;
  gsize line_end;
} RrmSection;

/**
 * RrmDocument:
 *
 * A settings file of a mail program: its settings with their places. A change replaces the bytes
 * of that one value, or adds one line; everything else stays as the program left it. After each
 * change the file is read again, so that what was written is what will be read; only the statement
 * that was changed, where each of them stands alone.
 */
struct _RrmDocument
{
  const RrmDialect *dialect;
  char *path;
  GBytes *original;
  GString *text;
  gboolean damaged;
  /* (unowned) (nullable): another file of the profile whose settings win over this one's. */
  RrmDocument *ruler;
  /* There is no such file yet. */
  gboolean is_new;
  /* The file is to go. */
  gboolean is_gone;
  GPtrArray *sections;
  GPtrArray *names;
  GPtrArray *settings;
  /* The last setting of each name, which is the one that counts. */
  GHashTable *index;
  /* The first section of each name; sections that come again add to it. */
  GHashTable *by_name;
  /* (unowned) (nullable): the files that belong with it, whose variables it may use. */
  GPtrArray *others;
};

void     rrm_document_parse     (RrmDocument *document);
gboolean rrm_document_set_alone (RrmDocument *document,
                                 RrmSetting  *setting,
                                 const char  *quoted,
                                 const char  *value);
gboolean rrm_document_add_alone (RrmDocument *document,
                                 gsize        place,
                                 const char  *added,
                                 const char  *key,
                                 const char  *value);

G_END_DECLS
