/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"
#include "model/finding.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RrmFoundState:
 * @RRM_FOUND_SOUND: nothing is wrong with it by what is known
 * @RRM_FOUND_NOTED: it can work, but something is worth knowing
 * @RRM_FOUND_WRONG: something in it keeps mail from coming or going
 * @RRM_FOUND_WORKS: it was tested as it is, and works
 * @RRM_FOUND_FAILS: it was tested as it is, and does not
 * @RRM_FOUND_DAMAGED: the program's file breaks its rules, so nobody can tell
 *
 * How an account in a mail program stands.
 */
typedef enum
{
  RRM_FOUND_SOUND,
  RRM_FOUND_NOTED,
  RRM_FOUND_WRONG,
  RRM_FOUND_WORKS,
  RRM_FOUND_FAILS,
  RRM_FOUND_DAMAGED,
} RrmFoundState;
#define RRM_N_FOUND_STATES (RRM_FOUND_DAMAGED + 1)

#define RRM_TYPE_FOUND_ACCOUNT (rrm_found_account_get_type ())
G_DECLARE_FINAL_TYPE (RrmFoundAccount, rrm_found_account, RRM, FOUND_ACCOUNT, GObject)

RrmFoundAccount *rrm_found_account_new              (const RrmClientProfile *profile,
                                                     const RrmClientAccount *account);
RrmFoundAccount *rrm_found_account_copy             (RrmFoundAccount        *self);
gboolean         rrm_found_account_is_same          (RrmFoundAccount        *self,
                                                     RrmFoundAccount        *other);
const char      *rrm_found_account_get_program      (RrmFoundAccount        *self);
const char      *rrm_found_account_get_address      (RrmFoundAccount        *self);
RrmAccount      *rrm_found_account_get_account      (RrmFoundAccount        *self);
GPtrArray       *rrm_found_account_get_findings     (RrmFoundAccount        *self);
RrmSeverity      rrm_found_get_severity             (RrmFinding             *finding);
RrmFoundState    rrm_found_account_get_state        (RrmFoundAccount        *self);
const char      *rrm_found_account_get_word         (RrmFoundAccount        *self);
char            *rrm_found_account_describe_servers (RrmFoundAccount        *self);
char            *rrm_found_account_describe_server  (RrmFoundAccount        *self,
                                                     gboolean                outgoing);
char            *rrm_found_account_describe_twin    (RrmFoundAccount        *self);
const char      *rrm_found_account_get_sender_name  (RrmFoundAccount        *self);

/* The test. */
void             rrm_found_account_take_result      (RrmFoundAccount        *self,
                                                     RrmAccount             *loaded,
                                                     RrmAccount             *tested,
                                                     gboolean                works);
void             rrm_found_account_compare          (RrmFoundAccount        *self,
                                                     GListModel             *others);
void             rrm_found_account_keep_result      (RrmFoundAccount        *self,
                                                     RrmFoundAccount        *before);

/* Mending. A finding's code, or NULL: all that keeps mail from coming or going. */
gboolean         rrm_found_is_mended_at_once        (RrmFinding             *finding);
gboolean         rrm_found_account_needs_mend       (RrmFoundAccount        *self);
char           **rrm_found_account_describe_change  (RrmFoundAccount        *self,
                                                     RrmFinding             *finding);
char           **rrm_found_account_plan             (RrmFoundAccount        *self,
                                                     const char             *code,
                                                     char                  **refusal);
char            *rrm_found_account_mend             (RrmFoundAccount        *self,
                                                     const char             *code,
                                                     const char *const      *shown,
                                                     const char             *folder,
                                                     char                 ***lines,
                                                     char                  **refusal);

G_END_DECLS
