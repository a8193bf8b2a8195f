/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/document.h"

#include <string.h>

/* prefs.js as Mozilla's own reader takes it: statements of user_pref ("name", value); over any
 * number of lines, with comments of C, C++ and the shell between them. */

typedef struct
{
  const char *text;
  const char *p;
  const char *end;
} Scanner;

static void
skip_comment_line (Scanner *scanner)
{
  while (scanner->p < scanner->end && *scanner->p != '\n')
    scanner->p++;
}

/* Blanks and comments; false where a comment has no end. */
static gboolean
skip_blanks (Scanner *scanner)
{
  while (scanner->p < scanner->end)
    {
      if (g_ascii_isspace (*scanner->p) || *scanner->p == '\v')
        scanner->p++;
      else if (*scanner->p == '#' || g_str_has_prefix (scanner->p, "//"))
        skip_comment_line (scanner);
      else if (g_str_has_prefix (scanner->p, "/*"))
        {
          const char *end = strstr (scanner->p + 2, "*/");

          scanner->p = end != NULL ? end + 2 : scanner->end;
          if (end == NULL)
            return FALSE;
        }
      else
        break;
    }

  return TRUE;
}

static gboolean
take (Scanner *scanner,
      char c)
{
  if (!skip_blanks (scanner) || scanner->p >= scanner->end || *scanner->p != c)
    return FALSE;
  scanner->p++;

  return TRUE;
}

static gboolean
read_hex (Scanner *scanner,
          guint digits,
          gunichar *value)
{
  *value = 0;
  for (guint i = 0; i < digits; i++, scanner->p++)
    {
      if (scanner->p >= scanner->end || !g_ascii_isxdigit (*scanner->p))
        return FALSE;
      *value = *value * 16 + (gunichar) g_ascii_xdigit_value (*scanner->p);
    }

  return *value != 0;
}

/* Characters beyond the first plane come as two escapes (UTF-16). */
static gboolean
read_unicode (Scanner *scanner,
              guint digits,
              GString *string)
{
  gunichar high;
  gunichar low;

  if (!read_hex (scanner, digits, &high))
    return FALSE;
  if (high >= 0xd800 && high < 0xdc00)
    {
      if (scanner->end - scanner->p < 6 || scanner->p[0] != '\\' || scanner->p[1] != 'u')
        return FALSE;
      scanner->p += 2;
      if (!read_hex (scanner, 4, &low) || low < 0xdc00 || low >= 0xe000)
        return FALSE;
      high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    }
  if (!g_unichar_validate (high))
    return FALSE;
  g_string_append_unichar (string, high);

  return TRUE;
}

static gboolean
read_escape (Scanner *scanner,
             GString *string)
{
  char c = scanner->p < scanner->end ? *scanner->p : '\0';

  scanner->p++;
  switch (c)
    {
    case '"':
    case '\'':
    case '\\':
      g_string_append_c (string, c);
      return TRUE;
    case 'n':
      g_string_append_c (string, '\n');
      return TRUE;
    case 'r':
      g_string_append_c (string, '\r');
      return TRUE;
    case 'x':
      return read_unicode (scanner, 2, string);
    case 'u':
      return read_unicode (scanner, 4, string);
    default:
      return FALSE;
    }
}

static char *
read_string (Scanner *scanner)
{
  g_autoptr (GString) string = g_string_new (NULL);
  char quote;

  if (!skip_blanks (scanner) || scanner->p >= scanner->end)
    return NULL;
  quote = *scanner->p;
  if (quote != '"' && quote != '\'')
    return NULL;

  scanner->p++;
  while (scanner->p < scanner->end && *scanner->p != quote)
    {
      char c = *scanner->p++;

      if (c != '\\')
        g_string_append_c (string, c);
      else if (!read_escape (scanner, string))
        return NULL;
    }
  if (scanner->p >= scanner->end)
    return NULL;
  scanner->p++;

  return g_string_free (g_steal_pointer (&string), FALSE);
}

