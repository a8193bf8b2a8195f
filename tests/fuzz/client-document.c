/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "clients/document.h"

#include <string.h>

/* A mail program's settings file: the first byte picks the dialect. Every setting has a place in
 * the file; a changed one changes the bytes of its own value and no other setting. */

static const RrmDialect *const dialects[] = {
  &rrm_dialect_prefs,      &rrm_dialect_ini,   &rrm_dialect_key_file, &rrm_dialect_python,
  &rrm_dialect_offlineimap, &rrm_dialect_msmtp, &rrm_dialect_mbsync,
};

static void
check_places (RrmDocument *document)
{
  GPtrArray *settings = rrm_document_get_settings (document);
  gsize length;
  gsize last = 0;

  rrm_document_get_text (document, &length);
  for (guint i = 0; i < settings->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i);

      g_assert_cmpuint (setting->start, >=, last);
      g_assert_cmpuint (setting->end, >=, setting->start);
      g_assert_cmpuint (setting->line_end, >=, setting->end);
      g_assert_cmpuint (setting->line_end, <=, length);
      g_assert_true (g_utf8_validate (setting->value, -1, NULL));
      g_assert_true (g_utf8_validate (setting->key, -1, NULL));
      g_assert_nonnull (rrm_document_get (document, setting->section, setting->key));
      last = setting->end;
    }
}

/* What all other settings say is what they said. */
static void
check_others (RrmDocument *document,
              RrmDocument *before,
              const char *section,
              const char *key)
{
  GPtrArray *settings = rrm_document_get_settings (before);

  for (guint i = 0; i < settings->len; i++)
    {
      const RrmSetting *setting = g_ptr_array_index (settings, i);

      if (!g_str_equal (setting->section, section) || !g_str_equal (setting->key, key))
        g_assert_cmpstr (rrm_document_get (document, setting->section, setting->key), ==,
                         rrm_document_get (before, setting->section, setting->key));
    }
}

static void
check_change (RrmDocument *document,
              const RrmSetting *old,
              const char *key,
              const char *value)
{
  g_autoptr (RrmDocument) before = rrm_document_reopen (document);
  g_autofree char *section = g_strdup (old->section);
  g_autofree char *name = g_strdup (key);
  g_autofree char *text = NULL;
  gsize length;

  text = g_strdup (rrm_document_get_text (document, &length));
  if (rrm_document_set (document, section, name, value, FALSE, NULL))
    {
      g_assert_cmpstr (rrm_document_get (document, section, name), ==, value);
      if (!rrm_document_is_damaged (before))
        check_others (document, before, section, name);
    }
  else
    g_assert_cmpstr (rrm_document_get_text (document, &length), ==, text);
  check_places (document);
  rrm_document_restore (document, text);
  g_assert_false (rrm_document_is_changed (document));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  RrmFuzzInput input = { bytes, bytes + length };
  const RrmDialect *dialect = dialects[rrm_fuzz_choose (&input, G_N_ELEMENTS (dialects))];
  gsize rest = (gsize) (input.end - input.p);
  g_autofree char *raw = rrm_fuzz_copy (input.p, rest);
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmDocument) document = rrm_document_new (dialect, raw, rest, "file", &error);
  GPtrArray *settings;

  if (document == NULL)
    {
      g_assert_error (error, RRM_CLIENT_ERROR, RRM_CLIENT_ERROR_NOT_TEXT);
      return 0;
    }
  check_places (document);
  g_assert_false (rrm_document_is_changed (document));

  settings = rrm_document_get_settings (document);
  if (settings->len == 0)
    return 0;
  check_change (document, g_ptr_array_index (settings, 0),
                ((RrmSetting *) g_ptr_array_index (settings, 0))->key, "a \"b\" \\c #;'");
  check_change (document, g_ptr_array_index (settings, settings->len - 1), "new-key", "993");

  return 0;
}
