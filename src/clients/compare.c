/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/compare.h"

#include "model/address.h"
#include "model/provider-map.h"

#include <string.h>

/* Two accounts side by side: what is the same, what differs because their addresses do, and what
 * differs so that one can work and the other not. From their settings and the map alone. */

/* One server of both accounts. */
typedef struct
{
  RrmAccount *accounts[2];
  /* NULL where the account has none. */
  RrmServiceSettings *services[2];
  GPtrArray *comparisons;
} Pair;

static void
comparison_free (gpointer data)
{
  RrmComparison *comparison = data;

  g_free (comparison->left);
  g_free (comparison->right);
  g_free (comparison);
}

/* A value that is missing or empty says nothing. */
static void
add (Pair *pair,
     const char *key,
     char *left,
     char *right,
     RrmLikeness likeness)
{
  RrmComparison *comparison = g_new0 (RrmComparison, 1);
  gboolean unknown = left == NULL || right == NULL || left[0] == '\0' || right[0] == '\0';

  comparison->key = key;
  comparison->left = left;
  comparison->right = right;
  comparison->likeness = unknown ? RRM_LIKENESS_UNKNOWN : likeness;
  g_ptr_array_add (pair->comparisons, comparison);
}

static RrmProtocol
get_protocol (const Pair *pair,
              guint side)
{
  return rrm_service_settings_get_protocol (pair->services[side]);
}

static gboolean
is_same_protocol (const Pair *pair)
{
  return get_protocol (pair, 0) == get_protocol (pair, 1);
}

static char *
dup_host (const Pair *pair,
          guint side)
{
  return g_strdup (rrm_service_settings_get_host (pair->services[side]));
}

/* Whether a server is the one that the map has for the address of its account. */
static gboolean
is_own_host (const Pair *pair,
             guint side)
{
  g_autoptr (RrmAddress)
    address = rrm_address_parse (rrm_account_get_address (pair->accounts[side]), NULL);
  g_autofree char *host =
    g_ascii_strdown (rrm_service_settings_get_host (pair->services[side]), -1);

  return address != NULL &&
         rrm_provider_map_classify_host (rrm_provider_map_get_default (), host,
                                         rrm_address_get_domain (address), NULL) == RRM_HOST_OWN;
}

static void
compare_host (Pair *pair,
              const char *key)
{
  const char *left = rrm_service_settings_get_host (pair->services[0]);
  const char *right = rrm_service_settings_get_host (pair->services[1]);
  RrmLikeness likeness = RRM_LIKENESS_DIFFERENT;

  if (g_ascii_strcasecmp (left, right) == 0)
    likeness = RRM_LIKENESS_SAME;
  else if (is_own_host (pair, 0) && is_own_host (pair, 1))
    likeness = RRM_LIKENESS_OWN;
  add (pair, key, dup_host (pair, 0), dup_host (pair, 1), likeness);
}

static gboolean
is_usual_port (const Pair *pair,
               guint side)
{
  RrmServiceSettings *settings = pair->services[side];

  return rrm_service_settings_get_port (settings) ==
         rrm_default_port (get_protocol (pair, side), rrm_service_settings_get_security (settings));
}

static char *
dup_port (const Pair *pair,
          guint side)
{
  guint port = rrm_service_settings_get_port (pair->services[side]);

  return port > 0 ? g_strdup_printf ("%u", port) : NULL;
}

/* IMAP and POP have ports of their own. */
static void
compare_port (Pair *pair,
              const char *key)
{
  RrmLikeness likeness = RRM_LIKENESS_DIFFERENT;

  if (rrm_service_settings_get_port (pair->services[0]) ==
      rrm_service_settings_get_port (pair->services[1]))
    likeness = RRM_LIKENESS_SAME;
  else if (!is_same_protocol (pair) && is_usual_port (pair, 0) && is_usual_port (pair, 1))
    likeness = RRM_LIKENESS_OWN;
  add (pair, key, dup_port (pair, 0), dup_port (pair, 1), likeness);
}

/* "Automatic" is one of the two ways to encrypt: it comes to the same as either. */
static void
compare_security (Pair *pair,
                  const char *key)
{
  RrmSecurity left = rrm_service_settings_get_security (pair->services[0]);
  RrmSecurity right = rrm_service_settings_get_security (pair->services[1]);
  gboolean automatic = left == RRM_SECURITY_AUTO || right == RRM_SECURITY_AUTO;
  gboolean open = left == RRM_SECURITY_NONE || right == RRM_SECURITY_NONE;

  add (pair, key, g_strdup (rrm_security_to_string (left)),
       g_strdup (rrm_security_to_string (right)),
       left == right || (automatic && !open) ? RRM_LIKENESS_SAME : RRM_LIKENESS_DIFFERENT);
}

/* Which name signs in, seen from the account. */
typedef enum
{
  LOGIN_ADDRESS,
  LOGIN_LOCAL_PART,
  LOGIN_OTHER,
} Login;

static const char *
get_username (const Pair *pair,
              guint side)
{
  return rrm_service_settings_get_username (pair->services[side]);
}

