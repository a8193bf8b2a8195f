/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/file.h"
#include "export/format.h"
#include "export/input.h"

G_BEGIN_DECLS

/**
 * RrmExportWriter:
 * @input: the account, checked against the format's row of the table
 * @files: where to add what was written
 * @error: return location for an error of %RRM_EXPORT_ERROR
 *
 * Writes an account for one program. What the table cannot say (characters that have no way to be
 * written, mostly) the writer refuses itself.
 *
 * Returns: whether it was written
 */
typedef gboolean (*RrmExportWriter) (const RrmExportInput  *input,
                                     GPtrArray             *files,
                                     GError               **error);

#define RRM_BIT(value) (1u << (value))

/* Sets of values of the enumerations, as in the table. */
#define RRM_ANY_SECURITY                                                                           \
  (RRM_BIT (RRM_SECURITY_TLS) | RRM_BIT (RRM_SECURITY_STARTTLS) | RRM_BIT (RRM_SECURITY_NONE))
#define RRM_AUTH_PASSWORD                                                                          \
  (RRM_BIT (RRM_AUTH_AUTO) | RRM_BIT (RRM_AUTH_PLAIN) | RRM_BIT (RRM_AUTH_LOGIN))

/* What else a format has a place for. */
typedef enum
{
  RRM_HOLDS_NAME = 1 << 0,
  RRM_HOLDS_ORGANIZATION = 1 << 1,
  RRM_HOLDS_REPLY_ADDRESS = 1 << 2,
  RRM_HOLDS_LEAVE_ON_SERVER = 1 << 3,
  RRM_HOLDS_REMOVE_AFTER = 1 << 4,
  RRM_HOLDS_REMOVE_WHEN_DELETED = 1 << 5,
  RRM_HOLDS_ROOT_FOLDER = 1 << 6,
  RRM_HOLDS_SENT_FOLDER = 1 << 7,
  RRM_HOLDS_DRAFTS_FOLDER = 1 << 8,
  RRM_HOLDS_TRASH_FOLDER = 1 << 9,
  RRM_HOLDS_JUNK_FOLDER = 1 << 10,
  RRM_HOLDS_IPV4_ONLY = 1 << 11,
  RRM_HOLDS_PASSWORD = 1 << 12,
  /* Hosts that are numbers, not names. */
  RRM_HOLDS_IPV4 = 1 << 13,
  RRM_HOLDS_IPV6 = 1 << 14,
  /* A choice that is not made yet. */
  RRM_HOLDS_AUTO = 1 << 15,
} RrmFormatHolds;

/* A row of the table; see format-table.c. */
struct _RrmFormat
{
  const char *id;
  const char *name;
  /* The identifier of the program in the list of those installed. */
  const char *program;
  RrmFormatKind kind;
  RrmExportWriter write;
  /* Sets of RrmProtocol, RrmSecurity and RrmAuth. */
  guint protocols;
  guint incoming_security;
  guint outgoing_security;
  guint imap_auth;
  guint pop3_auth;
  guint smtp_auth;
  guint holds;
};

extern const RrmFormat rrm_formats[];
extern const guint rrm_n_formats;

G_END_DECLS
