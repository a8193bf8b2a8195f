/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/redirects.h"

#include "net/hostname.h"

#include <string.h>

/**
 * RrmRedirects:
 *
 * Where to go in place of a host and port. The names stay what they were: certificates are checked
 * against the host that is meant.
 *
 * A host and port with several redirects has several addresses, which are raced as the ones of a
 * name look-up would be. Built first, then only read; reading is safe from several threads.
 */
struct _RrmRedirects
{
  gatomicrefcount ref_count;
  /* Rules in the order given. */
  GPtrArray *rules;
  /* Normalised host to RrmFaultKind. */
  GHashTable *faults;
};

typedef struct
{
  /* As rrm_hostname_normalise() gives it. */
  char *host;
  /* 0 is every port. */
  guint16 port;
  char *address;
  guint16 target_port;
} Rule;

G_DEFINE_QUARK (rrm-redirect-error-quark, rrm_redirect_error)

static void
rule_free (Rule *rule)
{
  g_free (rule->host);
  g_free (rule->address);
  g_free (rule);
}

/* Cuts one part off @rest, up to a colon outside brackets; %FALSE when there is no colon. */
static gboolean
take_part (const char **rest,
           char **part,
           gboolean *bracketed)
{
  const char *start = *rest;
  const char *end;

  *bracketed = start[0] == '[';
  if (*bracketed)
    {
      end = strchr (++start, ']');
      if (end == NULL || end[1] != ':')
        return FALSE;
      *rest = end + 2;
    }
  else
    {
      end = strchr (start, ':');
      if (end == NULL)
        return FALSE;
      *rest = end + 1;
    }
  *part = g_strndup (start, (gsize) (end - start));

  return TRUE;
}

static gboolean
parse_port (const char *text,
            guint16 *port)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &value, NULL))
    return FALSE;
  *port = (guint16) value;

  return TRUE;
}

static gboolean
is_host (const char *text,
         gboolean bracketed)
{
  g_autoptr (GInetAddress) literal = g_inet_address_new_from_string (text);

  if (bracketed)
    return literal != NULL && g_inet_address_get_family (literal) == G_SOCKET_FAMILY_IPV6;

  return text[0] != '\0' && strpbrk (text, " \t\r\n/@[]") == NULL;
}

static gboolean
is_address (const char *text,
            gboolean bracketed)
{
  g_autoptr (GInetAddress) literal = g_inet_address_new_from_string (text);
  GSocketFamily family = bracketed ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4;

  return literal != NULL && g_inet_address_get_family (literal) == family;
}

/**
 * rrm_redirects_new:
 *
 * Returns: (transfer full): no redirects yet
 */
