/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RrmBatchRecord RrmBatchRecord;

RrmBatchRecord *rrm_batch_record_open (const char      *path,
                                       GError         **error);
void            rrm_batch_record_free (RrmBatchRecord  *self);
gboolean        rrm_batch_record_take (RrmBatchRecord  *self,
                                       const char      *key,
                                       gboolean        *working);
gboolean        rrm_batch_record_add  (RrmBatchRecord  *self,
                                       const char      *line,
                                       GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmBatchRecord, rrm_batch_record_free)

G_END_DECLS
