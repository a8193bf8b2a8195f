/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "discover/autoconfig.h"

#include <string.h>

/* Elements within elements; the format itself has five. */
#define MAX_DEPTH 16
#define MAX_ELEMENTS 2000
#define MAX_SERVERS 20
#define MAX_FIELD 1000

/* A provider's file of settings, as Thunderbird reads it (draft-ietf-mailmaint-autoconfig).
 *
 * GLib's reader of markup is all that it takes: it knows the five entities of XML and no other, and
 * it loads nothing. A file with a document type, where entities would be made, is refused. */
typedef struct
{
  const RrmAddress *address;
  RrmLookup *lookup;
  guint depth;
  guint elements;
  /* Within <emailProvider>; 0: outside. */
  guint provider_depth;
  /* The server that is being read. */
  gboolean in_server;
  guint server_depth;
  gboolean outgoing;
  char *type;
  char *host;
  char *port;
  char *socket_type;
  char *username;
  /* NONE where the server wants no login. */
  RrmAuth auth;
  /* The text of the element that is being read. */
  GString *text;
} Reader;

static void
clear_server (Reader *reader)
{
  g_clear_pointer (&reader->type, g_free);
  g_clear_pointer (&reader->host, g_free);
  g_clear_pointer (&reader->port, g_free);
  g_clear_pointer (&reader->socket_type, g_free);
  g_clear_pointer (&reader->username, g_free);
  reader->auth = RRM_AUTH_AUTO;
  reader->in_server = FALSE;
}

static gboolean
fail (GError **error,
      const char *why)
{
  g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, why);

  return FALSE;
}

/* What stands for a part of the address. */
static char *
fill_in (Reader *reader,
         const char *text)
{
  GString *out = g_string_new (text);

  g_string_replace (out, "%EMAILADDRESS%", rrm_address_get_text (reader->address), 0);
  g_string_replace (out, "%EMAILLOCALPART%", rrm_address_get_local_part (reader->address), 0);
  g_string_replace (out, "%EMAILDOMAIN%", rrm_address_get_domain (reader->address), 0);

  return g_string_free (out, FALSE);
}

static gboolean
read_protocol (Reader *reader,
               RrmProtocol *protocol)
{
  static const char *const types[RRM_N_PROTOCOLS] = { "imap", "pop3", "smtp" };

  for (guint i = 0; i < RRM_N_PROTOCOLS; i++)
    if (g_strcmp0 (reader->type, types[i]) == 0)
      {
        *protocol = (RrmProtocol) i;
        return reader->outgoing == (*protocol == RRM_PROTOCOL_SMTP);
      }

  return FALSE;
}

/* Clear text is in the format, and never taken from it. */
static gboolean
read_security (Reader *reader,
               RrmSecurity *security)
{
  if (g_strcmp0 (reader->socket_type, "SSL") == 0)
    *security = RRM_SECURITY_TLS;
  else if (g_strcmp0 (reader->socket_type, "STARTTLS") == 0)
    *security = RRM_SECURITY_STARTTLS;
  else
    return FALSE;

  return TRUE;
}

static gboolean
is_known (GPtrArray *list,
          RrmServiceSettings *settings)
{
  for (guint i = 0; i < list->len; i++)
    if (rrm_service_settings_equal (g_ptr_array_index (list, i), settings))
      return TRUE;

  return FALSE;
}

/* Keeps the server that was read, if everything in it makes sense. */
static void
add_server (Reader *reader)
{
  GPtrArray *list = reader->outgoing ? reader->lookup->outgoing : reader->lookup->incoming;
  RrmProtocol protocol;
  RrmSecurity security;
  guint64 port;
  g_autofree char *filled = reader->host != NULL ? fill_in (reader, reader->host) : NULL;
  g_autofree char *host = filled != NULL ? rrm_host_normalize (filled, NULL) : NULL;
  g_autofree char *username = fill_in (reader, reader->username != NULL ? reader->username
                                                                         : "%EMAILADDRESS%");
  g_autoptr (RrmServiceSettings) settings = NULL;

  if (list->len >= MAX_SERVERS || host == NULL || !read_protocol (reader, &protocol) ||
      !read_security (reader, &security) || reader->port == NULL ||
      !g_ascii_string_to_unsigned (reader->port, 10, 1, G_MAXUINT16, &port, NULL))
    return;

  settings = rrm_service_settings_new (protocol, host, (guint16) port, security);
  rrm_service_settings_set_username (settings, username);
  rrm_service_settings_set_auth (settings, reader->auth);
  rrm_service_settings_set_source (settings, RRM_SOURCE_AUTOCONFIG);
  if (!is_known (list, settings))
    g_ptr_array_add (list, g_steal_pointer (&settings));
}

