/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmScriptKind:
 * @RRM_SCRIPT_SERVER: the server says a line, "S:", or one that the transcript does not show, "H:";
 *   "T:" behind it is what the transcript shows instead
 * @RRM_SCRIPT_RAW: the server sends bytes, "R:"; only with "T:" lines behind it the transcript
 *   shows them
 * @RRM_SCRIPT_CLIENT: the client says a line, "C:", or in the same write as the one before, "C&"
 * @RRM_SCRIPT_SECRET: the bytes of the secret write that the "C:" lines before show masked, "X:"
 * @RRM_SCRIPT_PUBLIC: the bytes of a public write that the transcript shows otherwise, "P:"
 * @RRM_SCRIPT_TLS: the handshake succeeds, "TLS"
 * @RRM_SCRIPT_TLS_UNVERIFIED: it does, with a certificate that did not pass, "TLS unverified"
 * @RRM_SCRIPT_TLS_FAILED: it fails, "TLS failed"
 * @RRM_SCRIPT_EOF: the server closes, "EOF"
 * @RRM_SCRIPT_RESET: the connection is reset, "RESET"
 * @RRM_SCRIPT_TIMEOUT: nothing comes, "TIMEOUT"
 * @RRM_SCRIPT_PAUSE: the pause is over that the client asked for, "PAUSE"
 * @RRM_SCRIPT_LETTER: the client goes on with the message of the headers, "LETTER"
 * @RRM_SCRIPT_LEAVE: the client goes on without one, "LEAVE"
 *
 * What happens in a transcript.
 */
typedef enum
{
  RRM_SCRIPT_SERVER,
  RRM_SCRIPT_RAW,
  RRM_SCRIPT_CLIENT,
  RRM_SCRIPT_SECRET,
  RRM_SCRIPT_PUBLIC,
  RRM_SCRIPT_TLS,
  RRM_SCRIPT_TLS_UNVERIFIED,
  RRM_SCRIPT_TLS_FAILED,
  RRM_SCRIPT_EOF,
  RRM_SCRIPT_RESET,
  RRM_SCRIPT_TIMEOUT,
  RRM_SCRIPT_PAUSE,
  RRM_SCRIPT_LETTER,
  RRM_SCRIPT_LEAVE,
} RrmScriptKind;

typedef struct
{
  RrmScriptKind kind;
  /* What is said, without its CRLF, macros resolved. */
  GString *text;
  /* What the transcript shows. */
  char *shown;
  /* With the line before in one write. */
  gboolean joined;
} RrmScriptItem;

typedef struct
{
  char *name;
  GHashTable *headers;
  GPtrArray *items;
} RrmScript;

RrmScript  *rrm_script_parse (const char      *name,
                              const char      *text);
RrmScript  *rrm_script_load  (const char      *path);
void        rrm_script_free  (RrmScript       *script);
const char *rrm_script_get   (const RrmScript *script,
                              const char      *header,
                              const char      *fallback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmScript, rrm_script_free)

G_END_DECLS
