/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup/setup.h"

G_BEGIN_DECLS

/**
 * RrmSavedState:
 * @RRM_SAVED_UNTESTED: nobody knows yet
 * @RRM_SAVED_WORKS: the last test passed
 * @RRM_SAVED_FAILS: the last test did not
 *
 * How a saved account stands.
 */
typedef enum
{
  RRM_SAVED_UNTESTED,
  RRM_SAVED_WORKS,
  RRM_SAVED_FAILS,
} RrmSavedState;

/**
 * RrmKeyringState:
 * @RRM_KEYRING_UNKNOWN: nobody has asked
 * @RRM_KEYRING_ASKED: the answer is on its way
 * @RRM_KEYRING_NONE: there is none, or it does not answer
 * @RRM_KEYRING_THERE: it can keep passwords
 *
 * What is known of the person's keyring.
 */
typedef enum
{
  RRM_KEYRING_UNKNOWN,
  RRM_KEYRING_ASKED,
  RRM_KEYRING_NONE,
  RRM_KEYRING_THERE,
} RrmKeyringState;
#define RRM_N_KEYRING_STATES (RRM_KEYRING_THERE + 1)

typedef struct _RrmSavedSummary RrmSavedSummary;

/**
 * RrmSavedSummary:
 * @address: its address
 * @label: what the person calls it; its address, unless they have said otherwise
 * @state: how it stands
 * @word: the same in a word or two: "Sending fails"
 * @tested: when it was tested, and whose fault it was where it failed, in a line; behind its
 *   address where it is called otherwise
 *
 * A saved account, as a list shows it.
 */
struct _RrmSavedSummary
{
  char *address;
  char *label;
  RrmSavedState state;
  char *word;
  char *tested;
};

gboolean         rrm_setup_open_store     (RrmSetup         *self,
                                           const char       *path,
                                           char            **kept,
                                           GError          **error);
guint            rrm_setup_get_n_saved    (RrmSetup         *self);
GArray          *rrm_setup_list_saved     (RrmSetup         *self,
                                           const char       *words,
                                           gboolean          failing_first);
RrmSavedSummary *rrm_setup_describe_saved (RrmSetup         *self,
                                           guint             index,
                                           GDateTime        *now);
char            *rrm_setup_dup_label      (RrmSetup         *self,
                                           const char       *address);
void             rrm_setup_rename_saved   (RrmSetup         *self,
                                           const char       *address,
                                           const char       *label);
gboolean         rrm_setup_open_saved     (RrmSetup         *self,
                                           const char       *address);
gboolean         rrm_setup_is_saved       (RrmSetup         *self);
gboolean         rrm_setup_is_opened      (RrmSetup         *self);

/* What is kept in passing. */
const char      *rrm_setup_get_trouble         (RrmSetup            *self);

/* Saving at the end. */
gboolean         rrm_setup_can_save            (RrmSetup            *self);
gboolean         rrm_setup_get_save_wanted     (RrmSetup            *self);
void             rrm_setup_set_save_wanted     (RrmSetup            *self,
                                                gboolean             wanted);
void             rrm_setup_save_account_async  (RrmSetup            *self,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
gboolean         rrm_setup_save_account_finish (RrmSetup            *self,
                                                GAsyncResult        *result,
                                                GError             **error);

/* The password. */
RrmKeyringState  rrm_setup_get_keyring    (RrmSetup         *self);
gboolean         rrm_setup_get_remember   (RrmSetup         *self);
void             rrm_setup_set_remember   (RrmSetup         *self,
                                           gboolean          remember);
gboolean         rrm_setup_get_fetching   (RrmSetup         *self);

/* Forgetting. */
void             rrm_setup_forget_saved   (RrmSetup         *self,
                                           const char       *address);
const char      *rrm_setup_get_forgotten  (RrmSetup         *self);
void             rrm_setup_undo_forget    (RrmSetup         *self);

void             rrm_saved_summary_free   (RrmSavedSummary  *summary);
char            *rrm_describe_when        (GDateTime        *when,
                                           GDateTime        *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmSavedSummary, rrm_saved_summary_free)

G_END_DECLS
