/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/account-list.h"

#include "cli/csv.h"
#include "cli/json-line.h"

#include <glib/gi18n.h>
#include <string.h>

/* The keys of a row; those of the columns too. */
enum
{
  ADDRESS,
  PASSWORD_FILE,
  INCOMING,
  OUTGOING,
  USERNAME,
  N_KEYS
};

static const char *const keys[] = { "address", "password_file", "incoming", "outgoing",
                                    "username" };

/* Half of a SHA-256 tells a million rows apart. */
#define KEY_DIGITS 32

/**
 * RrmAccountList:
 *
 * A list of accounts: comma-separated values with a line of names at the top, or a JSON object in
 * each line. It is read row by row.
 */
struct _RrmAccountList
{
  char *text;
  RrmCsv place;
  gboolean is_json;
  /* Which key the columns hold. */
  GArray *columns;
};

void
rrm_account_row_free (RrmAccountRow *row)
{
  g_free (row->key);
  g_free (row->address);
  g_free (row->password_file);
  g_free (row->incoming);
  g_free (row->outgoing);
  g_free (row->username);
  g_free (row->error);
  g_free (row);
}

void
rrm_account_list_free (RrmAccountList *self)
{
  g_clear_pointer (&self->columns, g_array_unref);
  g_free (self->text);
  g_free (self);
}

static int
find_key (const char *name)
{
  for (int i = 0; i < N_KEYS; i++)
    if (g_str_equal (name, keys[i]))
      return i;

  return -1;
}

/* Why a name is no key: (transfer full) one sentence. */
static char *
refuse_key (const char *name)
{
  if (g_ascii_strcasecmp (name, "password") == 0)
    return g_strdup (_ ("A password does not belong into the list. Use password_file."));

  return g_strdup_printf (_ ("There is no field “%s”."), name);
}

/* Reads the line of names; returns why it is none. */
static char *
read_columns (RrmAccountList *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint found = 0;

  self->columns = g_array_new (FALSE, FALSE, sizeof (int));
  if (rrm_csv_take_record (&self->place, names) != RRM_CSV_GOOD)
    return g_strdup (_ ("The first line cannot be read."));
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_strstrip (g_ptr_array_index (names, i));
      int key = find_key (name);

      if (key < 0)
        return refuse_key (name);
      if (found & 1U << key)
        return g_strdup_printf (_ ("The field “%s” stands there twice."), name);
      found |= 1U << key;
      g_array_append_val (self->columns, key);
    }
  if (!(found & 1U << ADDRESS))
    return g_strdup (_ ("The first line must name the fields, “address” among them."));

  return NULL;
}

/**
 * rrm_account_list_new:
 * @text: (array length=length): what stands in the file
 * @length: its length in bytes
 * @why: (out) (optional): why it is no list, in one sentence
 *
 * Returns: (transfer full) (nullable): the list, at its first row
 */
RrmAccountList *
rrm_account_list_new (const char *text,
                      gsize length,
                      char **why)
{
  g_autoptr (RrmAccountList) self = g_new0 (RrmAccountList, 1);
  g_autofree char *problem = NULL;

  self->text = g_malloc (length + 1);
  if (length > 0)
    memcpy (self->text, text, length);
  self->text[length] = '\0';
  self->place = (RrmCsv){ self->text, self->text + length, 1 };
  /* A mark of byte order, as some programs write it before UTF-8. */
  if (g_str_has_prefix (self->text, "\xef\xbb\xbf"))
    self->place.p += 3;
  rrm_csv_skip_blank (&self->place);

  self->is_json = self->place.p < self->place.end && *self->place.p == '{';
  if (self->place.p == self->place.end)
    problem = g_strdup (_ ("There is nothing in it."));
  else if (!self->is_json)
    problem = read_columns (self);
  if (problem != NULL)
    {
      if (why != NULL)
        *why = g_steal_pointer (&problem);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* Tells one row from another: a digest of it as it stands there, without its line end. What its
 * fields mean is told by the columns. */
static char *
make_key (RrmAccountList *self,
          const char *start,
          const char *end)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; self->columns != NULL && i < self->columns->len; i++)
    {
      const guchar column = (guchar) g_array_index (self->columns, int, i);

      g_checksum_update (checksum, &column, 1);
    }
  while (end > start && (end[-1] == '\n' || end[-1] == '\r'))
    end--;
  g_checksum_update (checksum, (const guchar *) start, end - start);

  return g_strndup (g_checksum_get_string (checksum), KEY_DIGITS);
}

