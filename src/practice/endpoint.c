/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/endpoint.h"

#include <string.h>

/**
 * RrmPracticeEndpoint:
 *
 * One host and port of a scenario: what stands there and every key that drives it.
 *
 * Its keys come from five places, the nearest first: its own section, the section it inherits from,
 * `[all]`, what the test set for all, and the well-behaved default. Only the counters change once
 * it is made; they are locked.
 */
struct _RrmPracticeEndpoint
{
  gatomicrefcount ref_count;
  char *name;
  RrmPracticeProtocol protocol;
  RrmPracticeSecurity security;
  /* 0 stands for every port of the host. */
  guint16 port;
  /* At least one. */
  char **hosts;
  /* Key → raw value, merged. */
  GHashTable *values;
  /* Whether any key has "N:" before it or "@STATE" behind it: few have, and look-ups are many. */
  gboolean has_conditions;
  /* Accepted names in lower case → password; "*" is any password. */
  GHashTable *users;
  GMutex mutex;
  /* What → times; behind @mutex. */
  GHashTable *counts;
};

static const struct
{
  const char *name;
  const char *inherit;
  const char *protocol;
  const char *security;
  const char *port;
} BUILT_IN[] = {
  { "imap", NULL, "imap", "tls", "993" },     { "imap-143", "imap", "imap", "starttls", "143" },
  { "pop3", NULL, "pop3", "tls", "995" },     { "pop3-110", "pop3", "pop3", "starttls", "110" },
  { "smtp", NULL, "smtp", "starttls", "587" }, { "smtp-465", "smtp", "smtp", "tls", "465" },
};

/* Indexed by RrmPracticeProtocol. */
static const char *const PROTOCOLS[] = {
  "imap", "pop3", "smtp", "http", "raw", "silent", "refused", "blackhole", "unreachable",
  "not-found", "no-address", "dns-fails", NULL,
};

/* Indexed by RrmPracticeSecurity. */
static const char *const SECURITIES[] = { "tls", "starttls", "none", "auto-both", NULL };

/* These say where an endpoint is; a sibling on another port shares the rest. */
static const char *const PLACE_KEYS[] = { "protocol", "security", "port", "host", "address", NULL };

static void
merge (GHashTable *into,
       GHashTable *from,
       gboolean with_place)
{
  GHashTableIter iter;
  gpointer key, value;

  if (from == NULL)
    return;
  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (with_place || !g_strv_contains (PLACE_KEYS, key))
      g_hash_table_insert (into, g_strdup (key), g_strdup (value));
}

static GHashTable *
merge_values (RrmScenario *scenario,
              const char *section,
              const char *default_inherit)
{
  GHashTable *own = rrm_scenario_peek_section (scenario, section);
  const char *inherit = own != NULL ? g_hash_table_lookup (own, "inherit") : NULL;
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (inherit == NULL)
    inherit = default_inherit;

  for (guint i = 0; i < G_N_ELEMENTS (BUILT_IN); i++)
    if (g_str_equal (BUILT_IN[i].name, section))
      {
        g_hash_table_insert (values, g_strdup ("protocol"), g_strdup (BUILT_IN[i].protocol));
        g_hash_table_insert (values, g_strdup ("security"), g_strdup (BUILT_IN[i].security));
        g_hash_table_insert (values, g_strdup ("port"), g_strdup (BUILT_IN[i].port));
      }
    else if (g_strcmp0 (BUILT_IN[i].name, inherit) == 0)
      g_hash_table_insert (values, g_strdup ("protocol"), g_strdup (BUILT_IN[i].protocol));

  merge (values, rrm_scenario_peek_section (scenario, NULL), TRUE);
  merge (values, rrm_scenario_peek_section (scenario, "all"), TRUE);
  if (inherit != NULL)
    merge (values, rrm_scenario_peek_section (scenario, inherit), FALSE);
  merge (values, own, TRUE);

  return values;
}

