/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/mask.h"
#include "model/account.h"
#include "model/finding.h"
#include "model/service-report.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RrmJsonOut:
 * @builder: where the object grows
 * @mask: (nullable): what hides the address
 *
 * What every part of a JSON report is written to.
 */
typedef struct
{
  JsonBuilder *builder;
  RrmMask *mask;
} RrmJsonOut;

RrmJsonOut *rrm_json_out_new      (RrmMask             *mask);
void        rrm_json_out_free     (RrmJsonOut          *out);
char       *rrm_json_out_end      (RrmJsonOut          *out,
                                   gboolean             pretty);
void        rrm_json_out_text     (RrmJsonOut          *out,
                                   const char          *text);
void        rrm_json_out_string   (RrmJsonOut          *out,
                                   const char          *name,
                                   const char          *text);
void        rrm_json_out_strings  (RrmJsonOut          *out,
                                   const char          *name,
                                   char               **texts);
void        rrm_json_out_uint     (RrmJsonOut          *out,
                                   const char          *name,
                                   guint64              value);
void        rrm_json_out_boolean  (RrmJsonOut          *out,
                                   const char          *name,
                                   gboolean             value);
void        rrm_json_out_ms       (RrmJsonOut          *out,
                                   const char          *name,
                                   gint64               microseconds);
void        rrm_json_out_date     (RrmJsonOut          *out,
                                   const char          *name,
                                   gint64               seconds);
void        rrm_json_out_settings (RrmJsonOut          *out,
                                   RrmServiceSettings  *settings);
void        rrm_json_out_change   (RrmJsonOut          *out,
                                   const RrmChange     *change);
void        rrm_json_out_finding  (RrmJsonOut          *out,
                                   RrmFinding          *finding,
                                   RrmAccount          *account);
void        rrm_json_out_findings (RrmJsonOut          *out,
                                   const char          *name,
                                   GListModel          *findings,
                                   RrmAccount          *account);
void        rrm_json_out_service  (RrmJsonOut          *out,
                                   RrmServiceReport    *service);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmJsonOut, rrm_json_out_free)

G_END_DECLS
