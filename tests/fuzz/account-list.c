/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "cli/account-list.h"

#include <string.h>

/* A list of accounts, as comma-separated values or as JSON: every row is told once, in order, and a
 * bad one has nothing but its error. */

static void
check_text (const char *text)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (text[0], !=, '\0');
}

static void
check_row (const RrmAccountRow *row)
{
  g_assert_nonnull (row->address);
  g_assert_cmpuint (strlen (row->key), ==, 32);
  check_text (row->password_file);
  check_text (row->incoming);
  check_text (row->outgoing);
  check_text (row->username);
  if (row->error == NULL)
    return;

  check_text (row->error);
  g_assert_cmpstr (row->address, ==, "");
  g_assert_null (row->password_file);
  g_assert_null (row->incoming);
  g_assert_null (row->outgoing);
  g_assert_null (row->username);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize length)
{
  g_autofree char *raw = rrm_fuzz_copy (bytes, length);
  g_autofree char *why = NULL;
  g_autoptr (RrmAccountList) list = rrm_account_list_new (raw, length, &why);
  guint last = 0;
  guint n;

  g_assert_true ((list == NULL) == (why != NULL));
  if (list == NULL)
    return 0;

  n = rrm_account_list_count (list);
  for (RrmAccountRow *row; (row = rrm_account_list_next (list)) != NULL; n--)
    {
      g_assert_cmpuint (n, >, 0);
      g_assert_cmpuint (row->line, >, last);
      last = row->line;
      check_row (row);
      rrm_account_row_free (row);
    }
  g_assert_cmpuint (n, ==, 0);

  return 0;
}
