/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/difference.h"
#include "model/report.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RrmGoodService RrmGoodService;
typedef struct _RrmGoodResult RrmGoodResult;

/**
 * RrmGoodService:
 * @settings: the settings as they were tested
 * @security: what was used
 * @peer: (nullable): the IP address that was connected to
 * @certificate: (nullable): the SHA-256 fingerprint of the server's certificate
 * @issuer: (nullable): who issued it
 * @capabilities: (nullable) (array zero-terminated=1): what the server announced
 *
 * What one server showed when it worked.
 */
struct _RrmGoodService
{
  RrmServiceSettings *settings;
  RrmSecurity security;
  char *peer;
  char *certificate;
  char *issuer;
  char **capabilities;
};

/**
 * RrmGoodResult:
 * @date: when it worked
 * @incoming: (nullable): the incoming server
 * @outgoing: (nullable): the outgoing server
 *
 * A passed test, as it is remembered.
 */
struct _RrmGoodResult
{
  GDateTime *date;
  RrmGoodService *incoming;
  RrmGoodService *outgoing;
};

RrmGoodResult *rrm_good_result_new     (RrmReport           *report);
RrmGoodResult *rrm_good_result_load    (GKeyFile            *file,
                                        const char          *group);
void           rrm_good_result_save    (const RrmGoodResult *result,
                                        GKeyFile            *file,
                                        const char          *group);
GPtrArray     *rrm_good_result_compare (const RrmGoodResult *result,
                                        RrmReport           *report);
void           rrm_good_result_free    (RrmGoodResult       *result);

RrmServiceSettings *rrm_settings_load  (GKeyFile            *file,
                                        const char          *group,
                                        const char          *prefix);
void                rrm_settings_save  (RrmServiceSettings  *settings,
                                        GKeyFile            *file,
                                        const char          *group,
                                        const char          *prefix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmGoodResult, rrm_good_result_free)

G_END_DECLS
