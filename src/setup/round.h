/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "setup/setup.h"

G_BEGIN_DECLS

void        rrm_setup_test_all            (RrmSetup    *self);
void        rrm_setup_stop_all            (RrmSetup    *self);
gboolean    rrm_setup_get_testing_all     (RrmSetup    *self);
const char *rrm_setup_get_round_address   (RrmSetup    *self);
gboolean    rrm_setup_is_round_waiting    (RrmSetup    *self,
                                           gboolean    *outgoing);
void        rrm_setup_give_round_password (RrmSetup    *self,
                                           RrmSecret   *password);
char       *rrm_setup_describe_round      (RrmSetup    *self);

G_END_DECLS
