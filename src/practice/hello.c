/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/hello.h"

#include <string.h>

#define RECORD_HANDSHAKE 22
#define CLIENT_HELLO 1
#define EXTENSION_SERVER_NAME 0
#define EXTENSION_ALPN 16
#define EXTENSION_SUPPORTED_VERSIONS 43

/* A window on bytes; once it has run out, everything read is empty and @good is FALSE. */
typedef struct
{
  const guint8 *bytes;
  gsize length;
  gboolean good;
} Window;

static Window
take (Window *from,
      gsize length)
{
  Window part = { from->bytes, length, from->good && length <= from->length };

  if (!part.good)
    {
      from->good = FALSE;
      part.length = 0;
      return part;
    }
  from->bytes += length;
  from->length -= length;

  return part;
}

static guint
take_number (Window *from,
             gsize width)
{
  Window part = take (from, width);
  guint number = 0;

  for (gsize i = 0; i < part.length; i++)
    number = number << 8 | part.bytes[i];

  return number;
}

static Window
take_vector (Window *from,
             gsize width)
{
  guint length = take_number (from, width);

  return take (from, length);
}

static guint
version_bit (guint version)
{
  return version >= 0x0301 && version <= 0x0304 ? 1u << (version - 0x0301) : 0;
}

static void
read_versions (RrmPracticeHello *self,
               Window data)
{
  Window list = take_vector (&data, 1);

  self->versions = 0;
  while (list.good && list.length >= 2)
    self->versions |= version_bit (take_number (&list, 2));
}

static void
read_server_name (RrmPracticeHello *self,
                  Window data)
{
  Window list = take_vector (&data, 2);
  guint type = take_number (&list, 1);
  Window name = take_vector (&list, 2);

  if (name.good && type == 0 && self->server_name == NULL)
    self->server_name = g_strndup ((const char *) name.bytes, name.length);
}

static void
read_protocols (RrmPracticeHello *self,
                Window data)
{
  Window list = take_vector (&data, 2);
  g_autoptr (GString) names = g_string_new (NULL);

  while (list.good && list.length > 0)
    {
      Window name = take_vector (&list, 1);

      if (names->len > 0)
        g_string_append_c (names, ' ');
      g_string_append_len (names, (const char *) name.bytes, (gssize) name.length);
    }
  if (self->protocols == NULL)
    self->protocols = g_strdup (names->str);
}

static void
read_extensions (RrmPracticeHello *self,
                 Window extensions)
{
  while (extensions.good && extensions.length > 0)
    {
      guint type = take_number (&extensions, 2);
      Window data = take_vector (&extensions, 2);

      if (type == EXTENSION_SUPPORTED_VERSIONS)
        read_versions (self, data);
      else if (type == EXTENSION_SERVER_NAME)
        read_server_name (self, data);
      else if (type == EXTENSION_ALPN)
        read_protocols (self, data);
    }
}

/**
 * rrm_practice_hello_new:
 * @bytes: the first TLS record of a connection, header included
 * @length: its length in bytes
 *
 * Reads a ClientHello (RFC 8446, section 4.1.2), as far as it lies in one record.
 *
 * Returns: (transfer full) (nullable): what it offers, or %NULL if this is none
 */
RrmPracticeHello *
rrm_practice_hello_new (const guint8 *bytes,
                        gsize length)
{
  g_autoptr (RrmPracticeHello) self = g_new0 (RrmPracticeHello, 1);
  Window all = { bytes, length, TRUE };
  Window record, body, extensions;
  guint version;

  if (take_number (&all, 1) != RECORD_HANDSHAKE)
    return NULL;
  take (&all, 2);
  record = take_vector (&all, 2);
  if (take_number (&record, 1) != CLIENT_HELLO)
    return NULL;
  body = take_vector (&record, 3);

  /* Without the extension a client takes everything up to this version. */
  version = take_number (&body, 2);
  for (guint v = 0x0301; v <= version && v <= 0x0303; v++)
    self->versions |= version_bit (v);

  take (&body, 32);
  take_vector (&body, 1);
  take_vector (&body, 2);
  take_vector (&body, 1);
  if (!body.good)
    return NULL;
  extensions = take_vector (&body, 2);
  if (extensions.good)
    read_extensions (self, extensions);

  return g_steal_pointer (&self);
}

void
rrm_practice_hello_free (RrmPracticeHello *self)
{
  g_free (self->server_name);
  g_free (self->protocols);
  g_free (self);
}

/**
 * rrm_practice_hello_dup_versions:
 * @self: a hello
 *
 * Returns: (transfer full): the versions offered, as in "1.2 1.3"
 */
char *
rrm_practice_hello_dup_versions (const RrmPracticeHello *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 4; i++)
    if (self->versions & 1u << i)
      g_string_append_printf (text, "%s1.%u", text->len > 0 ? " " : "", i);

  return g_strdup (text->str);
}
