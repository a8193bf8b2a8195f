/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"

#include "base/text.h"

#include <string.h>

/* Nothing here copies its text: it may be a password. Line ends and other control characters are
 * refused before anything is written, so no rule below has a way to write them. */

static gboolean
is_unreserved (char c)
{
  return g_ascii_isalnum (c) || strchr ("-._~", c) != NULL;
}

/**
 * rrm_escape_raw:
 * @sheet: a sheet
 * @text: what to write
 *
 * For targets that take everything up to the end of the line as it stands.
 */
void
rrm_escape_raw (RrmSheet *sheet,
                const char *text)
{
  rrm_sheet_add (sheet, text);
}

static void
add_uri (RrmSheet *sheet,
         const char *text,
         const char *allowed)
{
  static const char digits[] = "0123456789ABCDEF";

  for (const char *p = text; *p != '\0'; p++)
    if (is_unreserved (*p) || strchr (allowed, *p) != NULL)
      rrm_sheet_add_char (sheet, *p);
    else
      {
        rrm_sheet_add_char (sheet, '%');
        rrm_sheet_add_char (sheet, digits[(guchar) *p >> 4]);
        rrm_sheet_add_char (sheet, digits[(guchar) *p & 15]);
      }
}

/**
 * rrm_escape_uri:
 * @sheet: a sheet
 * @text: what to write
 *
 * One part of a URI: all but the unreserved characters in per cent form (RFC 3986, section 2.3).
 */
void
rrm_escape_uri (RrmSheet *sheet,
                const char *text)
{
  add_uri (sheet, text, "");
}

/**
 * rrm_escape_uri_path:
 * @sheet: a sheet
 * @text: what to write
 *
 * The same for a path, whose slashes part it.
 */
void
rrm_escape_uri_path (RrmSheet *sheet,
                     const char *text)
{
  add_uri (sheet, text, "/");
}

/**
 * rrm_escape_xml:
 * @sheet: a sheet
 * @text: what to write
 *
 * Text of an element or of a quoted attribute.
 */
void
rrm_escape_xml (RrmSheet *sheet,
                const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '&':
        rrm_sheet_add (sheet, "&amp;");
        break;
      case '<':
        rrm_sheet_add (sheet, "&lt;");
        break;
      case '>':
        rrm_sheet_add (sheet, "&gt;");
        break;
      case '"':
        rrm_sheet_add (sheet, "&quot;");
        break;
      case '\'':
        rrm_sheet_add (sheet, "&#39;");
        break;
      default:
        rrm_sheet_add_char (sheet, *p);
      }
}

static void
add_quoted (RrmSheet *sheet,
            const char *text,
            const char *special)
{
  rrm_sheet_add_char (sheet, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr (special, *p) != NULL)
        rrm_sheet_add_char (sheet, '\\');
      rrm_sheet_add_char (sheet, *p);
    }
  rrm_sheet_add_char (sheet, '"');
}

/**
 * rrm_escape_backslash:
 * @sheet: a sheet
 * @text: what to write
 *
 * A string in double quotes in which a backslash escapes a quote and itself, and nothing else
 * means anything: mbsync, JSON, Mozilla preferences, Emacs Lisp, TOML.
 */
void
rrm_escape_backslash (RrmSheet *sheet,
                      const char *text)
{
  add_quoted (sheet, text, "\"\\");
}

/**
 * rrm_escape_mutt:
 * @sheet: a sheet
 * @text: what to write
 *
 * A string in double quotes for mutt and NeoMutt, which run backticks and put in variables there.
 */
void
rrm_escape_mutt (RrmSheet *sheet,
                 const char *text)
{
  add_quoted (sheet, text, "\"\\$`");
}

/**
 * rrm_escape_fetchmail:
 * @sheet: a sheet
 * @text: what to write
 *
 * A string in double quotes for fetchmail, which has no way to escape the quote but its number.
 */
