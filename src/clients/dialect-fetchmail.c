/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/dialect-fetchmail.h"

#include <string.h>

/* fetchmail's file is nearly English: words in any order of lines, some with a value behind them,
 * some only there for the sound. */

typedef struct
{
  RrmDocument *document;
  const char *text;
  const char *p;
  /* What begins here, and "server" or "user". */
  char *section;
  guint servers;
  guint users;
} Reader;

typedef struct
{
  char *word;
  gboolean is_quoted;
  const char *start;
  const char *end;
} Token;

static void
token_clear (Token *token)
{
  if (token->word != NULL)
    explicit_bzero (token->word, strlen (token->word));
  g_clear_pointer (&token->word, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Token, token_clear)

/* Line ends, blanks, and the punctuation that means nothing. */
static void
skip_blanks (Reader *reader)
{
  while (*reader->p != '\0')
    {
      if (*reader->p == '#')
        reader->p += strcspn (reader->p, "\n");
      else if (strchr (" \t\r\n,;:=", *reader->p) != NULL)
        reader->p++;
      else
        return;
    }
}

static int
read_number (const char **p,
             guint base,
             guint digits)
{
  int number = 0;

  for (guint i = 0; i < digits; i++)
    {
      int digit = g_ascii_xdigit_value (**p);

      if (digit < 0 || (guint) digit >= base)
        break;
      number = number * (int) base + digit;
      (*p)++;
    }

  return number;
}

/* What stands behind a backslash. */
static char
read_escape (const char **p)
{
  static const char letters[] = "ntrbf";
  static const char meanings[] = "\n\t\r\b\f";
  const char *letter;
  char c = **p;

  if (c == '\0')
    return '\0';
  (*p)++;
  if (c == 'x')
    return (char) read_number (p, 16, 2);
  if (c == '0')
    return (char) read_number (p, 8, 3);
  letter = strchr (letters, c);

  return letter != NULL ? meanings[letter - letters] : c;
}

static char *
decode (const char *start,
        const char *end)
{
  g_autofree char *raw = g_strndup (start, (gsize) (end - start));
  GString *word = g_string_sized_new ((gsize) (end - start) + 1);

  for (const char *p = raw; *p != '\0';)
    {
      char c = *p++;

      if (c == '\\')
        c = read_escape (&p);
      if (c != '\0')
        g_string_append_c (word, c);
    }
  explicit_bzero (raw, strlen (raw));

  return g_string_free (word, FALSE);
}

static gboolean
next_token (Reader *reader,
            Token *token)
{
  const char *start;

  token_clear (token);
  skip_blanks (reader);
  start = reader->p;
  if (*start == '\0')
    return FALSE;

  token->is_quoted = *start == '"' || *start == '\'';
  token->start = start;
  if (token->is_quoted)
    {
      const char *close = strchr (start + 1, *start);

      if (close == NULL)
        {
          rrm_document_set_damaged (reader->document);
          close = start + strlen (start);
        }
      token->word = decode (start + 1, close);
      reader->p = *close != '\0' ? close + 1 : close;
    }
  else
    {
      reader->p += strcspn (start, " \t\r\n,;:=");
      token->word = decode (start, reader->p);
    }
  token->end = reader->p;

  return TRUE;
}

static void
begin_section (Reader *reader,
               char *section)
{
  g_free (reader->section);
  reader->section = section;
  rrm_document_add_section (reader->document, section, (gsize) (reader->p - reader->text));
}

static RrmSetting *
add_setting (Reader *reader,
             const char *key,
             const Token *token)
{
  RrmSetting *setting = g_new0 (RrmSetting, 1);

  setting->section = g_strdup (reader->section);
  setting->key = g_strdup (key);
  setting->value = g_strdup (token->word);
  setting->start = (gsize) (token->start - reader->text);
  setting->end = (gsize) (token->end - reader->text);
  setting->line_end = setting->end;
  rrm_document_add_setting (reader->document, setting);

  return setting;
}

/* The words with a value, and the one of their names that the setting gets. */
static const char *
get_key (const char *word)
{
  static const char *const keys[][2] = {
    { "protocol", "protocol" }, { "proto", "protocol" },        { "service", "service" },
    { "port", "service" },      { "via", "via" },               { "auth", "auth" },
    { "authenticate", "auth" }, { "password", "password" },     { "pass", "password" },
    { "is", "is" },             { "to", "is" },                 { "sslproto", "sslproto" },
    { "mda", "mda" },           { "preconnect", "preconnect" }, { "postconnect", "postconnect" },
    { "plugin", "plugin" },     { "plugout", "plugout" },       { "folder", "folder" },
    { "sslcert", "sslcert" },   { "sslkey", "sslkey" },         { "smtphost", "smtphost" },
    { "aka", "aka" },           { "envelope", "envelope" },     { "interface", "interface" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_ascii_strcasecmp (keys[i][0], word) == 0)
      return keys[i][1];

  return NULL;
}

static gboolean
is_word (const Token *token,
         const char *word)
{
  return !token->is_quoted && g_ascii_strcasecmp (token->word, word) == 0;
}

/* A word that belongs to the name before it. */
static gboolean
take_word (Reader *reader,
           Token *token,
           const char *word)
{
  const char *before = reader->p;

  if (next_token (reader, token) && is_word (token, word))
    return TRUE;
  reader->p = before;

  return FALSE;
}

/* "user ann there", or with the two sides changed "user anna here is ann there". Options can stand
 * behind all of that. */
static void
read_user (Reader *reader,
           Token *token)
{
  RrmSetting *setting;

  begin_section (reader, g_strdup_printf ("%u.%u", reader->servers, ++reader->users));
  setting = add_setting (reader, "user", token);
  if (take_word (reader, token, "here"))
    {
      if (!take_word (reader, token, "is") || !next_token (reader, token))
        return;
      setting = add_setting (reader, "user", token);
    }
  if (take_word (reader, token, "there"))
    setting->line_end = (gsize) (token->end - reader->text);
}

static void
read_value (Reader *reader,
            Token *token,
            const char *key)
{
  g_autofree char *name = g_strdup (token->word);

  if (!next_token (reader, token))
    rrm_document_set_damaged (reader->document);
  else if (g_str_equal (key, "user"))
    read_user (reader, token);
  else if (g_str_equal (key, "host"))
    {
      reader->users = 0;
      begin_section (reader, g_strdup_printf ("%u", ++reader->servers));
      add_setting (reader, key, token);
    }
  else
    add_setting (reader, key, token)->name = g_steal_pointer (&name);
}

static void
read_switch (Reader *reader,
             Token *token)
{
  static const char *const switches[] = { "ssl", "keep", "sslcertck", NULL };
  const char *word = token->word;
  const char *start = token->start;
  gboolean off = FALSE;
  g_autofree char *key = NULL;
  RrmSetting *setting;

  if (is_word (token, "no"))
    {
      off = TRUE;
      if (!next_token (reader, token))
        return;
      word = token->word;
    }
  else if (g_ascii_strncasecmp (word, "no", 2) == 0)
    {
      off = TRUE;
      word += 2;
    }
  key = g_ascii_strdown (word, -1);
  if (!g_strv_contains (switches, key))
    return;
  g_free (token->word);
  token->word = g_strdup (off ? "no" : "yes");
  setting = add_setting (reader, key, token);
  setting->start = (gsize) (start - reader->text);
  setting->is_word = TRUE;
}

static void
read_word (Reader *reader,
           Token *token)
{
  if (token->is_quoted)
    return;
  if (is_word (token, "poll") || is_word (token, "server") || is_word (token, "skip"))
    read_value (reader, token, "host");
  else if (is_word (token, "user") || is_word (token, "username"))
    read_value (reader, token, "user");
  else if (is_word (token, "defaults"))
    begin_section (reader, g_strdup ("defaults"));
  else if (get_key (token->word) != NULL)
    read_value (reader, token, get_key (token->word));
  else
    read_switch (reader, token);
}

static void
parse (RrmDocument *document)
{
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  Reader reader = { document, text, text, g_strdup (""), 0, 0 };
  g_auto (Token) token = { 0 };

  while (next_token (&reader, &token))
    read_word (&reader, &token);
  g_free (reader.section);
}

const RrmDialect rrm_dialect_fetchmail = {
  .parse = parse,
};
