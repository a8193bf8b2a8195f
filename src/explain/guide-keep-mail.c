/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-about.h"

#include <glib/gi18n-lib.h>

/* How mail that may be lost on the server is copied to where it stays, in the words of each
 * program's own menus. Nothing is moved, and nothing is removed. */

#define END { NULL, NULL, NULL, NULL }
#define STEP(text) { NULL, text, NULL, NULL }
#define OTHER_FOLDERS STEP (N_("Do the same for “Sent”, and for each of your other folders."))
#define LOOK                                                                                       \
  STEP (N_("Open a few of the copies, also ones with pictures or files. What opens there is "      \
           "safe."))
#define COPY_ELSEWHERE                                                                             \
  STEP (N_("Put a copy of the file on a stick or a second disk. Then one broken computer does "    \
           "not take it away."))

static const RrmGuideRow copy_notes[] = {
  STEP (N_("This makes copies. Your mail on the server stays as it is.")),
  STEP (N_("A large mailbox can take some hours. {program} must stay open for so long.")),
  END,
};

static const RrmGuideRow mozilla_steps[] = {
  STEP (N_("Open {program}. In the list on the left, right-click “Local Folders”, and click “New "
           "Folder…”. Call it “From Spectrum”.")),
  STEP (N_("Click your inbox, then one of its messages. Press Ctrl+A to choose all.")),
  STEP (N_("Right-click one of them. Click “Copy To”, then “Local Folders”, then “From "
           "Spectrum”.")),
  STEP (N_("Wait until the line at the bottom says no more that it copies.")),
  OTHER_FOLDERS,
  LOOK,
  STEP (N_("Save your contacts, too: open “Address Book”, and look for “Export…” in its menu.")),
  END,
};

static const RrmGuideRow evolution_steps[] = {
  STEP (N_("Open Evolution. Right-click “On This Computer”, and click “New Folder…”. Call it “From "
           "Spectrum”.")),
  STEP (N_("Click your inbox, then one of its messages. Press Ctrl+A to choose all.")),
  STEP (N_("Right-click one of them, click “Copy to Folder…”, and choose the new folder.")),
  OTHER_FOLDERS,
  LOOK,
  END,
};

static const RrmGuideRow kmail_steps[] = {
  STEP (N_("Open KMail. Right-click your inbox, and click “Archive Folder…”.")),
  STEP (N_("Choose where the file goes, and click “OK”.")),
  OTHER_FOLDERS,
  COPY_ELSEWHERE,
  END,
};

static const RrmGuideRow claws_mail_steps[] = {
  STEP (N_("Open Claws Mail, and click your inbox.")),
  STEP (N_("In the menu “File”, click “Export to mbox file…”. Choose a place and a name.")),
  OTHER_FOLDERS,
  COPY_ELSEWHERE,
  END,
};

static const RrmGuideRow sylpheed_steps[] = {
  STEP (N_("Open Sylpheed, and click your inbox.")),
  STEP (N_("In the menu “File”, click “Export mail data…”. Choose a place and a name.")),
  OTHER_FOLDERS,
  COPY_ELSEWHERE,
  END,
};

static const RrmGuideRow outlook_steps[] = {
  STEP (N_("Open Outlook. Click “File”, then “Open & Export”, then “Import/Export”.")),
  STEP (N_("Choose “Export to a file”, then “Outlook Data File (.pst)”.")),
  STEP (N_("Choose your account at the top of the list, and check “Include subfolders”.")),
  STEP (N_("Choose where the file goes, and click “Finish”. You need not give it a password.")),
  COPY_ELSEWHERE,
  END,
};

static const RrmGuideRow apple_mail_steps[] = {
  STEP (N_("Open Mail, and click your inbox in the list on the left.")),
  STEP (N_("In the menu “Mailbox”, click “Export Mailbox…”. Choose a folder.")),
  OTHER_FOLDERS,
  COPY_ELSEWHERE,
  END,
};

static const RrmGuideRow phone_steps[] = {
  STEP (N_("A phone keeps only a part of your mail, and has no way to save all of it.")),
  STEP (N_("Set your address up in a mail program on a computer, as IMAP. All of your mail shows "
           "up there.")),
  STEP (N_("Save it there, as this program says for that one.")),
  END,
};

static const RrmGuideRow phone_notes[] = {
  STEP (N_("Pictures that matter to you can be saved one by one on the phone.")),
  END,
};

const RrmGuideAbout rrm_guides_keep_mail[] = {
  { "thunderbird", N_("Thunderbird"), mozilla_steps, copy_notes },
  { "betterbird", "Betterbird", mozilla_steps, copy_notes },
  { "evolution", N_("Evolution"), evolution_steps, copy_notes },
  { "kmail", N_("KMail"), kmail_steps, copy_notes },
  { "claws-mail", "Claws Mail", claws_mail_steps, copy_notes },
  { "sylpheed", "Sylpheed", sylpheed_steps, copy_notes },
  { "outlook", N_("Outlook for Windows (classic)"), outlook_steps, copy_notes },
  { "apple-mail", N_("Apple Mail on a Mac"), apple_mail_steps, copy_notes },
  { "phone", N_("A phone or a tablet"), phone_steps, phone_notes },
  { NULL, NULL, NULL, NULL },
};
