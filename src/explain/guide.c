/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide.h"

#include "explain/guide-build.h"
#include "explain/guide-table.h"
#include "explain/refusal.h"
#include "model/address.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (rrm-guide-error-quark, rrm_guide_error)

static const RrmGuideTable *const tables[] = {
  &rrm_guide_outlook,       &rrm_guide_outlook_new, &rrm_guide_outlook_mac,
  &rrm_guide_thunderbird,   &rrm_guide_apple_mail,  &rrm_guide_iphone,
  &rrm_guide_gmail_app,     &rrm_guide_samsung_email, &rrm_guide_evolution,
  &rrm_guide_geary,         &rrm_guide_kmail,       &rrm_guide_any,
};

static const RrmGuideTable *
find_table (const char *client)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_strcmp0 (tables[i]->id, client) == 0)
      return tables[i];

  return NULL;
}

/**
 * rrm_guide_list_clients:
 *
 * Returns: (transfer full) (array zero-terminated=1): the identifiers of all guides, in the order
 *   in which they are offered
 */
char **
rrm_guide_list_clients (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_strv_builder_add (builder, tables[i]->id);

  return g_strv_builder_end (builder);
}

/**
 * rrm_guide_get_client_name:
 * @client: the identifier of a guide
 *
 * Returns: (nullable): the name of the program, in the person's language
 */
const char *
rrm_guide_get_client_name (const char *client)
{
  const RrmGuideTable *table = find_table (client);

  return table != NULL ? g_dgettext (GETTEXT_PACKAGE, table->name) : NULL;
}

static gboolean
has_controls (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

/* The key of a text that would break a line of the guide. */
static const char *
find_bad_text (RrmAccount *account)
{
  const struct
  {
    const char *key;
    const char *text;
  } texts[] = {
    { "address", rrm_account_get_address (account) },
    { "name", rrm_account_get_name (account) },
    { "organization", rrm_account_get_organization (account) },
    { "reply-address", rrm_account_get_reply_address (account) },
    { "root-folder", rrm_account_get_root_folder (account) },
    { "incoming.username", rrm_service_settings_get_username (rrm_account_get_incoming (account)) },
    { "outgoing.username", rrm_service_settings_get_username (rrm_account_get_outgoing (account)) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!g_utf8_validate (texts[i].text, -1, NULL) || has_controls (texts[i].text))
      return texts[i].key;

  return NULL;
}

static char *
refuse_server (const RrmGuideTable *table,
               RrmAccount *account,
               gboolean outgoing)
{
  RrmServiceSettings *settings =
    outgoing ? rrm_account_get_outgoing (account) : rrm_account_get_incoming (account);
  const char *host = rrm_service_settings_get_host (settings);
  g_autofree char *normal = rrm_host_normalize (host, NULL);
  RrmAuth auth = rrm_service_settings_get_auth (settings);
  RrmSecurity security = rrm_service_settings_get_security (settings);
  gboolean pop3 = rrm_service_settings_get_protocol (settings) == RRM_PROTOCOL_POP3;
  const char *reason = NULL;
  const char *field = NULL;
  g_autofree char *key = NULL;

  if (*host == '\0')
    reason = "incomplete";
  else if (normal == NULL)
    reason = "host";
  if (reason != NULL)
    field = "host";

  if (reason == NULL && pop3 && !table->pop3)
    {
      reason = "protocol";
      field = "protocol";
    }
  if (reason == NULL && security == RRM_SECURITY_AUTO)
    {
      reason = "security-unknown";
      field = "security";
    }
  if (reason == NULL && pop3 && security == RRM_SECURITY_STARTTLS && !table->pop3_starttls)
    {
      reason = "security";
      field = "security";
    }
  if (reason == NULL && (table->auths & RRM_GUIDE_BIT (auth)) == 0 &&
      !(outgoing && auth == RRM_AUTH_NONE))
    {
      reason = "auth";
      field = "auth";
    }
  if (reason == NULL)
    return NULL;

  key = g_strconcat (outgoing ? "outgoing." : "incoming.", field, NULL);

  return rrm_explain_refusal (reason, key, g_dgettext (GETTEXT_PACKAGE, table->name), account);
}

static char *
find_refusal (const RrmGuideTable *table,
              RrmAccount *account)
{
  const char *program = g_dgettext (GETTEXT_PACKAGE, table->name);
  const char *bad;
  char *refusal;

  if (rrm_account_get_incoming (account) == NULL)
    return rrm_explain_refusal ("incomplete", "incoming", program, account);
  if (rrm_account_get_outgoing (account) == NULL)
    return rrm_explain_refusal ("incomplete", "outgoing", program, account);
  if (*rrm_account_get_address (account) == '\0')
    return rrm_explain_refusal ("incomplete", "address", program, account);
  bad = find_bad_text (account);
  if (bad != NULL)
    return rrm_explain_refusal ("control", bad, program, account);
  refusal = refuse_server (table, account, FALSE);

  return refusal != NULL ? refusal : refuse_server (table, account, TRUE);
}

/**
 * rrm_guide_new:
 * @client: the identifier of a guide, as in the command's contract
 * @account: an account whose security is known
 * @error: return location for an error of %RRM_GUIDE_ERROR
 *
 * Writes down how to type an account into a mail program. What the program cannot do is refused
 * with a sentence, never left out.
 *
 * Returns: (transfer full) (nullable): the guide
 */
RrmGuide *
rrm_guide_new (const char *client,
               RrmAccount *account,
               GError **error)
{
  const RrmGuideTable *table = find_table (client);
  g_autoptr (RrmGuideKnown) known = NULL;
  g_autofree char *refusal = NULL;
  RrmGuide *guide;
  gboolean sheet;

  if (table == NULL)
    {
      g_set_error (error, RRM_GUIDE_ERROR, RRM_GUIDE_ERROR_NO_SUCH_CLIENT,
                   _("There is no guide “%s”."), client);
      return NULL;
    }
  refusal = find_refusal (table, account);
  if (refusal != NULL)
    {
      g_set_error_literal (error, RRM_GUIDE_ERROR, RRM_GUIDE_ERROR_REFUSED, refusal);
      return NULL;
    }

  known = rrm_guide_known_new (account, table);
  sheet = table == &rrm_guide_any;
  guide = rrm_guide_build (sheet ? N_("Mail settings for {address}")
                                 : N_("Set up {address} in {program}"),
                           table->steps, table->notes, known);
  guide->client = g_strdup (table->id);
  guide->numbered = !sheet;

  return guide;
}

void
rrm_guide_free (RrmGuide *guide)
{
  g_free (guide->client);
  g_free (guide->title);
  g_ptr_array_unref (guide->steps);
  g_strfreev (guide->notes);
  g_free (guide);
}
