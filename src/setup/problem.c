/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "setup/problem.h"

#include <glib/gi18n.h>

/* What was typed is not repeated: it stands right above the sentence. %s is what was meant. */
static const char *const sentences[RRM_N_PROBLEM_CODES] = {
  [RRM_PROBLEM_NAME_CONTROL] = N_ ("The name holds a line break or another sign that cannot be "
                                   "sent. Type it again."),
  [RRM_PROBLEM_NAME_TOO_LONG] = N_ ("The name is too long. Use the name that others should see."),
  [RRM_PROBLEM_ADDRESS_EMPTY] = N_ ("Type your email address, like pat@nc.rr.com."),
  [RRM_PROBLEM_ADDRESS_NO_AT] = N_ ("The @ is missing. An address looks like pat@nc.rr.com."),
  [RRM_PROBLEM_ADDRESS_SEVERAL_AT] = N_ ("There is more than one @. Type one address only."),
  [RRM_PROBLEM_ADDRESS_SPACE] = N_ ("There is a space in the address. Take it out."),
  [RRM_PROBLEM_ADDRESS_COMMA] = N_ ("There is a comma in the address. It is probably a period."),
  [RRM_PROBLEM_ADDRESS_NO_LOCAL_PART] = N_ ("Your name before the @ is missing."),
  [RRM_PROBLEM_ADDRESS_NO_DOMAIN] = N_ ("The part after the @ is missing, like nc.rr.com."),
  [RRM_PROBLEM_ADDRESS_BAD_DOMAIN] = N_ ("The part after the @ is not complete. It looks like "
                                         "nc.rr.com."),
  [RRM_PROBLEM_ADDRESS_CHARACTER] = N_ ("There is a sign in it that an email address cannot have."),
  [RRM_PROBLEM_ADDRESS_TOO_LONG] = N_ ("This is too long for an email address."),
  [RRM_PROBLEM_ADDRESS_TYPO] = N_ ("The part after the @ looks mistyped. Is it %s?"),
  [RRM_PROBLEM_ADDRESS_UNLIKELY] = N_ ("This address can be right, but %s is more common."),
  [RRM_PROBLEM_PASSWORD_EMPTY] = N_ ("Type the password of your mailbox."),
  [RRM_PROBLEM_PASSWORD_BLANK] = N_ ("There are only spaces in the password. Type it again."),
  [RRM_PROBLEM_PASSWORD_CONTROL] = N_ ("The password holds a line break or another sign that "
                                       "cannot be sent. Type it again."),
  [RRM_PROBLEM_PASSWORD_TOO_LONG] = N_ ("This is too long for a password. Was something else "
                                        "pasted?"),
  [RRM_PROBLEM_PASSWORD_EDGE_BLANKS] = N_ ("The password begins or ends with a space. It is sent "
                                           "like that."),
  [RRM_PROBLEM_SERVER_EMPTY] = N_ ("Type the name of the server, like mail.twc.com."),
  [RRM_PROBLEM_SERVER_SCHEME] = N_ ("This is a web link. Type the name of the server alone, like "
                                    "mail.twc.com."),
  [RRM_PROBLEM_SERVER_PORT] = N_ ("The number after the colon belongs into the field for the "
                                  "port."),
  [RRM_PROBLEM_SERVER_PATH] = N_ ("There is a slash in it. Type the name of the server alone."),
  [RRM_PROBLEM_SERVER_AT] = N_ ("This is an email address. Type the name of the server, like "
                                "mail.twc.com."),
  [RRM_PROBLEM_SERVER_SPACE] = N_ ("There is a space in the server’s name. Take it out."),
  [RRM_PROBLEM_SERVER_COMMA] = N_ ("There is a comma in the server’s name. It is probably a "
                                   "period."),
  [RRM_PROBLEM_SERVER_CHARACTER] = N_ ("This cannot be the name of a server. It has letters, "
                                       "digits, hyphens and periods."),
  [RRM_PROBLEM_SERVER_TOO_LONG] = N_ ("This is too long for the name of a server."),
  [RRM_PROBLEM_SERVER_TYPO] = N_ ("This looks mistyped. Is it %s?"),
  [RRM_PROBLEM_SERVER_RETIRED] = N_ ("This is an old server. Today it is %s."),
  [RRM_PROBLEM_SERVER_OTHER_ADDRESSES] = N_ ("This server is for other addresses. Yours uses %s."),
  [RRM_PROBLEM_PORT_EMPTY] = N_ ("Type the number of the port."),
  [RRM_PROBLEM_PORT_NOT_A_NUMBER] = N_ ("A port is a whole number, like 993."),
  [RRM_PROBLEM_PORT_RANGE] = N_ ("A port is a number from 1 to 65535."),
  [RRM_PROBLEM_SECURITY_NONE] = N_ ("Without encryption, others on the way can read your password "
                                    "and your mail."),
  [RRM_PROBLEM_USERNAME_EMPTY] = N_ ("Type the user name. It is your full email address."),
  [RRM_PROBLEM_USERNAME_CONTROL] = N_ ("The user name holds a line break or another sign that "
                                       "cannot be sent. Type it again."),
  [RRM_PROBLEM_USERNAME_TOO_LONG] = N_ ("This is too long for a user name."),
  [RRM_PROBLEM_USERNAME_NO_DOMAIN] = N_ ("The user name here is your full email address: %s."),
  [RRM_PROBLEM_AUTH_SPA] = N_ ("Roadrunner servers do not know Secure Password Authentication. "
                               "Leave it off."),
  [RRM_PROBLEM_DAYS] = N_ ("Type a number of days from 1 to 999."),
  [RRM_PROBLEM_FOLDER_CONTROL] = N_ ("A folder’s name has no line break. Type it again."),
  [RRM_PROBLEM_FOLDER_TOO_LONG] = N_ ("This is too long for the name of a folder."),
};

RrmProblem *
rrm_problem_new (RrmProblemCode code,
                 gboolean blocking)
{
  RrmProblem *problem = g_new0 (RrmProblem, 1);

  problem->code = code;
  problem->blocking = blocking;

  return problem;
}

void
rrm_problem_free (RrmProblem *problem)
{
  g_free (problem->suggestion);
  g_free (problem);
}

/**
 * rrm_problem_describe:
 * @problem: what is wrong with a field
 *
 * Returns: (transfer full): that in a sentence or two
 */
char *
rrm_problem_describe (const RrmProblem *problem)
{
  const char *sentence = g_dgettext (GETTEXT_PACKAGE, sentences[problem->code]);
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);

  return g_strjoinv (problem->suggestion != NULL ? problem->suggestion : "", parts);
}
