/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-about.h"

#include <glib/gi18n-lib.h>

/* Where each program is told a new password, in the words of its own menus. The condition `address`
 * holds where the account is known, `file` where the program's file is. */

#define END { NULL, NULL, NULL, NULL }
#define STEP(text) { NULL, text, NULL, NULL }
#define SEND STEP (N_("Send a message to yourself. If you are asked again, do the same."))
#define CLICK_OK STEP (N_("Click “OK”."))

static const RrmGuideRow no_notes[] = { END };

static const RrmGuideRow asks_notes[] = {
  STEP (N_("{program} asks as soon as the server has turned down the old password.")),
  END,
};

static const RrmGuideRow mozilla_steps[] = {
  STEP (N_("Open {program}. Click the three lines at the top right, then “Settings”.")),
  STEP (N_("Click “Privacy & Security”. Below “Passwords”, click “Saved Passwords…”.")),
  { "address",
    N_("Choose the lines that have {address} as the user name, one after the other. Click "
       "“Remove”."),
    NULL, NULL },
  { "!address",
    N_("Choose the lines that have your address as the user name, one after the other. Click "
       "“Remove”."),
    NULL, NULL },
  STEP (N_("Close {program}, and open it again.")),
  STEP (N_("Get new mail. Type the new password, and check “Use Password Manager to remember "
           "this password.”")),
  STEP (N_("Send a message to yourself. Type the new password once more, and check the same box.")),
  END,
};

static const RrmGuideRow mozilla_notes[] = {
  STEP (N_("“Remove” takes away the saved password only. Your mail and your account stay.")),
  STEP (N_("{program} saves two passwords: one to receive, and one to send.")),
  END,
};

/* Claws Mail and Sylpheed. */
static const RrmGuideRow accountrc_steps[] = {
  STEP (N_("Open {program}. In the menu “Configuration”, click “Edit accounts…”.")),
  { "address", N_("Choose the account {address}, and click “Edit”."), NULL, NULL },
  { "!address", N_("Choose your account, and click “Edit”."), NULL, NULL },
  STEP (N_("On the page “Basic”, in “Password”, type the new one.")),
  STEP (N_("On the page “Send”, look below the user name. If a password is there, type the new one "
           "over it.")),
  CLICK_OK,
  END,
};

static const RrmGuideRow evolution_steps[] = {
  STEP (N_("Open Evolution, and click “Send / Receive”.")),
  STEP (N_("When you are asked, type the new password. Check “Add this password to your "
           "keyring”.")),
  SEND,
  END,
};

static const RrmGuideRow geary_steps[] = {
  STEP (N_("Open Geary. Wait until a bar says that the login or the password is wrong.")),
  STEP (N_("Click “Login” there. Type the new password, and check “Remember password”.")),
  SEND,
  END,
};

static const RrmGuideRow goa_steps[] = {
  STEP (N_("Open “Settings”, then “Online Accounts”.")),
  { "address", N_("Choose the account {address}, and click “Sign In”."), NULL, NULL },
  { "!address", N_("Choose your account, and click “Sign In”."), NULL, NULL },
  STEP (N_("Type the new password wherever you are asked for one.")),
  END,
};

static const RrmGuideRow goa_notes[] = {
  STEP (N_("“Sign In” is only there once the server has turned down the old password.")),
  END,
};

static const RrmGuideRow kmail_steps[] = {
  STEP (N_("Open KMail. In the menu “Settings”, click “Configure KMail…”, then “Accounts”.")),
  STEP (N_("On the page “Receiving”, choose the account and click “Modify…”. In “Password”, type "
           "the new one.")),
  STEP (N_("On the page “Sending”, choose the account and click “Modify…”. In “Password”, type the "
           "new one.")),
  CLICK_OK,
  END,
};

#define OPEN_FILE                                                                                  \
  { "file", N_("Open this file with a text editor:"), N_("File"), "{file}" },                      \
  {                                                                                                \
    "!file", N_("Open the settings file of {program} with a text editor."), NULL, NULL             \
  }
#define CHANGE_LINE(label)                                                                         \
  { NULL, N_("Find “{label}”, below your account. Put the new password in place of the old one "   \
             "that stands behind it."),                                                            \
    label, NULL }
#define SAVE_FILE STEP (N_("Save the file. Then get new mail, or send a message to yourself."))
#define FILE_STEPS(label) { OPEN_FILE, CHANGE_LINE (label), SAVE_FILE, END }

static const RrmGuideRow file_notes[] = {
  STEP (N_("If a command stands there, the password is somewhere else. Change it where that "
           "command gets it.")),
  END,
};

static const RrmGuideRow password_line_steps[] = FILE_STEPS ("password");
static const RrmGuideRow mbsync_steps[] = FILE_STEPS ("Pass");
static const RrmGuideRow offlineimap_steps[] = FILE_STEPS ("remotepass");

static const RrmGuideRow mutt_steps[] = {
  OPEN_FILE,
  STEP (N_("Find the lines with “imap_pass”, “pop_pass” and “smtp_pass”. Put the new password in "
           "place of the old one.")),
  SAVE_FILE,
  END,
};

