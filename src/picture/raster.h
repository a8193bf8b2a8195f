/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "picture/grey.h"

G_BEGIN_DECLS

RrmGrey *rrm_raster_read (GBytes *bytes);

G_END_DECLS
