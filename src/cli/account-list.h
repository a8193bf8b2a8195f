/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmAccountRow:
 * @line: the number of its first line, from 1
 * @key: what it is told by when the list is gone through again
 * @address: never %NULL; empty where the row has none
 * @password_file: (nullable): as it stands there, and so the next ones; empty ones are %NULL
 * @error: (nullable): why the row cannot be read, in one sentence; the fields are empty then
 *
 * One account of a list.
 */
typedef struct
{
  guint line;
  char *key;
  char *address;
  char *password_file;
  char *incoming;
  char *outgoing;
  char *username;
  char *error;
} RrmAccountRow;

void            rrm_account_row_free   (RrmAccountRow   *row);

typedef struct _RrmAccountList RrmAccountList;

RrmAccountList *rrm_account_list_new   (const char      *text,
                                        gsize            length,
                                        char           **why);
void            rrm_account_list_free  (RrmAccountList  *self);
RrmAccountRow  *rrm_account_list_next  (RrmAccountList  *self);
guint           rrm_account_list_count (RrmAccountList  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmAccountRow, rrm_account_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmAccountList, rrm_account_list_free)

G_END_DECLS
