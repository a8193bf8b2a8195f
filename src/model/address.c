/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/address.h"

#include "base/text.h"

#include <gio/gio.h>
#include <string.h>

/* RFC 5321, section 4.5.3.1, and RFC 1035, section 3.1. */
#define MAX_LOCAL_PART 64
#define MAX_DOMAIN 253
#define MAX_LABEL 63

/**
 * RrmAddress:
 *
 * An email address (addr-spec of RFC 5322, without quoting or comments, which this provider never
 * gave out), split at its @. The domain is in lower case and in its ASCII form (RFC 5891).
 */
struct _RrmAddress
{
  char *text;
  char *local_part;
  char *domain;
};

G_DEFINE_QUARK (rrm-address-error-quark, rrm_address_error)
G_DEFINE_QUARK (rrm-host-error-quark, rrm_host_error)

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  /* An underscore is no letter of a host name, but it does occur in the wild. */
  for (const char *p = label; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return FALSE;

  return TRUE;
}

/* Returns: (transfer full) (nullable): the ASCII form in lower case, without a closing dot */
static char *
normalize_domain (const char *text)
{
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;
  g_auto (GStrv) labels = NULL;
  gsize length;

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;
  ascii = g_hostname_to_ascii (text);
  if (ascii == NULL)
    return NULL;

  lower = g_ascii_strdown (ascii, -1);
  length = strlen (lower);
  if (length > 1 && lower[length - 1] == '.')
    lower[--length] = '\0';
  if (length == 0 || length > MAX_DOMAIN)
    return NULL;

  labels = g_strsplit (lower, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++)
    if (!is_label (labels[i]))
      return NULL;

  return g_steal_pointer (&lower);
}

static gboolean
has_space (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static gboolean
check_parts (const char *text,
             const char *at,
             GError **error)
{
  if (strchr (at + 1, '@') != NULL)
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_SEVERAL_AT, "More than one @");
  else if (at == text)
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_NO_LOCAL_PART, "Nothing before the @");
  else if (at[1] == '\0')
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_NO_DOMAIN, "Nothing after the @");
  else if (at - text > MAX_LOCAL_PART)
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_TOO_LONG, "Too long before the @");
  else if (strcspn (text, "<>()[]\\:;\"") < (gsize) (at - text))
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_CHARACTER,
                 "A character it cannot hold");
  else
    return TRUE;

  return FALSE;
}

/**
 * rrm_address_parse:
 * @text: what the person typed; white space around it does not count
 * @error: return location for an error of %RRM_ADDRESS_ERROR
 *
 * Reads an email address.
 *
 * Returns: (transfer full) (nullable): the address
 */
RrmAddress *
rrm_address_parse (const char *text,
                   GError **error)
{
  g_autofree char *stripped = NULL;
  g_autofree char *domain = NULL;
  RrmAddress *address;
  const char *at;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_CONTROL, "Not text");
      return NULL;
    }

  stripped = g_strstrip (g_strdup (text));
  at = strchr (stripped, '@');
  if (stripped[0] == '\0')
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_EMPTY, "Empty");
  else if (strlen (stripped) > MAX_LOCAL_PART + 1 + MAX_DOMAIN)
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_TOO_LONG, "Too long");
  else if (rrm_text_has_controls (stripped))
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_CONTROL, "Control characters");
  else if (strchr (stripped, ',') != NULL)
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_COMMA, "A comma");
  else if (has_space (stripped))
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_SPACE, "A space");
  else if (at == NULL)
    g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_NO_AT, "No @");
  else if (check_parts (stripped, at, error))
    {
      domain = normalize_domain (at + 1);
      if (domain == NULL || strchr (domain, '.') == NULL)
        {
          g_set_error (error, RRM_ADDRESS_ERROR, RRM_ADDRESS_ERROR_BAD_DOMAIN, "Not a domain");
          return NULL;
        }
      address = g_new0 (RrmAddress, 1);
      address->local_part = g_strndup (stripped, (gsize) (at - stripped));
      address->domain = g_steal_pointer (&domain);
      address->text = g_strdup_printf ("%s@%s", address->local_part, address->domain);
      return address;
    }

  return NULL;
}

RrmAddress *
rrm_address_copy (const RrmAddress *address)
{
  RrmAddress *copy = g_new0 (RrmAddress, 1);

  copy->text = g_strdup (address->text);
  copy->local_part = g_strdup (address->local_part);
  copy->domain = g_strdup (address->domain);

  return copy;
}

