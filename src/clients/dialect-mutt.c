/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/dialect-mutt.h"

#include <string.h>

/* The commands of mutt and NeoMutt. Nothing is run: what a command would print is left out. */

/* Variables are made of variables; more than this is somebody's joke. */
#define MAX_EXPANDED (1024 * 1024)

typedef struct
{
  RrmDocument *document;
  const char *text;
  const char *p;
  /* How much came out of variables. */
  gsize expanded;
  /* Of the word that was read last: where each of its bytes stands. */
  GArray *places;
} Reader;

static void
append (Reader *reader,
        GString *word,
        char c,
        gsize place)
{
  g_string_append_c (word, c);
  g_array_append_val (reader->places, place);
}

/* The byte that was just passed. */
static void
append_passed (Reader *reader,
               GString *word)
{
  append (reader, word, reader->p[-1], (gsize) (reader->p - 1 - reader->text));
}

static char *
normalize (const char *name)
{
  GString *key = g_string_new (NULL);

  /* One's own variables keep their names; the program's have two: "realname", "real_name". */
  if (g_str_has_prefix (name, "my_"))
    g_string_append (key, name);
  else
    for (const char *p = name; *p != '\0'; p++)
      if (*p != '_')
        g_string_append_c (key, *p);

  return g_string_free (key, FALSE);
}

/* "$name" and "${name}": what the file has set so far, or another one alone. */
static void
expand_variable (Reader *reader,
                 GString *word)
{
  gboolean braced = *reader->p == '{';
  const char *start = reader->p + (braced ? 1 : 0);
  const char *p = start;
  g_autofree char *name = NULL;
  g_autofree char *key = NULL;
  const char *value;

  while (g_ascii_isalnum (*p) || *p == '_')
    p++;
  name = g_strndup (start, (gsize) (p - start));
  reader->p = braced && *p == '}' ? p + 1 : p;
  key = normalize (name);
  value = rrm_document_get (reader->document, "", key);
  if (value == NULL)
    value = rrm_document_get_elsewhere (reader->document, key);
  if (value == NULL || reader->expanded + strlen (value) > MAX_EXPANDED)
    return;
  reader->expanded += strlen (value);
  for (const char *c = value; *c != '\0'; c++)
    append (reader, word, *c, RRM_PLACE_NONE);
}

static void
skip_command (Reader *reader)
{
  reader->p += strcspn (reader->p, "`\n");
  if (*reader->p == '`')
    reader->p++;
}

static void
read_escape (Reader *reader,
             GString *word)
{
  static const char letters[] = "ntrf";
  static const char meanings[] = "\n\t\r\f";
  char c = *reader->p;
  const char *letter = c != '\0' ? strchr (letters, c) : NULL;

  if (c == '\0')
    return;
  reader->p++;
  /* At the end of a line it goes on with the next one. */
  if (c != '\n')
    append (reader, word, letter != NULL ? meanings[letter - letters] : c, RRM_PLACE_NONE);
}

static void
read_double (Reader *reader,
             GString *word)
{
  while (*reader->p != '\0' && *reader->p != '"')
    {
      char c = *reader->p++;

      if (c == '\\')
        read_escape (reader, word);
      else if (c == '$')
        expand_variable (reader, word);
      else if (c == '`')
        skip_command (reader);
      else
        append_passed (reader, word);
    }
  if (*reader->p == '"')
    reader->p++;
  else
    rrm_document_set_damaged (reader->document);
}

static void
read_single (Reader *reader,
             GString *word)
{
  const char *close = strchr (reader->p, '\'');

  if (close == NULL)
    {
      rrm_document_set_damaged (reader->document);
      close = reader->p + strlen (reader->p);
    }
  while (reader->p < close)
    {
      reader->p++;
      append_passed (reader, word);
    }
  if (*close != '\0')
    reader->p++;
}

static void
skip_blanks (Reader *reader)
{
  while (*reader->p == ' ' || *reader->p == '\t' || *reader->p == '\r' ||
         (*reader->p == '\\' && reader->p[1] == '\n'))
    reader->p += *reader->p == '\\' ? 2 : 1;
  if (*reader->p == '#')
    reader->p += strcspn (reader->p, "\n");
}

/* One word, up to a blank, the end of the command, or one of the other characters. */
static char *
read_word (Reader *reader,
           const char *ends)
{
  GString *word = g_string_new (NULL);

  g_array_set_size (reader->places, 0);
  while (*reader->p != '\0' && strchr (" \t\r\n;", *reader->p) == NULL &&
         strchr (ends, *reader->p) == NULL)
    {
      char c = *reader->p++;

      if (c == '"')
        read_double (reader, word);
      else if (c == '\'')
        read_single (reader, word);
      else if (c == '\\')
        read_escape (reader, word);
      else if (c == '$')
        expand_variable (reader, word);
      else if (c == '`')
        skip_command (reader);
      else
        append_passed (reader, word);
    }

  return g_string_free (word, FALSE);
}

static gboolean
is_at_end (Reader *reader)
{
  skip_blanks (reader);

  return *reader->p == '\0' || *reader->p == '\n' || *reader->p == ';';
}

static RrmSetting *
add_setting (Reader *reader,
             const char *key,
             char *value,
             const char *start)
{
  RrmSetting *setting = g_new0 (RrmSetting, 1);

  setting->section = g_strdup ("");
  setting->key = normalize (key);
  setting->name = g_strdup (key);
  setting->value = value;
  setting->start = (gsize) (start - reader->text);
  setting->end = (gsize) (reader->p - reader->text);
  setting->line_end = setting->end;
  rrm_document_add_setting (reader->document, setting);

  return setting;
}

