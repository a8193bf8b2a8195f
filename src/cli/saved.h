/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "model/lookup.h"
#include "model/report.h"
#include "store/good-result.h"

G_BEGIN_DECLS

typedef struct _RrmCliSaved RrmCliSaved;

RrmCliSaved *rrm_cli_saved_open     (const char         *address);
void         rrm_cli_saved_free     (RrmCliSaved        *saved);
RrmAccount  *rrm_cli_saved_account  (RrmCliSaved        *saved);
RrmLookup   *rrm_cli_saved_put_first (RrmCliSaved       *saved,
                                      const RrmLookup   *found);
RrmAccount  *rrm_cli_saved_complete (RrmCliSaved        *saved,
                                     RrmAccount         *chosen,
                                     const char         *name);
const RrmGoodResult *rrm_cli_saved_good_result (RrmCliSaved *saved);
void         rrm_cli_saved_remember (RrmCliSaved        *saved,
                                     RrmReport          *report);
RrmSecret   *rrm_cli_saved_password (RrmCliSaved        *saved,
                                     RrmServiceSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmCliSaved, rrm_cli_saved_free)

G_END_DECLS
