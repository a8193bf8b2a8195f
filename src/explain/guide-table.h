/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

G_BEGIN_DECLS

/**
 * RrmGuideRow:
 * @when: (nullable): what must hold for it, as in [struct@Wording]; %NULL: always
 * @text: the sentence in English, not translated yet, with slots such as `{label}`
 * @label: (nullable): the program's own name of what is meant, in English
 * @value: (nullable): what goes into it: a slot such as `{incoming.host}`, or the program's own
 *   name of a choice in English
 *
 * One step of a guide, or one of its notes. Slots and conditions are those of
 * [func@guide_known_get].
 */
typedef struct
{
  const char *when;
  const char *text;
  const char *label;
  const char *value;
} RrmGuideRow;

/**
 * RrmGuideTable:
 * @id: the guide's identifier
 * @name: the program's name, in English
 * @pop3: whether it speaks POP3
 * @pop3_starttls: whether it can protect POP3 by STARTTLS
 * @auths: a set of [enum@Auth]: the ways to sign in that it has or finds by itself
 * @steps: the steps, up to one without text
 * @notes: likewise
 *
 * All that is said about one program.
 */
typedef struct
{
  const char *id;
  const char *name;
  gboolean pop3;
  gboolean pop3_starttls;
  guint auths;
  const RrmGuideRow *steps;
  const RrmGuideRow *notes;
} RrmGuideTable;

#define RRM_GUIDE_BIT(auth) (1u << (auth))
#define RRM_GUIDE_PASSWORD                                                                         \
  (RRM_GUIDE_BIT (RRM_AUTH_AUTO) | RRM_GUIDE_BIT (RRM_AUTH_PLAIN) | RRM_GUIDE_BIT (RRM_AUTH_LOGIN))

/* Sentences that many programs share. */
#define RRM_GUIDE_TYPE N_("In “{label}”, type:")
#define RRM_GUIDE_CHOOSE N_("In “{label}”, choose:")
#define RRM_GUIDE_SECRET N_("In “{label}”, type your email password.")
#define RRM_GUIDE_NAME N_("In “{label}”, type your name as others should see it.")
#define RRM_GUIDE_CHECK N_("Check the box “{label}”.")
#define RRM_GUIDE_UNCHECK N_("Uncheck the box “{label}”.")
#define RRM_GUIDE_ON N_("Turn on “{label}”.")
#define RRM_GUIDE_OFF N_("Turn off “{label}”.")
#define RRM_GUIDE_CLICK N_("Click “{label}”.")
#define RRM_GUIDE_TAP N_("Tap “{label}”.")
#define RRM_GUIDE_TAB N_("Open the tab “{label}”.")
#define RRM_GUIDE_NOTE_WORDS                                                                       \
  N_("The words in your version may differ a little. The values stay the same.")
#define RRM_GUIDE_NOTE_PASSWORD                                                                    \
  N_("{program} needs your email password. Receiving and sending use the same one.")
#define RRM_GUIDE_NOTE_TWO_PASSWORDS                                                               \
  N_("{program} needs two passwords: one for receiving and one for sending.")
#define RRM_GUIDE_NOTE_ONE_SWITCH                                                                  \
  N_("{program} has one switch for both kinds of encryption. It finds out by itself which one "    \
     "the server uses.")
#define RRM_GUIDE_NOTE_LEAVE                                                                       \
  N_("{program} may remove messages from the server. Look for that choice in the settings of "     \
     "the account, and have it leave them there.")

/* What is chosen for how a connection is protected, in the words of one program. */
#define RRM_GUIDE_SECURITY(side, text, label, tls, starttls, none)                                 \
  { side ".security=tls", text, label, tls }, { side ".security=starttls", text, label, starttls },\
  {                                                                                                \
    side ".security=none", text, label, none                                                       \
  }
/* The name of the person, where it is known. */
#define RRM_GUIDE_NAME_ROWS(label)                                                                 \
  { "name", RRM_GUIDE_TYPE, label, "{name}" },                                                     \
  {                                                                                                \
    "!name", RRM_GUIDE_NAME, label, NULL                                                           \
  }

extern const RrmGuideTable rrm_guide_outlook;
extern const RrmGuideTable rrm_guide_outlook_new;
extern const RrmGuideTable rrm_guide_outlook_mac;
extern const RrmGuideTable rrm_guide_thunderbird;
extern const RrmGuideTable rrm_guide_apple_mail;
extern const RrmGuideTable rrm_guide_iphone;
extern const RrmGuideTable rrm_guide_gmail_app;
extern const RrmGuideTable rrm_guide_samsung_email;
extern const RrmGuideTable rrm_guide_evolution;
extern const RrmGuideTable rrm_guide_geary;
extern const RrmGuideTable rrm_guide_kmail;
extern const RrmGuideTable rrm_guide_any;

G_END_DECLS
