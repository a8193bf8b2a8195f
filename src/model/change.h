/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _RrmChange RrmChange;

/**
 * RrmChangeItem:
 * @key: as in the command's contract: "outgoing.security"
 * @value: a string, a port ('u') or a boolean ('b')
 *
 * One setting and its new value.
 */
typedef struct
{
  char *key;
  GVariant *value;
} RrmChangeItem;

#define RRM_TYPE_CHANGE (rrm_change_get_type ())
GType                rrm_change_get_type     (void);
RrmChange           *rrm_change_new          (void);
RrmChange           *rrm_change_ref          (RrmChange        *change);
void                 rrm_change_unref        (RrmChange        *change);
void                 rrm_change_set_string   (RrmChange        *change,
                                              const char       *key,
                                              const char       *value);
void                 rrm_change_set_uint     (RrmChange        *change,
                                              const char       *key,
                                              guint             value);
void                 rrm_change_set_boolean  (RrmChange        *change,
                                              const char       *key,
                                              gboolean          value);
void                 rrm_change_add          (RrmChange        *change,
                                              const RrmChange  *other);
void                 rrm_change_set_service  (RrmChange        *change,
                                              RrmServiceSettings *from,
                                              RrmServiceSettings *to);
guint                rrm_change_get_n_items  (const RrmChange  *change);
const RrmChangeItem *rrm_change_get_item     (const RrmChange  *change,
                                              guint             index);
GVariant            *rrm_change_lookup       (const RrmChange  *change,
                                              const char       *key);
RrmChange           *rrm_change_copy         (const RrmChange  *change);
RrmAccount          *rrm_change_apply        (const RrmChange  *change,
                                              RrmAccount       *account);
char                *rrm_change_get_old      (const RrmChangeItem *item,
                                              RrmAccount       *account);
char                *rrm_change_get_new      (const RrmChangeItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmChange, rrm_change_unref)

G_END_DECLS
