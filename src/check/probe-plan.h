/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/options.h"
#include "model/probe.h"
#include "model/service-report.h"

G_BEGIN_DECLS

GPtrArray *rrm_probe_plan (RrmServiceReport *service,
                           RrmCheckOptions  *options);

G_END_DECLS
