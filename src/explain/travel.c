/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/travel.h"

#include <glib/gi18n-lib.h>

/* What is said to those who are in another network: what works from there, and what to do about the
 * rest. */

#define WEBMAIL N_("At webmail.spectrum.net you can most often read and send all the same.")

static const struct
{
  const char *title;
  const char *notes[3];
} verdicts[RRM_N_REACH_VERDICTS] = {
  [RRM_REACH_NEITHER] = {
    N_("Neither receiving nor sending gets through from here"),
    { WEBMAIL, N_("Try another network as well, such as the one of your phone.") },
  },
  [RRM_REACH_RECEIVES] = {
    N_("You can receive from here, but not send"),
    { N_("Write your messages and keep them as drafts. Send them when you are in another "
         "network."),
      WEBMAIL },
  },
  [RRM_REACH_SENDS] = {
    N_("You can send from here, but not receive"),
    { WEBMAIL, N_("Try another network as well, such as the one of your phone.") },
  },
  [RRM_REACH_BOTH] = {
    N_("Both servers answer from here"),
    { N_("No password was sent. A server can still turn a message down. If it does, keep it as a "
         "draft and send it at webmail.spectrum.net."),
      N_("If it works at home and not here, keep your settings as they are.") },
  },
};

/**
 * rrm_explain_reach_verdict:
 * @verdict: what works
 *
 * Returns: the same in a sentence
 */
const char *
rrm_explain_reach_verdict (RrmReachVerdict verdict)
{
  return _(verdicts[verdict].title);
}

/**
 * rrm_explain_reach_state:
 * @state: what a port does
 *
 * Returns: the same in a word or two
 */
const char *
rrm_explain_reach_state (RrmReachState state)
{
  static const char *const words[RRM_N_REACH_STATES] = {
    [RRM_REACH_UNTRIED] = N_("Not tried"),
    [RRM_REACH_ANSWERS] = N_("Answers"),
    [RRM_REACH_TURNED_AWAY] = N_("Turns you away"),
    [RRM_REACH_SILENT] = N_("No answer"),
  };

  return _(words[state]);
}

/**
 * rrm_explain_travel:
 * @verdict: what works
 * @port_25: what port 25 does
 *
 * Returns: (transfer full) (array zero-terminated=1): what to do meanwhile, and what to know
 */
char **
rrm_explain_travel (RrmReachVerdict verdict,
                    RrmReachState port_25)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; verdicts[verdict].notes[i] != NULL; i++)
    g_strv_builder_add (builder, _(verdicts[verdict].notes[i]));
  if (port_25 == RRM_REACH_SILENT)
    g_strv_builder_add (builder, _("Port 25 is closed here. Many networks close it. That does no "
                                   "harm: mail programs send through port 587."));
  g_strv_builder_add (builder, _("Spectrum says that it limits access by network and place. So "
                                 "what works at home may not work elsewhere, and a VPN app counts "
                                 "as elsewhere."));
  g_strv_builder_add (builder, _("If you have another internet provider now, your mailbox may be "
                                 "closed. See “I am leaving Spectrum” on the first page."));

  return g_strv_builder_end (builder);
}
