/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lookup.h"
#include "model/report.h"
#include "setup/draft.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RrmPage:
 *
 * The pages of the guided flow, in their order, and the one that can be asked for on each of them.
 */
typedef enum
{
  RRM_PAGE_START,
  RRM_PAGE_ABOUT,
  RRM_PAGE_PROTOCOL,
  RRM_PAGE_SETTINGS,
  RRM_PAGE_MORE,
  RRM_PAGE_TEST,
  RRM_PAGE_FINISH,
  RRM_PAGE_PROGRAMS,
  RRM_PAGE_OFFER,
  RRM_PAGE_GUIDE,
  RRM_PAGE_EXPLAIN,
  RRM_PAGE_FOUND,
  RRM_PAGE_FOUND_ACCOUNT,
  RRM_PAGE_COMPARE,
  RRM_PAGE_PHONE,
  RRM_PAGE_HOLDERS,
  RRM_PAGE_LEAVING,
  RRM_PAGE_OLD,
  RRM_PAGE_TRAVEL,
} RrmPage;
#define RRM_N_PAGES (RRM_PAGE_TRAVEL + 1)

/**
 * RrmIntent:
 * @RRM_INTENT_SET_UP: a new account is to be set up
 * @RRM_INTENT_REPAIR: mail stopped working
 * @RRM_INTENT_PASSWORD: the password was changed
 *
 * What the person came for. Who sets up an account is led through its settings; the others want to
 * know how it stands, so that the test comes at once.
 */
typedef enum
{
  RRM_INTENT_SET_UP,
  RRM_INTENT_REPAIR,
  RRM_INTENT_PASSWORD,
} RrmIntent;

/**
 * RrmGate:
 * @RRM_GATE_OPEN: it has begun
 * @RRM_GATE_FIELD: a field must be mended first
 * @RRM_GATE_CLEARTEXT: the person must confirm that the password goes out without encryption
 * @RRM_GATE_HOST: the person must confirm that the password goes to a server nobody knows
 * @RRM_GATE_REFUSED: all that is left to test are servers that have refused this password
 *
 * Whether something that the person wants can begin.
 */
typedef enum
{
  RRM_GATE_OPEN,
  RRM_GATE_FIELD,
  RRM_GATE_CLEARTEXT,
  RRM_GATE_HOST,
  RRM_GATE_REFUSED,
} RrmGate;

#define RRM_TYPE_SETUP (rrm_setup_get_type ())
G_DECLARE_FINAL_TYPE (RrmSetup, rrm_setup, RRM, SETUP, GObject)

RrmSetup         *rrm_setup_new                 (void);
gboolean          rrm_setup_add_redirect        (RrmSetup    *self,
                                                 const char  *text);
gboolean          rrm_setup_add_ca_file         (RrmSetup    *self,
                                                 const char  *path);
gboolean          rrm_setup_set_timeout         (RrmSetup    *self,
                                                 const char  *seconds);

/* Practice. */
gboolean          rrm_setup_start_practice      (RrmSetup    *self,
                                                 const char  *fault,
                                                 GError     **error);
void              rrm_setup_end_practice        (RrmSetup    *self);
gboolean          rrm_setup_get_practice        (RrmSetup    *self);
const char       *rrm_setup_get_fault           (RrmSetup    *self);
char            **rrm_setup_list_faults         (void);

/* The flow. */
void              rrm_setup_begin               (RrmSetup    *self,
                                                 RrmIntent    intent);
void              rrm_setup_begin_with          (RrmSetup    *self,
                                                 RrmIntent    intent,
                                                 const char  *address);
void              rrm_setup_begin_another       (RrmSetup    *self);
gboolean          rrm_setup_is_another          (RrmSetup    *self);
RrmIntent         rrm_setup_get_intent          (RrmSetup    *self);
gboolean          rrm_setup_tests_at_once       (RrmSetup    *self);
RrmDraft         *rrm_setup_get_draft           (RrmSetup    *self);
RrmLookup        *rrm_setup_get_lookup          (RrmSetup    *self);
RrmPage           rrm_setup_get_page            (RrmSetup    *self);
gboolean          rrm_setup_go_on               (RrmSetup    *self,
                                                 RrmField    *wrong);
gboolean          rrm_setup_can_go_back         (RrmSetup    *self);
void              rrm_setup_go_back             (RrmSetup    *self);
void              rrm_setup_show_page           (RrmSetup    *self,
                                                 RrmPage      page);
void              rrm_setup_open_explain        (RrmSetup    *self);
gboolean          rrm_setup_get_test_on_continue (RrmSetup   *self);
void              rrm_setup_set_test_on_continue (RrmSetup   *self,
                                                 gboolean     test);

/* The test. */
RrmGate           rrm_setup_test                (RrmSetup    *self,
                                                 RrmField    *wrong);
gboolean          rrm_setup_can_send            (RrmSetup    *self);
RrmGate           rrm_setup_send                (RrmSetup    *self,
                                                 RrmField    *wrong);
gboolean          rrm_setup_get_sent            (RrmSetup    *self);
char             *rrm_setup_describe_message    (RrmSetup    *self);
void              rrm_setup_confirm_cleartext   (RrmSetup    *self);
void              rrm_setup_stop                (RrmSetup    *self);
gboolean          rrm_setup_get_testing         (RrmSetup    *self);
RrmReport        *rrm_setup_get_report          (RrmSetup    *self);
RrmServiceReport *rrm_setup_get_service         (RrmSetup    *self,
                                                 gboolean     outgoing);
GListModel       *rrm_setup_get_findings        (RrmSetup    *self);
gboolean          rrm_setup_is_held             (RrmSetup    *self,
                                                 gboolean     outgoing);
guint             rrm_setup_get_n_refusals      (RrmSetup    *self);
guint             rrm_setup_get_pause           (RrmSetup    *self);
gboolean          rrm_setup_is_password_in_doubt (RrmSetup   *self);
gboolean          rrm_setup_has_odd_symbols     (RrmSetup    *self);
RrmGate           rrm_setup_try_password        (RrmSetup    *self,
                                                 RrmSecret   *password,
                                                 RrmField    *wrong);
gboolean          rrm_setup_is_current          (RrmSetup    *self);
gboolean          rrm_setup_is_working          (RrmSetup    *self);
char             *rrm_setup_describe_verdict    (RrmSetup    *self);

/* Fix it. */
RrmGate           rrm_setup_fix                 (RrmSetup    *self,
                                                 RrmFinding  *finding,
                                                 char       **host);
void              rrm_setup_confirm_host        (RrmSetup    *self,
                                                 const char  *host);
const char *const *rrm_setup_get_fixed          (RrmSetup    *self);
void              rrm_setup_undo                (RrmSetup    *self);

/* The end. */
RrmAccount       *rrm_setup_dup_account         (RrmSetup    *self);
GBytes           *rrm_setup_export              (RrmSetup    *self,
                                                 const char  *format,
                                                 char       **name,
                                                 char       **refusal);
void              rrm_setup_save_async          (RrmSetup    *self,
                                                 GFile       *file,
                                                 GBytes      *contents,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer     user_data);
gboolean          rrm_setup_save_finish         (RrmSetup    *self,
                                                 GAsyncResult *result,
                                                 GError     **error);

G_END_DECLS
