/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RrmClientNote:
 * @program: the word for the mail program
 * @profile: the file or folder where it keeps its accounts
 * @object: what it calls the new account: a path on the bus, an identifier, or a file
 * @facts: (array zero-terminated=1): its settings as they were made, to tell later whether it is
 *   still the same; never a password
 *
 * An account that was added beside others, with no file of before to go back to: to undo it is to
 * take it out again.
 */
typedef struct
{
  char *program;
  char *profile;
  char *object;
  char **facts;
} RrmClientNote;

RrmClientNote *rrm_client_note_new   (void);
void           rrm_client_note_free  (RrmClientNote        *note);
RrmClientNote *rrm_client_note_read  (GKeyFile             *list);
void           rrm_client_note_write (const RrmClientNote  *note,
                                      GKeyFile             *list);
char         **rrm_client_note_facts (GKeyFile             *file,
                                      const char *const    *keys);
gboolean       rrm_client_note_holds (const RrmClientNote  *note,
                                      char                **facts,
                                      GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmClientNote, rrm_client_note_free)

G_END_DECLS
