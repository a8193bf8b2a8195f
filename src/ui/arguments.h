/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <glib.h>

G_BEGIN_DECLS

gboolean rrm_arguments_apply (int        *argc,
                              char     ***argv,
                              RrmSetup   *setup,
                              gboolean   *any,
                              GError    **error);

G_END_DECLS