static const char *
get_attribute (const char **names,
               const char **values,
               const char *wanted)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], wanted))
      return values[i];

  return NULL;
}

static void
on_start (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Reader *reader = data;

  g_string_truncate (reader->text, 0);
  if (++reader->depth > MAX_DEPTH || ++reader->elements > MAX_ELEMENTS)
    {
      fail (error, "Too many elements");
      return;
    }
  if (reader->depth == 1 && !g_str_equal (name, "clientConfig"))
    fail (error, "Another kind of file");
  else if (reader->depth == 2 && g_str_equal (name, "emailProvider"))
    reader->provider_depth = reader->depth;
  else if (reader->provider_depth != 0 && reader->depth == reader->provider_depth + 1 &&
           (g_str_equal (name, "incomingServer") || g_str_equal (name, "outgoingServer")))
    {
      reader->in_server = TRUE;
      reader->server_depth = reader->depth;
      reader->outgoing = g_str_equal (name, "outgoingServer");
      reader->type = g_strdup (get_attribute (names, values, "type"));
    }
}

static void
take_field (char **field,
            const char *text)
{
  if (*field == NULL)
    *field = g_strstrip (g_strdup (text));
}

/* A password in the clear is safe under TLS; so "password-cleartext" leaves the choice to us. */
static void
take_auth (Reader *reader,
           const char *text)
{
  g_autofree char *word = g_strstrip (g_strdup (text));

  if (g_str_equal (word, "none") && reader->outgoing)
    reader->auth = RRM_AUTH_NONE;
}

static void
on_end (GMarkupParseContext *context,
        const char *name,
        gpointer data,
        GError **error)
{
  Reader *reader = data;

  if (reader->in_server && reader->depth == reader->server_depth)
    {
      add_server (reader);
      clear_server (reader);
    }
  else if (reader->in_server && reader->depth == reader->server_depth + 1)
    {
      if (g_str_equal (name, "hostname"))
        take_field (&reader->host, reader->text->str);
      else if (g_str_equal (name, "port"))
        take_field (&reader->port, reader->text->str);
      else if (g_str_equal (name, "socketType"))
        take_field (&reader->socket_type, reader->text->str);
      else if (g_str_equal (name, "username"))
        take_field (&reader->username, reader->text->str);
      else if (g_str_equal (name, "authentication"))
        take_auth (reader, reader->text->str);
    }
  else if (reader->depth == reader->provider_depth)
    reader->provider_depth = 0;
  reader->depth--;
  g_string_truncate (reader->text, 0);
}

static void
on_text (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer data,
         GError **error)
{
  Reader *reader = data;

  if (!reader->in_server)
    return;
  if (reader->text->len + length > MAX_FIELD)
    fail (error, "A field is too long");
  else
    g_string_append_len (reader->text, text, (gssize) length);
}

/* Comments and the XML declaration come here too, and a document type does. */
static void
on_passthrough (GMarkupParseContext *context,
                const char *text,
                gsize length,
                gpointer data,
                GError **error)
{
  if (!g_str_has_prefix (text, "<!--") && g_str_has_prefix (text, "<!"))
    fail (error, "A document type");
}

/**
 * rrm_autoconfig_parse:
 * @text: (array length=length): what the file holds
 * @length: how many bytes
 * @address: whose settings they are to be
 * @lookup: where the servers go, in the order of the file
 *
 * Reads a provider's file. What is unknown in it is passed over, and so is a server without
 * encryption.
 *
 * Returns: whether it is such a file; it may name no server that can be used
 */
gboolean
rrm_autoconfig_parse (const char *text,
                      gsize length,
                      const RrmAddress *address,
                      RrmLookup *lookup)
{
  const GMarkupParser parser = {
    .start_element = on_start,
    .end_element = on_end,
    .text = on_text,
    .passthrough = on_passthrough,
  };
  Reader reader = { .address = address, .lookup = lookup, .auth = RRM_AUTH_AUTO };
  g_autoptr (GMarkupParseContext) context = NULL;
  gboolean good;

  if (length > RRM_AUTOCONFIG_MAX_SIZE || !g_utf8_validate (text, (gssize) length, NULL))
    return FALSE;

  reader.text = g_string_new (NULL);
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  good = g_markup_parse_context_parse (context, text, (gssize) length, NULL) &&
         g_markup_parse_context_end_parse (context, NULL) && reader.elements > 0;
  clear_server (&reader);
  g_string_free (reader.text, TRUE);
  if (!good)
    {
      g_ptr_array_set_size (lookup->incoming, 0);
      g_ptr_array_set_size (lookup->outgoing, 0);
    }

  return good;
}
