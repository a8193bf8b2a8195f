/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/copies.h"

G_BEGIN_DECLS

/* The list of what is in a copy: its file, and its group for the whole. */
#define RRM_COPY_LIST "copy.ini"
#define RRM_COPY_GROUP "copy"
#define RRM_COPY_CHANGE "change"
/* In the group of a file: there was none. */
#define RRM_COPY_ABSENT "absent"

GKeyFile *rrm_copy_read (const char *copy);

G_END_DECLS
