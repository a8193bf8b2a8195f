/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "clients/add.h"
#include "clients/copies.h"
#include "clients/error.h"
#include "export/error.h"
#include "tests/export/account-json.h"

#include <stdio.h>

/* What one click in the window does, for tests in other languages: reads a request, a JSON object
 * on one line, and adds its account to the mail program that it names, in the home folder of the
 * environment. Prints what was refused, or nothing. */

static const char *
get_word (const GError *error)
{
  return error->domain == RRM_EXPORT_ERROR
           ? rrm_export_error_to_string ((RrmExportError) error->code)
           : rrm_client_error_to_string ((RrmClientError) error->code);
}

int
main (void)
{
  g_autofree char *line = NULL;
  size_t size = 0;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (RrmClientRoots) roots = rrm_client_roots_new (NULL);
  g_autofree char *folder = rrm_client_copies_folder ();
  g_autoptr (RrmAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  JsonObject *request;

  g_assert (getline (&line, &size, stdin) > 0);
  json_parser_load_from_data (parser, line, -1, &error);
  g_assert_no_error (error);
  request = json_node_get_object (json_parser_get_root (parser));
  account = rrm_test_read_account (json_object_get_object_member (request, "account"));
  copy = rrm_client_add_account (rrm_test_member (request, "program"), roots, account, folder,
                                 &error);
  if (copy == NULL)
    puts (get_word (error));

  return copy != NULL ? 0 : 1;
}
