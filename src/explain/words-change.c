/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What "Fix it" would set, in words. The names are those of the settings page. */

static const struct
{
  const char *key;
  const char *name;
} keys[] = {
  { "incoming.host", N_("Incoming server") },
  { "incoming.port", N_("Incoming port") },
  { "incoming.security", N_("Incoming connection security") },
  { "incoming.username", N_("Incoming user name") },
  { "incoming.auth", N_("Incoming authentication") },
  { "incoming.protocol", N_("Account type") },
  { "incoming.leave-on-server", N_("Leave a copy of messages on the server") },
  { "outgoing.host", N_("Outgoing server") },
  { "outgoing.port", N_("Outgoing port") },
  { "outgoing.security", N_("Outgoing connection security") },
  { "outgoing.username", N_("Outgoing user name") },
  { "outgoing.auth", N_("Outgoing authentication") },
  { "outgoing.protocol", N_("Outgoing protocol") },
  { "outgoing.ip", N_("Outgoing internet address type") },
  { "address", N_("Email address") },
  { "password", N_("Password") },
  { "entry", N_("Entry in the mail program") },
};

/**
 * rrm_explain_change_key:
 * @key: a key of the command's contract
 *
 * Returns: (transfer full): the name of the setting
 */
char *
rrm_explain_change_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].key, key))
      return g_strdup (g_dgettext (GETTEXT_PACKAGE, keys[i].name));

  return g_strdup (key);
}

/**
 * rrm_explain_change_value:
 * @key: a key of the command's contract
 * @value: its value in the words of the contract
 *
 * Returns: (transfer full): the value as the settings page shows it
 */
char *
rrm_explain_change_value (const char *key,
                          const char *value)
{
  const char *field = strchr (key, '.');
  RrmProtocol protocol;
  RrmSecurity security;
  RrmAuth auth;

  if (g_strcmp0 (field, ".security") == 0 && rrm_security_parse (value, &security))
    return g_strdup (rrm_explain_security (security));
  if (g_strcmp0 (field, ".auth") == 0 && rrm_auth_parse (value, &auth))
    return g_strdup (rrm_explain_auth (auth));
  if (g_strcmp0 (field, ".protocol") == 0 && rrm_protocol_parse (value, &protocol))
    return g_strdup (rrm_explain_protocol (protocol));
  if (g_strcmp0 (field, ".leave-on-server") == 0)
    return g_strdup (g_str_equal (value, "true") ? _("on") : _("off"));
  if (g_strcmp0 (field, ".ip") == 0)
    return g_strdup (_("IPv4 only"));
  if (g_str_equal (key, "password"))
    return g_strdup (_("without the spaces around it"));
  if (g_str_equal (key, "entry") && g_str_equal (value, "new"))
    return g_strdup (_("a new one"));

  return g_strdup (value);
}

static char *
explain_item (const RrmChangeItem *item,
              RrmAccount *account)
{
  g_autofree char *name = rrm_explain_change_key (item->key);
  g_autofree char *plain = rrm_change_get_new (item);
  g_autofree char *value = rrm_explain_change_value (item->key, plain);
  g_autofree char *old_plain = account != NULL ? rrm_change_get_old (item, account) : NULL;
  g_autofree char *old = old_plain != NULL ? rrm_explain_change_value (item->key, old_plain) : NULL;

  if (old == NULL || *old == '\0' || g_str_equal (old, value))
    /* Translators: the name of a setting and its new value */
    return g_strdup_printf (_("%s: %s"), name, value);

  /* Translators: the name of a setting, its old value and its new value. In a script that runs from
   * right to left turn the arrow around, and set each value apart with U+2068 and U+2069. */
  return g_strdup_printf (_("%s: %s → %s"), name, old, value);
}

/**
 * rrm_explain_change_items:
 * @change: what "Fix it" would set
 * @account: (nullable): the account before the change, for the old values
 *
 * Returns: (transfer full) (array zero-terminated=1): a line for each setting, "name: old → new"
 */
char **
rrm_explain_change_items (const RrmChange *change,
                          RrmAccount *account)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < rrm_change_get_n_items (change); i++)
    {
      g_autofree char *line = explain_item (rrm_change_get_item (change, i), account);

      g_strv_builder_add (lines, line);
    }

  return g_strv_builder_end (lines);
}

/**
 * rrm_explain_change:
 * @change: what "Fix it" would set
 * @account: (nullable): the account before the change, for the old values
 *
 * Returns: (transfer full): all settings that change, in one line
 */
char *
rrm_explain_change (const RrmChange *change,
                    RrmAccount *account)
{
  g_auto (GStrv) lines = rrm_explain_change_items (change, account);

  return g_strjoinv (_("; "), lines);
}
