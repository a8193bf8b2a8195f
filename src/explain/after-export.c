/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/after-export.h"

#include "explain/slots.h"

#include <glib/gi18n-lib.h>

#define MAX_STEPS 5
#define MAX_ASKS 4

#define ASKS_ONCE N_("{program} will ask for your email password once.")
#define START_IT N_("Start {program}.")
#define THERE N_("The new account is there, beside those that you have.")
#define OPEN_FILE N_("Open the file and read it. Lines that begin with “#” say what it needs.")
#define ASKS_OR_FINDS                                                                              \
  N_("Your password is not in the file. {program} will ask for it, or take it from the place "     \
     "that the file names.")
#define NOT_TRIED                                                                                  \
  N_("Not verified: this file could not be tried with {program} itself. If it does not work, "     \
     "type the settings in.")

/**
 * After:
 * @format: the identifier of a format
 * @guide: (nullable): where a format has several uses, the guide that tells this one
 * @file: (nullable): the program's own file, where the new lines go into one
 * @steps: what the person does, not translated yet
 * @asks: likewise, what the program asks for
 *
 * What is said after one export. The first that fits counts.
 */
typedef struct
{
  const char *format;
  const char *guide;
  const char *file;
  const char *steps[MAX_STEPS];
  const char *asks[MAX_ASKS];
} After;

static const After afters[] = {
  { "goa", NULL, NULL,
    { N_("The account is in the settings of this computer, under “Online Accounts”. You can turn "
         "it off or remove it there."),
      N_("Evolution and Geary show it when they are started again.") },
    { N_("It will not ask for your password. Your keyring keeps it.") } },
  { "evolution", NULL, NULL, { START_IT, THERE }, { ASKS_ONCE } },
  { "geary", NULL, NULL, { START_IT, THERE }, { ASKS_ONCE } },
  { "thunderbird", NULL, NULL, { START_IT, THERE },
    { N_("{program} will ask for your email password twice: when it gets mail, and when you first "
         "send mail.") } },
  { "claws-mail", NULL, NULL, { START_IT, THERE }, { ASKS_ONCE } },
  { "sylpheed", NULL, NULL, { START_IT, THERE }, { ASKS_ONCE } },
  { "autoconfig", NULL, NULL,
    { N_("Keep the name of the file. Put it into the folder “isp” of Thunderbird on that computer. "
         "Whoever looks after the computer may have to do this."),
      N_("In Thunderbird, add an email account with your name and address."),
      N_("Thunderbird finds the settings in the file.") },
    { ASKS_ONCE, N_("If you cannot get at that folder, type the settings in.") } },
  { "mobileconfig", "iphone", NULL,
    { N_("Send the file to the iPhone or iPad: by AirDrop, or in a message to another address."),
      N_("Open the file there."),
      N_("Open “Settings” and tap “Profile Downloaded”. Then tap “Install”.") },
    { N_("The device will ask for its own code first, and then for your email password."),
      N_("It says that the profile is not signed. That is so because you made it yourself."),
      NOT_TRIED } },
  { "mobileconfig", NULL, NULL,
    { N_("Copy the file to the Mac, and open it there."),
      N_("Open “System Settings” and look for “Profiles” or “Device Management”."),
      N_("Open the new profile and click “Install”.") },
    { N_("The Mac will ask for your email password."),
      N_("It says that the profile is not signed. That is so because you made it yourself."),
      NOT_TRIED } },
  { "thunderbird-qr", NULL, NULL,
    { N_("Open Thunderbird on the phone. K-9 Mail can do this, too."),
      N_("Begin to add an account, and choose to import it from a computer."),
      N_("Point the camera at the code.") },
    { N_("The phone will ask for your email password. It is not in the code."), NOT_TRIED } },
  { "k9", NULL, NULL,
    { N_("Copy the file to the phone."),
      N_("In the app, open “Settings” and choose to import settings."),
      N_("Choose the file, and turn the account on.") },
    { N_("The app will ask for your email password. In FairEmail, type it into the settings of the "
         "account."),
      NOT_TRIED } },
  { "outlook-prf", NULL, NULL,
    { N_("Copy the file to the computer with Outlook, and close Outlook there."),
      N_("Double-click the file. Outlook opens and adds the account.") },
    { N_("Outlook will ask for your email password when it first gets your mail."),
      N_("This is for classic Outlook. The new Outlook cannot read it."), NOT_TRIED } },
  { "mutt", NULL, NULL,
    { OPEN_FILE, N_("Name it in a “source” line of your muttrc or neomuttrc.") },
    { ASKS_ONCE } },
  { "alpine", NULL, NULL,
    { OPEN_FILE, N_("Start Alpine with “alpine -p” and the name of the file.") },
    { ASKS_ONCE } },
  { "gnus", NULL, NULL,
    { OPEN_FILE, N_("Load it from the file with which Emacs starts.") },
    { ASKS_OR_FINDS } },
  { "aerc", NULL, "~/.config/aerc/accounts.conf", { NULL }, { ASKS_OR_FINDS } },
  { "himalaya", NULL, "~/.config/himalaya/config.toml", { NULL }, { ASKS_OR_FINDS } },
  { "mbsync", NULL, "~/.mbsyncrc", { NULL }, { ASKS_OR_FINDS } },
  { "offlineimap", NULL, "~/.offlineimaprc", { NULL }, { ASKS_OR_FINDS } },
  { "fetchmail", NULL, "~/.fetchmailrc", { NULL }, { ASKS_OR_FINDS } },
  { "getmail", NULL, "~/.config/getmail/getmailrc", { NULL }, { ASKS_OR_FINDS } },
  { "mpop", NULL, "~/.mpoprc", { NULL }, { ASKS_OR_FINDS } },
  { "msmtp", NULL, "~/.msmtprc", { NULL }, { ASKS_OR_FINDS } },
};