static const RrmGuideRow aerc_steps[] = {
  OPEN_FILE,
  STEP (N_("Find the lines “source” and “outgoing”, below your account. The password stands "
           "between the second colon and the last @. Put the new one there.")),
  SAVE_FILE,
  END,
};

static const RrmGuideRow aerc_notes[] = {
  STEP (N_("Letters and numbers stand there as they are. Other signs need a code: # is %23, $ is "
           "%24, % is %25, and @ is %40.")),
  STEP (N_("If a command stands there, the password is somewhere else. Change it where that "
           "command gets it.")),
  END,
};

static const RrmGuideRow alpine_steps[] = {
  STEP (N_("Open Alpine, and open your inbox.")),
  STEP (N_("When you are asked, type the new password. If Alpine asks whether to keep it, press "
           "“Y”.")),
  SEND,
  END,
};

static const RrmGuideRow outlook_steps[] = {
  STEP (N_("Open Outlook. Click “File”, then “Account Settings”, then “Account Settings…” in the "
           "list.")),
  STEP (N_("Choose your account, and click “Change…”.")),
  STEP (N_("In “Password”, type the new one.")),
  STEP (N_("Click “More Settings…”, and open the tab “Outgoing Server”. If “Log on using” is "
           "chosen, type the new password there, too.")),
  CLICK_OK,
  STEP (N_("Click “Next”, then “Finish”.")),
  END,
};

static const RrmGuideRow words_notes[] = {
  STEP (RRM_GUIDE_NOTE_WORDS),
  END,
};

static const RrmGuideRow apple_mail_steps[] = {
  STEP (N_("Open Mail. In the menu “Mail”, click “Settings…”, then “Accounts”.")),
  STEP (N_("Choose your account, and open “Server Settings”.")),
  STEP (N_("In “Password”, type the new one: once for the incoming server, and once for the "
           "outgoing one.")),
  STEP (N_("Click “Save”.")),
  END,
};

static const RrmGuideRow iphone_steps[] = {
  STEP (N_("Open “Settings”. Tap “Apps”, then “Mail”, then “Mail Accounts”.")),
  STEP (N_("Tap your account, then the line with your address.")),
  STEP (N_("In “Password”, type the new one.")),
  STEP (N_("Below “Outgoing Mail Server”, tap “SMTP”, then the server. In “Password”, type the new "
           "one there, too.")),
  STEP (N_("Tap “Done” on each page.")),
  END,
};

static const RrmGuideRow iphone_notes[] = {
  STEP (N_("On older devices the way is “Settings”, “Mail”, “Accounts”.")),
  END,
};

static const RrmGuideRow gmail_app_steps[] = {
  STEP (N_("Open Gmail. Tap the three lines, then “Settings”, then your address.")),
  STEP (N_("Tap “Incoming settings”. In “Password”, type the new one, and tap “Done”.")),
  STEP (N_("Tap “Outgoing settings”. In “Password”, type the new one there, too.")),
  END,
};

static const RrmGuideRow samsung_email_steps[] = {
  STEP (N_("Open Samsung Email. Open its menu, tap the gear, then your address.")),
  STEP (N_("Tap “Server settings”. Type the new password for the incoming server, and for the "
           "outgoing one.")),
  STEP (N_("Tap “Done”.")),
  END,
};

const RrmGuideAbout rrm_guides_password[] = {
  { "thunderbird", N_("Thunderbird"), mozilla_steps, mozilla_notes },
  { "betterbird", "Betterbird", mozilla_steps, mozilla_notes },
  { "evolution", N_("Evolution"), evolution_steps, asks_notes },
  { "geary", N_("Geary"), geary_steps, no_notes },
  { "goa", "GNOME Online Accounts", goa_steps, goa_notes },
  { "kmail", N_("KMail"), kmail_steps, no_notes },
  { "claws-mail", "Claws Mail", accountrc_steps, words_notes },
  { "sylpheed", "Sylpheed", accountrc_steps, words_notes },
  { "msmtp", "msmtp", password_line_steps, file_notes },
  { "mpop", "mpop", password_line_steps, file_notes },
  { "mbsync", "mbsync", mbsync_steps, file_notes },
  { "fetchmail", "fetchmail", password_line_steps, file_notes },
  { "getmail", "getmail", password_line_steps, file_notes },
  { "offlineimap", "OfflineIMAP", offlineimap_steps, file_notes },
  { "mutt", "mutt", mutt_steps, file_notes },
  { "alpine", "Alpine", alpine_steps, asks_notes },
  { "aerc", "aerc", aerc_steps, aerc_notes },
  { "outlook", N_("Outlook for Windows (classic)"), outlook_steps, words_notes },
  { "apple-mail", N_("Apple Mail on a Mac"), apple_mail_steps, words_notes },
  { "iphone", N_("Mail on an iPhone or iPad"), iphone_steps, iphone_notes },
  { "gmail-app", N_("Gmail app on Android"), gmail_app_steps, words_notes },
  { "samsung-email", N_("Samsung Email"), samsung_email_steps, words_notes },
  { NULL, NULL, NULL, NULL },
};
