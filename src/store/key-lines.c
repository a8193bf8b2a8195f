/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/key-lines.h"

#include <string.h>

/**
 * RrmKeyLines:
 *
 * The lines of a key file, to change some of them and leave all others as they are: GKeyFile moves
 * comments away from what they speak of.
 */
struct _RrmKeyLines
{
  /* (element-type utf8): without their ends */
  GPtrArray *lines;
};

/**
 * rrm_key_lines_new:
 * @text: a key file
 *
 * Returns: (transfer full): its lines
 */
RrmKeyLines *
rrm_key_lines_new (const char *text)
{
  RrmKeyLines *self = g_new0 (RrmKeyLines, 1);
  g_autofree char **lines = g_strsplit (text, "\n", -1);

  self->lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (self->lines, lines[i]);
  /* What stands behind the last end of a line is no line. */
  if (self->lines->len > 0 &&
      ((char *) g_ptr_array_index (self->lines, self->lines->len - 1))[0] == '\0')
    g_ptr_array_set_size (self->lines, (int) self->lines->len - 1);

  return self;
}

void
rrm_key_lines_free (RrmKeyLines *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static const char *
get_line (RrmKeyLines *self,
          guint index)
{
  return g_ptr_array_index (self->lines, index);
}

static gboolean
is_blank (const char *line)
{
  return line[strspn (line, " \t\r")] == '\0';
}

/* The group that begins with this line, or NULL. */
static char *
get_group (const char *line)
{
  g_autofree char *stripped = g_strstrip (g_strdup (line));
  gsize length = strlen (stripped);

  return length >= 2 && stripped[0] == '[' && stripped[length - 1] == ']'
           ? g_strndup (stripped + 1, length - 2)
           : NULL;
}

static char *
get_key (const char *line)
{
  const char *equals = strchr (line, '=');
  const char *start = line + strspn (line, " \t");

  return equals != NULL && start[0] != '#' ? g_strstrip (g_strndup (start, equals - start)) : NULL;
}

/* The end of the group's last part, its last key; what follows is blank or speaks of the next
 * group. @at is the line of @key. G_MAXUINT where there is none. */
static guint
find (RrmKeyLines *self,
      const char *group,
      const char *key,
      guint *at)
{
  gboolean inside = FALSE;
  guint last = G_MAXUINT;

  *at = G_MAXUINT;
  for (guint i = 0; i < self->lines->len; i++)
    {
      g_autofree char *begins = get_group (get_line (self, i));
      g_autofree char *name = inside && begins == NULL ? get_key (get_line (self, i)) : NULL;

      if (begins != NULL)
        inside = g_str_equal (begins, group);
      if (inside && (begins != NULL || name != NULL))
        last = i;
      if (name != NULL && g_str_equal (name, key))
        *at = i;
    }

  return last;
}

/**
 * rrm_key_lines_set:
 * @self: the lines of a key file
 * @group: a group; added where it is not there
 * @key: a key; added where it is not there
 * @value: its value, as it stands in a key file
 */
void
rrm_key_lines_set (RrmKeyLines *self,
                   const char *group,
                   const char *key,
                   const char *value)
{
  char *line = g_strconcat (key, "=", value, NULL);
  guint at;
  guint last = find (self, group, key, &at);

  if (at != G_MAXUINT)
    {
      g_free (g_ptr_array_index (self->lines, at));
      g_ptr_array_index (self->lines, at) = line;
      return;
    }
  if (last == G_MAXUINT)
    {
      if (self->lines->len > 0 && !is_blank (get_line (self, self->lines->len - 1)))
        g_ptr_array_add (self->lines, g_strdup (""));
      g_ptr_array_add (self->lines, g_strconcat ("[", group, "]", NULL));
      last = self->lines->len - 1;
    }
  g_ptr_array_insert (self->lines, (int) last + 1, line);
}

/**
 * rrm_key_lines_remove:
 * @self: the lines of a key file
 * @group: a group
 * @key: the key to remove
 */
void
rrm_key_lines_remove (RrmKeyLines *self,
                      const char *group,
                      const char *key)
{
  guint at;

  while (find (self, group, key, &at) != G_MAXUINT && at != G_MAXUINT)
    g_ptr_array_remove_index (self->lines, at);
}

/* Where the last part of the group begins that ends in this line. */
static guint
find_start (RrmKeyLines *self,
            guint last)
{
  for (guint i = last;; i--)
    {
      g_autofree char *begins = get_group (get_line (self, i));

      if (begins != NULL)
        return i;
    }
}

/**
 * rrm_key_lines_remove_group:
 * @self: the lines of a key file
 * @group: the group to remove, with all that stands before its last key
 */
void
rrm_key_lines_remove_group (RrmKeyLines *self,
                            const char *group)
{
  guint at;
  guint last;

  while ((last = find (self, group, "", &at)) != G_MAXUINT)
    {
      guint start = find_start (self, last);

      g_ptr_array_remove_range (self->lines, start, last - start + 1);
      while (start < self->lines->len && is_blank (get_line (self, start)) &&
             (start == 0 || is_blank (get_line (self, start - 1))))
        g_ptr_array_remove_index (self->lines, start);
    }
}

/**
 * rrm_key_lines_to_text:
 * @self: the lines of a key file
 *
 * Returns: (transfer full): the key file
 */
char *
rrm_key_lines_to_text (const RrmKeyLines *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      g_string_append (text, g_ptr_array_index (self->lines, i));
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}