RrmRedirects *
rrm_redirects_new (void)
{
  RrmRedirects *self = g_new0 (RrmRedirects, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  self->faults = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

RrmRedirects *
rrm_redirects_ref (RrmRedirects *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rrm_redirects_unref (RrmRedirects *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_ptr_array_unref (self->rules);
      g_hash_table_unref (self->faults);
      g_free (self);
    }
}

/**
 * rrm_redirects_add_text:
 * @self: redirects
 * @text: `HOST:PORT:ADDRESS:PORT2`; HOST may be an IPv6 literal in brackets, an empty PORT is every
 *   port, ADDRESS is an IP literal (IPv6 in brackets)
 * @error: a [error@RedirectError] that tells which part is wrong
 *
 * Adds a redirect as the command line gives it.
 *
 * Returns: whether @text was understood
 */
gboolean
rrm_redirects_add_text (RrmRedirects *self,
                        const char *text,
                        GError **error)
{
  const char *rest = text;
  g_autofree char *host = NULL;
  g_autofree char *port_text = NULL;
  g_autofree char *address = NULL;
  gboolean host_bracketed, port_bracketed, address_bracketed;
  guint16 port = 0;
  guint16 target_port = 0;
  int code;

  if (!take_part (&rest, &host, &host_bracketed) ||
      !take_part (&rest, &port_text, &port_bracketed) ||
      !take_part (&rest, &address, &address_bracketed))
    code = RRM_REDIRECT_ERROR_SYNTAX;
  else if (!is_host (host, host_bracketed))
    code = RRM_REDIRECT_ERROR_HOST;
  else if (port_bracketed || (port_text[0] != '\0' && !parse_port (port_text, &port)))
    code = RRM_REDIRECT_ERROR_PORT;
  else if (!is_address (address, address_bracketed))
    code = RRM_REDIRECT_ERROR_ADDRESS;
  else if (!parse_port (rest, &target_port))
    code = RRM_REDIRECT_ERROR_TARGET_PORT;
  else
    {
      rrm_redirects_add (self, host, port, address, target_port);
      return TRUE;
    }

  g_set_error (error, RRM_REDIRECT_ERROR, code, "Not a redirect: %s", text);

  return FALSE;
}

/**
 * rrm_redirects_add:
 * @self: redirects
 * @host: the host that is meant
 * @port: the port that is meant, or 0 for every port
 * @address: an IP literal without brackets
 * @target_port: the port to go to
 */
void
rrm_redirects_add (RrmRedirects *self,
                   const char *host,
                   guint16 port,
                   const char *address,
                   guint16 target_port)
{
  Rule *rule = g_new0 (Rule, 1);

  rule->host = rrm_hostname_normalise (host);
  rule->port = port;
  rule->address = g_strdup (address);
  rule->target_port = target_port;
  g_ptr_array_add (self->rules, rule);
}

/**
 * rrm_redirects_add_fault:
 * @self: redirects
 * @host: the host that is meant
 * @fault: one of the faults of a name look-up
 *
 * Makes a host one that cannot be looked up, for practice.
 */
void
rrm_redirects_add_fault (RrmRedirects *self,
                         const char *host,
                         RrmFaultKind fault)
{
  g_hash_table_insert (self->faults, rrm_hostname_normalise (host), GUINT_TO_POINTER (fault));
}

gboolean
rrm_redirects_is_empty (const RrmRedirects *self)
{
  return self->rules->len == 0 && g_hash_table_size (self->faults) == 0;
}

/* Whether a rule for exactly this port exists; then rules for every port do not count. */
static gboolean
has_exact (const RrmRedirects *self,
           const char *host,
           guint16 port)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (rule->port == port && g_str_equal (rule->host, host))
        return TRUE;
    }

  return FALSE;
}

/**
 * rrm_redirects_list:
 * @self: redirects
 * @host: the host that is meant; letter case does not count
 * @port: the port that is meant
 *
 * Returns: (transfer full) (nullable) (element-type GInetSocketAddress): where to go instead, in
 *   the order given, or %NULL when nothing is redirected. Rules with exactly this port win over
 *   the ones for every port.
 */
GPtrArray *
rrm_redirects_list (const RrmRedirects *self,
                    const char *host,
                    guint16 port)
{
  g_autofree char *normal = rrm_hostname_normalise (host);
  guint16 wanted = has_exact (self, normal, port) ? port : 0;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (rule->port == wanted && g_str_equal (rule->host, normal))
        g_ptr_array_add (list, g_inet_socket_address_new_from_string (rule->address,
                                                                      rule->target_port));
    }

  return list->len > 0 ? g_steal_pointer (&list) : NULL;
}

/**
 * rrm_redirects_lookup:
 * @self: redirects
 * @host: the host that is meant; letter case does not count
 * @port: the port that is meant
 * @address: (out) (optional) (transfer none): the first address to go to, an IP literal
 * @target_port: (out) (optional): the port there
 *
 * Returns: whether this host and port is redirected
 */
gboolean
rrm_redirects_lookup (const RrmRedirects *self,
                      const char *host,
                      guint16 port,
                      const char **address,
                      guint16 *target_port)
{
  g_autofree char *normal = rrm_hostname_normalise (host);
  guint16 wanted = has_exact (self, normal, port) ? port : 0;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (rule->port != wanted || !g_str_equal (rule->host, normal))
        continue;
      if (address != NULL)
        *address = rule->address;
      if (target_port != NULL)
        *target_port = rule->target_port;
      return TRUE;
    }

  return FALSE;
}

/**
 * rrm_redirects_lookup_fault:
 * @self: redirects
 * @host: the host that is meant
 * @fault: (out): what its look-up shall end with
 *
 * Returns: whether the look-up of this host shall fail
 */
gboolean
rrm_redirects_lookup_fault (const RrmRedirects *self,
                            const char *host,
                            RrmFaultKind *fault)
{
  g_autofree char *normal = rrm_hostname_normalise (host);
  gpointer value;

  if (!g_hash_table_lookup_extended (self->faults, normal, NULL, &value))
    return FALSE;
  *fault = GPOINTER_TO_UINT (value);

  return TRUE;
}
