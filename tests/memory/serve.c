/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/server.h"

#include <stdio.h>

/* The practice server with a scenario of the test's own, in a process of its own: it knows the
 * password, and its memory is not the one that is looked through.
 *
 * Usage: serve SCENARIO CERTIFICATE */

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RrmScenario) scenario = argc == 3 ? rrm_scenario_new_from_file (argv[1], &error)
                                               : NULL;
  g_autoptr (RrmPracticeServer) server = NULL;
  GBytes *pem;

  if (scenario != NULL)
    server = rrm_practice_server_new (scenario, &error);
  if (server == NULL || !rrm_practice_server_start (server, &error))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "Usage: serve SCENARIO CERTIFICATE");
      return 1;
    }

  pem = rrm_practice_server_get_ca_pem (server);
  if (!g_file_set_contents (argv[2], g_bytes_get_data (pem, NULL),
                            (gssize) g_bytes_get_size (pem), NULL))
    return 1;
  for (guint i = 0; i < rrm_practice_server_get_n_mappings (server); i++)
    {
      const RrmPracticeMapping *mapping = rrm_practice_server_get_mapping (server, i);
      g_autofree char *text = mapping->address != NULL ? rrm_practice_mapping_to_text (mapping)
                                                       : NULL;

      if (text != NULL)
        g_print ("--connect-to=%s\n", text);
    }
  g_print ("\n");
  (void) fflush (stdout);
  (void) getchar ();
  rrm_practice_server_stop (server);

  return 0;
}