static Login
get_login (const Pair *pair,
           guint side)
{
  const char *address = rrm_account_get_address (pair->accounts[side]);
  const char *username = get_username (pair, side);
  const char *at = strrchr (address, '@');

  if (g_ascii_strcasecmp (address, username) == 0)
    return LOGIN_ADDRESS;
  if (at != NULL && strlen (username) == (gsize) (at - address) &&
      g_ascii_strncasecmp (address, username, (gsize) (at - address)) == 0)
    return LOGIN_LOCAL_PART;

  return LOGIN_OTHER;
}

/* Each signs in as itself: what must be alike is how the name belongs to the address. One name for
 * two addresses looks the same and is not. */
static void
compare_username (Pair *pair,
                  const char *key)
{
  gboolean same_name = g_ascii_strcasecmp (get_username (pair, 0), get_username (pair, 1)) == 0;
  gboolean same_address =
    g_ascii_strcasecmp (rrm_account_get_address (pair->accounts[0]),
                        rrm_account_get_address (pair->accounts[1])) == 0;
  Login left = get_login (pair, 0);
  Login right = get_login (pair, 1);
  RrmLikeness likeness = RRM_LIKENESS_DIFFERENT;

  if (same_name && same_address)
    likeness = RRM_LIKENESS_SAME;
  else if (!same_address && left == right && left != LOGIN_OTHER)
    likeness = RRM_LIKENESS_OWN;
  add (pair, key, g_strdup (get_username (pair, 0)), g_strdup (get_username (pair, 1)), likeness);
}

static gboolean
is_plain_login (RrmAuth auth)
{
  return auth == RRM_AUTH_AUTO || auth == RRM_AUTH_PLAIN || auth == RRM_AUTH_LOGIN;
}

/* Where it is left to the server, it comes to a normal password. */
static char *
describe_auth (RrmAuth auth)
{
  return g_strdup (rrm_auth_to_string (auth == RRM_AUTH_AUTO ? RRM_AUTH_PLAIN : auth));
}

/* A normal password has several names. */
static void
compare_auth (Pair *pair,
              const char *key)
{
  RrmAuth left = rrm_service_settings_get_auth (pair->services[0]);
  RrmAuth right = rrm_service_settings_get_auth (pair->services[1]);

  add (pair, key, describe_auth (left), describe_auth (right),
       left == right || (is_plain_login (left) && is_plain_login (right))
         ? RRM_LIKENESS_SAME
         : RRM_LIKENESS_DIFFERENT);
}

/* Where nobody signs in there is no name to compare. */
static gboolean
has_username (const Pair *pair,
              guint side)
{
  return rrm_service_settings_get_auth (pair->services[side]) != RRM_AUTH_NONE;
}

static void
compare_incoming (Pair *pair)
{
  add (pair, "incoming.protocol", g_strdup (rrm_protocol_to_string (get_protocol (pair, 0))),
       g_strdup (rrm_protocol_to_string (get_protocol (pair, 1))),
       is_same_protocol (pair) ? RRM_LIKENESS_SAME : RRM_LIKENESS_DIFFERENT);
  compare_host (pair, "incoming.host");
  compare_port (pair, "incoming.port");
  compare_security (pair, "incoming.security");
  compare_username (pair, "incoming.username");
  compare_auth (pair, "incoming.auth");
}

static void
compare_outgoing (Pair *pair)
{
  compare_host (pair, "outgoing.host");
  compare_port (pair, "outgoing.port");
  compare_security (pair, "outgoing.security");
  compare_auth (pair, "outgoing.auth");
  if (has_username (pair, 0) && has_username (pair, 1))
    compare_username (pair, "outgoing.username");
}

/**
 * rrm_accounts_compare:
 * @left: an account
 * @right: another one, or the same as another place has it
 *
 * Holds two accounts against each other. A server that one of them does not have is left out.
 *
 * Returns: (transfer full) (element-type RrmComparison): their settings, in the order of the page
 *   of settings
 */
GPtrArray *
rrm_accounts_compare (RrmAccount *left,
                      RrmAccount *right)
{
  GPtrArray *comparisons = g_ptr_array_new_with_free_func (comparison_free);
  Pair incoming = { { left, right },
                    { rrm_account_get_incoming (left), rrm_account_get_incoming (right) },
                    comparisons };
  Pair outgoing = { { left, right },
                    { rrm_account_get_outgoing (left), rrm_account_get_outgoing (right) },
                    comparisons };

  if (incoming.services[0] != NULL && incoming.services[1] != NULL)
    compare_incoming (&incoming);
  if (outgoing.services[0] != NULL && outgoing.services[1] != NULL)
    compare_outgoing (&outgoing);

  return comparisons;
}

/**
 * rrm_comparisons_forget:
 * @comparisons: (element-type RrmComparison): two accounts side by side
 * @keys: (array zero-terminated=1): settings that the right one does not tell
 *
 * Takes back what stands there only because a setting always has some value.
 */
void
rrm_comparisons_forget (GPtrArray *comparisons,
                        const char *const *keys)
{
  for (guint i = 0; i < comparisons->len; i++)
    {
      RrmComparison *comparison = g_ptr_array_index (comparisons, i);

      if (!g_strv_contains (keys, comparison->key))
        continue;
      g_clear_pointer (&comparison->right, g_free);
      comparison->likeness = RRM_LIKENESS_UNKNOWN;
    }
}
