/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/after-export.h"
#include "export/format.h"

#include <string.h>

/* Whoever saves a file is told what to do with it. */
static void
test_complete (void)
{
  g_autoptr (GPtrArray) formats = rrm_format_list ();
  guint n = 0;

  for (guint i = 0; i < formats->len; i++)
    {
      const RrmFormat *format = g_ptr_array_index (formats, i);
      const char *id = rrm_format_get_id (format);
      g_autoptr (RrmAfterExport) after = rrm_explain_after_export (id, "Program", NULL);

      if (after == NULL)
        continue;
      g_assert_nonnull (after->steps[0]);
      g_assert_nonnull (after->asks[0]);
      for (guint j = 0; after->steps[j] != NULL; j++)
        g_assert_null (strchr (after->steps[j], '{'));
      n++;
    }
  g_assert_cmpuint (n, >=, 16);
}

/* The same file on a phone and on a computer. */
static void
test_guide (void)
{
  g_autoptr (RrmAfterExport) phone = rrm_explain_after_export ("mobileconfig", "Mail", "iphone");
  g_autoptr (RrmAfterExport) mac = rrm_explain_after_export ("mobileconfig", "Mail", "apple-mail");

  g_assert_nonnull (strstr (phone->steps[0], "iPhone"));
  g_assert_nonnull (strstr (mac->steps[0], "Mac"));
}

static void
test_slots (void)
{
  g_autoptr (RrmAfterExport) after = rrm_explain_after_export ("msmtp", "msmtp", NULL);

  g_assert_nonnull (strstr (after->steps[1], "~/.msmtprc"));
  g_assert_nonnull (strstr (after->asks[0], "msmtp"));
}

static void
test_unknown (void)
{
  g_assert_null (rrm_explain_after_export ("no-such-format", "Program", NULL));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/after-export/complete", test_complete);
  g_test_add_func ("/after-export/guide", test_guide);
  g_test_add_func ("/after-export/slots", test_slots);
  g_test_add_func ("/after-export/unknown", test_unknown);

  return g_test_run ();
}
