/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read once for all files of a room where headers are compiled ahead (-Db_pch=true). The macros of
 * config.h say which GLib is allowed, so they come first. */
#include "config.h"

#include <gio/gio.h>
