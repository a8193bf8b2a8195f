/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/address.h"
#include "model/provider-map.h"
#include "setup/setup-private.h"

/* A server that a program does not have: what the map has for the address, else one to be named. */
static RrmServiceSettings *
find_missing (const char *text,
              RrmProtocol protocol)
{
  g_autoptr (RrmAddress) address = rrm_address_parse (text, NULL);
  RrmServiceSettings *known =
    address != NULL ? rrm_provider_map_get_settings (rrm_provider_map_get_default (),
                                                     rrm_address_get_domain (address), protocol)
                    : NULL;

  if (known == NULL)
    known = rrm_service_settings_new (protocol, "", rrm_default_port (protocol, RRM_SECURITY_TLS),
                                      RRM_SECURITY_TLS);
  rrm_service_settings_set_username (known, text);

  return known;
}

/**
 * rrm_setup_complete_account:
 * @account: an account as a mail program has it
 *
 * A program that only sends or only receives has one server of two. The other one is filled in, so
 * that both can be seen and tested.
 */
void
rrm_setup_complete_account (RrmAccount *account)
{
  const char *address = rrm_account_get_address (account);

  if (rrm_account_get_incoming (account) == NULL)
    {
      g_autoptr (RrmServiceSettings) incoming = find_missing (address, RRM_PROTOCOL_IMAP);

      rrm_account_set_incoming (account, incoming);
    }
  if (rrm_account_get_outgoing (account) == NULL)
    {
      g_autoptr (RrmServiceSettings) outgoing = find_missing (address, RRM_PROTOCOL_SMTP);

      rrm_account_set_outgoing (account, outgoing);
    }
}
