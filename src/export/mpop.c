/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/msmtp.h"
#include "export/writers.h"

gboolean
rrm_export_mpop (const RrmExportInput *input,
                 GPtrArray *files,
                 GError **error)
{
  g_autoptr (RrmSheet) sheet = rrm_sheet_new ();

  rrm_sheet_print (sheet,
                   "# Written by Roadrunner Mail Setup for mpop.\n"
                   "# The folder after \"delivery maildir\" must exist.\n"
                   "account %s\n",
                   input->id);
  rrm_msmtp_add_server (sheet, input->incoming);
  /* The default name of this file has the user name in it, and would make a path of one with a
   * slash. */
  rrm_sheet_print (sheet, "uidls_file ~/.mpop_uidls/%s\n", input->id);
  rrm_sheet_print (sheet, "keep %s\n", input->leave_on_server ? "on" : "off");
  rrm_sheet_print (sheet, "delivery maildir ~/Mail/%s\n", input->id);
  rrm_sheet_print (sheet, "\naccount default : %s\n", input->id);

  rrm_export_files_add (files, "mpoprc", RRM_EXPORT_PRIVATE, g_steal_pointer (&sheet));

  return TRUE;
}
