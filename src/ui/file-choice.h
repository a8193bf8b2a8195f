/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

G_BEGIN_DECLS

typedef void (*RrmFileChosen) (RrmSetup   *setup,
                               const char *path);

void rrm_window_choose_file (RrmWindow    *self,
                             const char   *what,
                             RrmFileChosen chosen);

G_END_DECLS
