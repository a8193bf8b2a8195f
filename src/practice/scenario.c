/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/scenario.h"

#include "practice/scenario-keys.h"

#include <string.h>

/**
 * RrmScenario:
 *
 * What a practice server says and does, read from a key file.
 *
 * Sections: `[scenario]` and `[expect]` for whoever runs it, `[account]` for the settings that the
 * client is given, one section for each endpoint (`[imap]`, `[smtp-465]`, `[endpoint NAME]`), and
 * `[all]` for what every endpoint shares. README.md beside the built-in scenarios lists the keys.
 *
 * Never changes once a server has been made from it, so any thread may read it.
 */
struct _RrmScenario
{
  GObject parent_instance;

  /* Section name → (key → value as written). Never %NULL. */
  GHashTable *sections;
  /* In file order; borrowed from the keys of @sections. */
  GPtrArray *order;
  /* Key → value for every endpoint whose own sections are silent. */
  GHashTable *fallbacks;
  /* Unescaped, because clients compare them. */
  char *address;
  char *password;
};

G_DEFINE_FINAL_TYPE (RrmScenario, rrm_scenario, G_TYPE_OBJECT)
G_DEFINE_QUARK (rrm-scenario-error-quark, rrm_scenario_error)

#define DEFAULT_ADDRESS "pat.practice@nc.rr.com"
/* Opens nothing but this practice mailbox. */
#define DEFAULT_PASSWORD "practice-Only_7"
#define DEFAULT_HOST "mail.twc.com"

static const char *const SECTIONS[] = {
  "scenario", "account", "expect", "all", "imap", "imap-143", "pop3", "pop3-110", "smtp",
  "smtp-465", NULL,
};

static gboolean
check_section (const char *section,
               GError **error)
{
  if (g_strv_contains (SECTIONS, section) || g_str_has_prefix (section, "endpoint "))
    return TRUE;

  g_set_error (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_SECTION, "no section is called “%s”",
               section);
  return FALSE;
}

static GHashTable *
add_section (RrmScenario *self,
             const char *section)
{
  GHashTable *values = g_hash_table_lookup (self->sections, section);
  char *name;

  if (values != NULL)
    return values;

  name = g_strdup (section);
  values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->sections, name, values);
  g_ptr_array_add (self->order, name);

  return values;
}

static gboolean
load_section (RrmScenario *self,
              GKeyFile *file,
              const char *section,
              GError **error)
{
  g_auto (GStrv) keys = NULL;
  GHashTable *values;

  if (!check_section (section, error))
    return FALSE;

  values = add_section (self, section);
  keys = g_key_file_get_keys (file, section, NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      if (!rrm_scenario_keys_check (section, keys[i], error))
        return FALSE;
      g_hash_table_insert (values, g_strdup (keys[i]),
                           g_key_file_get_value (file, section, keys[i], NULL));
    }

  return TRUE;
}

static void
load_account (RrmScenario *self)
{
  self->address = rrm_scenario_dup_text (self, "account", "address");
  if (self->address == NULL)
    self->address = g_strdup (DEFAULT_ADDRESS);

  self->password = rrm_scenario_dup_text (self, "account", "password");
  if (self->password == NULL)
    self->password = g_strdup (DEFAULT_PASSWORD);
}

/* "imaps://user@host:993" → "host", without the brackets of an IPv6 literal; %NULL for "pop3". */
static char *
host_of_url (const char *url)
{
  const char *begin = strstr (url, "://");
  const char *at;
  const char *end;

  if (begin == NULL)
    return NULL;
  begin += 3;
  at = strrchr (begin, '@');
  if (at != NULL)
    begin = at + 1;
  if (*begin == '[')
    {
      end = strchr (begin, ']');
      return end != NULL ? g_strndup (begin + 1, end - begin - 1) : NULL;
    }
  end = begin + strcspn (begin, ":/");

  return g_strndup (begin, end - begin);
}

static int
hex_value (const char *digits)
{
  int high = g_ascii_xdigit_value (digits[0]);
  int low = high >= 0 ? g_ascii_xdigit_value (digits[1]) : -1;

  return low < 0 ? -1 : high * 16 + low;
}

static void
rrm_scenario_finalize (GObject *object)
{
  RrmScenario *self = RRM_SCENARIO (object);

  g_hash_table_unref (self->sections);
  g_hash_table_unref (self->fallbacks);
  g_ptr_array_unref (self->order);
  g_free (self->address);
  g_free (self->password);

  G_OBJECT_CLASS (rrm_scenario_parent_class)->finalize (object);
}

static void
rrm_scenario_class_init (RrmScenarioClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_scenario_finalize;
}

static void
rrm_scenario_init (RrmScenario *self)
{
  self->sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_hash_table_unref);
  self->fallbacks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->order = g_ptr_array_new ();
}

/**
 * rrm_scenario_new_from_bytes:
 * @bytes: a key file
 * @error: #RRM_SCENARIO_ERROR says what does not fit
 *
 * Reads a scenario. Unknown sections and keys are errors.
 *
 * Returns: (transfer full) (nullable): the scenario
 */
RrmScenario *
rrm_scenario_new_from_bytes (GBytes *bytes,
                             GError **error)
{
  g_autoptr (RrmScenario) self = g_object_new (RRM_TYPE_SCENARIO, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &local_error))
    {
      g_set_error_literal (error, RRM_SCENARIO_ERROR, RRM_SCENARIO_ERROR_SYNTAX,
                           local_error->message);
      return NULL;
    }

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!load_section (self, file, groups[i], error))
      return NULL;
  load_account (self);

  return g_steal_pointer (&self);
}

