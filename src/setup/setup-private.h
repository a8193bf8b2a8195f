/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/check.h"
#include "setup/holders.h"
#include "setup/offer.h"
#include "setup/practice.h"
#include "setup/reach.h"
#include "setup/refusals.h"
#include "setup/saved.h"
#include "setup/search.h"
#include "setup/setup-found.h"
#include "setup/setup.h"
#include "store/account-store.h"

G_BEGIN_DECLS

/* The test of all saved accounts. */
typedef struct _RrmRound RrmRound;

/**
 * RrmSetup:
 *
 * The guided flow as a state machine, without widgets: which page is shown, what was filled in,
 * what the test says, what Fix it has changed, and what must be confirmed before a password leaves.
 */
struct _RrmSetup
{
  GObject parent_instance;

  RrmDraft *draft;
  RrmPage page;
  /* Where the explanations were asked for, and where Back leads from there. */
  RrmPage before_explain;
  RrmIntent intent;
  gboolean test_on_continue;

  /* What was found for the address that was looked up last; NULL before the first look-up. */
  RrmLookup *lookup;
  /* The address whose servers stand in the draft; NULL where there are none. */
  char *filled_for;
  /* How it stands with an address that is not in the built-in list: NULL unless its provider is
   * being asked; what it has named, until the person has agreed or not; and the address that was
   * asked for last, whatever came of it. */
  RrmSearch search;
  GCancellable *searching;
  RrmLookup *found;
  char *searched;
  /* The mistyped address that the person keeps to; NULL where there is none. */
  char *insisted;

  /* The accounts that the person keeps; NULL where nothing is to be kept. */
  RrmAccountStore *store;
  /* Tells when others change them; NULL where nothing is watched. The pause runs from their change
   * to the reading; 0 otherwise. */
  GFileMonitor *watch;
  guint watch_pause;
  /* The address of the saved account that was opened last; NULL where another was begun. */
  char *opened;
  /* Whether its settings came up at once, without the pages before them. */
  gboolean straight;
  /* Whether the next address gets the servers that stand there. */
  gboolean same_servers;
  gboolean save_wanted;
  /* What could not be kept of late, as a sentence, or NULL. */
  char *trouble;
  /* What is known of the keyring, and whether the password is to go there. */
  RrmKeyringState keyring;
  gboolean remember;
  /* How long it may take for a password, in seconds; it may ask the person something. */
  guint keyring_patience;
  /* Whether the keyring holds the password of the saved account that was opened. */
  gboolean remembered;
  /* NULL unless the keyring is being asked for it. */
  GCancellable *fetching;
  /* What can be brought back, and the same with its passwords if the keyring had them; NULL where
   * nothing can. */
  RrmSavedAccount *forgotten;
  RrmAccount *forgotten_account;
  /* Whether the person has typed something that is not saved, and where that is kept; NULL where
   * nothing is to be kept. */
  gboolean unsaved;
  char *draft_path;
  /* Runs from the first letter to the writing of the file; 0 otherwise. */
  guint draft_pause;
  /* What an earlier run has left; NULL where there is nothing. */
  GKeyFile *left_draft;

  /* How a test is made, but for practice; never NULL. */
  RrmRedirects *redirects;
  RrmTrust *trust;
  guint timeout;

  /* NULL outside practice. */
  RrmPractice *practice;
  /* What goes wrong there; NULL where nothing does. */
  char *fault;

  /* NULL unless a test is running. */
  GCancellable *cancellable;
  /* The latest one, running or over; NULL before the first test. */
  RrmReport *report;
  /* What was last seen of each server, incoming and outgoing: in the latest report, or in an
   * earlier one where the latest left that server out. */
  RrmServiceReport *services[2];
  gboolean held[2];
  GListStore *findings;
  /* What was tested. */
  RrmAccount *tested;

  /* NULL unless all saved accounts are being tested. */
  RrmRound *round;
  /* How that ended, in a sentence or two; NULL where there is nothing to tell. */
  char *round_result;

  /* What servers have refused, and what the server of this practice has: that says nothing about
   * the real ones. */
  RrmRefusals *refusals;
  RrmRefusals *practice_refusals;
  gboolean cleartext_confirmed;
  GHashTable *confirmed_hosts;

  /* Before the latest fix, and what it changed, a line each; NULL where nothing can be undone. */
  RrmAccount *before_fix;
  char **fixed;

  /* How the account was last to go into a mail program; NULL before that. */
  const RrmOffer *offer;
  /* The copy from before it was put into a program, and into which; NULL where nothing was. */
  char *applied;
  const RrmOffer *applied_offer;
  /* NULL unless an account is on its way into a program, or out of it. */
  GCancellable *applying;

