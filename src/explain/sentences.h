/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/finding-code.h"

G_BEGIN_DECLS

#define RRM_MAX_WORDINGS 6
#define RRM_MAX_STEPS 6

/* Steps that many causes share. */
#define RRM_STEP_CHANGE N_("Make the change that is shown here.")
#define RRM_STEP_TEST N_("Then test again.")
#define RRM_STEP_KEEP N_("Leave your settings and your password as they are.")
#define RRM_STEP_WEBMAIL N_("Until it works, read and write your mail at webmail.spectrum.net.")
#define RRM_STEP_WEBMAIL_OF_OTHERS                                                                 \
  N_("Until it works, read and write your mail on the web page of your mail provider.")
#define RRM_STEP_VPN N_("If you use a VPN app, turn it off and test again.")
#define RRM_STEP_WAIT_A_DAY                                                                        \
  N_("Test again tomorrow. Such a fault is most often fixed within a day.")
#define RRM_STEP_SERVER_NAME                                                                       \
  N_("Check that the name of the server is the one this program finds for your address.")
#define RRM_STEP_NO_EXCEPTION                                                                      \
  N_("If your mail program asks you to trust this server all the same, say no.")

/**
 * RrmWording:
 * @when: (nullable): what must hold for it, see below; %NULL: always
 * @text: the sentence in English, not translated yet, with slots such as `{host}`
 *
 * One way to say something. Of several, the first counts whose condition holds and whose slots can
 * all be filled. One that names Spectrum fits only where the server is one of theirs, and one with
 * a page of theirs only where the address is: others have a provider of their own. A condition is
 * one or more words, all of which must hold: `name` (something is known under it), `name=value`, or
 * either with `!` before it. Names of slots and of conditions are the details of the finding and
 * those that `explain.c` adds.
 */
typedef struct
{
  const char *when;
  const char *text;
} RrmWording;

/**
 * RrmSentences:
 * @code: what they explain
 * @title: what is wrong, in one sentence
 * @why: the cause, in two
 * @steps: what to do; a step without a wording that fits is left out
 *
 * All that is said about one cause. Unused places hold zeros.
 */
typedef struct
{
  RrmFindingCode code;
  RrmWording title[RRM_MAX_WORDINGS];
  RrmWording why[RRM_MAX_WORDINGS];
  RrmWording steps[RRM_MAX_STEPS][RRM_MAX_WORDINGS];
} RrmSentences;

/* Each table ends with an entry without a title. */
extern const RrmSentences rrm_sentences_network[];
extern const RrmSentences rrm_sentences_settings[];
extern const RrmSentences rrm_sentences_encryption[];
extern const RrmSentences rrm_sentences_certificate[];
extern const RrmSentences rrm_sentences_login[];
extern const RrmSentences rrm_sentences_sending[];
extern const RrmSentences rrm_sentences_client[];

const RrmSentences *rrm_sentences_find (RrmFindingCode code);

G_END_DECLS
