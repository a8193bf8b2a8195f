/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/error.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RrmDocument RrmDocument;
typedef struct _RrmDialect RrmDialect;

/* No settings file of a mail program comes near this. */
#define RRM_DOCUMENT_MAX (32 * 1024 * 1024)

/* A byte of a value that does not stand in the file as it is: an escape or a variable made it. */
#define RRM_PLACE_NONE G_MAXSIZE

/**
 * RrmSetting:
 * @section: where it stands; "" in a format without sections
 * @key: its name
 * @name: (nullable): how the file writes that name, where it has several ways
 * @value: what it says, without quotes and escapes; valid UTF-8
 * @start: where the value begins in the file, with its quotes
 * @end: behind the value
 * @line_end: behind the line or statement, where another one can stand
 * @places: (nullable): where each byte of the value stands, or %RRM_PLACE_NONE; %NULL: from @start
 *   on, one behind the other
 * @is_word: it is a switch that stands there as a word, without a value
 *
 * One setting of a file and its place there.
 */
typedef struct
{
  char *section;
  char *key;
  char *name;
  char *value;
  gsize start;
  gsize end;
  gsize line_end;
  gsize *places;
  gboolean is_word;
} RrmSetting;

/**
 * RrmDialect:
 * @parse: reads [method@Document.get_text] and tells every section and setting in their order
 * @quote: (nullable) (transfer full): a value as it stands in the file; it gives %NULL where there
 *   is no way to write it. @literal is a number or a truth value. %NULL: nothing can be changed
 * @line: (nullable) (transfer full): a new line without its end; @indent is how the lines around
 *   begin
 * @header: (nullable) (transfer full): the line that begins a section
 * @stands_alone: whether each setting says the same by itself, whatever stands around it; there are
 *   no sections then
 *
 * How a kind of file is read and written.
 */
struct _RrmDialect
{
  void (*parse) (RrmDocument *document);
  char *(*quote) (const char *value, gboolean literal);
  char *(*line) (const char *key, const char *quoted, const char *indent);
  char *(*header) (const char *section);
  gboolean stands_alone;
};

extern const RrmDialect rrm_dialect_prefs;
/* Sections of key=value: as it is; with GLib's escapes; as Python reads it */
extern const RrmDialect rrm_dialect_ini;
extern const RrmDialect rrm_dialect_key_file;
extern const RrmDialect rrm_dialect_python;
extern const RrmDialect rrm_dialect_offlineimap;
/* Lines by their number. */
extern const RrmDialect rrm_dialect_lines;
/* Lines that begin with a word. */
extern const RrmDialect rrm_dialect_msmtp;
extern const RrmDialect rrm_dialect_mbsync;

RrmDocument  *rrm_document_new         (const RrmDialect *dialect,
                                        const char       *bytes,
                                        gsize             length,
                                        const char       *path,
                                        GError          **error);
RrmDocument  *rrm_document_load        (const RrmDialect *dialect,
                                        const char       *path,
                                        GError          **error);
RrmDocument  *rrm_document_new_file    (const char       *path,
                                        RrmDocument      *model);
gboolean      rrm_document_is_new      (RrmDocument      *document);
gboolean      rrm_document_is_gone     (RrmDocument      *document);
void          rrm_document_drop        (RrmDocument      *document);
RrmDocument  *rrm_document_reopen      (RrmDocument      *document);
RrmDocument  *rrm_document_copy        (RrmDocument      *document);
void          rrm_document_free        (RrmDocument      *document);
const char   *rrm_document_get_path    (RrmDocument      *document);
const char   *rrm_document_get_text    (RrmDocument      *document,
                                        gsize            *length);
gboolean      rrm_document_is_damaged  (RrmDocument      *document);
gboolean      rrm_document_is_changed  (RrmDocument      *document);
GBytes       *rrm_document_get_original (RrmDocument     *document);
GPtrArray    *rrm_document_get_sections (RrmDocument     *document);
GPtrArray    *rrm_document_get_settings (RrmDocument     *document);
void          rrm_document_set_ruler   (RrmDocument      *document,
                                        RrmDocument      *ruler);
RrmDocument  *rrm_document_get_ruler   (RrmDocument      *document);
const char   *rrm_document_get         (RrmDocument      *document,
                                        const char       *section,
                                        const char       *key);
gboolean      rrm_document_set         (RrmDocument      *document,
                                        const char       *section,
                                        const char       *key,
                                        const char       *value,
                                        gboolean          literal,
                                        GError          **error);
void          rrm_document_restore     (RrmDocument      *document,
                                        const char       *text);
void          rrm_document_remove      (RrmDocument      *document,
                                        const char       *section,
                                        const char       *key);
RrmSetting   *rrm_document_find        (RrmDocument      *document,
                                        const char       *section,
                                        const char       *key);
gboolean      rrm_document_splice      (RrmDocument      *document,
                                        gsize             start,
                                        gsize             end,
                                        const char       *text,
                                        GError          **error);
gboolean      rrm_document_replace     (RrmDocument      *document,
                                        const RrmSetting *setting,
                                        gsize             from,
                                        gsize             to,
                                        const char       *text,
                                        GError          **error);
void          rrm_document_recall      (RrmDocument      *document);

/* For the dialects. */
void          rrm_document_add_section (RrmDocument      *document,
                                        const char       *name,
                                        gsize             line_end);
void          rrm_document_add_setting (RrmDocument      *document,
                                        RrmSetting       *setting);
void          rrm_document_set_others  (RrmDocument      *document,
                                        GPtrArray        *others);
const char   *rrm_document_get_elsewhere (RrmDocument    *document,
                                          const char     *key);
void          rrm_document_set_damaged (RrmDocument      *document);
void          rrm_setting_free         (RrmSetting       *setting);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmDocument, rrm_document_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmSetting, rrm_setting_free)

G_END_DECLS