  /* What is set up on this computer, and which account of it is shown; NULL before they are. */
  RrmFound *computer;
  RrmFoundAccount *found_account;
  /* Whether the page about the person came after that. */
  gboolean from_found;
  /* The same as it came into the draft; NULL where something else stands there. */
  RrmAccount *found_loaded;
  /* What was just changed in its program, a line each, and the copy from before; NULL where nothing
   * was. */
  char **mended;
  char *mended_copy;
  /* A guide about something else than typing the account in, and where it was opened; its program
   * is NULL where none is shown. */
  RrmGuideTopic guide_topic;
  char *guide_program;
  char *guide_file;
  RrmPage guide_from;

  /* What the mail programs on this computer have configured, as it was read last: (element-type
   * RrmClientProfile) (nullable); whether it is being read, and in which home folder (NULL: the
   * person's own). */
  GPtrArray *profiles;
  gboolean looking;
  char *home;
  RrmChanged changed;
  /* What was read of the old computer, or NULL, and whether the account came from there. */
  RrmFound *old;
  gboolean from_old;
  /* What the servers do from this network; NULL before that was asked. */
  RrmReach *reach;
  /* The password that was tried after another one was refused, or NULL. */
  RrmSecret *previous;
  /* What a phone shows of the same account, and what its program is called; NULL where nobody has
   * said so. */
  RrmAccount *phone;
  char *phone_name;
  char **phone_unsaid;
};

/**
 * RrmTestKind:
 * @RRM_TEST_AFTER_CHANGE: a change was made: servers that have refused this password are left out
 * @RRM_TEST_BY_PERSON: the person asked for a test of both servers
 * @RRM_TEST_WITH_MESSAGE: and agreed to send a message to themselves
 *
 * Why a test begins.
 */
typedef enum
{
  RRM_TEST_AFTER_CHANGE,
  RRM_TEST_BY_PERSON,
  RRM_TEST_WITH_MESSAGE,
} RrmTestKind;

enum
{
  RRM_SETUP_PROP_0,
  RRM_SETUP_PROP_PAGE,
  RRM_SETUP_PROP_TESTING,
  RRM_SETUP_PROP_REPORT,
  RRM_SETUP_PROP_PRACTICE,
  RRM_SETUP_PROP_FIXED,
  RRM_SETUP_PROP_TROUBLE,
  RRM_SETUP_PROP_N_SAVED,
  RRM_SETUP_PROP_KEYRING,
  RRM_SETUP_PROP_REMEMBER,
  RRM_SETUP_PROP_FETCHING,
  RRM_SETUP_PROP_ROUND,
  RRM_SETUP_PROP_SEARCH,
  RRM_SETUP_PROP_APPLYING,
  RRM_SETUP_PROP_LOOKING,
  RRM_SETUP_N_PROPS,
};

extern GParamSpec *rrm_setup_props[RRM_SETUP_N_PROPS];

gboolean rrm_setup_has_choice     (RrmSetup *self);
void     rrm_setup_leave_guide    (RrmSetup *self);
void     rrm_setup_notify         (RrmSetup *self,
                                   guint     property);
gboolean rrm_setup_check_fields   (RrmSetup *self,
                                   gboolean  all,
                                   RrmField *wrong);
void     rrm_setup_write_saved    (RrmSetup *self);
char    *rrm_setup_finish_writing (RrmSetup     *self,
                                   GAsyncResult *result);
void     rrm_setup_forget_test    (RrmSetup *self);
void     rrm_setup_forget_search  (RrmSetup *self);
void     rrm_setup_clear          (RrmSetup *self);
void     rrm_setup_fill_only_saved (RrmSetup *self);
void     rrm_setup_complete_account (RrmAccount *account);
void     rrm_setup_keep_result    (RrmSetup *self);
void     rrm_setup_take_found_result (RrmSetup *self);
void     rrm_setup_forget_mended (RrmSetup *self);
void     rrm_setup_keep_report    (RrmSetup *self,
                                   RrmReport *report);
void     rrm_setup_take_trouble   (RrmSetup *self,
                                   char     *trouble);
void     rrm_setup_note_refusals  (RrmSetup *self,
                                   RrmReport *report);
gboolean rrm_setup_sends_cleartext (RrmAccount *account);
RrmCheckOptions *rrm_setup_make_options (RrmSetup *self,
                                         guint timeout);
void     rrm_setup_look_for_keyring (RrmSetup *self);
void     rrm_setup_fetch_passwords (RrmSetup   *self,
                                    RrmAccount *account);
void     rrm_setup_forget_passwords (RrmSetup  *self);
void     rrm_setup_let_go_forgotten (RrmSetup  *self);
void     rrm_setup_watch_store    (RrmSetup *self);
void     rrm_setup_stop_watching  (RrmSetup *self);
void     rrm_setup_note_typing    (RrmSetup *self);
void     rrm_setup_settle_draft   (RrmSetup *self);
RrmSavedAccount *rrm_setup_find_saved (RrmSetup   *self,
                                       const char *address);
void     rrm_setup_forget_fix     (RrmSetup *self);
RrmRefusals *rrm_setup_get_refusals (RrmSetup *self);
RrmGate  rrm_setup_begin_test     (RrmSetup *self,
                                   RrmTestKind kind,
                                   RrmField *wrong);

G_END_DECLS