/* Puts a row together; takes the values and the error over. */
static RrmAccountRow *
make_row (char **values,
          char *error)
{
  RrmAccountRow *row = g_new0 (RrmAccountRow, 1);

  for (guint i = 0; i < N_KEYS; i++)
    if (error != NULL || (values[i] != NULL && values[i][0] == '\0'))
      g_clear_pointer (&values[i], g_free);
  row->error = error;
  row->address = values[ADDRESS] != NULL ? values[ADDRESS] : g_strdup ("");
  row->password_file = values[PASSWORD_FILE];
  row->incoming = values[INCOMING];
  row->outgoing = values[OUTGOING];
  row->username = values[USERNAME];

  return row;
}

static char *
read_record (RrmAccountList *self,
             char **values)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);

  switch (rrm_csv_take_record (&self->place, fields))
    {
    case RRM_CSV_QUOTE:
      return g_strdup (_ ("A quote stands where it may not, or is not closed."));
    case RRM_CSV_TEXT:
      return g_strdup (_ ("It is not valid UTF-8 text."));
    case RRM_CSV_GOOD:
    default:
      break;
    }
  if (fields->len > self->columns->len)
    return g_strdup (_ ("There are more fields than the first line names."));
  for (guint i = 0; i < fields->len; i++)
    values[g_array_index (self->columns, int, i)] = g_strdup (g_ptr_array_index (fields, i));

  return NULL;
}

static char *
read_object (RrmAccountList *self,
             char **values)
{
  g_autofree char *line = rrm_csv_take_line (&self->place);
  g_autoptr (GHashTable) members = NULL;
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  if (line == NULL)
    return g_strdup (_ ("It is not valid UTF-8 text."));
  members = rrm_json_line_parse (line);
  if (members == NULL)
    return g_strdup (_ ("It is not a JSON object of texts."));

  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      int key = find_key (name);

      if (key < 0)
        return refuse_key (name);
      values[key] = g_strdup (value);
    }

  return NULL;
}

/**
 * rrm_account_list_next:
 * @self: a list
 *
 * Returns: (transfer full) (nullable): the next row, a bad one among them; %NULL after the last
 */
RrmAccountRow *
rrm_account_list_next (RrmAccountList *self)
{
  char *values[N_KEYS] = { NULL };
  RrmAccountRow *row;
  const char *start;
  char *error;
  guint line;

  rrm_csv_skip_blank (&self->place);
  if (self->place.p == self->place.end)
    return NULL;

  line = self->place.line;
  start = self->place.p;
  error = self->is_json ? read_object (self, values) : read_record (self, values);

  row = make_row (values, error);
  row->line = line;
  row->key = make_key (self, start, self->place.p);

  return row;
}

/**
 * rrm_account_list_count:
 * @self: a list
 *
 * Returns: how many rows are still to come
 */
guint
rrm_account_list_count (RrmAccountList *self)
{
  const RrmCsv place = self->place;
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  guint n = 0;

  for (rrm_csv_skip_blank (&self->place); self->place.p < self->place.end; n++)
    {
      if (self->is_json)
        g_free (rrm_csv_take_line (&self->place));
      else
        rrm_csv_take_record (&self->place, fields);
      g_ptr_array_set_size (fields, 0);
      rrm_csv_skip_blank (&self->place);
    }
  self->place = place;

  return n;
}
