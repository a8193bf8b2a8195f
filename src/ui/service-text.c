/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/service-text.h"

#include "explain/explain.h"

#include <glib/gi18n.h>

static const char *
describe_security (RrmSecurity security)
{
  return security == RRM_SECURITY_AUTO ? _ ("encrypted; the test finds out how")
                                       : rrm_explain_security (security);
}

/**
 * rrm_service_settings_describe:
 * @settings: one server
 *
 * Returns: (transfer full): it in one line: "IMAP, mail.twc.com, port 993, SSL/TLS"
 */
char *
rrm_service_settings_describe (RrmServiceSettings *settings)
{
  /* Translators: "IMAP, mail.twc.com, port 993, SSL/TLS" */
  return g_strdup_printf (_ ("%s, %s, port %u, %s"),
                          rrm_explain_protocol (rrm_service_settings_get_protocol (settings)),
                          rrm_service_settings_get_host (settings),
                          rrm_service_settings_get_port (settings),
                          describe_security (rrm_service_settings_get_security (settings)));
}

/**
 * rrm_draft_describe_service:
 * @draft: what is filled in
 * @outgoing: which server
 *
 * Returns: (transfer full): the server in one line
 */
char *
rrm_draft_describe_service (RrmDraft *draft,
                            gboolean outgoing)
{
  g_autoptr (RrmAccount) account = rrm_draft_to_account (draft);

  return rrm_service_settings_describe (outgoing ? rrm_account_get_outgoing (account)
                                                 : rrm_account_get_incoming (account));
}
