/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/escape.h"
#include "export/qr.h"
#include "export/writers.h"

/* How many pixels wide a module of the picture is. */
#define SCALE 8

/* "Export for Mobile": version 1 of the account code, which Thunderbird for Android and K-9 Mail
 * scan. The numbers are theirs; a test compares the whole with what Thunderbird itself writes. */
static const guint securities[RRM_N_SECURITIES] = {
  [RRM_SECURITY_TLS] = 3,
  [RRM_SECURITY_STARTTLS] = 2,
  [RRM_SECURITY_NONE] = 0,
};

static guint
auth_number (const RrmExportServer *server)
{
  if (!server->login)
    return 0;

  return server->auth == RRM_AUTH_CRAM_MD5 ? 2 : 1;
}

static void
add_server (RrmSheet *sheet,
            guint protocol,
            const RrmExportServer *server)
{
  rrm_sheet_print (sheet, "[%u,", protocol);
  rrm_escape_backslash (sheet, server->host);
  rrm_sheet_print (sheet, ",%u,%u,%u,", server->port, securities[server->security],
                   auth_number (server));
  rrm_escape_backslash (sheet, server->username);
  rrm_sheet_add_char (sheet, ',');
}

static void
add_password (RrmSheet *sheet,
              const RrmExportServer *server)
{
  rrm_escape_backslash (sheet,
                        server->password != NULL ? rrm_secret_peek (server->password, NULL) : "");
  rrm_sheet_add_char (sheet, ']');
}

static GBytes *
make_payload (const RrmExportInput *input)
{
  RrmSheet *sheet = rrm_sheet_new ();

  /* Version 1, code 1 of 1. */
  rrm_sheet_add (sheet, "[1,[1,1],");
  add_server (sheet, input->incoming->protocol == RRM_PROTOCOL_IMAP ? 0 : 1, input->incoming);
  rrm_escape_backslash (sheet, input->address);
  rrm_sheet_add_char (sheet, ',');
  add_password (sheet, input->incoming);
  rrm_sheet_add (sheet, ",[[");
  add_server (sheet, 0, input->outgoing);
  add_password (sheet, input->outgoing);
  rrm_sheet_add (sheet, ",[");
  rrm_escape_backslash (sheet, input->address);
  rrm_sheet_add_char (sheet, ',');
  rrm_escape_backslash (sheet, input->name);
  rrm_sheet_add (sheet, "]]]]");

  return rrm_sheet_end (sheet);
}

gboolean
rrm_export_thunderbird_qr (const RrmExportInput *input,
                           GPtrArray *files,
                           GError **error)
{
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (RrmQr) qr = NULL;
  g_autoptr (RrmSheet) svg = rrm_sheet_new ();
  g_autoptr (RrmSheet) png = rrm_sheet_new ();
  g_autofree char *svg_name = g_strconcat (input->id, ".svg", NULL);
  g_autofree char *png_name = g_strconcat (input->id, ".png", NULL);

  if (!g_str_is_ascii (input->address))
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_CHARACTER, "address");

  payload = make_payload (input);
  qr = rrm_qr_new (payload);
  if (qr == NULL)
    return rrm_export_refuse (error, RRM_EXPORT_ERROR_TOO_LONG, "name");

  rrm_qr_draw_png (qr, SCALE, png);
  rrm_qr_draw_svg (qr, svg);
  rrm_export_files_add (files, png_name, RRM_EXPORT_PRIVATE, g_steal_pointer (&png));
  rrm_export_files_add (files, svg_name, RRM_EXPORT_PRIVATE, g_steal_pointer (&svg));

  return TRUE;
}