/* One word that may be changed in parts. */
static void
add_word (Reader *reader,
          const char *key,
          char *word,
          const char *start)
{
  gsize length = strlen (word);
  /* What has to be made valid first is a word of another length. */
  gsize *places = g_utf8_validate (word, (gssize) length, NULL)
                    ? g_memdup2 (reader->places->data, sizeof (gsize) * MAX (length, 1))
                    : NULL;

  add_setting (reader, key, word, start)->places = places;
}

/* A switch without a value, as it stands there. */
static void
add_switch (Reader *reader,
            const char *key,
            const char *value,
            const char *start,
            const char *end)
{
  RrmSetting *setting = add_setting (reader, key, g_strdup (value), start);

  setting->end = (gsize) (end - reader->text);
  setting->is_word = TRUE;
}

/* "set a=b noc d invert" */
static void
read_set (Reader *reader,
          const char *plain)
{
  while (!is_at_end (reader))
    {
      const char *before = reader->p;
      const char *start = before;
      g_autofree char *name = read_word (reader, "=?");
      const char *end = reader->p;

      skip_blanks (reader);
      if (*reader->p == '=')
        {
          reader->p++;
          skip_blanks (reader);
          start = reader->p;
          add_word (reader, g_strchomp (g_strdelimit (name, "+-", ' ')), read_word (reader, ""),
                    start);
        }
      else if (*reader->p == '?')
        reader->p++;
      else if (g_str_has_prefix (name, "no"))
        add_switch (reader, name + 2, "no", start, end);
      else
        add_switch (reader, name, plain, start, end);
      if (reader->p == before)
        reader->p++;
    }
}

/* What is left of the command, as one text. */
static char *
read_rest (Reader *reader)
{
  GString *rest = g_string_new (NULL);

  while (!is_at_end (reader))
    {
      g_autofree char *word = read_word (reader, "");

      if (rest->len > 0)
        g_string_append_c (rest, ' ');
      g_string_append (rest, word);
    }

  return g_string_free (rest, FALSE);
}

/* Of other commands only the servers are of interest that they name. */
static void
read_words (Reader *reader)
{
  while (!is_at_end (reader))
    {
      const char *start = reader->p;
      g_autofree char *word = read_word (reader, "");

      if (strstr (word, "://") != NULL)
        add_word (reader, "url", g_steal_pointer (&word), start);
    }
}

/* Where it works, and what it does there. */
static void
read_hook (Reader *reader)
{
  const char *start;

  if (is_at_end (reader))
    return;
  start = reader->p;
  add_word (reader, "pattern", read_word (reader, ""), start);
  start = reader->p;
  add_setting (reader, "hook", read_rest (reader), start);
}

static void
read_command (Reader *reader)
{
  const char *start = reader->p;
  g_autofree char *command = read_word (reader, "");

  if (g_str_equal (command, "set"))
    read_set (reader, "yes");
  else if (g_str_equal (command, "unset"))
    read_set (reader, "no");
  else if (g_str_equal (command, "my_hdr"))
    add_setting (reader, "my_hdr", read_rest (reader), start);
  else if (g_str_equal (command, "source"))
    add_setting (reader, "source", read_rest (reader), start);
  else if (g_str_equal (command, "folder-hook") || g_str_equal (command, "account-hook"))
    read_hook (reader);
  else if (g_str_equal (command, "macro"))
    add_setting (reader, "hook", read_rest (reader), start);
  else
    read_words (reader);
}

/* Where the line ends, another one can stand. */
static void
end_line (Reader *reader,
          guint first)
{
  GPtrArray *settings = rrm_document_get_settings (reader->document);
  gsize end = (gsize) (reader->p - reader->text) + (*reader->p == '\n' ? 1 : 0);

  for (guint i = first; i < settings->len; i++)
    ((RrmSetting *) g_ptr_array_index (settings, i))->line_end = end;
}

static void
parse (RrmDocument *document)
{
  gsize length;
  const char *text = rrm_document_get_text (document, &length);
  Reader reader = { document, text, text, 0, g_array_new (FALSE, FALSE, sizeof (gsize)) };
  guint first = 0;

  while (*reader.p != '\0')
    {
      const char *before = reader.p;

      if (!is_at_end (&reader))
        read_command (&reader);
      if (*reader.p == '\n' || *reader.p == '\0')
        {
          end_line (&reader, first);
          first = rrm_document_get_settings (document)->len;
        }
      if (*reader.p == '\n' || *reader.p == ';' || (reader.p == before && *reader.p != '\0'))
        reader.p++;
    }
  g_array_unref (reader.places);
}

static char *
quote (const char *value,
       gboolean literal)
{
  GString *quoted;

  if (strpbrk (value, "\r\n") != NULL)
    return NULL;
  if (literal)
    return g_strdup (value);

  quoted = g_string_new ("\"");
  for (const char *p = value; *p != '\0'; p++)
    {
      if (strchr ("\"\\$`", *p) != NULL)
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

/* A name that is read without its underscores is written with them. */
static char *
make_line (const char *key,
           const char *quoted,
           const char *indent)
{
  static const char *const names[][2] = {
    { "imapuser", "imap_user" },
    { "popdelete", "pop_delete" },
    { "popuser", "pop_user" },
    { "sslstarttls", "ssl_starttls" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], key))
      return g_strdup_printf ("%sset %s=%s", indent, names[i][1], quoted);

  return g_strdup_printf ("%sset %s=%s", indent, key, quoted);
}

const RrmDialect rrm_dialect_mutt = {
  .parse = parse,
  .quote = quote,
  .line = make_line,
};
