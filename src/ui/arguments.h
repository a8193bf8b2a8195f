/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * RrmRequest:
 * @RRM_REQUEST_NONE: nothing in particular
 * @RRM_REQUEST_NEW: a new account is to be set up
 * @RRM_REQUEST_CHECK: an account is to be tested
 *
 * What the program was started for.
 */
typedef enum
{
  RRM_REQUEST_NONE,
  RRM_REQUEST_NEW,
  RRM_REQUEST_CHECK,
} RrmRequest;

typedef struct _RrmArguments RrmArguments;

/**
 * RrmArguments:
 * @alone: whether they hold for this program alone, not for one that runs already
 * @service: whether it waits for what others ask of it, without a window
 * @request: what it was started for
 * @address: (nullable): for which address
 *
 * What the command line says.
 */
struct _RrmArguments
{
  gboolean alone;
  gboolean service;
  RrmRequest request;
  char *address;
};

gboolean rrm_arguments_apply (int            *argc,
                              char         ***argv,
                              RrmSetup       *setup,
                              RrmArguments   *arguments,
                              GError        **error);
void     rrm_arguments_clear (RrmArguments   *arguments);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RrmArguments, rrm_arguments_clear)

G_END_DECLS
