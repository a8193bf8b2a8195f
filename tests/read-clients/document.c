/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/document.h"

#include <string.h>

/* One text in one dialect: what one setting says, whether the text is sound, and what becomes of it
 * when this setting is changed. */
typedef struct
{
  const RrmDialect *dialect;
  const char *text;
  const char *section;
  const char *key;
  /* NULL: not set */
  const char *value;
  gboolean damaged;
  /* NULL: not changed in this test */
  const char *new_value;
  /* NULL: refused */
  const char *after;
} Case;

#define PREF(name, value) "user_pref(\"" name "\", " value ");\n"

static const Case cases[] = {
  { &rrm_dialect_prefs, PREF ("a", "\"b\""), "", "a", "b", FALSE, "c", PREF ("a", "\"c\"") },
  { &rrm_dialect_prefs, PREF ("a", "\"b\""), "", "a", "b", FALSE, "q\"u\\o",
    PREF ("a", "\"q\\\"u\\\\o\"") },
  { &rrm_dialect_prefs, PREF ("a", "-12"), "", "a", "-12", FALSE, NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "true"), "", "a", "true", FALSE, NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "1"), "", "b", NULL, FALSE, "x",
    PREF ("a", "1") PREF ("b", "\"x\"") },
  /* No line end at the end, and those of Windows. */
  { &rrm_dialect_prefs, "pref('a', 1);", "", "b", NULL, FALSE, "x",
    "pref('a', 1);\n" PREF ("b", "\"x\"") },
  { &rrm_dialect_prefs, "user_pref(\"a\", 1);\r\n", "", "b", NULL, FALSE, "x",
    "user_pref(\"a\", 1);\r\nuser_pref(\"b\", \"x\");\r\n" },
  /* The last one counts, and is the one that is changed. */
  { &rrm_dialect_prefs, PREF ("a", "\"1\"") PREF ("a", "\"2\""), "", "a", "2", FALSE, "3",
    PREF ("a", "\"1\"") PREF ("a", "\"3\"") },
  /* Comments, odd blanks, two statements on a line, a statement over several. */
  { &rrm_dialect_prefs, "# x\n// y\n/* user_pref(\"a\", 2); */ user_pref ( 'a' ,\n 'b' ) ;", "",
    "a", "b", FALSE, "c",
    "# x\n// y\n/* user_pref(\"a\", 2); */ user_pref ( 'a' ,\n \"c\" ) ;" },
  { &rrm_dialect_prefs, "user_pref(\"a\",1);user_pref(\"b\",2); // c\n", "", "b", "2", FALSE,
    NULL, NULL },
  /* Escapes. */
  { &rrm_dialect_prefs, PREF ("a", "\"\\u00e9\\x41\\n\\ud83d\\ude00\""), "", "a",
    "\303\251A\n\360\237\230\200", FALSE, NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "\"\\ud83d\"") PREF ("b", "1"), "", "b", "1", TRUE, NULL,
    NULL },
  { &rrm_dialect_prefs, PREF ("a", "\"\\u0000\""), "", "a", NULL, TRUE, NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "\"\\q\""), "", "a", NULL, TRUE, NULL, NULL },
  /* What ends in the middle, at each place. */
  { &rrm_dialect_prefs, PREF ("a", "1") "user_pref(\"b\", \"c", "", "a", "1", TRUE, NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "1") "user_pref(\"b\", \"c\\", "", "a", "1", TRUE, NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "1") "user_pref(\"b\", 1", "", "b", NULL, TRUE, NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "1") "user_pref(\"b\",", "", "b", NULL, TRUE, NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "1") "user_pre", "", "a", "1", TRUE, NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "1") "/* no end", "", "a", "1", TRUE, NULL, NULL },
  /* Junk of the person's own; what follows is read all the same. */
  { &rrm_dialect_prefs, "var x = 1;\n" PREF ("a", "\"b\""), "", "a", "b", TRUE, NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "1.5") PREF ("b", "0x10") PREF ("c", "2"), "", "c", "2", TRUE,
    NULL, NULL },
  { &rrm_dialect_prefs, PREF ("a", "nothing"), "", "a", NULL, TRUE, NULL, NULL },
  { &rrm_dialect_prefs, "", "", "a", NULL, FALSE, "1", PREF ("a", "\"1\"") },
  /* Not UTF-8: shown as it can be; other settings can be changed. */
  { &rrm_dialect_prefs, PREF ("a", "\"M\374ller\""), "", "a", "M\357\277\275ller", FALSE, NULL,
    NULL },
  { &rrm_dialect_prefs, PREF ("a", "\"M\374ller\"") PREF ("b", "\"1\""), "", "b", "1", FALSE, "2",
    PREF ("a", "\"M\374ller\"") PREF ("b", "\"2\"") },

  { &rrm_dialect_ini, "[A: 1]\nx=1\n\n[A: 2]\nx= 2 \n", "A: 2", "x", " 2 ", FALSE, "3",
    "[A: 1]\nx=1\n\n[A: 2]\nx=3\n" },
  { &rrm_dialect_ini, "[A]\r\nx=1\r\n\r\n[B]\r\ny=2\r\n", "A", "z", NULL, FALSE, "3",
    "[A]\r\nx=1\r\nz=3\r\n\r\n[B]\r\ny=2\r\n" },
  { &rrm_dialect_ini, "[A]\n[B]\n", "A", "z", NULL, FALSE, "3", "[A]\nz=3\n[B]\n" },
  { &rrm_dialect_ini, "[A]\nx=1", "B", "y", NULL, FALSE, "2", "[A]\nx=1\n[B]\ny=2\n" },
  { &rrm_dialect_ini, "[A]\nx=1\n", "A", "x", "1", FALSE, "2\n[C]", NULL },
  { &rrm_dialect_ini, "\357\273\277[A]\nx=1\n", "A", "x", "1", FALSE, NULL, NULL },
  { &rrm_dialect_ini, "[A\nx=1\n", "A", "x", NULL, TRUE, NULL, NULL },
  { &rrm_dialect_ini, "[A]\nnothing\nx=1\n", "A", "x", "1", TRUE, NULL, NULL },
  { &rrm_dialect_key_file, "[A]\nx = \\sa\\\\b\\tc\n", "A", "x", " a\\b\tc", FALSE, " d\\",
    "[A]\nx = \\sd\\\\\n" },
  { &rrm_dialect_key_file, "# c\n[A]\nx=1;2\n", "A", "x", "1;2", FALSE, NULL, NULL },
  { &rrm_dialect_python, "[A]\nx: 1\ny = a\n  more\nz = 2\n", "A", "x", "1", FALSE, "3",
    "[A]\nx: 3\ny = a\n  more\nz = 2\n" },
  { &rrm_dialect_python, "[A]\nx = 1\n", "A", "y", NULL, FALSE, "50%", "[A]\nx = 1\ny = 50%\n" },
  { &rrm_dialect_python, "[A]\nx = 1\n", "A", "x", "1", FALSE, " 1", NULL },
  { &rrm_dialect_offlineimap, "[A]\nx = 50%%\n", "A", "x", "50%", FALSE, "1%2",
    "[A]\nx = 1%%2\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmDocument)
    document = rrm_document_new (item->dialect, item->text, strlen (item->text), "file", &error);
  const char *text;
  gsize length;

  g_assert_no_error (error);
  g_assert_cmpstr (rrm_document_get (document, item->section, item->key), ==, item->value);
  g_assert_cmpint (rrm_document_is_damaged (document), ==, item->damaged);
  g_assert_false (rrm_document_is_changed (document));
  if (item->new_value == NULL)
    return;

  g_assert_cmpint (rrm_document_set (document, item->section, item->key, item->new_value, FALSE,
                                     &error),
                   ==, item->after != NULL);
  text = rrm_document_get_text (document, &length);
  g_assert_cmpstr (text, ==, item->after != NULL ? item->after : item->text);
  g_assert_cmpint (rrm_document_is_changed (document), ==, item->after != NULL);
  if (item->after == NULL)
    g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_CANNOT_SAY);
}