void
rrm_escape_fetchmail (RrmSheet *sheet,
                      const char *text)
{
  rrm_sheet_add_char (sheet, '"');
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"')
      rrm_sheet_add (sheet, "\\x22");
    else if (*p == '\\')
      rrm_sheet_add (sheet, "\\\\");
    else
      rrm_sheet_add_char (sheet, *p);
  rrm_sheet_add_char (sheet, '"');
}

/**
 * rrm_escape_outer:
 * @sheet: a sheet
 * @text: what to write
 *
 * msmtp and mpop take one pair of quotes off the ends and leave everything between as it is.
 */
void
rrm_escape_outer (RrmSheet *sheet,
                  const char *text)
{
  add_quoted (sheet, text, "");
}

/**
 * rrm_escape_percent:
 * @sheet: a sheet
 * @text: what to write
 *
 * Python's configuration files with interpolation, where a per cent sign is written twice.
 */
void
rrm_escape_percent (RrmSheet *sheet,
                    const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '%')
        rrm_sheet_add_char (sheet, '%');
      rrm_sheet_add_char (sheet, *p);
    }
}

/**
 * rrm_escape_go_ini:
 * @sheet: a sheet
 * @text: what to write
 *
 * Go's INI files: between the first and the last backtick of a line nothing is special.
 */
void
rrm_escape_go_ini (RrmSheet *sheet,
                   const char *text)
{
  rrm_sheet_add_char (sheet, '`');
  rrm_sheet_add (sheet, text);
  rrm_sheet_add_char (sheet, '`');
}

/**
 * rrm_escape_kconfig:
 * @sheet: a sheet
 * @text: what to write
 *
 * KDE's configuration files. Blanks at the ends would be lost without their escape.
 */
void
rrm_escape_kconfig (RrmSheet *sheet,
                    const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\\')
      rrm_sheet_add (sheet, "\\\\");
    else if (text[i] == ' ' && (i == 0 || i == length - 1))
      rrm_sheet_add (sheet, "\\s");
    else
      rrm_sheet_add_char (sheet, text[i]);
}

/**
 * rrm_text_has_any:
 * @text: a text
 * @characters: ASCII characters
 *
 * Returns: whether one of @characters is in @text
 */
gboolean
rrm_text_has_any (const char *text,
                  const char *characters)
{
  return strpbrk (text, characters) != NULL;
}

/**
 * rrm_text_has_edge_blanks:
 * @text: UTF-8
 *
 * Returns: whether @text begins or ends with white space of any kind, as some readers take off
 */
gboolean
rrm_text_has_edge_blanks (const char *text)
{
  const char *last;

  if (text[0] == '\0')
    return FALSE;

  last = g_utf8_find_prev_char (text, text + strlen (text));

  return g_unichar_isspace (g_utf8_get_char (text)) ||
         (last != NULL && g_unichar_isspace (g_utf8_get_char (last)));
}

/**
 * rrm_text_is_plain:
 * @text: anything
 *
 * Returns: whether @text is UTF-8 without control characters (C0, C1), without the line and
 *   paragraph ends of Unicode, and without what XML cannot hold
 */
gboolean
rrm_text_is_plain (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL) || rrm_text_has_controls (text))
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029 || (c & 0xfffe) == 0xfffe)
        return FALSE;
    }

  return TRUE;
}

/**
 * rrm_mailbox_format:
 * @name: a person's name; may be empty
 * @address: their address
 *
 * Returns: (transfer full): both as a header field holds them (RFC 5322, section 3.4), the name
 *   in UTF-8 as a quoted string
 */
char *
rrm_mailbox_format (const char *name,
                    const char *address)
{
  GString *mailbox;

  if (name[0] == '\0')
    return g_strdup (address);

  mailbox = g_string_new ("\"");
  for (const char *p = name; *p != '\0'; p++)
    {
      if (strchr ("\"\\", *p) != NULL)
        g_string_append_c (mailbox, '\\');
      g_string_append_c (mailbox, *p);
    }
  g_string_append_printf (mailbox, "\" <%s>", address);

  return g_string_free (mailbox, FALSE);
}
