/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/lookup-text.h"

#include "explain/explain.h"

#include <glib/gi18n-lib.h>

/**
 * rrm_explain_source:
 * @source: where a setting came from
 *
 * Returns: that in a few words
 */
const char *
rrm_explain_source (RrmSource source)
{
  switch (source)
    {
    case RRM_SOURCE_PERSON:
      return _("typed in");
    case RRM_SOURCE_MAP:
      return _("built-in Roadrunner list");
    case RRM_SOURCE_FILE:
      return _("a file on this computer");
    case RRM_SOURCE_AUTOCONFIG:
      return _("the provider’s autoconfig file");
    case RRM_SOURCE_ISPDB:
      return _("Thunderbird’s provider list");
    case RRM_SOURCE_SRV:
      return _("the domain’s service records");
    case RRM_SOURCE_PACC:
      return _("the provider’s account configuration");
    case RRM_SOURCE_MX:
      return _("the domain’s mail exchanger");
    case RRM_SOURCE_AUTODISCOVER:
      return _("Autodiscover");
    case RRM_SOURCE_SAVED:
      return _("your saved account");
    case RRM_SOURCE_GUESS:
    default:
      return _("a guess");
    }
}

/**
 * rrm_explain_origin:
 * @lookup: settings for an address
 *
 * Returns: (transfer full): where they come from, in a sentence
 */
char *
rrm_explain_origin (const RrmLookup *lookup)
{
  switch ((int) lookup->source)
    {
    case RRM_SOURCE_AUTOCONFIG:
      return g_strdup_printf (_("The settings for %s come from a file of the provider itself."),
                              lookup->address);
    case RRM_SOURCE_SRV:
      return g_strdup_printf (_("The settings for %s come from the records of its domain."),
                              lookup->address);
    case RRM_SOURCE_GUESS:
      return g_strdup_printf (_("The settings for %s are guessed: nobody names any, and these "
                                "servers answer."), lookup->address);
    default:
      /* Translators: the address, and where its settings were found: "built-in Roadrunner list" */
      return g_strdup_printf (_("The settings for %s come from the %s."), lookup->address,
                              rrm_explain_source (lookup->source));
    }
}

/**
 * rrm_explain_stranger:
 * @host: a server that was found
 * @domain: the domain of the address
 *
 * Returns: (transfer full): that the server belongs to somebody else by its name
 */
char *
rrm_explain_stranger (const char *host,
                      const char *domain)
{
  return g_strdup_printf (_("Note: %s is not part of %s."), host, domain);
}

static void
append_candidates (GString *text,
                   const char *heading,
                   GPtrArray *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      RrmServiceSettings *settings = g_ptr_array_index (candidates, i);
      RrmServiceSettings *last = i > 0 ? g_ptr_array_index (candidates, i - 1) : NULL;
      RrmSecurity security = rrm_service_settings_get_security (settings);

      if (last != NULL && rrm_service_settings_get_protocol (settings) ==
                            rrm_service_settings_get_protocol (last))
        g_string_append_printf (text, "%s\n", _("Or, where that does not go:"));
      g_string_append_printf (
        text, "%s: %s  %s  %u  %s\n", heading,
        rrm_explain_protocol (rrm_service_settings_get_protocol (settings)),
        rrm_service_settings_get_host (settings), rrm_service_settings_get_port (settings),
        security == RRM_SECURITY_AUTO ? _("SSL/TLS or STARTTLS, looked at during the test")
                                      : rrm_explain_security (security));
      g_string_append_printf (text, "  %s: %s\n", _("User name"),
                              rrm_service_settings_get_username (settings));
      g_string_append_printf (text, "  %s: %s\n", _("From"),
                              rrm_explain_source (rrm_service_settings_get_source (settings)));
    }
}

/**
 * rrm_lookup_to_text:
 * @lookup: the settings for an address
 *
 * Returns: (transfer full): them for reading, with what the address itself shows
 */
char *
rrm_lookup_to_text (const RrmLookup *lookup)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lookup->notes->len; i++)
    {
      g_autoptr (RrmExplanation)
        note = rrm_explain_finding (g_ptr_array_index (lookup->notes, i), NULL);

      g_string_append_printf (text, "%s\n%s\n\n", note->title, note->explanation);
    }
  if (rrm_lookup_is_empty (lookup))
    g_string_append_printf (text, _("No settings are known for %s.\n"), lookup->address);
  append_candidates (text, _("Receiving"), lookup->incoming);
  append_candidates (text, _("Sending"), lookup->outgoing);
  if (lookup->username_hint != NULL)
    g_string_append_printf (text, _("If the user name is refused, %s may be the right one.\n"),
                            lookup->username_hint);

  return g_string_free (text, FALSE);
}
