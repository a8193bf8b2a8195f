/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "model/certificate.h"

G_BEGIN_DECLS

typedef struct _RrmScram RrmScram;

RrmScram  *rrm_scram_new      (const char       *username,
                               RrmSecret        *password,
                               const RrmTlsInfo *tls,
                               gboolean          bind);
void       rrm_scram_free     (RrmScram         *self);
RrmSecret *rrm_scram_begin    (RrmScram         *self);
RrmSecret *rrm_scram_prove    (RrmScram         *self,
                               const char       *challenge);
gboolean   rrm_scram_believes (RrmScram         *self,
                               const char       *challenge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmScram, rrm_scram_free)

G_END_DECLS