static void
test_literal (void)
{
  const char *before = PREF ("port", "\"993\"") PREF ("x", "1");
  g_autoptr (RrmDocument)
    document = rrm_document_new (&rrm_dialect_prefs, before, strlen (before), "file", NULL);
  gsize length;

  g_assert_true (rrm_document_set (document, "", "port", "995", TRUE, NULL));
  g_assert_cmpstr (rrm_document_get_text (document, &length), ==,
                   PREF ("port", "995") PREF ("x", "1"));
  /* Nothing gets in that would be a statement of its own. */
  g_assert_false (rrm_document_set (document, "", "port", "1); user_pref(\"y\", 2", TRUE, NULL));
  g_assert_cmpstr (rrm_document_get_text (document, &length), ==,
                   PREF ("port", "995") PREF ("x", "1"));
}

static void
test_remove (void)
{
  const char *before = PREF ("a", "1") PREF ("b", "2") "// c\n" PREF ("a", "3");
  g_autoptr (RrmDocument)
    document = rrm_document_new (&rrm_dialect_prefs, before, strlen (before), "file", NULL);
  gsize length;

  rrm_document_remove (document, "", "a");
  g_assert_cmpstr (rrm_document_get_text (document, &length), ==, PREF ("b", "2") "// c\n");
}

static void
test_refused (void)
{
  static const char nul[] = "user_pref(\"a\", 1);\0user_pref(\"b\", 2);";
  g_autofree char *large = g_strnfill (RRM_DOCUMENT_MAX + 1, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_null (rrm_document_new (&rrm_dialect_prefs, nul, sizeof nul - 1, "file", &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_NOT_TEXT);
  g_clear_error (&error);
  g_assert_null (rrm_document_new (&rrm_dialect_prefs, large, RRM_DOCUMENT_MAX + 1, "f", &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_TOO_LARGE);
  g_clear_error (&error);
  /* A device, which would never end. */
  g_assert_null (rrm_document_load (&rrm_dialect_prefs, "/dev/zero", &error));
  g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_UNREADABLE);
}

/* As large and as hostile as a file may be: it must not take long. */
static void
check_time (const RrmDialect *dialect,
            const char *line)
{
  GString *text = g_string_new (NULL);
  g_autoptr (RrmDocument) document = NULL;
  gint64 begin = g_get_monotonic_time ();

  while (text->len + strlen (line) < RRM_DOCUMENT_MAX / 8)
    g_string_append (text, line);
  document = rrm_document_new (dialect, text->str, text->len, "file", NULL);
  g_assert_nonnull (document);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 20 * G_USEC_PER_SEC);
  g_string_free (text, TRUE);
}

static void
test_hostile (void)
{
  check_time (&rrm_dialect_prefs, "user_pref(\"a");
  check_time (&rrm_dialect_prefs, "user_pref(\"a\", \"b\");\n");
  check_time (&rrm_dialect_prefs, "/*");
  check_time (&rrm_dialect_prefs, ";'\"");
  check_time (&rrm_dialect_ini, "[a]\n");
  check_time (&rrm_dialect_ini, "[");
  check_time (&rrm_dialect_key_file, "=\n");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/clients/document/case/%u", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/clients/document/literal", test_literal);
  g_test_add_func ("/clients/document/remove", test_remove);
  g_test_add_func ("/clients/document/refused", test_refused);
  g_test_add_func ("/clients/document/hostile", test_hostile);

  return g_test_run ();
}
