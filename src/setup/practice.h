/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "model/account.h"
#include "practice/faults.h"
#include "practice/scenario.h"
#include "practice/server.h"

G_BEGIN_DECLS

#define RRM_TYPE_PRACTICE (rrm_practice_get_type ())
G_DECLARE_FINAL_TYPE (RrmPractice, rrm_practice, RRM, PRACTICE, GObject)

RrmPractice       *rrm_practice_new              (const char      *fault,
                                                  GError         **error);
RrmPractice       *rrm_practice_new_for_scenario (RrmScenario     *scenario,
                                                  GError         **error);
RrmAccount        *rrm_practice_get_account      (RrmPractice     *self);
RrmPracticeServer *rrm_practice_get_server       (RrmPractice     *self);
gboolean           rrm_practice_configure        (RrmPractice     *self,
                                                  RrmCheckOptions *options,
                                                  GError         **error);

G_END_DECLS