/* What goes into the program's own file. */
static const char *const file_steps[MAX_STEPS] = {
  OPEN_FILE,
  N_("Add its lines at the end of {file}. Keep a copy of that file first."),
  N_("Let nobody but yourself read that file."),
};

/* What the slots of a sentence mean. */
typedef struct
{
  const char *program;
  const char *file;
} Known;

static char *
get (const char *slot,
     gpointer data)
{
  const Known *known = data;

  if (g_str_equal (slot, "program"))
    return g_strdup (known->program);
  if (g_str_equal (slot, "file"))
    return g_strdup (known->file);

  return NULL;
}

static char **
fill (const char *const *sentences,
      guint n,
      Known *known)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < n && sentences[i] != NULL; i++)
    {
      g_autofree char *text =
        rrm_slots_fill (g_dgettext (GETTEXT_PACKAGE, sentences[i]), get, known);

      g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

/**
 * rrm_explain_after_export:
 * @format: the identifier of a format
 * @program: what the person calls the mail program
 * @guide: (nullable): the identifier of the guide for the same way
 *
 * Returns: (transfer full) (nullable): what comes after an export in @format, or %NULL where a
 *   person does nothing with it
 */
RrmAfterExport *
rrm_explain_after_export (const char *format,
                          const char *program,
                          const char *guide)
{
  for (guint i = 0; i < G_N_ELEMENTS (afters); i++)
    {
      const After *after = &afters[i];
      Known known = { program, after->file };
      RrmAfterExport *said;

      if (!g_str_equal (after->format, format) ||
          (after->guide != NULL && g_strcmp0 (after->guide, guide) != 0))
        continue;
      said = g_new0 (RrmAfterExport, 1);
      said->steps = fill (after->file != NULL ? file_steps : after->steps, MAX_STEPS, &known);
      said->asks = fill (after->asks, MAX_ASKS, &known);

      return said;
    }

  return NULL;
}

void
rrm_after_export_free (RrmAfterExport *after)
{
  g_strfreev (after->steps);
  g_strfreev (after->asks);
  g_free (after);
}
