/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/writers.h"

/* Lines for the zone of the address's domain (RFC 6186, and RFC 8314 section 5.1 for the service
 * with TLS from the first byte). Only what is known is offered: a line that says "not available
 * here" for the other services would be a claim. */

static void
add_record (RrmSheet *sheet,
            const char *domain,
            const RrmExportServer *server)
{
  static const char *const with_tls[RRM_N_PROTOCOLS] = { "imaps", "pop3s", "submissions" };
  static const char *const with_starttls[RRM_N_PROTOCOLS] = { "imap", "pop3", "submission" };
  const char *service = server->security == RRM_SECURITY_TLS ? with_tls[server->protocol]
                                                             : with_starttls[server->protocol];

  rrm_sheet_print (sheet, "_%s._tcp.%s. 86400 IN SRV 0 1 %u %s.\n", service, domain, server->port,
                   server->host);
}

gboolean
rrm_export_srv (const RrmExportInput *input,
                GPtrArray *files,
                GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();
  g_autofree char *name = g_strconcat (input->domain, ".zone", NULL);

  add_record (sheet, input->domain, input->incoming);
  add_record (sheet, input->domain, input->outgoing);

  rrm_export_files_add (files, name, RRM_EXPORT_PUBLIC, g_steal_pointer (&sheet));

  return TRUE;
}