void
rrm_address_free (RrmAddress *address)
{
  g_free (address->text);
  g_free (address->local_part);
  g_free (address->domain);
  g_free (address);
}

/**
 * rrm_address_get_text:
 * @address: an address
 *
 * Returns: the whole address, local part as typed, domain in lower case ASCII
 */
const char *
rrm_address_get_text (const RrmAddress *address)
{
  return address->text;
}

const char *
rrm_address_get_local_part (const RrmAddress *address)
{
  return address->local_part;
}

const char *
rrm_address_get_domain (const RrmAddress *address)
{
  return address->domain;
}

/**
 * rrm_host_is_literal:
 * @host: a host, without brackets
 *
 * Returns: whether it is an IP address and no name
 */
gboolean
rrm_host_is_literal (const char *host)
{
  const char *zone = strchr (host, '%');

  /* Behind the % GLib takes anything for a zone (RFC 6874, section 2, says what is one). */
  for (const char *p = zone != NULL ? zone + 1 : ""; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-._~", *p) == NULL)
      return FALSE;

  return g_hostname_is_ip_address (host);
}

static gboolean
is_port_suffix (const char *text)
{
  return strchr (text, ':') == strrchr (text, ':') && strchr (text, ':') != NULL;
}

/**
 * rrm_host_normalize:
 * @text: a server's name as typed or pasted; white space around it does not count
 * @error: return location for an error of %RRM_HOST_ERROR
 *
 * Reads a host name or an IP address (in brackets or not) and gives its form on the wire. What
 * people paste around a host (a scheme, a port, a path) is told apart, so that it can be named.
 *
 * Returns: (transfer full) (nullable): the host in lower case ASCII, an address without brackets
 */
char *
rrm_host_normalize (const char *text,
                    GError **error)
{
  g_autofree char *stripped = g_strstrip (g_utf8_make_valid (text, -1));
  g_autofree char *bracketed = NULL;
  g_autofree char *host = NULL;
  gsize length = strlen (stripped);

  if (length > 2 && stripped[0] == '[' && stripped[length - 1] == ']')
    {
      bracketed = g_strndup (stripped + 1, length - 2);
      if (rrm_host_is_literal (bracketed))
        return g_steal_pointer (&bracketed);
    }
  if (rrm_host_is_literal (stripped))
    return g_steal_pointer (&stripped);

  if (length == 0)
    g_set_error (error, RRM_HOST_ERROR, RRM_HOST_ERROR_EMPTY, "Empty");
  else if (length > 4 * MAX_DOMAIN)
    g_set_error (error, RRM_HOST_ERROR, RRM_HOST_ERROR_TOO_LONG, "Too long");
  else if (strstr (stripped, "://") != NULL)
    g_set_error (error, RRM_HOST_ERROR, RRM_HOST_ERROR_SCHEME, "A scheme before the name");
  else if (strpbrk (stripped, "/?#\\") != NULL)
    g_set_error (error, RRM_HOST_ERROR, RRM_HOST_ERROR_PATH, "A path behind the name");
  else if (strchr (stripped, '@') != NULL)
    g_set_error (error, RRM_HOST_ERROR, RRM_HOST_ERROR_AT, "An @ in the name");
  else if (is_port_suffix (stripped))
    g_set_error (error, RRM_HOST_ERROR, RRM_HOST_ERROR_PORT, "A port behind the name");
  else if (strchr (stripped, ',') != NULL)
    g_set_error (error, RRM_HOST_ERROR, RRM_HOST_ERROR_COMMA, "A comma in the name");
  else if (has_space (stripped))
    g_set_error (error, RRM_HOST_ERROR, RRM_HOST_ERROR_SPACE, "A space in the name");
  else if ((host = normalize_domain (stripped)) == NULL)
    g_set_error (error, RRM_HOST_ERROR, RRM_HOST_ERROR_CHARACTER, "Not a host name");

  return g_steal_pointer (&host);
}

/**
 * rrm_host_is_within:
 * @host: a host, normalized
 * @domain: a domain, likewise
 *
 * Returns: whether @host is @domain or lies below it
 */
gboolean
rrm_host_is_within (const char *host,
                    const char *domain)
{
  gsize length = strlen (host);
  gsize tail = strlen (domain);

  if (g_str_equal (host, domain))
    return TRUE;

  return tail > 0 && length > tail && g_str_has_suffix (host, domain) &&
         host[length - tail - 1] == '.' && !rrm_host_is_literal (host);
}
