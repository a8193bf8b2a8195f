/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "protocol/mechanism.h"

#include <string.h>

/* Under verified TLS the password itself is safe on its way, and what every server knows comes
 * first: the challenge mechanisms need a copy of the password on the server, and so fail at many
 * for reasons that have nothing to do with the person. */
static const RrmMechanism encrypted_order[] = {
  { .auth = RRM_AUTH_PLAIN },
  { .auth = RRM_AUTH_LOGIN },
  { .auth = RRM_AUTH_LOGIN, .command = TRUE },
  { .auth = RRM_AUTH_SCRAM_SHA_256 },
  { .auth = RRM_AUTH_CRAM_MD5 },
};

/* Without encryption, first whatever does not show the password to everybody on the way. */
static const RrmMechanism clear_order[] = {
  { .auth = RRM_AUTH_SCRAM_SHA_256 },
  { .auth = RRM_AUTH_CRAM_MD5 },
  { .auth = RRM_AUTH_PLAIN },
  { .auth = RRM_AUTH_LOGIN },
  { .auth = RRM_AUTH_LOGIN, .command = TRUE },
};

/**
 * rrm_mechanism_get_name:
 * @mechanism: a way to sign in that is a SASL mechanism
 *
 * Returns: its name in the registry of SASL mechanisms
 */
const char *
rrm_mechanism_get_name (const RrmMechanism *mechanism)
{
  switch (mechanism->auth)
    {
    case RRM_AUTH_PLAIN:
      return "PLAIN";
    case RRM_AUTH_LOGIN:
      return "LOGIN";
    case RRM_AUTH_CRAM_MD5:
      return "CRAM-MD5";
    case RRM_AUTH_SCRAM_SHA_256:
      return mechanism->plus ? "SCRAM-SHA-256-PLUS" : "SCRAM-SHA-256";
    case RRM_AUTH_NTLM:
      return "NTLM";
    default:
      g_return_val_if_reached (NULL);
    }
}

static gboolean
is_listed (const RrmMechanism *mechanism,
           const char *const *offered)
{
  const char *name = rrm_mechanism_get_name (mechanism);

  for (guint i = 0; offered != NULL && offered[i] != NULL; i++)
    if (g_ascii_strcasecmp (offered[i], name) == 0)
      return TRUE;

  return FALSE;
}

/* Of the two forms of SCRAM the one that is bound to the session, where both sides can. */
static gboolean
is_offered (RrmMechanism *mechanism,
            gboolean can_bind,
            const char *const *offered,
            gboolean has_command)
{
  if (mechanism->command)
    return has_command;

  mechanism->plus = can_bind && mechanism->auth == RRM_AUTH_SCRAM_SHA_256;
  if (is_listed (mechanism, offered))
    return TRUE;
  mechanism->plus = FALSE;

  return is_listed (mechanism, offered);
}

/**
 * rrm_mechanism_choose:
 * @wish: what the person picked
 * @encrypted: whether verified TLS stands
 * @can_bind: whether a login can be bound to it
 * @offered: (nullable) (array zero-terminated=1): the SASL mechanisms that the server lists
 * @has_command: whether the protocol's own login command may be used
 * @mechanism: (out): the one to use
 *
 * Picks one way to sign in. There is no second: once a byte of a secret was sent, no other is
 * tried.
 *
 * Returns: %FALSE when the server offers none that is allowed
 */
gboolean
rrm_mechanism_choose (RrmAuth wish,
                      gboolean encrypted,
                      gboolean can_bind,
                      const char *const *offered,
                      gboolean has_command,
                      RrmMechanism *mechanism)
{
  const RrmMechanism *order = encrypted ? encrypted_order : clear_order;
  RrmMechanism wished[2] = {
    { .auth = wish },
    { .auth = wish, .command = wish == RRM_AUTH_LOGIN },
  };
  guint n = G_N_ELEMENTS (encrypted_order);

  G_STATIC_ASSERT (G_N_ELEMENTS (encrypted_order) == G_N_ELEMENTS (clear_order));

  if (wish == RRM_AUTH_NONE)
    return FALSE;
  if (wish != RRM_AUTH_AUTO)
    {
      order = wished;
      n = G_N_ELEMENTS (wished);
    }

  for (guint i = 0; i < n; i++)
    {
      *mechanism = order[i];
      if (is_offered (mechanism, can_bind, offered, has_command))
        return TRUE;
    }

  return FALSE;
}

/**
 * rrm_mechanism_list:
 * @capabilities: (nullable) (array zero-terminated=1): what the server announced
 * @prefix: how an entry begins that lists mechanisms: "AUTH=" or "SASL "
 *
 * Returns: (transfer full) (array zero-terminated=1): the mechanisms listed
 */
char **
rrm_mechanism_list (const char *const *capabilities,
                    const char *prefix)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; capabilities != NULL && capabilities[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;

      if (g_ascii_strncasecmp (capabilities[i], prefix, strlen (prefix)) != 0)
        continue;
      words = g_strsplit (capabilities[i] + strlen (prefix), " ", -1);
      for (guint k = 0; words[k] != NULL; k++)
        if (words[k][0] != '\0')
          g_strv_builder_add (list, words[k]);
    }

  return g_strv_builder_end (list);
}