static int
find_word (const char *const *words,
           const char *word)
{
  for (int i = 0; word != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i;

  return -1;
}

/* "name:password name2:password2"; blanks inside are written \s. */
static void
add_users (RrmPracticeEndpoint *self,
           const char *raw)
{
  g_auto (GStrv) items = g_strsplit (raw, " ", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      const char *colon = strchr (items[i], ':');
      g_autofree char *raw_name = NULL;
      g_autofree char *name = NULL;

      if (colon == NULL)
        continue;
      raw_name = g_strndup (items[i], colon - items[i]);
      name = rrm_scenario_unescape (raw_name, NULL);
      g_hash_table_insert (self->users, g_utf8_strdown (name, -1),
                           rrm_scenario_unescape (colon + 1, NULL));
    }
}

static void
load_users (RrmPracticeEndpoint *self,
            RrmScenario *scenario)
{
  const char *users = g_hash_table_lookup (self->values, "users");
  const char *password = g_hash_table_lookup (self->values, "accept-password");

  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (users != NULL)
    add_users (self, users);
  else
    g_hash_table_insert (self->users, g_utf8_strdown (rrm_scenario_get_address (scenario), -1),
                         password != NULL ? rrm_scenario_unescape (password, NULL)
                                          : g_strdup (rrm_scenario_get_password (scenario)));
}

static gboolean
load_place (RrmPracticeEndpoint *self,
            RrmScenario *scenario,
            GError **error)
{
  const char *host = g_hash_table_lookup (self->values, "host");
  const char *port = g_hash_table_lookup (self->values, "port");
  const char *security = g_hash_table_lookup (self->values, "security");
  int protocol = find_word (PROTOCOLS, g_hash_table_lookup (self->values, "protocol"));
  int mode = security != NULL ? find_word (SECURITIES, security) : RRM_PRACTICE_CLEAR;
  guint64 number = 0;

  if (protocol < 0 || mode < 0 ||
      (port != NULL && !g_ascii_string_to_unsigned (port, 10, 0, 65535, &number, NULL)))
    {
      g_set_error (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_VALUE,
                   "[%s]: protocol, security or port", self->name);
      return FALSE;
    }

  self->protocol = (RrmPracticeProtocol) protocol;
  self->security = (RrmPracticeSecurity) mode;
  self->port = (guint16) number;
  if (host != NULL)
    self->hosts = g_strsplit (host, ";", -1);
  else
    {
      self->hosts = g_new0 (char *, 2);
      self->hosts[0] = rrm_scenario_dup_host (scenario, protocol == RRM_PRACTICE_SMTP);
    }

  return TRUE;
}

static RrmPracticeEndpoint *
endpoint_new (RrmScenario *scenario,
              const char *section,
              GHashTable *values,
              GError **error)
{
  g_autoptr (RrmPracticeEndpoint) self = g_new0 (RrmPracticeEndpoint, 1);
  GHashTableIter iter;
  gpointer key;

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->name = g_strdup (g_str_has_prefix (section, "endpoint ") ? section + 9 : section);
  self->values = g_hash_table_ref (values);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  load_users (self, scenario);

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_ascii_isdigit (*(const char *) key) || strchr (key, '@') != NULL)
      self->has_conditions = TRUE;

  if (!load_place (self, scenario, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Adds the endpoint of @section to @list, unless the scenario removes it with protocol=none. */
static gboolean
add_endpoint (GPtrArray *list,
              RrmScenario *scenario,
              const char *section,
              const char *inherit,
              GError **error)
{
  g_autoptr (GHashTable) values = merge_values (scenario, section, inherit);
  RrmPracticeEndpoint *endpoint;

  if (g_strcmp0 (g_hash_table_lookup (values, "protocol"), "none") == 0)
    return TRUE;
  endpoint = endpoint_new (scenario, section, values, error);
  if (endpoint == NULL)
    return FALSE;
  g_ptr_array_add (list, endpoint);

  return TRUE;
}

/**
 * rrm_practice_endpoint_list_new:
 * @scenario: a scenario
 * @error: where to say which endpoint makes no sense
 *
 * Makes the endpoints of @scenario: the six well-behaved ones, as far as it does not change or
 * remove them, and then its own, in file order.
 *
 * Returns: (transfer full) (nullable) (element-type RrmPracticeEndpoint): the endpoints
 */
GPtrArray *
rrm_practice_endpoint_list_new (RrmScenario *scenario,
                                GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_auto (GStrv) sections = rrm_scenario_list_sections (scenario);

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_practice_endpoint_unref);
  for (guint i = 0; i < G_N_ELEMENTS (BUILT_IN); i++)
    if (!add_endpoint (list, scenario, BUILT_IN[i].name, BUILT_IN[i].inherit, error))
      return NULL;
  for (guint i = 0; sections[i] != NULL; i++)
    if (g_str_has_prefix (sections[i], "endpoint ") &&
        !add_endpoint (list, scenario, sections[i], NULL, error))
      return NULL;

  return g_steal_pointer (&list);
}

RrmPracticeEndpoint *
rrm_practice_endpoint_ref (RrmPracticeEndpoint *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rrm_practice_endpoint_unref (RrmPracticeEndpoint *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->name);
  g_strfreev (self->hosts);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->users);
  g_hash_table_unref (self->counts);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

const char *
rrm_practice_endpoint_get_name (const RrmPracticeEndpoint *self)
{
  return self->name;
}

RrmPracticeProtocol
rrm_practice_endpoint_get_protocol (const RrmPracticeEndpoint *self)
{
  return self->protocol;
}

RrmPracticeSecurity
rrm_practice_endpoint_get_security (const RrmPracticeEndpoint *self)
{
  return self->security;
}

/**
 * rrm_practice_endpoint_get_port:
 * @self: an endpoint
 *
 * Returns: the port that it stands for, or 0 for every port of its hosts
 */
guint16
rrm_practice_endpoint_get_port (const RrmPracticeEndpoint *self)
{
  return self->port;
}

const char *const *
rrm_practice_endpoint_get_hosts (const RrmPracticeEndpoint *self)
{
  return (const char *const *) self->hosts;
}

/**
 * rrm_practice_endpoint_get_address:
 * @self: an endpoint
 *
 * Returns: (nullable): the address it insists on: "127.0.0.1", "::1" or "both"
 */
const char *
rrm_practice_endpoint_get_address (const RrmPracticeEndpoint *self)
{
  return g_hash_table_lookup (self->values, "address");
}

/**
 * rrm_practice_endpoint_lookup:
 * @self: an endpoint
 * @state: (nullable): what conditional keys are judged by; %NULL finds plain keys only
 * @key: a key
 *
 * The most exact one wins: `2:key@tls`, `2:key`, `key@login`, `key@tls`, `key`.
 *
 * Returns: (nullable): the raw value
 */
const char *
rrm_practice_endpoint_lookup (const RrmPracticeEndpoint *self,
                              const RrmPracticeState *state,
                              const char *key)
{
  if (state != NULL && self->has_conditions)
    {
      const char *suffixes[] = { state->logged_in ? "@login" : NULL,
                                 state->secure ? "@tls" : "@clear", "" };

      for (guint numbered = 0; numbered < 2; numbered++)
        for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
          {
            char name[160];
            const char *value;

            if (suffixes[i] == NULL)
              continue;
            if (numbered == 0)
              g_snprintf (name, sizeof name, "%u:%s%s", state->connection, key, suffixes[i]);
            else
              g_snprintf (name, sizeof name, "%s%s", key, suffixes[i]);
            value = g_hash_table_lookup (self->values, name);
            if (value != NULL)
              return value;
          }
    }

  return g_hash_table_lookup (self->values, key);
}

double
rrm_practice_endpoint_get_number (const RrmPracticeEndpoint *self,
                                  const RrmPracticeState *state,
                                  const char *key,
                                  double otherwise)
{
  const char *value = rrm_practice_endpoint_lookup (self, state, key);

  return value != NULL ? g_ascii_strtod (value, NULL) : otherwise;
}

gboolean
rrm_practice_endpoint_get_flag (const RrmPracticeEndpoint *self,
                                const RrmPracticeState *state,
                                const char *key,
                                gboolean otherwise)
{
  const char *value = rrm_practice_endpoint_lookup (self, state, key);

  return value != NULL ? g_str_equal (value, "yes") : otherwise;
}

/**
 * rrm_practice_endpoint_get_password:
 * @self: an endpoint
 * @user: a name as the client gave it
 *
 * Names are compared without regard to case, as the real servers do.
 *
 * Returns: (nullable): the password of that name, "*" for any, %NULL for an unknown name
 */
const char *
rrm_practice_endpoint_get_password (const RrmPracticeEndpoint *self,
                                    const char *user)
{
  g_autofree char *name = NULL;

  if (!g_utf8_validate (user, -1, NULL))
    return NULL;
  name = g_utf8_strdown (user, -1);

  return g_hash_table_lookup (self->users, name);
}

/**
 * rrm_practice_endpoint_count:
 * @self: an endpoint
 * @what: anything
 *
 * Counts @what over all connections to this endpoint.
 *
 * Returns: how many times it was counted before
 */
guint
rrm_practice_endpoint_count (RrmPracticeEndpoint *self,
                             const char *what)
{
  guint before;

  g_mutex_lock (&self->mutex);
  before = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, what));
  g_hash_table_insert (self->counts, g_strdup (what), GUINT_TO_POINTER (before + 1));
  g_mutex_unlock (&self->mutex);

  return before;
}
