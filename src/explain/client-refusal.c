/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/client-refusal.h"

#include "explain/slots.h"

#include <glib/gi18n-lib.h>

/* Why the settings of a mail program are not read or not changed, in words. */
static const struct
{
  const char *reason;
  /* The first counts whose slots can be filled. */
  const char *texts[2];
} refusals[] = {
  { "unreadable", { N_("This file or folder cannot be read: {path}") } },
  { "too-large", { N_("This file is too large to be a file of settings: {path}") } },
  { "not-text", { N_("This is not a file of settings: {path}") } },
  { "damaged",
    { N_("The settings of {program} are damaged. They stay as they are."),
      N_("The settings are damaged. They stay as they are.") } },
  { "unknown", { N_("No mail program is known that has such a file or folder: {path}") } },
  { "running",
    { N_("{program} is open. Close it first. Then try again."),
      N_("The mail program is open. Close it first. Then try again.") } },
  { "fixed",
    { N_("This file stays as it is. Set up the account with the right settings, and save a new "
         "file.") } },
  { "cannot-say",
    { N_("{program} has no way to set this: {path}"),
      N_("The mail program has no way to set this: {path}") } },
  { "own",
    { N_("This file makes the value in a way of its own, such as a variable or a command. You can "
         "change it there yourself: {path}") } },
  { "unwritable", { N_("The change cannot be saved, and nothing was changed: {path}") } },
  { "changed", { N_("This file has changed in the meantime. It stays as it is: {path}") } },
  { "bad-copy",
    { N_("The copy of the old settings is damaged. Nothing was changed: {path}") } },
  { "changed-since",
    { N_("This file was changed since then: {path}") } },
  { "half",
    { N_("Not all files could be written, and not all are back as they were. The old ones are "
         "here: {path}") } },
  { "no-service",
    { N_("{program} cannot be reached on this computer. Nothing was changed."),
      N_("The mail program cannot be reached on this computer. Nothing was changed.") } },
  { "no-answer",
    { N_("{program} did not answer in time. If the account shows up there later, remove it "
         "there."),
      N_("The mail program did not answer in time.") } },
  { "refused",
    { N_("{program} did not do it. It says: {path}"),
      N_("The mail program did not do it. It says: {path}") } },
  { "no-keyring",
    { N_("{program} keeps the password in a keyring, and this computer has none. Nothing was "
         "added.") } },
  { "keyring-refused",
    { N_("The keyring did not take the password, so nothing was added. It may be locked. Unlock "
         "it. Then try again.") } },
  { "gone",
    { N_("The account is not in {program} any more."),
      N_("The account is not in the mail program any more.") } },
  { "altered",
    { N_("The account was changed in {program} since then, so it stays. You can remove it "
         "there."),
      N_("The account was changed in the mail program since then, so it stays. You can remove it "
         "there.") } },
  { "no-pictures",
    { N_("The part of this program that reads pictures is not installed. Type in your address "
         "instead.") } },
  { "bad-picture",
    { N_("This picture cannot be read. Save it as PNG or JPEG, or take a new one.") } },
  { "picture-kind",
    { N_("This kind of picture (HEIC or WebP) cannot be read on this computer. Many phones save "
         "photos this way. Save it as JPEG or PNG. Then open that one.") } },
  { "large-picture", { N_("This picture is too large. Save it smaller, or take a new one.") } },
  { "no-code",
    { N_("There is no square code in this picture. Take the picture again, straight from above, "
         "so that the whole square is in it.") } },
  { "other-code",
    { N_("The square code in this picture holds no mail settings. Use the one on the settings "
         "sheet, or the one that Thunderbird shows for a phone.") } },
  { "picture",
    { N_("A picture cannot be changed. Make the change in your mail program instead.") } },
  { "more-codes",
    { N_("Not all square codes are in this picture. More accounts are in the other ones. Open "
         "these too.") } },
  { "twin",
    { N_("{program} has another account with that server and user name: {path}. It cannot hold "
         "two of them, so this one keeps its settings. Use the other account. The mail in this "
         "one stays where it is.") } },
  { "no-copy", { N_("There is no saved copy of these settings to go back to: {path}") } },
};

typedef struct
{
  const char *program;
  const char *path;
} Known;

static char *
get_known (const char *name,
           gpointer user_data)
{
  const Known *known = user_data;

  if (g_str_equal (name, "program"))
    return g_strdup (known->program);
  if (g_str_equal (name, "path"))
    return g_strdup (known->path);

  return NULL;
}

/**
 * rrm_explain_client_refusal:
 * @reason: the word of an error of the mail programs' readers
 * @program: (nullable): what the person calls the program
 * @path: (nullable): the file, folder or value concerned
 *
 * Returns: (transfer full) (nullable): the refusal in the person's language; %NULL for a word that
 *   is none
 */
char *
rrm_explain_client_refusal (const char *reason,
                            const char *program,
                            const char *path)
{
  Known known = { program, path };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    for (guint j = 0; j < 2 && refusals[i].texts[j] != NULL; j++)
      {
        char *text;

        if (!g_str_equal (refusals[i].reason, reason))
          break;
        text = rrm_slots_fill (g_dgettext (GETTEXT_PACKAGE, refusals[i].texts[j]), get_known,
                               &known);
        if (text != NULL)
          return text;
      }

  return NULL;
}

/**
 * rrm_explain_client_twin:
 * @program: what the person calls the program
 * @host: where the other account of an address receives from
 *
 * Returns: (transfer full): that there are two for the address, in the person's language
 */
char *
rrm_explain_client_twin (const char *program,
                         const char *host)
{
  /* Translators: the mail program, and a server */
  return g_strdup_printf (_("This address is set up more than once in %s. Another account gets "
                            "its mail from %s."), program, host);
}
