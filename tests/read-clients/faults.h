/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What goes wrong while files are written. Calls that change a file are counted, from 1 on. */

/* Exit status of a program that was gone at a call. */
#define FAULTS_KILLED 9

/* At this call, and in the middle of what it writes, the program is gone; -1: never. */
void faults_kill_at (int call);
/* No file gets this name any more; NULL: all do. */
void faults_refuse  (const char *name);

G_END_DECLS