/**
 * rrm_scenario_new_from_file:
 * @path: a key file on disk
 * @error: a #GFileError, or #RRM_SCENARIO_ERROR
 *
 * Returns: (transfer full) (nullable): the scenario
 */
RrmScenario *
rrm_scenario_new_from_file (const char *path,
                            GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);

  return rrm_scenario_new_from_bytes (bytes, error);
}

/**
 * rrm_scenario_list_sections:
 * @self: a scenario
 *
 * Returns: (transfer full): the names of its sections in file order
 */
char **
rrm_scenario_list_sections (RrmScenario *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (RRM_IS_SCENARIO (self), NULL);

  for (guint i = 0; i < self->order->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->order, i));

  return g_strv_builder_end (builder);
}

/**
 * rrm_scenario_peek_section:
 * @self: a scenario
 * @section: (nullable): a section, or %NULL for what [method@Scenario.set_fallback] set
 *
 * Returns: (transfer none) (nullable) (element-type utf8 utf8): its keys and raw values
 */
GHashTable *
rrm_scenario_peek_section (RrmScenario *self,
                           const char *section)
{
  g_return_val_if_fail (RRM_IS_SCENARIO (self), NULL);

  return section != NULL ? g_hash_table_lookup (self->sections, section) : self->fallbacks;
}

/**
 * rrm_scenario_get_value:
 * @self: a scenario
 * @section: a section
 * @key: a key
 *
 * Returns: (nullable): the value as it is written, escapes and all
 */
const char *
rrm_scenario_get_value (RrmScenario *self,
                        const char *section,
                        const char *key)
{
  GHashTable *values;

  g_return_val_if_fail (RRM_IS_SCENARIO (self), NULL);

  values = g_hash_table_lookup (self->sections, section);

  return values != NULL ? g_hash_table_lookup (values, key) : NULL;
}

/**
 * rrm_scenario_dup_text:
 * @self: a scenario
 * @section: a section
 * @key: a key
 *
 * Returns: (transfer full) (nullable): the value with its escapes resolved
 */
char *
rrm_scenario_dup_text (RrmScenario *self,
                       const char *section,
                       const char *key)
{
  const char *raw = rrm_scenario_get_value (self, section, key);

  return raw != NULL ? rrm_scenario_unescape (raw, NULL) : NULL;
}

/**
 * rrm_scenario_set_fallback:
 * @self: a scenario that no server uses yet
 * @key: a key of an endpoint
 * @value: its value, written as in the file
 *
 * Sets what holds for every endpoint of which the scenario itself says nothing: a test runs a whole
 * gallery once more over TLS 1.2, or a byte at a time.
 */
void
rrm_scenario_set_fallback (RrmScenario *self,
                           const char *key,
                           const char *value)
{
  g_return_if_fail (RRM_IS_SCENARIO (self));
  g_return_if_fail (rrm_scenario_keys_check ("all", key, NULL));

  g_hash_table_insert (self->fallbacks, g_strdup (key), g_strdup (value));
}

/**
 * rrm_scenario_get_name:
 * @self: a scenario
 *
 * Returns: (nullable): the name it gives itself
 */
const char *
rrm_scenario_get_name (RrmScenario *self)
{
  return rrm_scenario_get_value (self, "scenario", "name");
}

/**
 * rrm_scenario_get_address:
 * @self: a scenario
 *
 * Returns: the address of the account that the client is given
 */
const char *
rrm_scenario_get_address (RrmScenario *self)
{
  g_return_val_if_fail (RRM_IS_SCENARIO (self), NULL);

  return self->address;
}

/**
 * rrm_scenario_get_password:
 * @self: a scenario
 *
 * Returns: the password that the client is given; it opens nothing but a practice mailbox
 */
const char *
rrm_scenario_get_password (RrmScenario *self)
{
  g_return_val_if_fail (RRM_IS_SCENARIO (self), NULL);

  return self->password;
}

/**
 * rrm_scenario_dup_host:
 * @self: a scenario
 * @outgoing: the outgoing server's, else the incoming one's
 *
 * Returns: (transfer full): the host that the default endpoints stand for
 */
char *
rrm_scenario_dup_host (RrmScenario *self,
                       gboolean outgoing)
{
  const char *host = rrm_scenario_get_value (self, "account", "host");
  const char *url = rrm_scenario_get_value (self, "account", outgoing ? "outgoing" : "incoming");
  char *from_url = NULL;

  if (host != NULL)
    return g_strdup (host);
  if (url != NULL)
    from_url = host_of_url (url);

  return from_url != NULL ? from_url : g_strdup (DEFAULT_HOST);
}

/**
 * rrm_scenario_unescape:
 * @raw: a value as written
 * @length: (out) (optional): bytes in the result, which may hold NULs
 *
 * Resolves `\r \n \t \s \\ \0 \xHH`; a backslash before anything else stands for itself.
 *
 * Returns: (transfer full): the bytes, with a NUL behind them
 */
char *
rrm_scenario_unescape (const char *raw,
                       gsize *length)
{
  static const char from[] = "rnts\\0";
  static const char to[] = "\r\n\t \\\0";
  GString *text = g_string_new (NULL);

  for (const char *p = raw; *p != '\0'; p++)
    {
      const char *known = p[0] == '\\' && p[1] != '\0' ? strchr (from, p[1]) : NULL;
      int byte = p[0] == '\\' && p[1] == 'x' ? hex_value (p + 2) : -1;

      if (known != NULL)
        g_string_append_c (text, to[known - from]);
      else if (byte >= 0)
        g_string_append_c (text, (char) byte);
      else
        g_string_append_c (text, *p);

      p += known != NULL ? 1 : byte >= 0 ? 3 : 0;
    }
  if (length != NULL)
    *length = text->len;

  return g_string_free (text, FALSE);
}
