/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/codes.h"

#include <string.h>

/* What square codes say: a sequence of JSON texts (RFC 7464), each made of arrays, texts and whole
 * numbers, which is all that Thunderbird's "Export for Mobile" has. A text that is anything else is
 * left out whole.
 *
 * The sections are the places of the arrays: "1" is the first code, "1/2" the third element in it.
 * The keys are places, too, a number's with "#" before it. */

#define SEPARATOR '\x1e'
/* One more than the format has. */
#define MAX_DEPTH 6
#define MAX_SETTINGS 20000

typedef struct
{
  const char *start;
  const char *p;
  const char *end;
  guint depth;
  /* Of RrmSetting: of this code alone, until it is whole. */
  GPtrArray *settings;
} Reader;

static gboolean read_value (Reader *reader, const char *section, const char *key);

static void
skip_blanks (Reader *reader)
{
  while (reader->p < reader->end && strchr (" \t\r\n", *reader->p) != NULL)
    reader->p++;
}

static gboolean
take (Reader *reader,
      const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (reader->end - reader->p) < length || strncmp (reader->p, word, length) != 0)
    return FALSE;
  reader->p += length;

  return TRUE;
}

static gboolean
add_setting (Reader *reader,
             const char *section,
             char *key,
             char *value,
             const char *from)
{
  RrmSetting *setting = g_new0 (RrmSetting, 1);

  setting->section = g_strdup (section);
  setting->key = key;
  setting->value = value;
  setting->start = (gsize) (from - reader->start);
  setting->end = setting->line_end = (gsize) (reader->p - reader->start);
  g_ptr_array_add (reader->settings, setting);

  return reader->settings->len <= MAX_SETTINGS;
}

static gboolean
read_number (Reader *reader,
             const char *section,
             const char *key)
{
  const char *from = reader->p;

  while (reader->p < reader->end && g_ascii_isdigit (*reader->p))
    reader->p++;
  /* No number of the format is longer, is below zero, or begins with a zero beside 0 itself. */
  if (reader->p == from || reader->p - from > 9 || (*from == '0' && reader->p - from > 1))
    return FALSE;

  return add_setting (reader, section, g_strconcat ("#", key, NULL),
                      g_strndup (from, (gsize) (reader->p - from)), from);
}

static gboolean
read_unit (Reader *reader,
           gunichar *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++, reader->p++)
    {
      if (reader->p == reader->end || !g_ascii_isxdigit (*reader->p))
        return FALSE;
      *unit = *unit << 4 | (gunichar) g_ascii_xdigit_value (*reader->p);
    }

  return TRUE;
}

/* Behind "\u" (RFC 8259, section 7): half a pair and the NUL are no characters. */
static gboolean
read_character (Reader *reader,
                GString *text)
{
  gunichar c, low;

  if (!read_unit (reader, &c))
    return FALSE;
  if (c >= 0xd800 && c < 0xdc00)
    {
      if (!take (reader, "\\u") || !read_unit (reader, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
  if (c == 0 || !g_unichar_validate (c))
    return FALSE;
  g_string_append_unichar (text, c);

  return TRUE;
}

static gboolean
read_escape (Reader *reader,
             GString *text)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (reader->p == reader->end)
    return FALSE;
  if (take (reader, "u"))
    return read_character (reader, text);
  found = strchr (from, *reader->p);
  if (found == NULL || *found == '\0')
    return FALSE;
  g_string_append_c (text, to[found - from]);
  reader->p++;

  return TRUE;
}

/* Some hold a password: what is given up is wiped. */
static gboolean
read_letters (Reader *reader,
              GString *text)
{
  while (reader->p < reader->end && *reader->p != '"')
    {
      if ((guchar) *reader->p < ' ')
        return FALSE;
      if (take (reader, "\\"))
        {
          if (!read_escape (reader, text))
            return FALSE;
        }
      else
        g_string_append_c (text, *reader->p++);
    }

  return take (reader, "\"") && g_utf8_validate_len (text->str, text->len, NULL);
}

static gboolean
read_text (Reader *reader,
           const char *section,
           const char *key)
{
  const char *from = reader->p - 1;
  GString *text = g_string_sized_new ((gsize) (reader->end - reader->p) + 1);
  gboolean is_read = read_letters (reader, text);

  if (is_read)
    is_read = add_setting (reader, section, g_strdup (key), g_strdup (text->str), from);
  explicit_bzero (text->str, text->allocated_len);
  g_string_free (text, TRUE);

  return is_read;
}

static gboolean
read_array (Reader *reader,
            const char *section)
{
  if (++reader->depth > MAX_DEPTH)
    return FALSE;
  skip_blanks (reader);
  if (!take (reader, "]"))
    for (guint i = 0;; i++)
      {
        g_autofree char *key = g_strdup_printf ("%u", i);

        if (!read_value (reader, section, key))
          return FALSE;
        if (take (reader, "]"))
          break;
        if (!take (reader, ","))
          return FALSE;
      }
  reader->depth--;

  return TRUE;
}

static gboolean
read_value (Reader *reader,
            const char *section,
            const char *key)
{
  gboolean is_read;

  skip_blanks (reader);
  if (take (reader, "["))
    {
      g_autofree char *below = g_strconcat (section, "/", key, NULL);

      is_read = read_array (reader, below);
    }
  else if (take (reader, "\""))
    is_read = read_text (reader, section, key);
  else
    is_read = take (reader, "null") || read_number (reader, section, key);
  skip_blanks (reader);

  return is_read;
}

static gboolean
read_code (Reader *reader,
           const char *section)
{
  skip_blanks (reader);
  if (!take (reader, "[") || !read_array (reader, section))
    return FALSE;
  skip_blanks (reader);

  return reader->p == reader->end;
}

static void
free_setting (gpointer data)
{
  RrmSetting *setting = data;

  explicit_bzero (setting->value, strlen (setting->value));
  rrm_setting_free (setting);
}

static void
parse (RrmDocument *document)
{
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  const char *end = text + length;
  guint n = 1;

  for (const char *p = memchr (text, SEPARATOR, length); p != NULL;)
    {
      const char *next = memchr (p + 1, SEPARATOR, (gsize) (end - p - 1));
      g_autofree char *section = g_strdup_printf ("%u", n);
      g_autoptr (GPtrArray) settings = g_ptr_array_new_with_free_func (free_setting);
      Reader reader = { text, p + 1, next != NULL ? next : end, 0, settings };

      if (read_code (&reader, section))
        {
          g_ptr_array_set_free_func (settings, NULL);
          for (guint i = 0; i < settings->len; i++)
            rrm_document_add_setting (document, g_ptr_array_index (settings, i));
          n++;
        }
      p = next;
    }
}

const RrmDialect rrm_dialect_codes = { .parse = parse };