/* A number or a truth value. */
static char *
read_literal (Scanner *scanner)
{
  const char *begin = scanner->p;
  g_autofree char *word = NULL;
  const char *digits;

  while (scanner->p < scanner->end &&
         (g_ascii_isalnum (*scanner->p) || *scanner->p == '-' || *scanner->p == '+'))
    scanner->p++;
  word = g_strndup (begin, (gsize) (scanner->p - begin));
  digits = word + (word[0] == '-' || word[0] == '+' ? 1 : 0);
  if (!g_str_equal (word, "true") && !g_str_equal (word, "false") &&
      (digits[0] == '\0' || digits[strspn (digits, "0123456789")] != '\0'))
    return NULL;

  return g_steal_pointer (&word);
}

static gboolean
take_word (Scanner *scanner)
{
  static const char *const words[] = { "user_pref", "sticky_pref", "pref" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (scanner->p, words[i]))
      {
        scanner->p += strlen (words[i]);
        return TRUE;
      }

  return FALSE;
}

/* Behind the statement, and behind its line where nothing else stands there. */
static gsize
find_line_end (const Scanner *scanner)
{
  const char *p = scanner->p;

  while (p < scanner->end && (*p == ' ' || *p == '\t' || *p == '\r'))
    p++;

  return (gsize) ((p < scanner->end && *p == '\n' ? p + 1 : scanner->p) - scanner->text);
}

static RrmSetting *
read_statement (Scanner *scanner)
{
  g_autoptr (RrmSetting) setting = g_new0 (RrmSetting, 1);

  if (!take_word (scanner) || !take (scanner, '('))
    return NULL;
  setting->section = g_strdup ("");
  setting->key = read_string (scanner);
  if (setting->key == NULL || !take (scanner, ',') || !skip_blanks (scanner))
    return NULL;

  setting->start = (gsize) (scanner->p - scanner->text);
  setting->value = scanner->p < scanner->end && (*scanner->p == '"' || *scanner->p == '\'')
                     ? read_string (scanner)
                     : read_literal (scanner);
  setting->end = (gsize) (scanner->p - scanner->text);
  if (setting->value == NULL || !take (scanner, ')') || !take (scanner, ';'))
    return NULL;
  setting->line_end = find_line_end (scanner);

  return g_steal_pointer (&setting);
}

static void
parse (RrmDocument *document)
{
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  Scanner scanner = { text, text, text + length };

  while (TRUE)
    {
      RrmSetting *setting;

      if (!skip_blanks (&scanner))
        rrm_document_set_damaged (document);
      if (scanner.p >= scanner.end)
        return;

      setting = read_statement (&scanner);
      if (setting != NULL)
        {
          rrm_document_add_setting (document, setting);
          continue;
        }
      /* As the program itself does: go on behind the next semicolon. */
      rrm_document_set_damaged (document);
      while (scanner.p < scanner.end && *scanner.p != ';')
        scanner.p++;
      if (scanner.p < scanner.end)
        scanner.p++;
    }
}

static char *
quote (const char *value,
       gboolean literal)
{
  g_autoptr (GString) string = NULL;

  if (literal)
    return g_strdup (value);

  string = g_string_new ("\"");
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\n' || *p == '\r')
        {
          g_string_append (string, *p == '\n' ? "\\n" : "\\r");
          continue;
        }
      if (*p == '"' || *p == '\\')
        g_string_append_c (string, '\\');
      g_string_append_c (string, *p);
    }
  g_string_append_c (string, '"');

  return g_string_free (g_steal_pointer (&string), FALSE);
}

static char *
make_line (const char *key,
           const char *quoted,
           const char *indent)
{
  g_autofree char *name = quote (key, FALSE);

  return g_strdup_printf ("%suser_pref(%s, %s);", indent, name, quoted);
}

const RrmDialect rrm_dialect_prefs = {
  .parse = parse,
  .quote = quote,
  .line = make_line,
  .stands_alone = TRUE,
};
