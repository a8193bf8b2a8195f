/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read once for all files of the window where headers are compiled ahead (-Db_pch=true). The macros
 * of config.h say which GTK is allowed, so they come first. */
#include "config.h"

#include <adwaita.h>
