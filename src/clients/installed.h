/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

/**
 * RrmInstalled:
 * @RRM_INSTALLED_NO: nothing of it was found
 * @RRM_INSTALLED_SETTINGS: it has settings here, and no place in the menu
 * @RRM_INSTALLED_YES: it is in the menu, or in the path of commands
 *
 * Whether a mail program is on this computer.
 */
typedef enum
{
  RRM_INSTALLED_NO,
  RRM_INSTALLED_SETTINGS,
  RRM_INSTALLED_YES,
} RrmInstalled;

char        **rrm_installed_list_folders (void);
RrmInstalled  rrm_installed_find         (const char           *program,
                                          const RrmClientRoots *roots,
                                          const char *const    *data_folders,
                                          const char           *path);

G_END_DECLS
