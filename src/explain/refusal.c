/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/refusal.h"

#include "explain/explain.h"
#include "explain/slots.h"

#include <glib/gi18n-lib.h>

#define MAX_WORDINGS 3

/* What a refusal can name. */
typedef struct
{
  const char *setting;
  const char *program;
  RrmAccount *account;
} Known;

/* Of several wordings the first counts whose condition holds and whose slots can be filled. */
typedef struct
{
  const char *reason;
  struct
  {
    const char *when;
    const char *text;
  } wordings[MAX_WORDINGS];
} Refusal;

static const Refusal refusals[] = {
  { "incomplete",
    { { "setting=incoming", N_("The server for receiving mail is not known yet.") },
      { "setting=outgoing", N_("The server for sending mail is not known yet.") },
      { NULL, N_("A setting is missing: {name}.") } } },
  { "security-unknown",
    { { NULL, N_("How the connection is encrypted is not known yet. Test the account first. The "
                 "test finds it out.") } } },
  { "protocol",
    { { NULL, N_("{program} cannot use {value}. Use another type of account, or another mail "
                 "program.") },
      { NULL, N_("{program} cannot use this type of account.") } } },
  { "security",
    { { NULL, N_("{program} cannot do this: {name}, {value}. Use another mail program, or "
                 "another port of the server.") },
      { NULL, N_("{program} cannot encrypt the connection in this way.") } } },
  { "security-mix",
    { { NULL, N_("{program} encrypts both connections in the same way, and this account needs "
                 "two ways. Use another mail program.") } } },
  { "port",
    { { NULL, N_("{program} tells the kind of encryption by the port. It would get this one "
                 "wrong: {name}, {value}.") },
      { NULL, N_("{program} tells the kind of encryption by the port. It would get this one "
                 "wrong.") } } },
  { "auth",
    { { NULL, N_("{program} cannot sign in like this: {name}, {value}.") },
      { NULL, N_("{program} cannot sign in like this.") } } },
  { "outgoing-login",
    { { NULL, N_("{program} cannot sign in to the server for sending in the way that this "
                 "account needs.") } } },
  { "host",
    { { NULL, N_("{program} does not take this as the name of a server: {value}") },
      { NULL, N_("{program} does not take this name of a server.") } } },
  { "control",
    { { NULL, N_("A line break or another hidden character is in this setting: {name}. Type it "
                 "again.") },
      { NULL, N_("A line break or another hidden character is in the settings.") } } },
  { "character",
    { { NULL, N_("This setting has a character that {program} cannot take: {name}.") },
      { NULL, N_("A setting has a character that {program} cannot take.") } } },
  { "blanks",
    { { NULL, N_("This setting begins or ends with a space, which {program} would lose: "
                 "{name}.") },
      { NULL, N_("A setting begins or ends with a space, which {program} would lose.") } } },
  { "number",
    { { NULL, N_("{program} would take this for a number: {name}, {value}.") },
      { NULL, N_("{program} would take the user name for a number.") } } },
  { "too-long",
    { { NULL, N_("This setting is too long for {program}: {name}.") },
      { NULL, N_("A setting is too long for {program}.") } } },
  { "password",
    { { NULL, N_("This kind of file has no place for a password. {program} asks for it later."),
      } } },
  { "no-password", { { NULL, N_("The password is not known. Type it in first.") } } },
  { "exists", { { NULL, N_("{program} has this account already.") } } },
  { "unreadable",
    { { NULL, N_("The settings of {program} are not as expected. They stay as they are.") } } },
};

/* Those settings that no change sets. */
static const struct
{
  const char *key;
  const char *name;
} settings[] = {
  { "name", N_("Your name") },
  { "organization", N_("Organization") },
  { "reply-address", N_("Reply address") },
  { "outgoing.password", N_("Password for sending") },
  { "incoming.remove-after-days", N_("Days until messages leave the server") },
  { "incoming.remove-when-deleted", N_("Remove from the server what you delete") },
  { "root-folder", N_("Root folder") },
  { "sent-folder", N_("Folder for sent messages") },
  { "drafts-folder", N_("Folder for drafts") },
  { "trash-folder", N_("Folder for deleted messages") },
  { "junk-folder", N_("Folder for junk mail") },
};

static char *
get_value (const Known *known)
{
  RrmChangeItem item = { (char *) known->setting, NULL };
  g_autofree char *plain = NULL;

  if (known->account == NULL || known->setting == NULL)
    return NULL;
  plain = rrm_change_get_old (&item, known->account);

  return plain != NULL ? rrm_explain_change_value (known->setting, plain) : NULL;
}

static char *
get (const char *name,
     gpointer user_data)
{
  const Known *known = user_data;

  if (g_str_equal (name, "program"))
    return g_strdup (known->program);
  if (g_str_equal (name, "setting"))
    return g_strdup (known->setting);
  if (g_str_equal (name, "name") && known->setting != NULL)
    return rrm_explain_setting (known->setting);
  if (g_str_equal (name, "value"))
    return get_value (known);

  return NULL;
}

/**
 * rrm_explain_setting:
 * @key: a key of the command's contract, or of what an account holds besides
 *
 * Returns: (transfer full): the name of the setting
 */
char *
rrm_explain_setting (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_str_equal (settings[i].key, key))
      return g_strdup (g_dgettext (GETTEXT_PACKAGE, settings[i].name));

  return rrm_explain_change_key (key);
}

/**
 * rrm_explain_refusal:
 * @reason: why, as a word of `rrm_export_error_to_string()`
 * @setting: (nullable): the key of the setting concerned
 * @program: the name of the mail program
 * @account: (nullable): the account, for the setting's value
 *
 * Returns: (transfer full): why a mail program cannot be given an account, in a sentence or two
 */
char *
rrm_explain_refusal (const char *reason,
                     const char *setting,
                     const char *program,
                     RrmAccount *account)
{
  Known known = { setting, program, account };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    for (guint j = 0; j < MAX_WORDINGS && g_str_equal (refusals[i].reason, reason); j++)
      {
        const char *text = refusals[i].wordings[j].text;
        char *sentence;

        if (text == NULL || !rrm_slots_hold (refusals[i].wordings[j].when, get, &known))
          continue;
        sentence = rrm_slots_fill (g_dgettext (GETTEXT_PACKAGE, text), get, &known);
        if (sentence != NULL)
          return sentence;
      }

  return g_strdup_printf (_("%s cannot take this account."), program);
}

/**
 * rrm_explain_losses:
 * @keys: (array zero-terminated=1): the keys of settings
 * @program: the name of the mail program
 *
 * Returns: (transfer full) (nullable): that a program has to be told these settings by hand, or
 *   %NULL if there are none
 */
char *
rrm_explain_losses (char **keys,
                    const char *program)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;

  if (keys[0] == NULL)
    return NULL;
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *name = rrm_explain_setting (keys[i]);

      g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  list = g_strjoinv (_("; "), names);

  /* Translators: the name of a mail program, and the names of settings */
  return g_strdup_printf (_("%s has to be told this by hand: %s"), program, list);
}
