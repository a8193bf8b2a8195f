/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"

#include <glib.h>

G_BEGIN_DECLS

#define RRM_SECRET_MARK "‹secret›"

typedef struct _RrmScrub RrmScrub;

RrmScrub *rrm_scrub_new      (RrmSecret       *secret);
void      rrm_scrub_free     (RrmScrub        *self);
void      rrm_scrub_add_sent (RrmScrub        *self,
                              const RrmSecret *bytes,
                              const char      *shown);
char     *rrm_scrub_text     (const RrmScrub  *self,
                              const char      *bytes,
                              gssize           length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmScrub, rrm_scrub_free)

G_END_DECLS
