/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/compare.h"
#include "setup/setup-found.h"

G_BEGIN_DECLS

/**
 * RrmOther:
 * @name: what it is, for a list
 * @account: its settings
 * @unsaid: (array zero-terminated=1): those of them that mean nothing
 *
 * What an account of a mail program can be held against.
 */
typedef struct
{
  char *name;
  RrmAccount *account;
  char **unsaid;
} RrmOther;

GPtrArray *rrm_setup_list_others          (RrmSetup      *self);
void       rrm_setup_set_phone            (RrmSetup      *self,
                                           const char    *name,
                                           RrmAccount    *account,
                                           const char *const *unsaid);
GPtrArray *rrm_other_compare              (const RrmOther *other,
                                           RrmAccount    *account);
char      *rrm_setup_name_found           (RrmSetup      *self);
char      *rrm_comparisons_describe       (GPtrArray     *comparisons);
const char *rrm_likeness_get_word         (RrmLikeness    likeness);

G_END_DECLS
