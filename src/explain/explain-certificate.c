/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/sentences.h"

#include <glib/gi18n-lib.h>

#define STEP_DATE N_("See if the date and the time of this computer are right.")

/* How a server proves who it is. The certificate is called an ID: people know what an ID is. */
const RrmSentences rrm_sentences_certificate[] = {
  {
    RRM_FINDING_CERTIFICATE_EXPIRED,
    .title = { { NULL, N_("The ID of the server has run out.") } },
    .why = {
      { "clock=right", N_("Each server shows an ID to prove who it is, and this one ran out on "
                          "{expires}. The clock of this computer is right, so only Spectrum can "
                          "put it right.") },
      { "clock=right", N_("Each server shows an ID to prove who it is, and this one ran out on "
                          "{expires}. The clock of this computer is right, so only those who run "
                          "the server can put it right.") },
      { NULL, N_("Each server shows an ID to prove who it is, and this one ran out on {expires}. "
                 "If the date on this computer is right, only those who run the server can put it "
                 "right.") },
      { NULL, N_("Each server shows an ID to prove who it is. This one is too old, and only those "
                 "who run the server can put it right.") },
    },
    .steps = {
      { { "!clock=right", STEP_DATE } },
      { { NULL, RRM_STEP_KEEP } },
      { { NULL, RRM_STEP_NO_EXCEPTION } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
      { { NULL, RRM_STEP_WAIT_A_DAY } },
    },
  },
  {
    RRM_FINDING_CERTIFICATE_NOT_YET_VALID,
    .title = { { NULL, N_("The ID of the server is not good yet.") } },
    .why = {
      { "clock=right", N_("Each server shows an ID to prove who it is, and this one starts on "
                          "{begins}. It was put in place too soon, and only Spectrum can put it "
                          "right.") },
      { NULL, N_("Each server shows an ID to prove who it is, and this one starts on {begins}. If "
                 "the date on this computer is right, it was put in place too soon.") },
      { NULL, N_("Each server shows an ID to prove who it is. This one was put in place before its "
                 "first day.") },
    },
    .steps = {
      { { "!clock=right", STEP_DATE } },
      { { NULL, RRM_STEP_KEEP } },
      { { NULL, RRM_STEP_NO_EXCEPTION } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
      { { NULL, RRM_STEP_WAIT_A_DAY } },
    },
  },
  {
    RRM_FINDING_CERTIFICATE_WRONG_NAME,
    .title = {
      { NULL, N_("The ID of the server does not have the name “{host}” on it.") },
      { NULL, N_("The ID of the server has a different name on it.") },
    },
    .why = {
      { NULL, N_("The names on it are: {names}. The name in your settings may be wrong, or someone "
                 "may stand in between.") },
      { NULL, N_("The name in your settings may be wrong. Or someone may stand in between.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, RRM_STEP_SERVER_NAME } },
      { { NULL, RRM_STEP_NO_EXCEPTION } },
      { { NULL, RRM_STEP_TEST } },
    },
  },
  {
    RRM_FINDING_CERTIFICATE_SELF_SIGNED,
    .title = { { NULL, N_("The server made its own ID.") } },
    .why = {
      { NULL, N_("No one that this computer trusts has signed the ID. The real servers of "
                 "Spectrum have a signed one, so this may not be one of them.") },
      { NULL, N_("No one that this computer trusts has signed the ID. So this may not be the "
                 "server that you mean.") },
    },
    .steps = {
      { { "change", RRM_STEP_CHANGE },
        { NULL, RRM_STEP_SERVER_NAME } },
      { { NULL, RRM_STEP_NO_EXCEPTION } },
      { { NULL, N_("Try it once from a different network.") } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
    },
  },
  {
    RRM_FINDING_CERTIFICATE_UNKNOWN_ISSUER,
    .title = { { NULL, N_("This computer does not know who signed the ID of the server.") } },
    .why = {
      { NULL, N_("The ID is signed by “{issuer}”, which is not on the list that this computer "
                 "trusts. It may be real, but this computer cannot tell, so no password was "
                 "sent.") },
      { NULL, N_("It may be real, but this computer cannot tell. So no password was sent.") },
    },
    .steps = {
      { { NULL, N_("Install the updates of this computer. They bring a fresh list of those who "
                   "sign.") } },
      { { NULL, N_("Try it once from a different network.") } },
      { { NULL, RRM_STEP_NO_EXCEPTION } },
      { { NULL, RRM_STEP_WAIT_A_DAY } },
    },
  },
  {
    RRM_FINDING_CERTIFICATE_CHAIN_INCOMPLETE,
    .title = { { NULL, N_("The server left out a part of its ID.") } },
    .why = {
      { NULL, N_("The ID is signed, but the part that tells who stands behind it is "
                 "missing. Only Spectrum can put this right, and your settings are not the "
                 "cause.") },
      { NULL, N_("The ID is signed, but the part that tells who stands behind it is missing. Only "
                 "those who run the server can put this right.") },
    },
    .steps = {
      { { NULL, N_("Make no exception for it in your mail program. If it asks you to trust this "
                   "server, say no.") } },
      { { NULL, RRM_STEP_KEEP } },
      { { NULL, N_("Do not worry if it works on another computer. That one may know the missing "
                   "part from before.") } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
      { { NULL, RRM_STEP_WAIT_A_DAY } },
    },
  },
  {
    RRM_FINDING_CERTIFICATE_REVOKED,
    .title = { { NULL, N_("The ID of the server has been taken back.") } },
    .why = { { NULL, N_("Those who gave it out say that no one should trust it from now on. It may "
                        "have been stolen.") } },
    .steps = {
      { { NULL, N_("Do not sign in at this server.") } },
      { { NULL, RRM_STEP_NO_EXCEPTION } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
      { { NULL, RRM_STEP_WAIT_A_DAY } },
    },
  },
  {
    RRM_FINDING_CERTIFICATE_WEAK,
    .title = { { NULL, N_("The ID of the server is too easy to fake.") } },
    .why = { { NULL, N_("It was made in an old and weak way. So this computer cannot be sure who "
                        "is at the other end, and no password was sent.") } },
    .steps = {
      { { NULL, RRM_STEP_SERVER_NAME } },
      { { NULL, RRM_STEP_NO_EXCEPTION } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
      { { NULL, RRM_STEP_WAIT_A_DAY } },
    },
  },
  {
    RRM_FINDING_CERTIFICATE_INVALID,
    .title = { { NULL, N_("There is a fault in the ID of the server.") } },
    .why = { { NULL, N_("It is broken, or it was made for a different use. So this computer cannot "
                        "be sure who is at the other end, and no password was sent.") } },
    .steps = {
      { { NULL, RRM_STEP_SERVER_NAME } },
      { { NULL, RRM_STEP_NO_EXCEPTION } },
      { { NULL, RRM_STEP_WEBMAIL }, { NULL, RRM_STEP_WEBMAIL_OF_OTHERS } },
      { { NULL, RRM_STEP_WAIT_A_DAY } },
    },
  },
  { 0 },
};
